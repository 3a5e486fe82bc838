// SPDX-License-Identifier: GPL-3.0-or-later
// Ranges of days as year, month and day terms.
#include <string>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "search/engine/date_terms.hh"

namespace demarche::search {

TEST_CASE("ranges of days become the fewest terms") {
    struct Row {
        const char* name;
        const char* first;
        const char* last;
        const char* terms;
    };
    const Row rows[] = {
        {"a day", "2024-12-19", "2024-12-19", "D20241219"},
        {"a month", "2024-02-01", "2024-02-29", "M202402"},
        {"a year", "2024-01-01", "2024-12-31", "Y2024"},
        {"a month and two days", "2023-12-31", "2024-02-01", "D20231231 M202401 D20240201"},
        {"years, months and days", "2021-11-30", "2024-01-02", "D20211130 M202112 Y2022 Y2023 D20240101 D20240102"},
        {"the short February", "2023-02-01", "2023-02-28", "M202302"},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        const auto terms = date_terms(Date::from_iso(row.first)->days(), Date::from_iso(row.last)->days());
        REQUIRE(terms);
        CHECK(fmt::format("{}", fmt::join(*terms, " ")) == row.terms);
    }
    CHECK_FALSE(date_terms(INT32_MIN + 1, 0));
    CHECK_FALSE(date_terms(0, INT32_MAX));
    CHECK_FALSE(date_terms(10, 9));
    // Too many years.
    CHECK_FALSE(date_terms(Date::make(1200, 1, 1)->days(), Date::make(2024, 1, 1)->days()));
}

} // namespace demarche::search
