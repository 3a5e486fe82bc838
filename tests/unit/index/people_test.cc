// SPDX-License-Identifier: GPL-3.0-or-later
// The people file written from the names data, and what is found in it.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/index/people.hh"
#include "common/names/key.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

namespace {

std::vector<std::string> found(const People& people, std::string_view phrase) {
    std::vector<std::string> names;
    for (const Alias& alias : people.find(names::name_key(phrase))) {
        names.emplace_back(people.name(alias.entity));
    }
    return names;
}

bool holds(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

TEST_CASE("names of every kind are found in the people file") {
    const test::TempDir dir;
    const names::WhoIsWho& who = names::WhoIsWho::builtin();
    const auto people = People::open(dir.write("people", write_people(who)));
    REQUIRE(people);
    CHECK(people->size() == who.entity_count());
    struct Row {
        const char* phrase;
        const char* name;
    };
    const Row rows[] = {
        {"Vladimir Putin", "Vladimir Putin"},
        {"putin", "Vladimir Putin"},
        {"Путин", "Vladimir Putin"},
        {"Zelenskyy", "Volodymyr Zelensky"},
        {"Зеленський", "Volodymyr Zelensky"},
        {"Leyen", "Ursula von der Leyen"},
        {"Russian", "Russia"},
        {"Deutschland", "Germany"},
        {"Allemagne", "Germany"},
        {"俄罗斯", "Russia"},
        {"Kremlin", "Russia"},
        {"UK", "United Kingdom"},
        {"NATO", "NATO"},
        {"AFP", "Agence France-Presse"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.phrase) {
            CHECK(holds(found(*people, row.phrase), row.name));
        }
    }
    CHECK(found(*people, "nobody of this name").empty());
    CHECK(found(*people, "").empty());
}

TEST_CASE("office holders are found by office and country") {
    const test::TempDir dir;
    const auto people = People::open(dir.write("people", write_people(names::WhoIsWho::builtin())));
    REQUIRE(people);
    CHECK(people->office("president") == "president");
    CHECK(people->office("foreign secretary") == "foreign minister");
    CHECK_FALSE(people->office("gardener"));
    const auto on = [&](std::string_view office, std::string_view of, Date day) {
        std::vector<std::string> names;
        for (const OfficeTerm& term : people->holders(office, of)) {
            if (term.from <= day.days() && day.days() <= term.to) {
                names.emplace_back(people->name(term.person));
            }
        }
        return names;
    };
    using Strings = std::vector<std::string>;
    CHECK(on("president", "Russia", *Date::make(2007, 5, 1)) == Strings{"Vladimir Putin"});
    CHECK(on("president", "Russia", *Date::make(2010, 1, 1)) == Strings{"Dmitry Medvedev"});
    CHECK(on("president", "Russia", *Date::make(2024, 12, 19)) == Strings{"Vladimir Putin"});
    CHECK(holds(on("leader", "Russia", *Date::make(2024, 12, 19)), "Vladimir Putin"));
    CHECK(people->holders("president", "Atlantis").empty());
}

TEST_CASE("the fingerprint changes with the names") {
    const names::WhoIsWho& builtin = names::WhoIsWho::builtin();
    CHECK(people_fingerprint(builtin) == people_fingerprint(builtin));
    const auto more = builtin.with_people("name\taliases\nAda Lovelace\tLady Ada\n", "people.tsv");
    REQUIRE(more);
    CHECK(people_fingerprint(*more) != people_fingerprint(builtin));
    const test::TempDir dir;
    const auto people = People::open(dir.write("people", write_people(*more)));
    REQUIRE(people);
    CHECK(found(*people, "lady ada") == std::vector<std::string>{"Ada Lovelace"});
}

} // namespace demarche::index
