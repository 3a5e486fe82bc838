// SPDX-License-Identifier: GPL-3.0-or-later
// Words: the contract's definition row by row, and offsets over random Unicode.
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/fold.hh"
#include "common/text/stem.hh"
#include "common/text/utf8.hh"
#include "common/text/words.hh"
#include "tests/unit/text/random_text.hh"

namespace demarche::text {

namespace {

struct Row {
    const char* name;
    std::string text;
    /// Forms, joined by "|".
    std::string forms;
    /// What the words cover in the text, joined by "|"; empty: the forms.
    std::string covered;
};

const std::vector<Row> rows{
    {"nothing", "", "", ""},
    {"only punctuation", "… — “” ' ’", "", ""},
    {"sentence", "He is ready to meet, of course.", "He|is|ready|to|meet|of|course", ""},
    {"digits", "On 24 Feb 2022 at 5am", "On|24|Feb|2022|at|5am", ""},
    {"hyphen, dot, underscore, at and hash separate", "state-of a.bc d_e f@g #h", "state|of|a|bc|d|e|f|g|h", ""},
    {"inner apostrophe", "don't won’t", "don't|won’t", ""},
    {"final s is dropped", "Putin's Russia’s RUSSIA'S", "Putin|Russia|RUSSIA", "Putin's|Russia’s|RUSSIA'S"},
    {"s without apostrophe stays", "its yes", "its|yes", ""},
    {"apostrophes at the ends", "'tis the workers' ‘quoted’", "tis|the|workers|quoted", ""},
    {"two apostrophes in a row separate", "a''b", "a|b", ""},
    {"several inner apostrophes", "y'all'd've", "y'all'd've", ""},
    {"only the last s is dropped", "it's's", "it's", "it's's"},
    {"contraction before s", "o'clock's", "o'clock", "o'clock's"},
    {"accents and marks", "café cafe\xcc\x81 Erdoğan", "café|cafe\xcc\x81|Erdoğan", ""},
    {"a mark alone is no word", "\xcc\x81 x", "x", ""},
    {"soft hyphen inside is ignored", "co\xc2\xadoperate", "cooperate", "co\xc2\xadoperate"},
    {"soft hyphen at the end is outside", "co\xc2\xad op", "co|op", ""},
    {"zero width space separates",
     "a\xe2\x80\x8b"
     "b",
     "a|b", ""},
    {"joiner is ignored", "می\xe2\x80\x8cخواهم", "میخواهم", "می\xe2\x80\x8cخواهم"},
    {"acronym", "the U.S. and U.N.", "the|US|and|UN", "the|U.S.|and|U.N."},
    {"acronym with possessive", "U.S.'s aid", "US|aid", "U.S.'s|aid"},
    {"acronym in small letters", "at 5 a.m. today", "at|5|am|today", "at|5|a.m.|today"},
    {"initials", "J.K. Rowling, J. Smith", "JK|Rowling|J|Smith", "J.K.|Rowling|J|Smith"},
    {"initials joined to a name", "U.S.Army", "US|Army", "U.S.|Army"},
    {"letters without a last dot are no acronym", "U.S and i.e and a.b", "U|S|and|i|e|and|a|b", ""},
    {"acronym in Cyrillic", "в С.Ш.А. и", "в|США|и", "в|С.Ш.А.|и"},
    {"acronym with accents", "l'O.N.É. dit", "l'O|NÉ|dit", "l'O|N.É.|dit"},
    {"acronym at the very end", "U.S.A.", "USA", "U.S.A."},
    {"ellipsis behind an acronym", "the U.S...", "the|US", "the|U.S."},
    {"Ukrainian apostrophes", "п’ять пʼять", "п’ять|пʼять", ""},
    {"Sana‘a", "Sana‘a", "Sana‘a", ""},
    {"Chinese by dictionary", "我们准备好", "我们|准备|好", ""},
    {"Chinese with quotation marks", "他说‘你好’吗", "他|说|你好|吗", ""},
    {"Japanese", "東京で会う", "東京|で|会う", ""},
    {"Thai", "สวัสดีครับ", "สวัสดี|ครับ", ""},
    {"Latin beside Han", "NATO峰会2024", "NATO|峰会|2024", ""},
    {"Hangul by spaces", "대통령은 말했다", "대통령은|말했다", ""},
    {"Hindi marks", "नई दिल्ली", "नई|दिल्ली", ""},
    {"subscript belongs to the word", "CO₂ now", "CO₂|now", ""},
    {"a modifier apostrophe alone is no word", "ʼ ʼ", "", ""},
};

std::string joined(const std::vector<Word>& words, std::string_view text, bool covered) {
    std::string out;
    for (const Word& word : words) {
        out += out.empty() ? "" : "|";
        out += covered ? text.substr(word.begin, word.end - word.begin) : std::string_view(word.form);
    }
    return out;
}

/// What holds for the words of any text; gives the first thing that does not.
std::string broken(const std::string& text, Stemmer& stemmer) {
    std::size_t behind = 0;
    for (const Word& word : words(text)) {
        if (word.begin < behind || word.end <= word.begin || word.end > text.size()) {
            return "ranges in order";
        }
        behind = word.end;
        const std::string_view head(text.data(), word.begin);
        const std::string_view whole = std::string_view(text).substr(word.begin, word.end - word.begin);
        if (!is_utf8(head) || !is_utf8(whole)) {
            return "ranges at characters";
        }
        if (count_code_points(head) != word.cp_begin || word.cp_end - word.cp_begin != count_code_points(whole)) {
            return "code points agree with bytes";
        }
        if (slice_code_points(text, word.cp_begin, word.cp_end) != whole) {
            return "slices agree";
        }
        // The form is the range with some characters left out.
        std::size_t at = 0;
        for (std::size_t f = 0; f < word.form.size();) {
            const char32_t wanted = next_code_point(word.form, f);
            while (at < whole.size() && next_code_point(whole, at) != wanted) {
            }
            if (at == whole.size() && f < word.form.size()) {
                return "form comes from the range";
            }
        }
        if (fold(word.form).empty() || fold(word.form).find(' ') != std::string::npos) {
            return "every word has one key";
        }
        const std::string term = stemmer.term(word.form);
        if (term.empty() || term.size() > 64 || !is_utf8(term)) {
            return "terms are short and never empty";
        }
    }
    return {};
}

} // namespace

TEST_CASE("text breaks into words") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const std::vector<Word> found = words(row.text);
            CHECK(joined(found, row.text, false) == row.forms);
            CHECK(joined(found, row.text, true) == (row.covered.empty() ? row.forms : row.covered));
            Stemmer stemmer("en");
            CHECK(broken(row.text, stemmer).empty());
        }
    }
}

TEST_CASE("offsets, forms and terms hold over random Unicode") {
    std::mt19937 random(42);
    for (const char* language : {"", "en", "ru", "tr", "ar"}) {
        Stemmer stemmer(language);
        for (int i = 0; i < 6000; ++i) {
            const std::string text = test::random_text(random, 40);
            const std::string what = broken(text, stemmer);
            if (!what.empty()) {
                CAPTURE(language, text, what);
                REQUIRE(what.empty());
            }
        }
    }
}

TEST_CASE("a word called plain is letters and digits of ASCII, as it stands in the text") {
    std::mt19937 random(20);
    for (int i = 0; i < 2000; ++i) {
        const std::string text = test::random_text(random, 40) + " plain, U.S. Putin's A. b2";
        each_word(text, [&](const WordView& word) {
            if (word.plain && (word.form != std::string_view(text).substr(word.begin, word.end - word.begin) ||
                               word.form.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                                           "0123456789") != std::string_view::npos)) {
                FAIL(text);
            }
        });
    }
}

TEST_CASE("several threads may break words at once") {
    const std::string text = "我们准备好 Putin’s U.S. สวัสดีครับ Зеленський";
    const std::string expected = joined(words(text), text, false);
    std::vector<int> wrong(4, 0);
    {
        std::vector<std::jthread> threads;
        for (std::size_t t = 0; t < wrong.size(); ++t) {
            threads.emplace_back([&, t] {
                for (int i = 0; i < 200; ++i) {
                    wrong[t] += joined(words(text), text, false) != expected || fold(text) != fold(text) ? 1 : 0;
                }
            });
        }
    }
    CHECK(wrong == std::vector<int>(4, 0));
}

} // namespace demarche::text
