// SPDX-License-Identifier: GPL-3.0-or-later
// Families in searches: found by one's id, folded; and names that users joined.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/index/people.hh"
#include "search/engine/search.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using Names = std::vector<std::string>;

const std::string quote = "We have left nothing off the table, and we expect the same of our neighbours";
const std::string story =
    "The foreign minister said on Tuesday that talks over the river treaty would resume before the "
    "end of the month, and that engineers had been sent to the dam. This edition is that of ";

test::Sample report(const std::string& id, const std::string& published, const std::string& speaker,
                    const std::string& text) {
    test::Sample sample{test::sample_article(id, story + id),
                        {test::sample_statement(id + "/1", speaker, text, published.substr(0, 10))}};
    sample.article.published = published;
    sample.article.outlet = "Outlet " + id;
    return sample;
}

std::vector<test::Sample> samples() {
    return {report("paper", "2024-12-20", "Ilse Brandl", quote),
            report("wire", "2024-12-19T08:00Z", "Ilse Brandl", quote),
            report("tabloid", "2024-12-21", "", "We have left nothing off the table"),
            report("other", "2024-12-20", "Tan Wei", "The harvest of this year will be smaller than the last one was")};
}

struct Searched {
    IndexReader reader;
    explicit Searched(const std::vector<std::filesystem::path>& paths) : reader(IndexReader::open(paths).value()) {}

    Answer answer(const std::string& query, const Request& request = {}) const {
        const Date today = *Date::from_iso("2024-12-31");
        const auto parsed = parse_query(query, {today, false});
        REQUIRE(parsed);
        return Engine(reader, today).answer(parsed->root, request).value();
    }
    Names ids(const std::string& query, const Request& request = {}) const {
        Names ids;
        for (const Hit& hit : answer(query, request).hits) {
            ids.push_back(hit.statement.id);
        }
        return ids;
    }
};

Request folded() {
    Request request;
    request.fold = true;
    request.facets = {"outlet"};
    return request;
}

} // namespace

TEST_CASE("a family is found by the id of any of it") {
    for (const std::size_t commits : {1U, 4U}) {
        INFO(commits << " segments");
        const test::TempDir dir;
        test::write_index(dir / "index", samples(), commits);
        const Searched searched({dir / "index"});
        const Names family{"tabloid/1", "paper/1", "wire/1"};
        for (const std::string& id : family) {
            CHECK(searched.ids("family:" + id) == family);
        }
        CHECK(searched.ids("family:other/1") == Names{"other/1"});
        CHECK(searched.ids("family:nobody").empty());
        CHECK(searched.ids("family:wire/1 table -outlet:\"Outlet wire\"") == Names{"tabloid/1", "paper/1"});
        const Answer answer = searched.answer("*");
        REQUIRE(answer.hits.size() == 4);
        for (const Hit& hit : answer.hits) {
            CHECK(hit.family == (hit.statement.id == "other/1" ? "" : "paper/1"));
            CHECK(hit.copy_of == (hit.statement.article == "wire" ? "" : "wire"));
        }
    }
}

TEST_CASE("folding shows what was published first of what matches") {
    for (const std::size_t commits : {1U, 4U}) {
        INFO(commits << " segments");
        const test::TempDir dir;
        test::write_index(dir / "index", samples(), commits);
        const Searched searched({dir / "index"});
        const Answer answer = searched.answer("*", folded());
        CHECK(answer.total == 2);
        CHECK(answer.folded == 2U);
        CHECK(searched.ids("*", folded()) == Names{"other/1", "wire/1"});
        REQUIRE(answer.hits.size() == 2);
        CHECK(answer.hits[0].also.empty());
        REQUIRE(answer.hits[1].also.size() == 2);
        CHECK(answer.hits[1].also[0].id == "paper/1");
        CHECK(answer.hits[1].also[1].outlet == "Outlet tabloid");
        REQUIRE(answer.facets.size() == 1);
        CHECK(answer.facets[0].counts.size() == 2);
        // By relevance, and where the first does not match.
        CHECK(searched.ids("table", folded()) == Names{"wire/1"});
        const Answer later = searched.answer("table published:>2024-12-19", folded());
        CHECK(later.total == 1);
        REQUIRE(later.hits.size() == 1);
        CHECK(later.hits[0].statement.id == "paper/1");
        CHECK(later.hits[0].also.size() == 1);
        CHECK(searched.answer("nothing-of-the-kind", folded()).folded == 0U);
        // Without folding, nothing is said of it.
        CHECK_FALSE(searched.answer("*").folded);
    }
}

TEST_CASE("the dead are in no family") {
    const test::TempDir dir;
    test::write_index(dir / "index", samples(), 4);
    {
        auto writer = indexer::IndexWriter::open(dir / "index", names::WhoIsWho::builtin());
        REQUIRE(writer);
        REQUIRE(writer->remove("wire"));
        REQUIRE(writer->commit());
    }
    const Searched searched({dir / "index"});
    CHECK(searched.ids("family:tabloid/1") == Names{"tabloid/1", "paper/1"});
    CHECK(searched.ids("family:wire/1").empty());
    CHECK(searched.ids("*", folded()) == Names{"other/1", "paper/1"});
}

TEST_CASE("joined names are searched, counted and shown as one") {
    const test::TempDir dir;
    std::vector<test::Sample> all = samples();
    all[3].statements[0].speaker = "I. Brandl";
    all[3].statements[0].speakers = {"I. Brandl", "Ilse Brandl"};
    // An outlet of that name is no person.
    all[3].article.outlet = "I. Brandl";
    test::write_index(dir / "index", all, 2);
    {
        auto writer = indexer::IndexWriter::open(dir / "index", names::WhoIsWho::builtin());
        REQUIRE(writer);
        writer->keep_people({"name\taliases\nIlse Brandl\tI. Brandl\n"});
        REQUIRE(writer->commit());
    }
    const Searched searched({dir / "index"});
    Request request;
    request.facets = {"speaker", "outlet"};
    for (const std::string query : {"speaker:\"Ilse Brandl\"", "speaker:\"I. Brandl\"", "speaker:Brandl"}) {
        INFO(query);
        const Answer answer = searched.answer(query, request);
        CHECK(answer.total == 3);
        REQUIRE(answer.facets.size() == 2);
        CHECK(answer.facets[1].counts.front().first == "I. Brandl");
        CHECK(answer.facets[0].counts == std::vector<std::pair<std::string, std::uint64_t>>{{"Ilse Brandl", 3}});
        for (const Hit& hit : answer.hits) {
            CHECK(hit.statement.speakers == Names{"Ilse Brandl"});
            CHECK(hit.statement.speaker == "Ilse Brandl");
        }
    }
}

} // namespace demarche::search
