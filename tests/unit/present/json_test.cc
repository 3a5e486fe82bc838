// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as JSON: read back with a parser.
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "common/record/statement_record.hh"
#include "search/present/presenter.hh"

namespace demarche::search {

namespace {

Answer answer() {
    Answer answer;
    answer.total = 2;
    for (const char* id : {"s1", "s2"}) {
        Hit hit;
        hit.statement.id = id;
        hit.statement.article = "a";
        hit.statement.text = "Ready “to” meet\n\x01";
        hit.statement.spans = {{3, 8}};
        hit.statement.speaker = "Ann Smith";
        hit.statement.speakers = {"Ann Smith"};
        hit.statement.date = Date::make(2024, 12, 19);
        hit.score = 1.5;
        hit.matches = {{0, 5}, {7, 9}};
        hit.before = "He said:";
        answer.hits.push_back(hit);
    }
    answer.facets = {{"speaker", {{"Ann \"A\" Smith", 2}}}, {"year", {}}};
    return answer;
}

} // namespace

TEST_CASE("one document") {
    PresentOptions options;
    options.query = "\"ready\" OR é";
    options.offset = 5;
    const std::string out = make_presenter("json")->present(answer(), options);
    CHECK(out.back() == '\n');
    const auto json = nlohmann::json::parse(out);
    CHECK(json["format_version"] == 1);
    CHECK(json["query"] == options.query);
    CHECK(json["total"] == 2);
    CHECK(json["exact"] == true);
    CHECK(json["offset"] == 5);
    CHECK(json["limit"] == 10);
    REQUIRE(json["hits"].size() == 2);
    CHECK(json["hits"][1]["id"] == "s2");
    CHECK(json["hits"][0]["record"] == "statement");
    CHECK(json["hits"][0]["matches"] == nlohmann::json::parse("[[0,5],[7,9]]"));
    CHECK(json["hits"][0]["score"] == 1.5);
    CHECK(json["hits"][0]["before"] == "He said:");
    CHECK(json["hits"][0]["after"] == "");
    CHECK(json["facets"]["speaker"][0]["value"] == "Ann \"A\" Smith");
    CHECK(json["facets"]["speaker"][0]["count"] == 2);
    CHECK(json["facets"]["year"].empty());
    CHECK(nlohmann::json::parse(make_presenter("json")->present(Answer{}, {}))["hits"].empty());
}

TEST_CASE("one hit a line and nothing else") {
    const std::string out = make_presenter("jsonl")->present(answer(), {});
    std::size_t lines = 0;
    for (std::size_t at = 0; at < out.size(); ++lines) {
        const std::size_t end = out.find('\n', at);
        const auto json = nlohmann::json::parse(out.substr(at, end - at));
        CHECK(record::read_statement(json, "hit").value() == answer().hits[lines].statement);
        at = end + 1;
    }
    CHECK(lines == 2);
    CHECK(make_presenter("jsonl")->present(Answer{}, {}).empty());
}

} // namespace demarche::search
