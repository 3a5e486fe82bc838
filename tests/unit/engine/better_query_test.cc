// SPDX-License-Identifier: GPL-3.0-or-later
// Questions as queries, and what --relax makes of queries that find nothing.
#include <string>

#include <catch2/catch.hpp>

#include "search/engine/better_query.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

const Date today = *Date::make(2024, 12, 20);

struct Row {
    const char* name;
    const char* query;
    /// The better query; empty when there is none.
    const char* better;
};

} // namespace

TEST_CASE("better queries") {
    const test::TempDir dir;
    test::Sample sample{test::sample_article("a"), {}};
    sample.statements = {
        test::sample_statement("1", "Vasko Trembledor", "The meeting about the harbour was short.", "2024-01-01"),
        test::sample_statement("2", "Vasko Trembledor", "Peace needs a harbour.", "2024-01-02"),
        test::sample_statement("3", "Donna Quillfeather", "War or peace, who knows?", "2024-01-03"),
    };
    test::write_index(dir / "index", {sample});
    const std::filesystem::path folders[] = {dir / "index"};
    const auto reader = IndexReader::open(folders);
    REQUIRE(reader);
    const Engine engine(*reader, today);

    const Row questions[] = {
        {"what did X say about", "what did Trembledor say about the harbour", "speaker:Trembledor harbour"},
        {"the whole name", "What did Vasko Trembledor say about meetings?", "speaker:\"Vasko Trembledor\" meetings"},
        {"X on", "Trembledor on peace", "speaker:Trembledor peace"},
        {"who said", "who said harbour", "harbour"},
        {"a field stays", "what did Trembledor say about peace date:2024",
         "speaker:Trembledor peace date:2024-01-01..2024-12-31"},
        {"nothing to find", "what did Trembledor say about xyzzy", ""},
        {"no question", "Trembledor harbour meeting", ""},
        {"two words", "harbour meeting", ""},
    };
    for (const Row& row : questions) {
        INFO(row.name);
        const auto query = parse_query(row.query, {today, false});
        REQUIRE(query);
        const auto better = question_as_query(engine, query->root);
        CHECK((better ? better->text : "") == row.better);
        CHECK((!better || better->count > 0));
    }
    const Row misses[] = {
        {"a name without quotation marks", "speaker:Donna Quillfeather", "speaker:\"Donna Quillfeather\""},
        {"a word misspelt", "harbuor", "harbour"},
        {"small or", "harbour or war", "harbour OR war"},
        {"one part too many", "speaker:Quillfeather harbour peace", "speaker:Quillfeather peace"},
        {"nothing is near", "xyzzyxyzzy", ""},
    };
    for (const Row& row : misses) {
        INFO(row.name);
        const auto query = parse_query(row.query, {today, false});
        REQUIRE(query);
        const auto better = relaxed(engine, query->root);
        CHECK((better ? better->text : "") == row.better);
    }
}

} // namespace demarche::search
