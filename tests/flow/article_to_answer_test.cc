// SPDX-License-Identifier: GPL-3.0-or-later
// article → statements → index → query → hits: the whole way through the libraries.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/who_is_who.hh"
#include "common/text/utf8.hh"
#include "indexer/attribute/extractor.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche {

namespace {

constexpr std::string_view people = "name\taliases\tgender\tcountry\toffice\tfrom\tto\n"
                                    "Mirela Kovash\tКоваш\tf\tFrance\tforeign minister\t2040-01-01\t\n"
                                    "Tobin Aldare\t\tm\tGermany\tspokesperson\t2040-01-01\t\n";

constexpr std::string_view text =
    "PARIS, June 4 (AFP) — French Foreign Minister Mirela Kovash said on Monday that her country was ready to send "
    "observers to the "
    "border.\n"
    "“We will not wait for another winter,” Kovash told reporters. “The observers leave this week.”\n"
    "Tobin Aldare, a spokesman for the German government, called the plan “a first step”.\n"
    "According to Aldare, Berlin expects a meeting of all sides in July.\n";

/// Extracts, indexes and opens; what a test asks for is answered from the index on disk.
class Flow {
  public:
    Flow() : who_(names::WhoIsWho::builtin().with_people(people, "people.tsv").value()) {
        Article article;
        article.id = "observers";
        article.source = "observers.txt";
        article.title = "Observers for the border";
        article.text = text;
        article.outlet = "The Harbour Courier";
        article.published = "2040-06-05";
        article.language = "en";
        article_ = article;
        KeptDiagnostics diagnostics;
        auto writer = indexer::IndexWriter::open(dir_ / "index", who_);
        REQUIRE(writer);
        REQUIRE(writer->claim(article, diagnostics) == indexer::ArticleState::fresh);
        statements_ = indexer::Extractor(who_).extract(article);
        REQUIRE(writer->add(article, statements_));
        REQUIRE(writer->commit());
        const std::filesystem::path folders[] = {dir_ / "index"};
        reader_ = std::move(search::IndexReader::open(folders).value());
    }

    search::Answer answer(const std::string& words) const {
        const Date today = *Date::make(2040, 6, 6);
        const auto query = search::parse_query(words, {today, false});
        REQUIRE(query);
        search::Request request;
        request.facets = {"speaker", "kind"};
        return search::Engine(*reader_, today).answer(query->root, request).value();
    }
    const Article& article() const { return article_; }
    const std::vector<Statement>& statements() const { return statements_; }

  private:
    test::TempDir dir_;
    names::WhoIsWho who_;
    Article article_;
    std::vector<Statement> statements_;
    std::optional<search::IndexReader> reader_;
};

} // namespace

TEST_CASE("an article in, an answered query out") {
    const Flow flow;
    REQUIRE(flow.statements().size() >= 4);
    CHECK(flow.answer("*").total == flow.statements().size());

    struct Row {
        const char* name;
        const char* query;
        const char* speaker;
        const char* contains;
    };
    const Row rows[] = {
        {"surname and words", "speaker:Kovash ready", "Mirela Kovash", "ready to send observers"},
        {"alias in another script", "speaker:Коваш winter", "Mirela Kovash", "wait for another winter"},
        {"office", "speaker:\"the French foreign minister\" winter", "Mirela Kovash", "wait for another winter"},
        {"phrase", "\"a first step\"", "Tobin Aldare", "a first step"},
        {"bare words with a name", "Aldare meeting", "Tobin Aldare", "meeting of all sides"},
        {"said on a day", "said:2040-06-04 observers", "Mirela Kovash", "ready to send observers"},
        {"outlet and kind", "outlet:Courier kind:indirect July", "Tobin Aldare", "meeting of all sides"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            INFO(row.query);
            const search::Answer answer = flow.answer(row.query);
            REQUIRE_FALSE(answer.hits.empty());
            CHECK(answer.hits.front().statement.speaker == row.speaker);
            CHECK(answer.hits.front().statement.text.find(row.contains) != std::string::npos);
        }
    }
}

TEST_CASE("a hit is the statement that was extracted") {
    const Flow flow;
    for (const Statement& statement : flow.statements()) {
        const search::Answer answer = flow.answer("id:" + statement.id);
        REQUIRE(answer.hits.size() == 1);
        Statement found = answer.hits[0].statement;
        CHECK(found.confidence == Approx(statement.confidence).margin(0.00005));
        found.confidence = statement.confidence;
        CHECK(found == statement);
        // Spans are code points of the article's text, and context stands right beside them.
        std::string joined;
        for (const Span& span : found.spans) {
            joined += (joined.empty() ? "" : " ") +
                      std::string(text::slice_code_points(flow.article().text, span.begin, span.end));
        }
        CHECK(joined == found.text);
    }
}

TEST_CASE("counts by field add up") {
    const Flow flow;
    const search::Answer answer = flow.answer("*");
    std::uint64_t by_kind = 0;
    for (const auto& [kind, count] : answer.facets[1].counts) {
        by_kind += count;
    }
    CHECK(by_kind == answer.total);
    for (const auto& [speaker, count] : answer.facets[0].counts) {
        CHECK(flow.answer("speaker=:\"" + speaker + '"').total == count);
    }
}

} // namespace demarche
