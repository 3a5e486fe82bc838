// SPDX-License-Identifier: GPL-3.0-or-later
// Dates in metadata, in addresses, and as printed.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/found_date.hh"

namespace demarche::indexer {

namespace {

struct Row {
    const char* name;
    const char* text;
    const char* date;
};

const std::vector<Row> metadata_rows{
    {"day", "2019-11-18", "2019-11-18"},
    {"ISO", "2019-11-18T21:57:00+02:00", "2019-11-18T21:57:00+02:00"},
    {"fraction", "2019-11-18T21:57:00.000Z", "2019-11-18T21:57:00Z"},
    {"zone without a colon", "2019-11-18T21:57:00+0000", "2019-11-18T21:57:00+00:00"},
    {"a blank for the T", "2019-11-18 21:57:00", "2019-11-18T21:57:00"},
    {"a blank before the zone", "2019-11-18 21:57:00 -0500", "2019-11-18T21:57:00-05:00"},
    {"without separators", "20191118T215700+0000", "2019-11-18T21:57:00+00:00"},
    {"UTC", "2019-11-18 21:57:00 UTC", "2019-11-18T21:57:00Z"},
    {"seconds", "1574114220", "2019-11-18T21:57:00Z"},
    {"thousandths", "1574114220123", "2019-11-18T21:57:00Z"},
    {"mail", "Mon, 18 Nov 2019 21:57:00 +0100", "2019-11-18T21:57:00+01:00"},
    {"words", "November 18, 2019", "2019-11-18"},
    {"a time that is none", "2019-11-18T31:00", "2019-11-18"},
    {"placeholder", "0001-01-01T00:00:00Z", ""},
    {"zero of clocks", "1970-01-01T00:00:00Z", ""},
    {"no such day", "2019-02-30", ""},
    {"nothing", "  ", ""},
    {"a template", "{{ date }}", ""},
};

const std::vector<Row> url_rows{
    {"folders", "https://a.example/world/2019/11/18/talks.html", "2019-11-18"},
    {"short numbers", "https://a.example/2019/3/8/talks", "2019-03-08"},
    {"month by name", "https://a.example/world/2019/nov/18/talks", "2019-11-18"},
    {"hyphens", "https://a.example/talks-2019-11-18-in-lisle", "2019-11-18"},
    {"digits", "https://a.example/20191118/talks", "2019-11-18"},
    {"only a month", "https://a.example/2019/11/talks", ""},
    {"an id", "https://a.example/story/48153216", ""},
    {"in the query", "https://a.example/talks?d=2019-11-18", ""},
    {"no such day", "https://a.example/2019/13/18/talks", ""},
};

const std::vector<Row> printed_rows{
    {"English", "Posted on 18 November 2019 by the press office", "2019-11-18"},
    {"American", "Published Nov. 18, 2019, 9:57 p.m.", "2019-11-18"},
    {"ordinal", "Monday, 18th of November, 2019", "2019-11-18"},
    {"German", "Lisle, 18. November 2019", "2019-11-18"},
    {"French", "Publié le 18 août 2019 à 10h12", "2019-08-18"},
    {"Spanish", "18 de noviembre de 2019", "2019-11-18"},
    {"Portuguese", "18 de março de 2019", "2019-03-18"},
    {"Russian", "18 ноября 2019 года, 10:00", "2019-11-18"},
    {"Ukrainian", "18 листопада 2019", "2019-11-18"},
    {"Polish", "18 listopada 2019", "2019-11-18"},
    {"Turkish", "18 Kasım 2019", "2019-11-18"},
    {"Arabic", "18 نوفمبر 2019", "2019-11-18"},
    {"Chinese", "2019年11月18日 10:00", "2019-11-18"},
    {"Korean", "2019년 11월 18일", "2019-11-18"},
    {"dots", "18.11.2019 | Press release", "2019-11-18"},
    {"slashes, day first", "18/11/2019", "2019-11-18"},
    {"slashes, month first", "11/18/2019", "2019-11-18"},
    {"slashes that could be either", "03/04/2019", ""},
    {"ISO", "Release of 2019-11-18", "2019-11-18"},
    {"only a year", "All since 2019", ""},
    {"a sum", "1.234.567 people, 12.5 % more than in 2018", ""},
    {"no such day", "31 November 2019", ""},
};

void check(const std::vector<Row>& rows, std::optional<std::string> (*read)(std::string_view)) {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(read(row.text).value_or("") == row.date);
        }
    }
}

} // namespace

TEST_CASE("dates of metadata") {
    check(metadata_rows, metadata_date);
}

TEST_CASE("dates in addresses") {
    check(url_rows, url_date);
}

TEST_CASE("dates as printed") {
    check(printed_rows, printed_date);
}

TEST_CASE("lines that speak of changes") {
    for (const char* const line :
         {"Last updated 18 November 2019", "Обновлено: 18 ноября", "© 2019", "Zuletzt aktualisiert: 18.11.2019"}) {
        INFO(line);
        CHECK(speaks_of_change(line));
    }
    CHECK_FALSE(speaks_of_change("Published 18 November 2019"));
}

} // namespace demarche::indexer
