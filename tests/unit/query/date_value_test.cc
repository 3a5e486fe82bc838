// SPDX-License-Identifier: GPL-3.0-or-later
// Dates of queries, read on Thursday 19 December 2024.
#include <string>

#include <catch2/catch.hpp>

#include "search/query/date_value.hh"

namespace demarche::search {

namespace {

const Date today = *Date::make(2024, 12, 19);

std::string shown(const DayRange& days) {
    return (days.first ? days.first->iso() : "") + ".." + (days.last ? days.last->iso() : "");
}

struct Row {
    const char* text;
    const char* days;
};

} // namespace

TEST_CASE("dates of queries") {
    const Row rows[] = {
        {"2024", "2024-01-01..2024-12-31"},
        {"2024-12", "2024-12-01..2024-12-31"},
        {"2024-2", "2024-02-01..2024-02-29"},
        {"2024-12-19", "2024-12-19..2024-12-19"},
        {"2024-2-9", "2024-02-09..2024-02-09"},
        {"20241219", "2024-12-19..2024-12-19"},
        {"19.12.2024", "2024-12-19..2024-12-19"},
        {"9.2.2024", "2024-02-09..2024-02-09"},
        {"19/12/2024", "2024-12-19..2024-12-19"},
        {"2024/12/19", "2024-12-19..2024-12-19"},
        {"today", "2024-12-19..2024-12-19"},
        {"Today", "2024-12-19..2024-12-19"},
        {"yesterday", "2024-12-18..2024-12-18"},
        {"7d", "2024-12-12..2024-12-19"},
        {"0d", "2024-12-19..2024-12-19"},
        {"2w", "2024-12-05..2024-12-19"},
        {"3m", "2024-09-19..2024-12-19"},
        {"1y", "2023-12-19..2024-12-19"},
        {"this-week", "2024-12-16..2024-12-22"},
        {"last-week", "2024-12-09..2024-12-15"},
        {"this-month", "2024-12-01..2024-12-31"},
        {"last-month", "2024-11-01..2024-11-30"},
        {"this-year", "2024-01-01..2024-12-31"},
        {"last-year", "2023-01-01..2023-12-31"},
        {"thursday", "2024-12-19..2024-12-19"},
        {"friday", "2024-12-13..2024-12-13"},
        {"Monday", "2024-12-16..2024-12-16"},
        {"sun", "2024-12-15..2024-12-15"},
        {"２０２４", "2024-01-01..2024-12-31"},
        {"2023..2024", "2023-01-01..2024-12-31"},
        {"2024-11..", "2024-11-01.."},
        {"..2024-11", "..2024-11-30"},
        {"2024-11…2024-12", "2024-11-01..2024-12-31"},
        {"2024-11...2024-12", "2024-11-01..2024-12-31"},
        {"14d..7d", "2024-12-05..2024-12-12"},
        {"monday..today", "2024-12-16..2024-12-19"},
        {">2024", "2025-01-01.."},
        {">=2024", "2024-01-01.."},
        {"<2024", "..2023-12-31"},
        {"<=2024", "..2024-12-31"},
        {">7d", "2024-12-13.."},
        {">=7d", "2024-12-12.."},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.text) {
            const auto days = read_dates(row.text, {today, false});
            if (!days) {
                FAIL(days.error().what);
            }
            CHECK(shown(*days) == row.days);
        }
    }
}

TEST_CASE("month first on demand") {
    CHECK(shown(read_dates("12/19/2024", {today, true}).value()) == "2024-12-19..2024-12-19");
    CHECK(shown(read_dates("3/4/2024", {today, true}).value()) == "2024-03-04..2024-03-04");
    CHECK(shown(read_dates("3/4/2024", {today, false}).value()) == "2024-04-03..2024-04-03");
    CHECK(shown(read_dates("3.4.2024", {today, true}).value()) == "2024-04-03..2024-04-03");
    const auto wrong = read_dates("12/19/2024", {today, false});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().hint.find("--mdy") != std::string::npos);
}

TEST_CASE("what is no date is refused") {
    for (const char* text : {"",
                             "2024-13",
                             "2024-00",
                             "2024-02-30",
                             "2024-1-",
                             "202412",
                             "soon",
                             "31.11.2024",
                             "0000",
                             "d",
                             "7x",
                             "99999999y",
                             "2024-12-19..2024-12-18",
                             "..",
                             "a..b",
                             ">",
                             "<=",
                             "last-decade",
                             "2024-12-19T10:00",
                             "su"}) {
        DYNAMIC_SECTION("“" << text << "”") {
            CHECK_FALSE(read_dates(text, {today, false}));
        }
    }
}

} // namespace demarche::search
