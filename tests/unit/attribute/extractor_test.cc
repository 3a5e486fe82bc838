// SPDX-License-Identifier: GPL-3.0-or-later
// Statements of short invented texts: each row is a text and what must come out, as "kind | speaker | text".
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/utf8.hh"
#include "indexer/attribute/extractor.hh"

namespace demarche::indexer {

namespace {

Article article_of(const std::string& text) {
    Article article;
    article.id = "test";
    article.text = text;
    article.published = "2024-12-19";
    article.language = "en";
    return article;
}

std::vector<Statement> extract(const std::string& text) {
    static const Extractor extractor(names::WhoIsWho::builtin());
    return extractor.extract(article_of(text));
}

std::string line(const Statement& s) {
    return std::string(to_string(s.kind)) + " | " + (s.speaker.empty() ? "-" : s.speaker) + " | " + s.text;
}

struct Row {
    std::string name;
    std::string text;
    std::vector<std::string> expected;
};

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            std::vector<std::string> got;
            for (const Statement& statement : extract(row.text)) {
                got.push_back(line(statement));
            }
            CHECK(got == row.expected);
        }
    }
}

} // namespace

TEST_CASE("Direct speech") {
    check({
        {"quotation, then cue", "“We are ready,” Anna Ferrand said.", {"direct | Anna Ferrand | We are ready"}},
        {"inverted", "“We are ready,” said Anna Ferrand, the envoy.", {"direct | Anna Ferrand | We are ready"}},
        {"cue, then quotation", "Anna Ferrand said: “We are ready.”", {"direct | Anna Ferrand | We are ready."}},
        {"split around the cue",
         "“We are ready,” Anna Ferrand said, “and we will come.”",
         {"direct | Anna Ferrand | We are ready, and we will come."}},
        {"goes on in a second sentence",
         "“We are ready,” Anna Ferrand said. “We will come.”",
         {"direct | Anna Ferrand | We are ready, We will come."}},
        {"question", "“Are they ready?” Anna Ferrand asked.", {"direct | Anna Ferrand | Are they ready?"}},
        {"cue in the paragraph before",
         "Anna Ferrand continued:\n“We will come to the table.”",
         {"direct | Anna Ferrand | We will come to the table."}},
        {"two cues, two statements",
         "“We are ready,” Anna Ferrand said. “We will come,” she added.",
         {"direct | Anna Ferrand | We are ready", "direct | Anna Ferrand | We will come"}},
        {"signed below",
         "“We are ready to come to the table.”\n— Anna Ferrand",
         {"direct | Anna Ferrand | We are ready to come to the table."}},
    });
}

TEST_CASE("Indirect and mixed speech") {
    check({
        {"that-clause", "Anna Ferrand said that talks had begun.", {"indirect | Anna Ferrand | talks had begun"}},
        {"no that", "Anna Ferrand said talks had begun.", {"indirect | Anna Ferrand | talks had begun"}},
        {"cue at the end", "Talks had begun, Anna Ferrand said.", {"indirect | Anna Ferrand | Talks had begun"}},
        {"cue in the middle", "Talks, Anna Ferrand said, had begun.", {"indirect | Anna Ferrand | Talks had begun"}},
        {"addressee",
         "Anna Ferrand told reporters that talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"according to, behind",
         "Talks had begun, according to Anna Ferrand.",
         {"indirect | Anna Ferrand | Talks had begun"}},
        {"according to, in front",
         "According to Anna Ferrand, talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"called on", "Anna Ferrand called on both sides to stop.", {"indirect | Anna Ferrand | both sides to stop"}},
        {"called for", "Anna Ferrand called for a ceasefire.", {"indirect | Anna Ferrand | a ceasefire"}},
        {"promised to", "Anna Ferrand promised to return.", {"indirect | Anna Ferrand | to return"}},
        {"mixed takes the clause",
         "Anna Ferrand said the talks were “a last chance” for peace.",
         {"mixed | Anna Ferrand | the talks were “a last chance” for peace"}},
        {"two cues of one speaker",
         "Anna Ferrand said talks had begun, adding that they were going well.",
         {"indirect | Anna Ferrand | talks had begun", "indirect | Anna Ferrand | they were going well"}},
        {"apposition",
         "Anna Ferrand, the envoy to the talks, said they had begun.",
         {"indirect | Anna Ferrand | they had begun"}},
        {"agency behind",
         "Anna Ferrand said that talks had begun, Reuters reported.",
         {"indirect | Anna Ferrand | talks had begun"}},
    });
}

TEST_CASE("What is no statement") {
    check({
        {"scare quote", "The so-called “peace” did not last.", {}},
        {"title of a work", "She read “The Long Winter” on the train.", {}},
        {"attitude", "Europeans fear that he could force concessions.", {}},
        {"denied a word", "Anna Ferrand declined to comment.", {}},
        {"negated", "Anna Ferrand did not say whether talks had begun.", {}},
        {"noun, not verb", "The report was published in the state capital.", {}},
        {"no speech", "The river rose by two metres overnight.", {}},
        {"nothing", "", {}},
    });
}

TEST_CASE("Speakers") {
    check({
        {"pronoun",
         "Anna Ferrand arrived on Monday. She said talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"surname",
         "Anna Ferrand arrived. Ms. Ferrand said talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"gender decides",
         "Anna Ferrand met Paul Kessler. He said talks had begun.",
         {"indirect | Paul Kessler | talks had begun"}},
        {"title in front",
         "Foreign Minister Anna Ferrand said talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"country", "Norway said talks had begun.", {"indirect | Norway | talks had begun"}},
        {"capital as its country", "Moscow said talks had begun.", {"indirect | Russia | talks had begun"}},
        {"office of a country on the day",
         "The Russian president said talks had begun.",
         {"indirect | Vladimir Putin | talks had begun"}},
        {"spelling", "Volodymyr Zelenskyy said talks had begun.", {"indirect | Volodymyr Zelensky | talks had begun"}},
        {"description", "A senior official said talks had begun.", {"indirect | A senior official | talks had begun"}},
        {"two speakers",
         "Anna Ferrand and Paul Kessler said talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
    });
}

TEST_CASE("Transcripts, interviews and speeches") {
    check({
        {"labels in capitals",
         "QUESTION: Are you ready?\nMR. KESSLER: We are. I said so.\nQUESTION: When?\nMR. KESSLER: I cannot say.",
         {"direct | - | Are you ready?", "direct | KESSLER | We are. I said so.", "direct | - | When?",
          "direct | KESSLER | I cannot say."}},
        {"a name introduced before",
         "Paul Kessler took questions.\nQ: Are you ready?\nMR. KESSLER: I am.\nQ: When?\nMR. KESSLER: I cannot say.",
         {"direct | - | Are you ready?", "direct | Paul Kessler | I am.", "direct | - | When?",
          "direct | Paul Kessler | I cannot say."}},
        {"country in brackets",
         "Mr. Kessler (Norway) (spoke in Norwegian): We regret the vote. I shall say no more.",
         {"direct | Kessler | We regret the vote. I shall say no more."}},
        {"stage directions are left out",
         "Q: Why?\nA: I forgot. (Laughter.)\nQ: You forgot?\nA: I did.",
         {"direct | - | Why?", "direct | - | I forgot.", "direct | - | You forgot?", "direct | - | I did."}},
        {"briefs under place names are no turns",
         "KASTEL: The government fell on Monday.\nMBELANI: The harvest was good.\nLISSE: It rained.",
         {}},
    });
    Article speech =
        article_of("Fellow citizens!\nI promised you a railway, and we have built it.\nWe shall build another.");
    speech.title = "Inaugural address of President Anna Ferrand";
    static const Extractor extractor(names::WhoIsWho::builtin());
    const std::vector<Statement> turns = extractor.extract(speech);
    REQUIRE(turns.size() == 3);
    CHECK(line(turns[1]) == "direct | Anna Ferrand | I promised you a railway, and we have built it.");
}

TEST_CASE("Resolutions and nouns for what was said") {
    check({
        {"operative clauses",
         "The Security Council,\nRecalling its resolution 7,\n1. Demands that all parties stop;\n2. Calls upon Norway "
         "to help;",
         {"indirect | UN Security Council | all parties stop", "indirect | UN Security Council | Norway to help"}},
        {"we, the leaders",
         "We, the leaders of Norway and Sweden,\n1. Reaffirm our friendship;\n2. Pledge to meet again.",
         {"indirect | the leaders of Norway and Sweden | our friendship",
          "indirect | the leaders of Norway and Sweden | to meet again"}},
        {"a possessor and a noun",
         "Anna Ferrand repeated her warning that talks could fail.",
         {"indirect | Anna Ferrand | talks could fail"}},
    });
}

TEST_CASE("Contents end where the writer takes over") {
    check({
        {"while",
         "Anna Ferrand said talks had begun, while others doubted it.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"semicolon",
         "Anna Ferrand said talks had begun; Paul Kessler said they had not.",
         {"indirect | Anna Ferrand | talks had begun", "indirect | Paul Kessler | they had not"}},
    });
}

TEST_CASE("Descriptions mean people of the article") {
    check({
        {"the minister",
         "Foreign Minister Anna Ferrand arrived on Monday. The minister said talks had begun.",
         {"indirect | Anna Ferrand | talks had begun"}},
        {"the senator",
         "Sen. Paul Kessler arrived on Monday. The senator said talks had begun.",
         {"indirect | Paul Kessler | talks had begun"}},
        {"two of them stay a description",
         "Senator Paul Kessler met Senator Anna Ferrand. The senator said talks had begun.",
         {"indirect | The senator | talks had begun"}},
    });
}

TEST_CASE("Roles, affiliations, mentions and topics") {
    const auto one = [](const std::string& text) {
        const std::vector<Statement> found = extract(text);
        REQUIRE(!found.empty());
        return found.back();
    };
    const Statement spokesman = one("A spokesman for the European Union said talks had begun.");
    CHECK(spokesman.speaker == "A spokesman for the European Union");
    CHECK(spokesman.affiliation == "European Union");
    const Statement head = one("NATO Secretary General Mark Rutte on Tuesday called for more ammunition.");
    CHECK(head.speaker == "Mark Rutte");
    CHECK(head.affiliation == "NATO");
    CHECK(head.speaker_role == "Secretary General");
    CHECK(head.date == Date::make(2024, 12, 17));
    CHECK(head.topics == std::vector<std::string>{"arms deliveries"});
    const Statement meeting = one("Anna Ferrand met Paul Kessler. “I told him that sanctions would stay,” she said.");
    CHECK(meeting.speaker == "Anna Ferrand");
    CHECK(meeting.mentions == std::vector<std::string>{"Paul Kessler"});
    CHECK(meeting.topics == std::vector<std::string>{"sanctions"});
    CHECK(meeting.confidence > 0.5);
    CHECK(meeting.confidence <= 1);
}

TEST_CASE("Circumstances of a statement") {
    const std::vector<Statement> said =
        extract("“We are ready,” the Russian president said on Monday at his annual press conference in Moscow.");
    REQUIRE(said.size() == 1);
    CHECK(said[0].date == Date::make(2024, 12, 16));
    CHECK(said[0].date_source == DateSource::stated);
    CHECK(said[0].place == "Moscow");
    CHECK(said[0].event == "annual press conference");

    const std::vector<Statement> told = extract("Anna Ferrand told Reuters that talks had begun.");
    REQUIRE(told.size() == 1);
    CHECK(told[0].addressee == "Reuters");
    CHECK(told[0].date == Date::make(2024, 12, 19));
    CHECK(told[0].date_source == DateSource::published);

    const std::vector<Statement> credited = extract("Anna Ferrand said that talks had begun, BTA reported.");
    REQUIRE(credited.size() == 1);
    REQUIRE(credited[0].via.size() == 1);
    CHECK(credited[0].via[0].find("BTA") != std::string::npos);

    const std::vector<Statement> both = extract("Anna Ferrand and Paul Kessler said talks had begun.");
    REQUIRE(both.size() == 1);
    CHECK(both[0].speakers == std::vector<std::string>{"Anna Ferrand", "Paul Kessler"});
}

TEST_CASE("Spans are code points of the text and give the statement") {
    const std::string text =
        "Straße 😀 — “Wír are réady,” Anna Ferrand said, “and — 王毅 — will come.” “No?” she asked.";
    std::uint32_t taken = 0;
    for (const Statement& s : extract(text)) {
        std::string joined;
        for (const Span& span : s.spans) {
            CHECK(span.begin >= taken);
            CHECK(span.end > span.begin);
            taken = span.end;
            joined += (joined.empty() ? "" : " ") + std::string(text::slice_code_points(text, span.begin, span.end));
        }
        CHECK(joined == s.text);
    }
    CHECK(taken > 0);
}

TEST_CASE("Ids stay when other sentences change") {
    const std::vector<Statement> before = extract("“We are ready,” Anna Ferrand said. “No,” Paul Kessler replied.");
    const std::vector<Statement> after = extract("It rained. “We are ready,” Anna Ferrand said.");
    REQUIRE(!before.empty());
    REQUIRE(!after.empty());
    CHECK(before[0].id == after[0].id);
    CHECK(before[0].id.size() == 26);
    const std::vector<Statement> twice =
        extract("“We are ready,” Anna Ferrand said. “We are ready,” Paul Kessler said.");
    REQUIRE(twice.size() == 2);
    CHECK(twice[0].id != twice[1].id);
}

TEST_CASE("Hostile text ends well") {
    const auto repeat = [](const std::string& part, int count) {
        std::string text;
        for (int i = 0; i < count; ++i) {
            text += part;
        }
        return text;
    };
    CHECK(extract(repeat("\"", 20000)).empty());
    CHECK_NOTHROW(extract(repeat("“", 20000)));
    CHECK_NOTHROW(extract(repeat("he said, ", 5000)));
    CHECK_NOTHROW(extract(repeat("“a ‘b “c ", 5000)));
    CHECK_NOTHROW(extract(repeat("A", 100000)));
    CHECK_NOTHROW(extract(repeat("Smith and ", 5000) + "said so."));
    CHECK_NOTHROW(extract(repeat("\n", 5000)));
}

} // namespace demarche::indexer
