// SPDX-License-Identifier: GPL-3.0-or-later
// Queries as people mistype them: each gets the answer, the error or the advice that slips.txt says.
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "common/text/utf8.hh"
#include "search/engine/advice.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/golden.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/slip_rows.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using test::Sample;

/// A Friday.
const Date today = *Date::make(2024, 12, 20);

std::vector<Sample> samples() {
    std::vector<Sample> all;
    for (const test::SlipRow& row : test::slip_rows) {
        Sample sample{test::sample_article(std::string(row.id) + ".txt"), {}};
        sample.article.title = "Peace";
        sample.article.published = "2024-12-19";
        Statement statement = test::sample_statement(row.id, row.speaker, row.text, row.date);
        statement.mentions = row.mentions;
        statement.country = row.country;
        statement.language = row.language;
        if (std::string_view(row.speaker).starts_with("a ")) {
            statement.speaker_type = SpeakerType::description;
        }
        sample.statements.push_back(std::move(statement));
        all.push_back(std::move(sample));
    }
    return all;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const std::string& part : parts) {
        out += (out.empty() ? "" : std::string(separator)) + part;
    }
    return out;
}

/// \n and \t of the table.
std::string unescaped(std::string text) {
    for (const auto& [mark, character] : {std::pair{"\\n", '\n'}, std::pair{"\\t", '\t'}}) {
        for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
            text.replace(at, 2, 1, character);
        }
    }
    return text;
}

/// What is printed for a query, on one line: the statements by their letters, or the error with its column; notes and
/// advice behind.
std::string outcome(const Engine& engine, const std::string& text) {
    const auto query = parse_query(text, {today, false});
    if (!query) {
        const QueryError& error = query.error();
        return fmt::format("error at {}: {}{}", error.column, error.error.what,
                           error.error.hint.empty() ? "" : "; " + error.error.hint);
    }
    Request request;
    request.limit = 100;
    const auto answer = engine.answer(query->root, request);
    if (!answer) {
        return fmt::format("error at {}: {}", answer.error().column, answer.error().error.what);
    }
    std::set<std::string> ids;
    for (const Hit& hit : answer->hits) {
        ids.insert(hit.statement.id);
    }
    REQUIRE(ids.size() == answer->total);
    std::vector<std::string> says = query->notes;
    for (const NameReading& reading : answer->readings) {
        if (reading.names.size() > 1 || !reading.office.empty()) {
            says.push_back(fmt::format("“{}” is {}", reading.value, joined(reading.names, ", ")));
        }
    }
    if (ids.empty()) {
        for (const std::string& line : advice(engine, query->root)) {
            says.push_back(line);
        }
    }
    const std::string found = ids.empty()                                ? "nothing"
                              : ids.size() == std::size(test::slip_rows) ? "everything"
                                                                         : joined({ids.begin(), ids.end()}, " ");
    return found + (says.empty() ? "" : " | " + joined(says, " | "));
}

} // namespace

TEST_CASE("slips get the answers of slips.txt") {
    const test::TempDir dir;
    test::write_index(dir / "index", samples(), 3);
    const std::filesystem::path folders[] = {dir / "index"};
    const auto reader = IndexReader::open(folders);
    REQUIRE(reader);
    const Engine engine(*reader, today);

    // Each line of the table: the query, two blanks and an arrow, what it must give. The queries are taken from there.
    std::ifstream file(DEMARCHE_SOURCE_DIR "/tests/oracle/slips.txt");
    REQUIRE(file);
    constexpr std::string_view arrow = "  → ";
    std::string received;
    std::size_t slips = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with("## ")) {
            received += line + '\n';
            continue;
        }
        const std::string query = line.substr(0, line.find(arrow));
        received += fmt::format("{}{}{}\n", query, arrow, outcome(engine, unescaped(query)));
        ++slips;
    }
    CHECK(slips >= 200);
    const test::Comparison comparison = test::compare_golden("tests/oracle", "slips.txt", received);
    INFO(comparison.difference);
    CHECK(comparison.same);
}

TEST_CASE("slips too long for a table") {
    const test::TempDir dir;
    test::write_index(dir / "index", samples());
    const std::filesystem::path folders[] = {dir / "index"};
    const auto reader = IndexReader::open(folders);
    REQUIRE(reader);
    const Engine engine(*reader, today);

    const auto repeated = [](std::string_view text, std::size_t times) {
        std::string out;
        for (std::size_t i = 0; i < times; ++i) {
            out += text;
        }
        return out;
    };
    struct Long {
        const char* name;
        std::string query;
        /// How the outcome begins.
        const char* begins;
    };
    const Long table[] = {
        {"ten thousand parentheses", repeated("(", 10'000), "error at "},
        {"ten thousand parentheses around a word", repeated("(", 10'000) + "peace" + repeated(")", 10'000),
         "error at "},
        {"eighty parentheses around a word", repeated("(", 80) + "peace" + repeated(")", 80), "h j"},
        {"ten thousand dashes", repeated("-", 10'000) + "peace", "error at "},
        {"ten thousand NOTs", repeated("NOT ", 10'000) + "peace", "error at "},
        {"ten thousand closing parentheses", repeated(")", 10'000), "error at 1:"},
        {"ten thousand ORs", "peace" + repeated(" OR peace", 10'000), "error at "},
        {"a thousand ORs", "peace" + repeated(" OR peace", 1'000), "h j"},
        {"a pasted paragraph", repeated("We are ready to meet at any time, he said on Thursday. ", 20), "nothing"},
        {"a word of a megabyte", repeated("peace", 200'000), "nothing"},
        {"words of a megabyte", repeated("peace ", 170'000), "error at "},
        {"a phrase of a megabyte", '"' + repeated("peace ", 170'000) + '"', "error at "},
        {"a list of a megabyte", "speaker:Putin" + repeated(",Putin", 170'000), "error at "},
        {"quotation marks of a megabyte", repeated("\"", 1'000'000), "error at "},
        {"blanks of a megabyte", repeated(" ", 1'000'000), "error at "},
        {"a NEAR of a thousand words", "peace" + repeated(" NEAR peace", 1'000), "nothing"},
        {"combining marks of a megabyte", "e" + repeated("\u0301", 500'000), "nothing"},
    };
    for (const Long& row : table) {
        INFO(row.name);
        const std::string got = outcome(engine, row.query);
        INFO(got.substr(0, 300));
        CHECK(got.starts_with(row.begins));
        CHECK(got.size() < 5'000);
    }
}

} // namespace demarche::search
