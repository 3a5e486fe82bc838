// SPDX-License-Identifier: GPL-3.0-or-later
// Dates: which exist, how they are read and printed, and counting with them.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/model/date.hh"

namespace demarche {

namespace {

struct Row {
    const char* name;
    const char* text;
    /// Empty: no date.
    const char* iso;
};

const std::vector<Row> rows{
    {"date", "2024-12-19", "2024-12-19"},
    {"leap day", "2024-02-29", "2024-02-29"},
    {"leap day of a four hundredth year", "2000-02-29", "2000-02-29"},
    {"no leap day", "2023-02-29", ""},
    {"no leap day in 1900", "1900-02-29", ""},
    {"month 13", "2024-13-01", ""},
    {"month 0", "2024-00-10", ""},
    {"day 0", "2024-01-00", ""},
    {"31 April", "2024-04-31", ""},
    {"year 0", "0000-01-01", ""},
    {"first day", "0001-01-01", "0001-01-01"},
    {"last day", "9999-12-31", "9999-12-31"},
    {"date-time", "2024-12-19T10:00:00+02:00", "2024-12-19"},
    {"the day as written, whatever the zone", "2024-12-19T23:59:59-12:00", "2024-12-19"},
    {"zulu", "2024-12-19T10:00:00Z", "2024-12-19"},
    {"fraction", "2024-12-19T10:00:00.123Z", "2024-12-19"},
    {"blank before the time", "2024-12-19 10:00", "2024-12-19"},
    {"zone without colon", "2024-12-19T10:00:00+0200", "2024-12-19"},
    {"leap second", "2024-12-31T23:59:60Z", "2024-12-31"},
    {"midnight at the end", "2024-12-31T24:00:00", "2024-12-31"},
    {"hour 25", "2024-12-19T25:00:00", ""},
    {"half past midnight at the end", "2024-12-31T24:30", ""},
    {"minute 60", "2024-12-19T10:60", ""},
    {"second 61", "2024-12-19T10:00:61", ""},
    {"zone of 25 hours", "2024-12-19T10:00+25:00", ""},
    {"something behind", "2024-12-19x", ""},
    {"something behind the time", "2024-12-19T10:00 o'clock", ""},
    {"one digit", "2024-1-9", ""},
    {"no separators", "20241219", ""},
    {"slashes", "2024/12/19", ""},
    {"empty", "", ""},
    {"words", "yesterday", ""},
};

struct MonthRow {
    const char* name;
    const char* from;
    int count;
    const char* to;
};

const std::vector<MonthRow> month_rows{
    {"next month", "2024-01-15", 1, "2024-02-15"},
    {"clipped to the last day", "2024-01-31", 1, "2024-02-29"},
    {"back over a year", "2024-01-31", -2, "2023-11-30"},
    {"a year back from a leap day", "2024-02-29", -12, "2023-02-28"},
    {"nothing", "2024-05-05", 0, "2024-05-05"},
    {"many years", "2024-12-31", 26, "2027-02-28"},
    {"beyond the last year stays", "9999-12-01", 1, "9999-12-01"},
};

} // namespace

TEST_CASE("ISO dates are read strictly") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto date = Date::from_iso(row.text);
            CHECK((date ? date->iso() : "") == row.iso);
        }
    }
}

TEST_CASE("months are counted within the calendar") {
    for (const MonthRow& row : month_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(Date::from_iso(row.from)->plus_months(row.count).iso() == row.to);
        }
    }
}

TEST_CASE("days count up one by one over four hundred years") {
    Date date = *Date::make(1800, 1, 1);
    unsigned weekday = date.weekday();
    CHECK(weekday == 3);
    for (int i = 0; i < 146'097; ++i) {
        const Date next = date.plus_days(1);
        weekday = (weekday + 1) % 7;
        const bool good = next > date && next.weekday() == weekday && Date::from_iso(next.iso()) == next &&
                          Date::from_days(next.days()) == next &&
                          Date::make(next.year(), next.month(), next.day()) == next;
        if (!good) {
            CAPTURE(next.iso());
            REQUIRE(good);
        }
        date = next;
    }
    CHECK(date.iso() == "2200-01-01");
}

TEST_CASE("months have their days") {
    CHECK(days_in_month(2024, 2) == 29);
    CHECK(days_in_month(2023, 2) == 28);
    CHECK(days_in_month(2024, 4) == 30);
    CHECK(days_in_month(2024, 12) == 31);
}

} // namespace demarche
