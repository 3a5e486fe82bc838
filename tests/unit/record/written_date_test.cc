// SPDX-License-Identifier: GPL-3.0-or-later
// Written dates: every form that is read, and what is refused.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/record/written_date.hh"

namespace demarche::record {

namespace {

struct Row {
    const char* name;
    const char* text;
    const char* iso;
};

const std::vector<Row> read_rows{
    {"ISO", "2024-12-19", "2024-12-19"},
    {"ISO date-time as written", "2024-12-19T10:00:00+02:00", "2024-12-19T10:00:00+02:00"},
    {"blanks around", "  2024-12-19\n", "2024-12-19"},
    {"digits", "20241219", "2024-12-19"},
    {"slashes, year first", "2024/12/19", "2024-12-19"},
    {"dots, day first", "19.12.2024", "2024-12-19"},
    {"dots, day first, though small", "03.04.2024", "2024-04-03"},
    {"slashes, only one order possible", "19/12/2024", "2024-12-19"},
    {"slashes, American", "12/19/2024", "2024-12-19"},
    {"slashes, both the same", "5/5/2024", "2024-05-05"},
    {"day first", "19 December 2024", "2024-12-19"},
    {"abbreviated with a dot", "Dec. 19, 2024", "2024-12-19"},
    {"month first", "December 19, 2024", "2024-12-19"},
    {"Sept.", "Sept. 3, 2024", "2024-09-03"},
    {"ordinal", "19th of December 2024", "2024-12-19"},
    {"weekday", "Thursday, December 19, 2024", "2024-12-19"},
    {"small letters", "19 dec 2024", "2024-12-19"},
    {"mail", "Thu, 19 Dec 2024 10:00:00 +0200", "2024-12-19T10:00:00+02:00"},
    {"mail with a comment", "Thu, 19 Dec 2024 10:00:00 +0200 (EET)", "2024-12-19T10:00:00+02:00"},
    {"mail, GMT", "Thu, 19 Dec 2024 10:00:00 GMT", "2024-12-19T10:00:00Z"},
    {"mail, Eastern", "19 Dec 2024 10:00 EST", "2024-12-19T10:00-05:00"},
    {"afternoon", "December 19, 2024 at 5:30 p.m.", "2024-12-19T17:30"},
    {"noon", "Dec 19, 2024 12:05 PM", "2024-12-19T12:05"},
    {"midnight", "Dec 19, 2024 12:05 am", "2024-12-19T00:05"},
    {"leap day", "29 February 2024", "2024-02-29"},
};

const std::vector<Row> refused_rows{
    {"no such day, ISO", "2024-02-30", "no such day"},
    {"no such day, written", "30 February 2024", "no such day"},
    {"no such day, dots", "31.04.2024", "no such day"},
    {"no such day, digits", "20240230", "no such day"},
    {"no such time", "2024-12-19T25:00", "no such"},
    {"no such month", "2024-13-01", "no such day"},
    {"month alone", "December 2024", "needed"},
    {"year alone", "2024", "YYYYMMDD"},
    {"seconds since the epoch", "1734566400", "YYYYMMDD"},
    {"which number is the day", "03/04/2024", "first or the second"},
    {"two-digit year", "19.12.24", "four digits"},
    {"words", "last Thursday", "cannot be understood"},
    {"two months", "19 December January 2024", "cannot be understood"},
    {"two days", "19 20 December 2024", "needed"},
    {"thirteen in the afternoon", "19 December 2024 13:00 pm", "no such"},
    {"two times", "19 December 2024 10:00 11:00", "cannot be understood"},
    {"empty", "  ", "empty"},
};

} // namespace

TEST_CASE("dates in common forms become ISO 8601") {
    for (const Row& row : read_rows) {
        DYNAMIC_SECTION(row.name) {
            const auto read = read_written_date(row.text);
            CHECK((read ? *read : read.error().message()) == row.iso);
        }
    }
}

TEST_CASE("what is no date is refused with its cause") {
    for (const Row& row : refused_rows) {
        DYNAMIC_SECTION(row.name) {
            const auto read = read_written_date(row.text);
            REQUIRE_FALSE(read.has_value());
            CHECK_THAT(read.error().message(), Catch::Contains(row.iso));
            CHECK_THAT(read.error().hint, Catch::Contains("2024-12-19"));
        }
    }
}

} // namespace demarche::record
