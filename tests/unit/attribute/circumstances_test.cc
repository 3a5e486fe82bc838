// SPDX-License-Identifier: GPL-3.0-or-later
// When, where, on what occasion and to whom: the first statement of short invented texts, published on Thursday,
// 19 December 2024.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/attribute/extractor.hh"

namespace demarche::indexer {

namespace {

Article article_of(const std::string& text, const std::string& published = "2024-12-19") {
    Article article;
    article.id = "test";
    article.text = text;
    article.published = published;
    article.language = "en";
    return article;
}

std::vector<Statement> extract(const Article& article) {
    static const Extractor extractor(names::WhoIsWho::builtin());
    return extractor.extract(article);
}

/// "2024-12-16..2024-12-18 stated"; "-" without a date.
std::string when(const Statement& s) {
    if (!s.date) {
        return "-";
    }
    return s.date->iso() + (s.date_end ? ".." + s.date_end->iso() : "") + " " + std::string(to_string(s.date_source));
}

struct Row {
    std::string name; // the text
    std::string expected;
};

/// Checks one field of the first statement of each text.
void check(const std::vector<Row>& rows, std::string (*field)(const Statement&)) {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const std::vector<Statement> said = extract(article_of(row.name));
            REQUIRE(!said.empty());
            INFO(said[0].text);
            CHECK(field(said[0]) == row.expected);
        }
    }
}

} // namespace

TEST_CASE("The day stands with the cue, before it, or opens the sentence") {
    check(
        {
            {"“We are ready,” Anna Ferrand said.", "2024-12-19 published"},
            {"“We are ready,” Anna Ferrand said on Monday.", "2024-12-16 stated"},
            {"“We are ready,” Anna Ferrand said Monday.", "2024-12-16 stated"},
            {"“We are ready,” said Anna Ferrand on Monday.", "2024-12-16 stated"},
            {"“We are ready,” said Anna Ferrand, the envoy, late on Monday.", "2024-12-16 stated"},
            {"“We are ready,” said Anna Ferrand, who was born in 1970.", "2024-12-19 published"},
            {"“We are ready,” said Anna Ferrand, elected in 2016.", "2024-12-19 published"},
            {"“We are ready,” said Anna Ferrand, who spoke on Monday.", "2024-12-16 stated"},
            {"Anna Ferrand said on Monday that talks would begin on Wednesday.", "2024-12-16 stated"},
            {"Anna Ferrand said that talks had begun on Monday.", "2024-12-19 published"},
            {"Anna Ferrand on Monday said that talks had begun.", "2024-12-16 stated"},
            {"Anna Ferrand, at a rally on Monday, said that talks had begun.", "2024-12-16 stated"},
            {"Anna Ferrand, elected in 2016, said that talks had begun.", "2024-12-19 published"},
            {"Anna Ferrand, who won in 2016, said that talks had begun.", "2024-12-19 published"},
            {"Anna Ferrand, who lost a son in Paris, in July 2012, said talks had begun.", "2024-12-19 published"},
            {"“We are ready,” said Anna Ferrand, who called for a vote in May.", "2024-12-19 published"},
            {"On Monday, Anna Ferrand praised “a courageous step”.", "2024-12-16 stated"},
            {"On Monday, Anna Ferrand said that talks had begun.", "2024-12-16 stated"},
            {"On Dec. 2, 2024, Anna Ferrand said that talks had begun.", "2024-12-02 stated"},
            {"Last week Anna Ferrand said that talks had begun.", "2024-12-09..2024-12-15 stated"},
            {"Speaking on Monday, Anna Ferrand said that talks had begun.", "2024-12-16 stated"},
            {"Earlier this week, Anna Ferrand told reporters that talks had begun.", "2024-12-16..2024-12-19 stated"},
            {"According to Anna Ferrand, talks had begun.", "2024-12-19 published"},
            {"Anna Ferrand wrote on Dec. 3: “We are ready.”", "2024-12-03 stated"},
            {"Anna Ferrand told reporters in Paris on Monday that talks had begun.", "2024-12-16 stated"},
            {"Anna Ferrand said in a statement on Monday that talks had begun.", "2024-12-16 stated"},
            {"Anna Ferrand said in a 2016 interview that talks had begun.", "2016-01-01..2016-12-31 stated"},
            {"Anna Ferrand told a Monday rally that talks had begun.", "2024-12-16 stated"},
        },
        when);
}

TEST_CASE("No day where it was said again and again, or ahead") {
    check(
        {
            {"Anna Ferrand has repeatedly said that talks had begun.", "-"},
            {"Anna Ferrand has long said that talks would begin.", "-"},
            {"Anna Ferrand once said that talks would begin.", "-"},
            {"In recent weeks, Anna Ferrand has said that talks would begin.", "-"},
            {"Over the years, Anna Ferrand has said that talks would begin.", "-"},
            {"During her campaign, Anna Ferrand said that talks would begin.", "-"},
            {"Anna Ferrand said ahead of Friday's vote that talks had begun.", "2024-12-19 published"},
        },
        when);
}

TEST_CASE("So many days after a day told before") {
    check(
        {
            {"The bridge was shut on Monday. “We are ready,” Anna Ferrand said the next morning.", "2024-12-17 stated"},
            {"The bridge fell on Dec. 2. A week later, Anna Ferrand said that work had begun.", "2024-12-09 stated"},
            {"It was shut. “We are ready,” Anna Ferrand said the next morning.", "-"},
            {"The bridge fell on Wednesday. “We are ready,” Anna Ferrand said two days later.", "-"},
            {"“We are ready,” Anna Ferrand said two days after Monday's vote.", "2024-12-18 stated"},
        },
        when);
}

TEST_CASE("Datelines give place, day and agency") {
    const auto all = [](const Statement& s) {
        std::string out = when(s) + " | " + (s.place.empty() ? "-" : s.place);
        for (const std::string& via : s.via) {
            out += " | " + via;
        }
        return out;
    };
    check(
        {
            {"MOSCOW, Dec. 19 (AFP) — “We are ready,” Anna Ferrand said.",
             "2024-12-19 published | Moscow | Agence France-Presse"},
            {"MOSCOW, December 18 (Reuters) - “We are ready,” Anna Ferrand said on Tuesday.",
             "2024-12-17 stated | Moscow | Reuters"},
            {"MOSCOW (AP) — “We are ready,” Anna Ferrand said.", "2024-12-19 published | Moscow | Associated Press"},
            {"PARIS — “We are ready,” Anna Ferrand said.", "2024-12-19 published | Paris"},
            {"NEW YORK — “We are ready,” Anna Ferrand said.", "2024-12-19 published | New York"},
            {"KASTEL — “We are ready,” Anna Ferrand said.", "2024-12-19 published | Kastel"},
            {"PUERTO ALARCÓN, Dec. 19 — “We are ready,” Anna Ferrand said.", "2024-12-19 published | Puerto Alarcón"},
            {"PARIS, Dec. 17 — “We are ready,” Anna Ferrand said on Wednesday.", "2024-12-11 stated | Paris"},
            {"PARIS — “We are ready,” Anna Ferrand said in London.", "2024-12-19 published | London"},
            {"EXCLUSIVE — “We are ready,” Anna Ferrand said.", "2024-12-19 published | -"},
            {"A headline of an article\n\nPARIS, Dec. 19 (AFP) — “We are ready,” Anna Ferrand said.",
             "2024-12-19 published | Paris | Agence France-Presse"},
        },
        +all);
}

TEST_CASE("Places") {
    check(
        {
            {"“We are ready,” Anna Ferrand said in Moscow.", "Moscow"},
            {"“We are ready,” Anna Ferrand told reporters in Moscow on Monday.", "Moscow"},
            {"“We are ready,” Anna Ferrand said in Germany.", "Germany"},
            {"In Moscow, Anna Ferrand said that talks had begun.", "Moscow"},
            {"Anna Ferrand, at a press conference in Moscow, said talks had begun.", "Moscow"},
            {"“We are ready,” Anna Ferrand told survivors in the town of Balkova.", "Balkova"},
            {"“We are ready,” Anna Ferrand said at Cairo University.", "Cairo University"},
            {"“We are ready,” Anna Ferrand said in the customs house.", "customs house"},
            {"“We are ready,” Anna Ferrand said on Victory Square.", "Victory Square"},
            {"“We are ready,” Anna Ferrand said in Arabic.", ""},
            {"Speaking in French in Geneva, Anna Ferrand said talks had begun.", "Geneva"},
            {"“We are ready,” Anna Ferrand said in a letter.", ""},
            {"Anna Ferrand said that the war in Ukraine had to end.", ""},
            {"“We are ready,” Anna Ferrand said on Monday.", ""},
        },
        [](const Statement& s) { return s.place; });
}

TEST_CASE("Occasions") {
    check(
        {
            {"“We are ready,” Anna Ferrand said at a news conference.", "news conference"},
            {"“We are ready,” Anna Ferrand said at her annual press conference in Moscow.", "annual press conference"},
            {"“We are ready,” Anna Ferrand said during a televised debate.", "televised debate"},
            {"“We are ready,” Anna Ferrand said after the summit.", "summit"},
            {"“We are ready,” Anna Ferrand said in an interview broadcast on Monday.", "interview"},
            {"“We are ready,” Anna Ferrand said at Monday's debate.", "debate"},
            {"“We are ready,” Anna Ferrand told a regular briefing.", "regular briefing"},
            {"Anna Ferrand told a news conference that talks had begun.", "news conference"},
            {"Anna Ferrand, speaking at a rally, said that talks had begun.", "rally"},
            {"Speaking at a rally in Ohio, Anna Ferrand said that talks had begun.", "rally"},
            {"“We are ready,” Anna Ferrand said in a recent interview.", "interview"},
            {"“We are ready,” Anna Ferrand told Fox News.", ""},
            {"“We are ready,” Anna Ferrand said in a statement.", ""},
            {"Anna Ferrand said that the summit had failed.", ""},
        },
        [](const Statement& s) { return s.event; });
}

TEST_CASE("Those addressed") {
    check(
        {
            {"Anna Ferrand told Reuters that talks had begun.", "Reuters"},
            {"“We are ready,” Anna Ferrand told reporters.", "reporters"},
            {"“We are ready,” Anna Ferrand said in an interview with Reuters.", "Reuters"},
            {"“We are ready,” Anna Ferrand said to reporters.", "reporters"},
            {"“We are ready,” Anna Ferrand told him.", ""},
            {"“We are ready,” Anna Ferrand said.", ""},
            {"Anna Ferrand told a news conference that talks had begun.", ""},
            {"According to Anna Ferrand, talks had begun.", ""},
        },
        [](const Statement& s) { return s.addressee; });
}

TEST_CASE("Credits stand with the sentence that gives them") {
    const std::vector<Statement> said = extract(article_of("Anna Ferrand said that talks had begun, Reuters reported. "
                                                           "Paul Kessler said that they had ended."));
    REQUIRE(said.size() == 2);
    CHECK(said[0].via == std::vector<std::string>{"Reuters"});
    CHECK(said[1].via.empty());
}

TEST_CASE("Without a day of publication the path tells it") {
    Article article = article_of("“We are ready,” Anna Ferrand said.", "");
    article.source = "archive/2024/12/19/talks.txt";
    const std::vector<Statement> said = extract(article);
    REQUIRE(said.size() == 1);
    CHECK(when(said[0]) == "2024-12-19 path");
    article.source = "archive/talks.txt";
    CHECK(when(extract(article).at(0)) == "-");
}

TEST_CASE("Without a day of publication a dateline with a year tells it") {
    CHECK(when(extract(article_of("PARIS, Dec. 17, 2024 — “We are ready,” Anna Ferrand said.", "")).at(0)) ==
          "2024-12-17 stated");
    CHECK(when(extract(article_of("PARIS, Dec. 17, 2024 — “We are ready,” Anna Ferrand said on Monday.", "")).at(0)) ==
          "2024-12-16 stated");
    CHECK(when(extract(article_of("PARIS, Dec. 17 — “We are ready,” Anna Ferrand said.", "")).at(0)) == "-");
}

} // namespace demarche::indexer
