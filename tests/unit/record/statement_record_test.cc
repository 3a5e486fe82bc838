// SPDX-License-Identifier: GPL-3.0-or-later
// Statement records: all keys in the contract's order, read back, and what is refused.
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "common/record/json_reader.hh"
#include "common/record/json_writer.hh"
#include "common/record/statement_record.hh"

namespace demarche::record {

namespace {

Statement whole() {
    Statement s;
    s.id = "s1";
    s.article = "a1";
    s.kind = Kind::mixed;
    s.spans = {{10, 20}, {30, 45}};
    s.text = "ready to meet “at any time”";
    s.speaker = "Vladimir Putin";
    s.speakers = {"Vladimir Putin", "Dmitry Peskov"};
    s.speaker_type = SpeakerType::person;
    s.speaker_as_written = "the Russian president";
    s.speaker_role = "president";
    s.affiliation = "Kremlin";
    s.country = "Russia";
    s.cue = "said";
    s.date = Date::make(2024, 12, 19);
    s.date_end = Date::make(2024, 12, 20);
    s.date_source = DateSource::stated;
    s.published = "2024-12-19T10:00:00Z";
    s.place = "Moscow";
    s.event = "annual press conference";
    s.addressee = "Reuters";
    s.via = {"AFP", "BTA"};
    s.mentions = {"Donald Trump"};
    s.topics = {"negotiations"};
    s.language = "en";
    s.confidence = 0.93;
    s.title = "Title";
    s.url = "http://a/b";
    s.outlet = "BTA";
    return s;
}

Result<Statement> read(const std::string& json) {
    return read_statement(parse_json(json, "s.jsonl").value(), "s.jsonl:1");
}

struct RefusedRow {
    const char* name;
    const char* key;
    const char* value;
    const char* message;
};

const std::vector<RefusedRow> refused_rows{
    {"no article", "article", "null", "has no \"article\""},
    {"no text", "text", "null", "has no \"text\""},
    {"no kind", "kind", "null", "has no \"kind\""},
    {"unknown kind", "kind", "\"spoken\"", "choices: direct, mixed, indirect"},
    {"unknown speaker type", "speaker_type", "\"robot\"", "choices: person"},
    {"unknown date source", "date_source", "\"guess\"", "choices: stated"},
    {"no such date", "date", "\"2024-02-30\"", "\"2024-02-30\" is no date"},
    {"a date-time as date", "date", "\"2024-12-19T10:00:00Z\"", "is no date"},
    {"published is no date", "published", "\"today\"", "\"today\" is no date"},
    {"spans missing", "spans", "null", "\"spans\" must be a list"},
    {"spans empty", "spans", "[]", "\"spans\" must be a list"},
    {"span reversed", "spans", "[[5,5]]", "begin must be less than end"},
    {"span negative", "spans", "[[-1,5]]", "begin must be less than end"},
    {"span of three", "spans", "[[1,2,3]]", "\"spans\" must be a list"},
    {"span too large", "spans", "[[1,99999999999]]", "begin must be less than end"},
    {"spans overlap", "spans", "[[1,5],[4,9]]", "not overlap"},
    {"confidence above one", "confidence", "1.5", "from 0 to 1"},
    {"confidence is text", "confidence", "\"high\"", "from 0 to 1"},
    {"speaker is a number", "speaker", "7", "\"speaker\" must be a string"},
};

} // namespace

TEST_CASE("a statement record has the contract's keys in their order") {
    std::string out;
    append_statement(out, whole());
    CHECK(
        out ==
        R"({"record":"statement","id":"s1","article":"a1","kind":"mixed","spans":[[10,20],[30,45]],"begin":10,"end":45,)"
        R"("text":"ready to meet “at any time”","speaker":"Vladimir Putin","speakers":["Vladimir Putin","Dmitry Peskov"],)"
        R"("speaker_type":"person","speaker_as_written":"the Russian president","speaker_role":"president",)"
        R"("affiliation":"Kremlin","country":"Russia","cue":"said","date":"2024-12-19","date_end":"2024-12-20",)"
        R"("date_source":"stated","published":"2024-12-19T10:00:00Z","place":"Moscow","event":"annual press conference",)"
        R"("addressee":"Reuters","via":["AFP","BTA"],"mentions":["Donald Trump"],"topics":["negotiations"],"language":"en",)"
        R"("confidence":0.93,"title":"Title","url":"http://a/b","outlet":"BTA"})");
}

TEST_CASE("what is not known is null") {
    Statement s;
    s.id = "s";
    s.article = "a";
    s.spans = {{0, 3}};
    s.text = "yes";
    std::string out;
    append_statement(out, s);
    const auto json = parse_json(out, "s").value();
    for (const char* key : {"speaker", "speaker_type", "speaker_as_written", "speaker_role", "affiliation", "country",
                            "cue", "date", "date_end", "date_source", "published", "place", "event", "addressee",
                            "language", "title", "url", "outlet"}) {
        CAPTURE(key);
        REQUIRE(json.contains(key));
        CHECK(json[key].is_null());
    }
    for (const char* key : {"speakers", "via", "mentions", "topics"}) {
        CHECK(json[key].is_array());
    }
    CHECK(read(out).value() == s);
}

TEST_CASE("a statement that is written is read back") {
    std::string out;
    append_statement(out, whole());
    CHECK(read(out).value() == whole());
}

TEST_CASE("statements that cannot be read say why") {
    std::string out;
    append_statement(out, whole());
    for (const RefusedRow& row : refused_rows) {
        DYNAMIC_SECTION(row.name) {
            auto json = parse_json(out, "s").value();
            json[row.key] = parse_json(row.value, "s").value();
            const auto read = read_statement(json, "s.jsonl:1");
            REQUIRE_FALSE(read.has_value());
            CHECK_THAT(read.error().message(), Catch::StartsWith("s.jsonl:1: ") && Catch::Contains(row.message));
        }
    }
}

TEST_CASE("numbers are written short and never as what JSON lacks") {
    std::string out;
    JsonObject object(out);
    object.number("a", 0.1);
    object.number("b", 1.0);
    object.number("c", std::numeric_limits<double>::quiet_NaN());
    object.integer("d", -5);
    object.boolean("e", true);
    object.end();
    const auto json = parse_json(out, "s").value();
    CHECK(json["a"] == 0.1);
    CHECK(json["b"] == 1.0);
    CHECK(json["c"].is_null());
    CHECK(json["d"] == -5);
    CHECK(json["e"] == true);
}

} // namespace demarche::record
