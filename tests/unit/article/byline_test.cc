// SPDX-License-Identifier: GPL-3.0-or-later
// Bylines give the people in them.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/byline.hh"

namespace demarche::indexer {

namespace {

struct Row {
    const char* name;
    std::vector<std::string> written;
    std::vector<std::string> authors;
};

const std::vector<Row> rows{
    {"one", {"Mara Lind"}, {"Mara Lind"}},
    {"with a preposition", {"By Mara Lind"}, {"Mara Lind"}},
    {"two", {"By Mara Lind and Jo Venn"}, {"Mara Lind", "Jo Venn"}},
    {"three", {"Mara Lind, Jo Venn & Ada Roe"}, {"Mara Lind", "Jo Venn", "Ada Roe"}},
    {"surname first", {"Lind, Mara; Venn, Jo"}, {"Lind, Mara", "Venn, Jo"}},
    {"twice", {"Mara Lind", "By Mara Lind"}, {"Mara Lind"}},
    {"with what they do", {"Mara Lind | Gazette of Lisle"}, {"Mara Lind"}},
    {"with a date", {"Mara Lind, 14 May 2031"}, {"Mara Lind"}},
    {"an address", {"https://gazette.example/mara", "mara@gazette.example"}, {}},
    {"an account", {"admin"}, {}},
    {"nothing", {""}, {}},
};

} // namespace

TEST_CASE("bylines give the people in them") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(authors_of(row.written) == row.authors);
        }
    }
}

} // namespace demarche::indexer
