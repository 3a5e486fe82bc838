// SPDX-License-Identifier: GPL-3.0-or-later
// Tokens, quotations and sentences as tables of named rows.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

namespace {

struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> expected;
};

SegmentedText cut(const std::string& text) {
    return segment(text, Lexicon::of("en"));
}

} // namespace

TEST_CASE("Tokens keep what belongs to a word and part what does not") {
    const std::vector<Row> rows{
        {"plain words", "He said so.", {"He", "said", "so", "."}},
        {"inner apostrophe", "They don’t know", {"They", "don’t", "know"}},
        {"possessive is a token", "Varenia’s envoy", {"Varenia", "’s", "envoy"}},
        {"plural possessive", "the envoys' plan", {"the", "envoys", "'", "plan"}},
        {"hyphenated word", "the president-elect spoke", {"the", "president-elect", "spoke"}},
        {"acronym with dots", "the U.S. envoy", {"the", "U.S.", "envoy"}},
        {"number with comma and dot", "1,200 or 3.5 tons", {"1,200", "or", "3.5", "tons"}},
        {"ordinal", "the 19th day", {"the", "19th", "day"}},
        {"domain name", "on example.com today", {"on", "example.com", "today"}},
        {"missing space after a stop", "the end.Then more", {"the", "end", ".", "Then", "more"}},
        {"doubled apostrophes are one mark", "''So be it''", {"''", "So", "be", "it", "''"}},
        {"double hyphen is a dash", "so -- he said", {"so", "--", "he", "said"}},
        {"accents and other scripts", "Šimková и Путин", {"Šimková", "и", "Путин"}},
        {"a soft hyphen is inside the word", "co\xc2\xadoperate", {"co\xc2\xadoperate"}},
        {"empty", "", {}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const SegmentedText text = cut(row.text);
            std::vector<std::string> words;
            for (std::uint32_t i = 0; i < text.tokens.size(); ++i) {
                if (text.tokens[i].kind != TokenKind::paragraph) {
                    words.emplace_back(text.word(i));
                }
            }
            CHECK(words == row.expected);
        }
    }
}

TEST_CASE("Quotations are found in every style") {
    const std::vector<Row> rows{
        {"curly", "“We agree,” he said.", {"We agree,"}},
        {"straight", "\"We agree,\" he said.", {"We agree,"}},
        {"low-high", "„Wir sind bereit“, sagte er.", {"Wir sind bereit"}},
        {"guillemets", "«Nous sommes prêts», dit-il.", {"Nous sommes prêts"}},
        {"reversed guillemets", "»Wir sind bereit«, sagte er.", {"Wir sind bereit"}},
        {"single", "'We agree,' he said.", {"We agree,"}},
        {"single curly", "‘We agree,’ he said.", {"We agree,"}},
        {"doubled apostrophes", "''We agree,'' he said.", {"We agree,"}},
        {"backquotes", "``We agree,'' he said.", {"We agree,"}},
        {"corner brackets", "「準備ができた」と述べた。", {"準備ができた"}},
        {"two in a sentence", "“Yes,” he said, “at once.”", {"Yes,", "at once."}},
        {"nested", "“He called it ‘a farce’ and left,” she said.", {"He called it ‘a farce’ and left,"}},
        {"closed by an opening mark", "“And I will be ready“, he added.", {"And I will be ready"}},
        {"outer mark never closed, inner one is",
         "“I am ready, of course. \"Any time,\" the president said.",
         {"I am ready, of course. \"Any time,"}},
        {"apostrophes are no marks", "The leaders' talks weren't over; 'tis so.", {}},
        {"possessive plural inside single marks",
         "'The leaders' plan is dead,' he said.",
         {"The leaders' plan is dead,"}},
        {"runs on to the paragraph's end", "“We began.\n“We went on.”", {"We began.", "We went on."}},
        {"a closing mark alone", "We agree,” he said.", {}},
        {"marks around nothing", "“” he said", {}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const SegmentedText text = cut(row.text);
            std::vector<std::string> inner;
            for (const Quotation& quotation : text.quotations) {
                inner.emplace_back(text.slice({quotation.first(), quotation.last()}));
            }
            CHECK(inner == row.expected);
        }
    }
}

TEST_CASE("Sentences end at stops that end them") {
    const std::vector<Row> rows{
        {"two", "He came. She left.", {"He came.", "She left."}},
        {"title before a name", "Mr. Orlov met Gen. Smith. They spoke.", {"Mr. Orlov met Gen. Smith.", "They spoke."}},
        {"initial", "J. Edgar came. He left.", {"J. Edgar came.", "He left."}},
        {"acronym inside", "The U.S. Senate met. It voted.", {"The U.S. Senate met.", "It voted."}},
        {"acronym ends a sentence", "He left the U.S. The talks ended.", {"He left the U.S.", "The talks ended."}},
        {"month abbreviation", "On Dec. 19 he spoke. All listened.", {"On Dec. 19 he spoke.", "All listened."}},
        {"decimal number", "It grew 3.5 percent. Good.", {"It grew 3.5 percent.", "Good."}},
        {"quotation with sentences inside",
         "“We met. We spoke,” he said. Then he left.",
         {"“We met. We spoke,” he said.", "Then he left."}},
        {"quotation that ends its sentence", "“We met.” He left.", {"“We met.”", "He left."}},
        {"question goes on", "“Is it so?” he asked. Nobody knew.", {"“Is it so?” he asked.", "Nobody knew."}},
        {"paragraphs part", "No stop here\nNext one", {"No stop here", "Next one"}},
        {"lower case goes on", "He spoke to Acme Inc. about it.", {"He spoke to Acme Inc. about it."}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const SegmentedText text = cut(row.text);
            std::vector<std::string> sentences;
            for (const Sentence& sentence : text.sentences) {
                sentences.emplace_back(text.slice({sentence.begin, sentence.end}));
            }
            CHECK(sentences == row.expected);
        }
    }
}

TEST_CASE("Every token has its place") {
    const SegmentedText text = cut("“One. Two,” said A. B. Smith of the U.N. on Monday; ‘three’ — \"four");
    std::uint32_t end = 0;
    for (const Token& token : text.tokens) {
        CHECK(token.begin >= end);
        CHECK(token.end >= token.begin);
        CHECK(token.sentence < text.sentences.size());
        CHECK(token.quotation <= text.quotations.size());
        end = token.end;
    }
    CHECK(end <= text.text.size());
}

} // namespace demarche::indexer
