// SPDX-License-Identifier: GPL-3.0-or-later
// CSV and TSV: records, quotes, comments, and errors that name their place.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/csv.hh"

namespace demarche::text {

namespace {

struct Row {
    const char* name;
    const char* text;
    CsvFormat format;
    /// Fields joined by "|", records by "/"; an error as "!" and its place.
    const char* read;
};

constexpr CsvFormat csv{};

const std::vector<Row> rows{
    {"nothing", "", csv, ""},
    {"records", "a,b\nc,d\n", csv, "a|b/c|d"},
    {"no last line end", "a,b\nc,d", csv, "a|b/c|d"},
    {"CR LF", "a,b\r\nc,d\r\n", csv, "a|b/c|d"},
    {"empty fields", ",\n,,x\n", csv, "|/||x"},
    {"an empty line is a record of one field", "a\n\nb\n", csv, "a//b"},
    {"separator in quotes", "\"a,b\",c\n", csv, "a,b|c"},
    {"doubled quotes", "\"say \"\"yes\"\"\",c\n", csv, "say \"yes\"|c"},
    {"empty quotes", "\"\",\"\"\"\"\n", csv, "|\""},
    {"line end in quotes", "\"a\nb\",c\nd,e", csv, "a\nb|c/d|e"},
    {"a bare CR is text", "a\rb,c\n", csv, "a\rb|c"},
    {"spaces stay", " a , b \n", csv, " a | b "},
    {"tabs", "a\tb c\t\n", CsvFormat{'\t', true, false}, "a|b c|"},
    {"data files", "# made by hand\n\nname\talias\n# more\nA \"x\"\tb\n", tsv_format, "name|alias/A \"x\"|b"},
    {"unclosed", "a,\"b\nc,d\n", csv, "!f:1:3/c|d"},
    {"unclosed on a later line", "a,b\nc,\"d\ne\n", csv, "a|b/!f:2:3/e"},
    {"text behind a closing mark", "\"a\"b,c\nd,e\n", csv, "!f:1:4/d|e"},
    {"mark inside a bare field", "a\"b,c\nd,e\n", csv, "!f:1:2/d|e"},
    {"place behind a field of two lines", "\"a\nb\"x,c\nd\n", csv, "!f:2:3/d"},
};

} // namespace

TEST_CASE("tables are read record by record") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CsvReader reader(row.text, "f", row.format);
            std::vector<std::string> fields;
            std::string read;
            for (bool first = true;; first = false) {
                const Result<bool> more = reader.next(fields);
                if (more && !*more) {
                    break;
                }
                read += first ? "" : "/";
                if (!more) {
                    read += "!" + more.error().where;
                    continue;
                }
                for (std::size_t i = 0; i < fields.size(); ++i) {
                    read += (i > 0 ? "|" : "") + fields[i];
                }
            }
            CHECK(read == row.read);
        }
    }
}

TEST_CASE("a record knows its line") {
    CsvReader reader("# c\na\t1\n\nb\t2\n", "f", tsv_format);
    std::vector<std::string> fields;
    REQUIRE(reader.next(fields).value());
    CHECK(reader.line() == 2);
    REQUIRE(reader.next(fields).value());
    CHECK(reader.line() == 4);
    CHECK_FALSE(reader.next(fields).value());
}

TEST_CASE("what is written is read back") {
    const std::vector<std::string> written{"plain", "", "a,b", "say \"yes\"", "two\nlines", " spaces ", "Путин"};
    std::string out;
    for (const std::string& field : written) {
        out += out.empty() ? "" : ",";
        append_csv(out, field);
    }
    CsvReader reader(out, "f");
    std::vector<std::string> fields;
    REQUIRE(reader.next(fields).value());
    CHECK(fields == written);
}

} // namespace demarche::text
