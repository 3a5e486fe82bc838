// SPDX-License-Identifier: GPL-3.0-or-later
// A user's own people: what they add, and what is wrong with a file.
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/key.hh"
#include "common/names/partial_date.hh"
#include "common/names/who_is_who.hh"

using namespace demarche;
using names::EntityKind;
using names::WhoIsWho;

namespace {

const std::string header = "name\taliases\tgender\tcountry\toffice\tfrom\tto\n";

Date day(const std::string& iso) {
    return Date::from_iso(iso).value();
}

} // namespace

TEST_CASE("a people file adds people, aliases and terms") {
    const auto text = "# our own\n" + header +
                      "Ilsa Varn\tVarna|Ильза Варн\tf\tRU\tforeign minister\t2023-02\t\n"
                      "Ilsa Varn\t\t\tRU\tpremier\t2020\t2022-06-30\n"
                      "Vladimir Putin\tVVP\t\t\t\t\t\n"
                      "Tor Halvi\t\tm\tNATO\tchief jester\t2024-01-01\t2024-01-31\n";
    const auto who = WhoIsWho::builtin().with_people(text, "people.tsv");
    REQUIRE(who);
    const auto ilsa = who->find(EntityKind::person, "Ilsa Varn");
    REQUIRE(ilsa);
    CHECK(who->entity(*ilsa).gender == 'f');
    CHECK(who->entity(*ilsa).country == "Russia");
    CHECK(who->find(names::name_key("Ильза Варн")).size() == 1);
    CHECK(who->by_surname("varn").front() == *ilsa);
    CHECK(who->by_surname("varna").front() == *ilsa);

    auto holders = who->office_holders("foreign minister", "Russia", day("2023-02-01"));
    CHECK(std::find(holders.begin(), holders.end(), *ilsa) != holders.end());
    holders = who->office_holders("foreign minister", "Russia", day("2023-01-31"));
    CHECK(std::find(holders.begin(), holders.end(), *ilsa) == holders.end());
    CHECK(holders.size() == 1);
    holders = who->office_holders("prime minister", "Russia", day("2022-06-30"));
    CHECK(std::find(holders.begin(), holders.end(), *ilsa) != holders.end());
    holders = who->office_holders("prime minister", "Russia", day("2022-07-01"));
    CHECK(std::find(holders.begin(), holders.end(), *ilsa) == holders.end());

    const auto putin = who->find(names::name_key("VVP"));
    REQUIRE(putin.size() == 1);
    CHECK(who->entity(putin.front()).canonical == "Vladimir Putin");
    CHECK(who->entity(putin.front()).country == "Russia");
    CHECK(who->office_holders("president", "Russia", day("2024-12-19")).size() == 1);

    const auto tor = who->find(EntityKind::person, "Tor Halvi");
    REQUIRE(tor);
    CHECK(who->entity(*tor).affiliation == "NATO");
    CHECK(who->office_holders("chief jester", "NATO", day("2024-01-15")) == std::vector<names::EntityId>{*tor});

    // Countries go by any of their names; one that nobody knows is new.
    const auto countries =
        WhoIsWho::builtin().with_people("name\tcountry\nA B\tBritain\nC D\tUK\nE F\tVarnia\n", "p.tsv");
    REQUIRE(countries);
    const auto country_of = [&](const char* name) {
        return countries->entity(countries->find(EntityKind::person, name).value()).country;
    };
    CHECK(country_of("A B") == "United Kingdom");
    CHECK(country_of("C D") == "United Kingdom");
    CHECK(country_of("E F") == "Varnia");
    CHECK(countries->find(EntityKind::country, "Varnia"));
    CHECK_FALSE(countries->country_of_code(""));

    // What the people of a country are called: given, or by the one regular ending.
    const auto called = WhoIsWho::builtin().with_people(
        "name\tcountry\tdemonyms\nA B\tKastel\tKastelan|Kastelans\nC D\tVarenia\t\n", "p.tsv");
    REQUIRE(called);
    const auto meant_by = [&](const char* demonym) {
        const auto found = called->by_demonym(names::name_key(demonym));
        return found.empty() ? std::string() : called->entity(found.front()).canonical;
    };
    CHECK(meant_by("Kastelans") == "Kastel");
    CHECK(meant_by("Varenian") == "Varenia");
    CHECK(meant_by("Kastelian").empty());

    // The built-in data does not change.
    CHECK_FALSE(WhoIsWho::builtin().find(EntityKind::person, "Ilsa Varn"));
    CHECK(WhoIsWho::builtin().find(names::name_key("VVP")).empty());
}

TEST_CASE("a people file may leave columns out and end without a newline") {
    const auto who = WhoIsWho::builtin().with_people("\xEF\xBB\xBFgender\tname\r\nf\tIlsa Varn", "people.tsv");
    REQUIRE(who);
    REQUIRE(who->find(EntityKind::person, "Ilsa Varn"));
    CHECK(who->entity(*who->find(EntityKind::person, "Ilsa Varn")).gender == 'f');
}

TEST_CASE("what is wrong with a people file is said with line and column") {
    struct Row {
        const char* name;
        std::string text;
        const char* where;
        const char* why;
    };
    const std::vector<Row> rows{
        {"no header", "", "people.tsv:0:1", "no column “name”"},
        {"unknown column", "name\tshoe size\nX Y\t42\n", "people.tsv:1:6", "unknown column “shoe size”"},
        {"column twice", "name\tgender\tname\n", "people.tsv:1:13", "stands twice"},
        {"no name column", "# c\n\naliases\tgender\n", "people.tsv:3:1", "no column “name”"},
        {"empty name", header + "\t\tf\n", "people.tsv:2:1", "the name is empty"},
        {"name without letters", header + "??\t\tf\n", "people.tsv:2:1", "the name is empty"},
        {"gender", header + "Ilsa Varn\t\tx\n", "people.tsv:2:12", "unknown gender “x”"},
        {"country's code", header + "Ilsa Värn\t\tf\tZZ\n", "people.tsv:2:14", "“ZZ”"},
        {"date that does not exist", header + "Ilsa Varn\t\tf\tRU\tpremier\t2023-02-30\n", "people.tsv:2:25",
         "“2023-02-30” is not a date that exists"},
        {"date in another form", header + "Ilsa Varn\t\tf\tRU\tpremier\t2020\t1.2.2023\n", "people.tsv:2:30",
         "“1.2.2023” is not a date that exists"},
        {"ends before it begins", header + "Ilsa Varn\t\tf\tRU\tpremier\t2020-05\t2020-04\n", "people.tsv:2:33",
         "ends before it begins"},
        {"dates without an office", header + "Ilsa Varn\t\tf\tRU\t\t2020\t\n", "people.tsv:2:18",
         "dates without an office"},
        {"demonyms without a country", "name\tdemonyms\nIlsa Varn\tVarns\n", "people.tsv:2:11",
         "demonyms without a country"},
        {"too many fields", header + "Ilsa Varn\t\tf\tRU\tpremier\t2020\t2021\tmore\n", "people.tsv:2:35",
         "more fields than columns"},
        {"not UTF-8", header + "Ilsa Varn\nIlsa V\xE4rn\n", "people.tsv:3", "not UTF-8"},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto who = WhoIsWho::builtin().with_people(row.text, "people.tsv");
            REQUIRE_FALSE(who);
            CHECK(who.error().where == row.where);
            CHECK(who.error().why.find(row.why) != std::string::npos);
            CHECK_FALSE(who.error().hint.empty());
            CHECK(who.error().exit == Exit::usage);
        }
    }
}

TEST_CASE("people files that cannot be read") {
    for (const auto* path : {"/nonexistent/people.tsv", "/"}) {
        INFO(path);
        const auto who = WhoIsWho::builtin().with_people_file(path);
        REQUIRE_FALSE(who);
        CHECK(who.error().where == path);
        CHECK_FALSE(who.error().why.empty());
        CHECK(who.error().exit == Exit::usage);
    }
}

TEST_CASE("dates known in part") {
    struct Row {
        const char* text;
        const char* first;
        const char* last;
    };
    const std::vector<Row> rows{{"2024-12-19", "2024-12-19", "2024-12-19"},
                                {"2024-02", "2024-02-01", "2024-02-29"},
                                {"2023", "2023-01-01", "2023-12-31"},
                                {"2023-02-29", "", ""},
                                {"2023-13", "", ""},
                                {"2023-1", "", ""},
                                {"23", "", ""},
                                {"", "", ""},
                                {"2023-01-0x", "", ""},
                                {"2023/01/01", "", ""},
                                {"20230101", "", ""}};
    for (const auto& row : rows) {
        DYNAMIC_SECTION("“" << row.text << "”") {
            const auto days = names::partial_date(row.text);
            REQUIRE(days.has_value() == (std::string(row.first) != ""));
            if (days) {
                CHECK(days->first.iso() == row.first);
                CHECK(days->last.iso() == row.last);
            }
        }
    }
}
