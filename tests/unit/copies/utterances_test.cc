// SPDX-License-Identifier: GPL-3.0-or-later
// Which statements of two articles are one utterance, by written examples.
#include <string>

#include <catch2/catch.hpp>

#include "common/index/columns.hh"
#include "common/text/fold.hh"
#include "common/text/words.hh"
#include "indexer/copies/shingles.hh"
#include "indexer/copies/utterances.hh"

namespace demarche::indexer {

namespace {

Utterance said(const std::string& text, Kind kind = Kind::direct) {
    Utterance out;
    out.kind = kind;
    for (const text::Word& word : text::words(text)) {
        out.words.push_back(word_hash(text::fold(word.form)));
    }
    return out;
}

} // namespace

TEST_CASE("words of one utterance") {
    struct Row {
        const char* name;
        const char* a;
        const char* b;
        Kind kind_b;
        bool same;
    };
    const char* const whole = "We have left nothing off the table, and we expect the same of our neighbours";
    const Row rows[] = {
        {"the same words", whole, whole, Kind::direct, true},
        {"other case and punctuation", whole,
         "WE HAVE LEFT NOTHING OFF THE TABLE – and we expect the same of our neighbours!", Kind::direct, true},
        {"one word another", whole, "We have left nothing off the table, and we expect the same from our neighbours",
         Kind::direct, true},
        {"half of the quotation", whole, "We have left nothing off the table", Kind::direct, true},
        {"the other half, in another's sentence", whole, "we expect the same of our neighbours", Kind::mixed, true},
        {"half of it, not quoted", whole, "we expect the same of our neighbours", Kind::indirect, false},
        {"the same words, not quoted", whole, whole, Kind::indirect, true},
        {"the same said differently", whole, "Nothing was excluded, and Varenia hopes its neighbours will do likewise",
         Kind::indirect, false},
        {"the contrary", "We will sign the treaty before the end of this month, whatever they say",
         "We will never sign a treaty like this before an election, whatever they offer", Kind::direct, false},
        {"too short to tell", "We have no comment", "We have no comment", Kind::direct, false},
        {"six words", "There is no way back now", "There is no way back now", Kind::direct, true},
        {"nothing", "", "", Kind::direct, false},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        const Utterance a = said(row.a);
        const Utterance b = said(row.b, row.kind_b);
        CHECK(words_agree(a, b) == row.same);
        CHECK(words_agree(b, a) == row.same);
        if (row.same) {
            CHECK(share_fingerprint(a, b));
        }
    }
}

TEST_CASE("days of one utterance") {
    CHECK(days_agree(100, 100));
    CHECK(days_agree(100, 107));
    CHECK(days_agree(107, 100));
    CHECK_FALSE(days_agree(100, 108));
    CHECK(days_agree(index::no_day, index::no_day));
    CHECK_FALSE(days_agree(index::no_day, 100));
    CHECK_FALSE(days_agree(index::no_day, index::no_day + 3));
}

TEST_CASE("speakers of one utterance") {
    using Names = std::vector<std::string>;
    CHECK(speakers_agree(Names{"ilse brandl"}, Names{"ilse brandl"}));
    CHECK(speakers_agree(Names{"ilse brandl", "tan wei"}, Names{"tan wei"}));
    CHECK(speakers_agree(Names{"ilse brandl"}, Names{}));
    CHECK_FALSE(speakers_agree(Names{"ilse brandl"}, Names{"tan wei"}));
}

TEST_CASE("what is too short has no fingerprints") {
    CHECK(utterance_fingerprints(said("We have no comment on").words).empty());
    CHECK(utterance_fingerprints(said("We have no comment on that").words).size() <= 3);
    CHECK(utterance_fingerprints(said("We have no comment on that and we shall have none tomorrow").words).size() <= 4);
}

} // namespace demarche::indexer
