// SPDX-License-Identifier: GPL-3.0-or-later
// The names data files as they stand in the tree: shape, references, dates, terms of office.
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/key.hh"
#include "common/names/partial_date.hh"
#include "common/names/table.hh"
#include "common/text/utf8.hh"

using demarche::names::each_part;
using demarche::names::name_key;
using demarche::names::partial_date;
using demarche::names::Table;

namespace {

std::string file_text(const std::string& name) {
    std::ifstream file(std::string(DEMARCHE_SOURCE_DIR) + "/common/names/data/" + name, std::ios::binary);
    REQUIRE(file.is_open());
    return {std::istreambuf_iterator<char>(file), {}};
}

struct File {
    std::string name;
    std::vector<std::string> columns;
    /// Columns that together may occur once only.
    std::vector<std::string> key;
    std::size_t at_least;
};

const std::vector<File> files{
    {"countries.tsv", {"code", "name", "aliases", "demonyms", "capitals", "seats", "leaders"}, {"code"}, 200},
    {"organisations.tsv", {"name", "aliases", "type", "city", "country"}, {"name"}, 120},
    {"agencies.tsv", {"name", "aliases", "kind", "country"}, {"name"}, 80},
    {"people.tsv", {"name", "surname", "aliases", "gender", "country", "organisation"}, {"name"}, 600},
    {"office_kinds.tsv", {"office", "holders", "broader"}, {"office"}, 40},
    {"offices.tsv", {"person", "office", "of", "from", "to", "flags"}, {"person", "office", "of", "from"}, 1500},
    {"en/office_words.tsv", {"phrases", "office", "gender"}, {"phrases"}, 40},
    {"en/honorifics.tsv", {"phrases", "gender", "type"}, {"phrases"}, 10},
    {"given_names.tsv", {"name", "gender"}, {"name"}, 1800},
};

/// The values of one column.
std::set<std::string> column_of(const std::string& file, const std::string& column) {
    const auto text = file_text(file);
    Table rows(text);
    std::set<std::string> values;
    while (rows.next()) {
        values.emplace(rows[rows.column(column)]);
    }
    return values;
}

bool is_one_of(std::string_view value, std::initializer_list<std::string_view> values) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

} // namespace

TEST_CASE("every names file has its columns, its provenance and unique keys") {
    for (const auto& file : files) {
        DYNAMIC_SECTION(file.name) {
            const auto text = file_text(file.name);
            CHECK(demarche::text::is_utf8(text));
            CHECK(text.find("Compiled by hand") != std::string::npos);
            Table rows(text);
            CHECK(std::vector<std::string>(rows.header().begin(), rows.header().end()) == file.columns);
            std::set<std::string> keys;
            std::size_t count = 0;
            while (rows.next()) {
                INFO("line " << rows.line());
                ++count;
                CHECK(rows.field_count() <= file.columns.size());
                CHECK_FALSE(rows[0].empty());
                std::string key;
                for (const auto& column : file.key) {
                    key += std::string(rows[rows.column(column)]) + "\t";
                }
                CHECK(keys.insert(key).second);
            }
            CHECK(count >= file.at_least);
        }
    }
}

TEST_CASE("every name of the data has a key") {
    struct Row {
        const char* file;
        std::vector<std::string> columns;
    };
    const std::vector<Row> lists{{"countries.tsv", {"name", "aliases", "demonyms", "capitals", "seats"}},
                                 {"organisations.tsv", {"name", "aliases"}},
                                 {"agencies.tsv", {"name", "aliases"}},
                                 {"people.tsv", {"name", "aliases"}},
                                 {"en/office_words.tsv", {"phrases"}},
                                 {"en/honorifics.tsv", {"phrases"}},
                                 {"given_names.tsv", {"name"}}};
    for (const auto& list : lists) {
        DYNAMIC_SECTION(list.file) {
            const auto text = file_text(list.file);
            Table rows(text);
            while (rows.next()) {
                for (const auto& column : list.columns) {
                    const auto field = rows[rows.column(column)];
                    INFO("line " << rows.line() << ": " << field);
                    CHECK(field.find("||") == std::string_view::npos);
                    each_part(field, [&](std::string_view part) { CHECK_FALSE(name_key(part).empty()); });
                }
            }
        }
    }
}

TEST_CASE("references between the names files hold") {
    const auto codes = column_of("countries.tsv", "code");
    const auto organisations = column_of("organisations.tsv", "name");
    const auto people = column_of("people.tsv", "name");
    auto offices = column_of("office_kinds.tsv", "office");

    SECTION("countries of organisations, sources and people") {
        for (const auto* file : {"organisations.tsv", "agencies.tsv", "people.tsv"}) {
            for (const auto& code : column_of(file, "country")) {
                INFO(file << ": " << code);
                CHECK((code.empty() || codes.count(code) == 1));
            }
        }
    }
    SECTION("organisations of people") {
        for (const auto& name : column_of("people.tsv", "organisation")) {
            INFO(name);
            CHECK((name.empty() || organisations.count(name) == 1));
        }
    }
    SECTION("terms of office") {
        const auto text = file_text("offices.tsv");
        Table rows(text);
        while (rows.next()) {
            INFO("line " << rows.line());
            const std::string of(rows[rows.column("of")]);
            CHECK(people.count(std::string(rows[rows.column("person")])) == 1);
            CHECK(offices.count(std::string(rows[rows.column("office")])) == 1);
            CHECK(codes.count(of) + organisations.count(of) == 1);
            CHECK(is_one_of(rows[rows.column("flags")], {"", "shared"}));
        }
    }
    SECTION("offices of words and of leaders") {
        std::set<std::string> known = offices;
        for (const auto& list : column_of("office_kinds.tsv", "broader")) {
            each_part(list, [&](std::string_view part) { known.emplace(part); });
        }
        for (const auto& office : column_of("en/office_words.tsv", "office")) {
            INFO(office);
            CHECK((known.count(office) == 1 || office == "noble"));
        }
        for (const auto& list : column_of("countries.tsv", "leaders")) {
            each_part(list, [&](std::string_view part) {
                INFO(part);
                CHECK(offices.count(std::string(part)) == 1);
            });
        }
    }
    SECTION("genders and kinds") {
        for (const auto* file : {"people.tsv", "given_names.tsv", "en/office_words.tsv", "en/honorifics.tsv"}) {
            for (const auto& gender : column_of(file, "gender")) {
                INFO(file << ": " << gender);
                CHECK(is_one_of(gender, {"m", "f", "u"}));
            }
        }
        for (const auto& kind : column_of("agencies.tsv", "kind")) {
            CHECK(is_one_of(kind, {"agency", "outlet"}));
        }
        for (const auto& holders : column_of("office_kinds.tsv", "holders")) {
            CHECK(is_one_of(holders, {"one", "many"}));
        }
    }
}

TEST_CASE("terms of office exist in time and follow one another") {
    struct Holding {
        std::string person;
        demarche::DateRange from;
        std::optional<demarche::DateRange> to;
        std::size_t line;
    };
    std::set<std::string> single;
    {
        const auto text = file_text("office_kinds.tsv");
        Table rows(text);
        while (rows.next()) {
            if (rows[rows.column("holders")] == "one") {
                single.emplace(rows[rows.column("office")]);
            }
        }
    }
    std::map<std::string, std::vector<Holding>> holdings;
    const auto text = file_text("offices.tsv");
    Table rows(text);
    while (rows.next()) {
        INFO("line " << rows.line() << ": " << rows[0]);
        const auto from_text = rows[rows.column("from")];
        const auto to_text = rows[rows.column("to")];
        const auto from = partial_date(from_text);
        const auto to = partial_date(to_text);
        REQUIRE(from);
        CHECK((to_text.empty() || to));
        CHECK((!to || from->first <= to->last));
        const std::string office(rows[rows.column("office")]);
        if (rows[rows.column("flags")].empty() && single.count(office) == 1) {
            holdings[office + " of " + std::string(rows[rows.column("of")])].push_back(
                {std::string(rows[0]), *from, to, rows.line()});
        }
    }
    REQUIRE(holdings.size() > 300);
    for (const auto& [office, terms] : holdings) {
        for (std::size_t a = 0; a < terms.size(); ++a) {
            for (std::size_t b = a + 1; b < terms.size(); ++b) {
                INFO(office << ": " << terms[a].person << " (line " << terms[a].line << ") and " << terms[b].person
                            << " (line " << terms[b].line << ")");
                // What is known to the year only may be as long as a year in common; the rest a month.
                const auto first = std::max(terms[a].from.last, terms[b].from.last);
                const auto far = demarche::Date::from_days(1000000);
                const auto last =
                    std::min(terms[a].to ? terms[a].to->first : far, terms[b].to ? terms[b].to->first : far);
                CHECK(last.days() - first.days() <= 31);
            }
        }
    }
}
