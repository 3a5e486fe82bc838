// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of --errors: which file, which entry, which line.
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "indexer/pipeline/failure_record.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

TEST_CASE("the place of a failure is taken apart") {
    const test::TempDir dir;
    const std::string base = dir.path().string();
    dir.write("news/a.zip", "x");
    dir.write("news/odd:7", "x");
    struct Row {
        const char* name;
        std::string where;
        std::string archive;
        std::string entry;
        std::size_t line;
        std::size_t column = 0;
        std::size_t item = 0;
    };
    const std::vector<Row> rows{
        {"a file", base + "/news/a.zip", base + "/news/a.zip", "", 0},
        {"a line of it", base + "/news/a.zip:12", base + "/news/a.zip", "", 12},
        {"a member", base + "/news/a.zip/x/y.html", base + "/news/a.zip", "x/y.html", 0},
        {"a line of a member", base + "/news/a.zip/x.jsonl:3", base + "/news/a.zip", "x.jsonl", 3},
        {"a page of a crawl", base + "/news/a.zip/https://example.org/a", base + "/news/a.zip", "https://example.org/a",
         0},
        {"a column of a line", base + "/news/a.zip:2:32", base + "/news/a.zip", "", 2, 32},
        {"a column in a member", base + "/news/a.zip/x.jsonl:2:32", base + "/news/a.zip", "x.jsonl", 2, 32},
        {"an article of a list", base + "/news/a.zip[7]", base + "/news/a.zip", "", 0, 0, 7},
        {"a list in a member", base + "/news/a.zip/x.json[7]", base + "/news/a.zip", "x.json", 0, 0, 7},
        {"an item of a feed", base + "/news/a.zip: urn:x:item", base + "/news/a.zip", "urn:x:item", 0},
        {"a name that ends like a line", base + "/news/odd:7", base + "/news/odd:7", "", 0},
        {"a file that is not there", base + "/news/gone.txt", base + "/news/gone.txt", "", 0},
        {"a folder", base + "/news", base + "/news", "", 0},
        {"standard input", "-", "-", "", 0},
        {"a line of it", "-:4", "-", "", 4},
        {"a member of it", "-/x.html", "-", "x.html", 0},
        {"nothing", "", "", "", 0},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        const Place place = read_place(row.where);
        CHECK(place.archive == row.archive);
        CHECK(place.entry == row.entry);
        CHECK(place.line.value_or(0) == row.line);
        CHECK(place.column.value_or(0) == row.column);
        CHECK(place.item.value_or(0) == row.item);
    }
}

TEST_CASE("a failure is one JSON object") {
    std::string line;
    append_failure(line, {"cannot read", "no/such\nfile", "no \"such\" file", "check the path", Exit::some_failed});
    CHECK(line.find('\n') == std::string::npos);
    CHECK(nlohmann::json::parse(line) == nlohmann::json{{"record", "failure"},
                                                        {"archive", "no/such\nfile"},
                                                        {"entry", nullptr},
                                                        {"line", nullptr},
                                                        {"column", nullptr},
                                                        {"item", nullptr},
                                                        {"reason", "cannot read: no \"such\" file"},
                                                        {"what", "cannot read"},
                                                        {"why", "no \"such\" file"},
                                                        {"hint", "check the path"}});
}

} // namespace demarche::indexer
