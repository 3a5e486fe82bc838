// SPDX-License-Identifier: GPL-3.0-or-later
// Folding: what becomes equal, and that folding again changes nothing.
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <unicode/uchar.h>

#include "common/text/fold.hh"
#include "common/text/utf8.hh"
#include "tests/unit/text/random_text.hh"

namespace demarche::text {

namespace {

struct Row {
    const char* name;
    const char* text;
    const char* folded;
};

const std::vector<Row> rows{
    {"case", "Vladimir PUTIN", "vladimir putin"},
    {"accents", "Erdoğan café Václav", "erdogan cafe vaclav"},
    {"accents written apart", "cafe\xcc\x81", "cafe"},
    {"several marks", "Việt Nam ǘ", "viet nam u"},
    {"sharp s", "Straße STRAẞE", "strasse strasse"},
    {"Turkish i", "İstanbul ısı", "istanbul isi"},
    {"strokes", "Łódź Øresund Đoković Ħamrun", "lodz oresund dokovic hamrun"},
    {"ligature letters", "Ærø Œuvre Þingvellir Ðe", "aero oeuvre thingvellir de"},
    {"ligatures", "ﬁnance oﬃce", "finance office"},
    {"full width", "ＮＡＴＯ２", "nato2"},
    {"half width katakana", "ｶﾞｽ", "ガス"},
    {"soft hyphen", "co\xc2\xadoperate", "cooperate"},
    {"joiners",
     "a\xe2\x80\x8d"
     "b\xe2\x81\xa0"
     "c",
     "abc"},
    {"zero width space separates",
     "a\xe2\x80\x8b"
     "b",
     "a b"},
    {"apostrophes", "N’Djamena O'Brien Sana‘a Hawaiʻi", "ndjamena obrien sanaa hawaii"},
    {"Ukrainian apostrophe", "п’ять пʼять п'ять", "пять пять пять"},
    {"Cyrillic", "Зеленський Ёлка Йемен", "зеленськии елка иемен"},
    {"Greek final sigma and accents", "Μητσοτάκης ΜΗΤΣΟΤΑΚΗΣ", "μητσοτακησ μητσοτακησ"},
    {"marks of other scripts stay", "हिन्दी", "हिन्दी"},
    {"voiced kana stay, whole and apart", "が か\xe3\x82\x99", "が が"},
    {"Hangul, whole and apart", "각 \xe1\x84\x80\xe1\x85\xa1\xe1\x86\xa8", "각 각"},
    {"vowel signs of Arabic stay", "مُحَمَّد", "مُحَمَّد"},
    {"digits", "x² №5 ½", "x2 no5 1⁄2"},
    {"longer than it was", "½ ¼½¾ ½½½½ \nend ½", "1⁄2 1⁄41⁄23⁄4 1⁄21⁄21⁄21⁄2 end 1⁄2"},
    {"white space",
     "  a\t\n b\xc2\xa0"
     "c  ",
     "a b c"},
    {"nothing", "", ""},
    {"only white space", " \n\t ", ""},
    {"only what is dropped", "'\xc2\xad’", ""},
    {"bad bytes",
     "a\xff"
     "b",
     "a\xef\xbf\xbd"
     "b"},
    {"mathematical letters", "𝐀𝐁", "ab"},
    {"punctuation stays", "a-b, c. “d”", "a-b, c. “d”"},
    {"Cherokee keeps its own way", "Ꭰꭰ", "ᎠᎠ"},
};

} // namespace

TEST_CASE("text folds to its key") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(fold(row.text) == row.folded);
            CHECK(fold(row.folded) == row.folded);
        }
    }
}

TEST_CASE("folding any character again changes nothing") {
    for (char32_t c = 1; c < 0x110000; ++c) {
        if ((c >= 0xd800 && c < 0xe000) || u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED) {
            continue;
        }
        std::string text = "a";
        append_utf8(text, c);
        text += "b";
        const std::string once = fold(text);
        if (fold(once) != once || !is_utf8(once)) {
            CAPTURE(static_cast<unsigned>(c), once);
            REQUIRE(fold(once) == once);
            REQUIRE(is_utf8(once));
        }
    }
}

TEST_CASE("folding random text again changes nothing") {
    std::mt19937 random(20241219);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = test::random_text(random, 12);
        const std::string once = fold(text);
        if (fold(once) != once || !is_utf8(once)) {
            CAPTURE(text, once);
            REQUIRE(fold(once) == once);
            REQUIRE(is_utf8(once));
        }
    }
}

TEST_CASE("folding does not depend on how a text is put together") {
    // Short texts go through tables, one character outside the Basic Multilingual Plane sends all through ICU.
    std::mt19937 random(7);
    for (int i = 0; i < 20000; ++i) {
        const std::string text = test::random_text(random, 8);
        const std::string with_ascii = fold(text + " x");
        const std::string with_astral = fold(text + " 𝐱");
        if (with_ascii != with_astral) {
            CAPTURE(text);
            REQUIRE(with_ascii == with_astral);
        }
    }
}

TEST_CASE("a buffer that is used again keeps nothing of what it held") {
    std::string out = "something longer than what follows it";
    for (const char* const text : {"Élysée", "O'Brien ", "", "Ⅷ ﬁ", "किताब", "PUTIN"}) {
        fold_into(out, text);
        CHECK(out == fold(text));
    }
}

TEST_CASE("ASCII that is folded already is known") {
    CHECK(is_folded_ascii("putin"));
    CHECK(is_folded_ascii("covid-19"));
    CHECK(is_folded_ascii(""));
    CHECK_FALSE(is_folded_ascii("Putin"));
    CHECK_FALSE(is_folded_ascii("o'brien"));
    CHECK_FALSE(is_folded_ascii("two words"));
    CHECK_FALSE(is_folded_ascii("café"));
}

} // namespace demarche::text
