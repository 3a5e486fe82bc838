// SPDX-License-Identifier: GPL-3.0-or-later
// Terms: stemmed by language, then folded.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/stem.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

struct SameRow {
    const char* name;
    const char* language;
    std::vector<const char*> forms;
};

/// Forms that must give one term.
const std::vector<SameRow> same_rows{
    {"English", "en", {"negotiation", "Negotiations", "NEGOTIATING", "negotiated"}},
    {"English, region ignored", "en-GB", {"meeting", "meets"}},
    {"English apostrophes", "en", {"don't", "don’t", "donʼt"}},
    {"French accents are there for the stemmer", "fr", {"négociation", "négociations"}},
    {"Spanish", "es", {"negociación", "negociaciones"}},
    {"Russian cases", "ru", {"Путин", "Путина", "Путину", "Путиным"}},
    {"Russian yo", "ru", {"самолёт", "самолёта"}},
    {"German", "de", {"Verhandlung", "Verhandlungen"}},
    {"Turkish dotted capital", "tr", {"İstanbul", "istanbul"}},
    {"decomposed and composed", "fr", {"né\xcc\x81", "né\xcc\x81"}},
    {"full width", "en", {"ＴＡＬＫＳ", "talks"}},
    {"unknown language folds only", "xx", {"Café", "cafe"}},
};

struct TermRow {
    const char* name;
    const char* language;
    const char* form;
    const char* term;
};

const std::vector<TermRow> term_rows{
    {"no language: folded", "", "Talks", "talks"},
    {"stemmed", "en", "Talks", "talk"},
    {"accents fold after stemming", "fr", "présidents", "president"},
    {"Ukrainian has no stemmer", "uk", "Президента", "президента"},
    {"underscore in the tag", "pt_BR", "Presidentes", "president"},
    {"capitals in the tag", "EN", "Talks", "talk"},
};

} // namespace

TEST_CASE("forms of one word give one term") {
    for (const SameRow& row : same_rows) {
        DYNAMIC_SECTION(row.name) {
            Stemmer stemmer(row.language);
            const std::string first = stemmer.term(row.forms.front());
            for (const char* form : row.forms) {
                CHECK(stemmer.term(form) == first);
            }
        }
    }
}

TEST_CASE("terms are what they should be") {
    for (const TermRow& row : term_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(Stemmer(row.language).term(row.form) == row.term);
        }
    }
}

TEST_CASE("long forms are cut and stay apart") {
    Stemmer stemmer("");
    const std::string head(80, 'x');
    const std::string one = stemmer.term(head + "a");
    const std::string two = stemmer.term(head + "b");
    CHECK(one.size() == 64);
    CHECK(two.size() == 64);
    CHECK(one != two);
    std::string georgian;
    for (int i = 0; i < 40; ++i) {
        georgian += "ა";
    }
    const std::string cut = stemmer.term(georgian);
    CHECK(cut.size() <= 64);
    CHECK(is_utf8(cut));
    CHECK(folded_form(georgian) == cut);
    CHECK(stemmer.term(std::string(64, 'y')) == std::string(64, 'y'));
}

TEST_CASE("the cache gives what making the term gives") {
    Stemmer stemmer("en");
    const std::string first = stemmer.term("Negotiations");
    for (int i = 0; i < 100'500; ++i) {
        stemmer.term("w" + std::to_string(i));
    }
    CHECK(stemmer.term("Negotiations") == first);
}

} // namespace demarche::text
