// SPDX-License-Identifier: GPL-3.0-or-later
// Tables that tell about articles: which row is whose, and what is refused.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/sidecar.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

Result<Sidecar> read(const std::string& table, const std::vector<std::string>& map = {}) {
    const test::TempDir dir;
    dir.write("told.csv", table);
    return Sidecar::read((dir.path() / "told.csv").string(), map);
}

struct Row {
    const char* name;
    const char* id;
    const char* entry;
    const char* source;
    const char* url;
    /// The outlet that the article has then.
    const char* outlet;
};

const std::vector<Row> rows{
    {"by the entry's name", "", "2031/a.txt", "news/2031/a.txt", "", "Gazette"},
    {"by the file's name", "", "old/b.txt", "news/old/b.txt", "", "Courier"},
    {"by the source", "", "c.txt", "dump.zip/c.txt", "", "Observer"},
    {"by the id", "x1", "d.txt", "d.txt", "", "Post"},
    {"by the address", "", "e.html", "e.html", "http://a/e", "Herald"},
    {"not at all", "", "f.txt", "f.txt", "", "own"},
};

} // namespace

TEST_CASE("rows find their articles") {
    const Result<Sidecar> sidecar = read("path;outlet;date\n2031/a.txt;Gazette;14.05.2031\n./b.txt;Courier;\ndump.zip/"
                                         "c.txt;Observer;\nx1;Post;\nhttp://a/e;Herald;\n");
    REQUIRE(sidecar.has_value());
    CHECK(sidecar->size() == 5);
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            Article article;
            article.id = row.id;
            article.url = row.url;
            article.outlet = "own";
            article.title = "own title";
            bool dated = false;
            sidecar->complete(article, row.entry, row.source, dated);
            CHECK(article.outlet == row.outlet);
            CHECK(article.title == "own title");
            CHECK(dated == (article.published == "2031-05-14"));
            CHECK(dated == (std::string(row.outlet) == "Gazette"));
        }
    }
}

TEST_CASE("tables that tell nothing are refused") {
    CHECK_THAT(read("outlet,date\nx,2031-05-14\n").error().what, Catch::Contains("no column that names articles"));
    CHECK_THAT(read("").error().what, Catch::Contains("no header line"));
    CHECK_THAT(read("path,date\na.txt,soon\n").error().what, Catch::Contains("date cannot be read"));
    CHECK_THAT(read("path,x\n", {"outlet=y"}).error().what, Catch::Contains("no column \"y\""));
    CHECK_THAT(Sidecar::read("/no/such/file", {}).error().what, Catch::Contains("cannot read"));
    const Result<Sidecar> mapped = read("key,paper\na.txt,Gazette\n", {"id=key", "outlet=paper"});
    REQUIRE(mapped.has_value());
    CHECK(mapped->size() == 1);
}

} // namespace demarche::indexer
