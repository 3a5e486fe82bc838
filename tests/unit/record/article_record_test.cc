// SPDX-License-Identifier: GPL-3.0-or-later
// Article records: what is written, every accepted spelling, and what is refused.
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "common/record/article_record.hh"
#include "common/record/json_reader.hh"

namespace demarche::record {

namespace {

Result<ArticleInput> read(std::string_view json) {
    auto parsed = parse_json(json, "a.jsonl", 7);
    if (!parsed) {
        return fail(parsed.error());
    }
    return read_article(*parsed, "a.jsonl:7");
}

struct FieldRow {
    const char* name;
    const char* json;
    std::string Article::* field;
    const char* value;
};

const std::vector<FieldRow> field_rows{
    {"text", R"({"text":"A"})", &Article::text, "A"},
    {"body", R"({"body":"A"})", &Article::text, "A"},
    {"content", R"({"content":"A"})", &Article::text, "A"},
    {"articleBody", R"({"articleBody":"A"})", &Article::text, "A"},
    {"text before body", R"({"body":"B","text":"A"})", &Article::text, "A"},
    {"line ends", R"({"text":"a\r\nb\rc"})", &Article::text, "a\nb\nc"},
    {"NUL", R"({"text":"a\u0000b"})", &Article::text,
     "a\xef\xbf\xbd"
     "b"},
    {"text keeps its blanks", R"({"text":" a "})", &Article::text, " a "},
    {"escapes", R"({"text":"\u201cyes\u201d \ud83d\ude00"})", &Article::text, "“yes” 😀"},
    {"title", R"({"text":"A","title":"T"})", &Article::title, "T"},
    {"headline", R"({"text":"A","headline":"T"})", &Article::title, "T"},
    {"null is nothing", R"({"text":"A","title":null,"headline":"T"})", &Article::title, "T"},
    {"id", R"({"text":"A","id":"x1"})", &Article::id, "x1"},
    {"url", R"({"text":"A","url":"http://a/b"})", &Article::url, "http://a/b"},
    {"link", R"({"text":"A","link":"http://a/b"})", &Article::url, "http://a/b"},
    {"outlet", R"({"text":"A","outlet":"BTA"})", &Article::outlet, "BTA"},
    {"publisher", R"({"text":"A","publisher":"BTA"})", &Article::outlet, "BTA"},
    {"publisher object", R"({"text":"A","publisher":{"@type":"Organization","name":"BTA"}})", &Article::outlet, "BTA"},
    {"source object", R"({"text":"A","source":{"id":"x","name":"BTA"}})", &Article::outlet, "BTA"},
    {"outlet before source", R"({"text":"A","outlet":"AFP","source":{"name":"BTA"}})", &Article::outlet, "AFP"},
    {"source string is provenance", R"({"text":"A","source":"dump.tar/a"})", &Article::source, "dump.tar/a"},
    {"source string is no outlet", R"({"text":"A","source":"dump.tar/a"})", &Article::outlet, ""},
    {"published", R"({"text":"A","published":"2024-12-19"})", &Article::published, "2024-12-19"},
    {"date", R"({"text":"A","date":"2024-12-19"})", &Article::published, "2024-12-19"},
    {"datePublished", R"({"text":"A","datePublished":"2024-12-19T10:00:00Z"})", &Article::published,
     "2024-12-19T10:00:00Z"},
    {"written date", R"({"text":"A","date":"Thu, 19 Dec 2024 10:00:00 GMT"})", &Article::published,
     "2024-12-19T10:00:00Z"},
    {"empty date", R"({"text":"A","date":""})", &Article::published, ""},
    {"dateModified", R"({"text":"A","dateModified":"2024-12-20"})", &Article::modified, "2024-12-20"},
    {"place", R"({"text":"A","place":"Moscow"})", &Article::place, "Moscow"},
    {"language", R"({"text":"A","language":"en_us"})", &Article::language, "en-US"},
    {"lang", R"({"text":"A","lang":"RU"})", &Article::language, "ru"},
    {"inLanguage", R"({"text":"A","inLanguage":"English"})", &Article::language, "en"},
};

struct RefusedRow {
    const char* name;
    const char* json;
    const char* message;
};

const std::vector<RefusedRow> refused_rows{
    {"no text", R"({"title":"T"})", "a.jsonl:7: the article has no text"},
    {"blank text", R"({"text":" \n "})", "a.jsonl:7: the article has no text"},
    {"text is a number", R"({"text":5})", "a.jsonl:7: \"text\" must be a string: it is of type number"},
    {"text is a list", R"({"text":["a"]})", "a.jsonl:7: \"text\" must be a string: it is of type array"},
    {"no such date", R"({"text":"A","date":"2024-02-30"})", "a.jsonl:7: \"2024-02-30\" is no date"},
    {"date is a number", R"({"text":"A","date":20241219})", "a.jsonl:7: \"date\" must be a string"},
    {"publisher is a number", R"({"text":"A","publisher":5})",
     "a.jsonl:7: \"publisher\" must be a string or an object"},
    {"extracted is a string", R"({"text":"A","extracted":"yes"})", "a.jsonl:7: \"extracted\" must be true or false"},
    {"a list", R"([1])", "a.jsonl:7: an article must be a JSON object: this is of type array"},
    {"cut", R"({"text":"A)", "a.jsonl:7:11: no valid JSON"},
    {"comma missing", R"({"text":"A" "b":1})", "a.jsonl:7:15: no valid JSON"},
    {"two values", R"({"text":"A"} {})", "a.jsonl:7:14: no valid JSON"},
    {"second line", "{\n\"text\" 5}", "a.jsonl:8:8: no valid JSON"},
    {"nothing", "", "no valid JSON"},
};

struct AuthorsRow {
    const char* name;
    const char* json;
    std::vector<std::string> authors;
};

const std::vector<AuthorsRow> author_rows{
    {"string", R"({"text":"A","author":"Ann"})", {"Ann"}},
    {"list", R"({"text":"A","authors":["Ann","Bo"]})", {"Ann", "Bo"}},
    {"object", R"({"text":"A","author":{"name":"Ann"}})", {"Ann"}},
    {"list of objects", R"({"text":"A","author":[{"name":"Ann"},"Bo",null,{"name":null},""]})", {"Ann", "Bo"}},
    {"none", R"({"text":"A"})", {}},
};

struct TagRow {
    const char* text;
    const char* tag;
};

const std::vector<TagRow> tag_rows{
    {"en", "en"},
    {"EN", "en"},
    {"en-us", "en-US"},
    {"en_GB.UTF-8", "en-GB"},
    {"zh-hant-tw", "zh-Hant-TW"},
    {" ru ", "ru"},
    {"English", "en"},
    {"russian", "ru"},
    {"es-419", "es-419"},
    {"", ""},
    {"e", ""},
    {"languages", ""},
    {"en us", ""},
    {"12", ""},
    {"en-", ""},
};

} // namespace

TEST_CASE("articles are read in every accepted spelling") {
    for (const FieldRow& row : field_rows) {
        DYNAMIC_SECTION(row.name) {
            const auto input = read(row.json);
            REQUIRE(input.has_value());
            CHECK(input->article.*row.field == row.value);
        }
    }
}

TEST_CASE("articles that cannot be read say where and why") {
    for (const RefusedRow& row : refused_rows) {
        DYNAMIC_SECTION(row.name) {
            const auto input = read(row.json);
            REQUIRE_FALSE(input.has_value());
            CHECK_THAT(input.error().message(), Catch::Contains(row.message));
        }
    }
}

TEST_CASE("authors come in many shapes") {
    for (const AuthorsRow& row : author_rows) {
        DYNAMIC_SECTION(row.name) {
            const auto input = read(row.json);
            REQUIRE(input.has_value());
            CHECK(input->article.authors == row.authors);
        }
    }
}

TEST_CASE("languages become tags") {
    for (const TagRow& row : tag_rows) {
        DYNAMIC_SECTION("'" << row.text << "'") {
            CHECK(language_tag(row.text) == row.tag);
        }
    }
}

TEST_CASE("an article record has the contract's keys in their order") {
    Article article;
    article.id = "a\"1";
    article.text = "One.\nTwo \x01 \xff.";
    article.authors = {"Ann", "Bo"};
    std::string out;
    append_article(out, article);
    CHECK(out == "{\"record\":\"article\",\"id\":\"a\\\"1\",\"title\":null,\"text\":\"One.\\nTwo \\u0001 "
                 "\xef\xbf\xbd.\",\"url\":null,"
                 "\"outlet\":null,\"agencies\":[],\"authors\":[\"Ann\",\"Bo\"],\"published\":null,\"modified\":null,"
                 "\"place\":null,\"language\":null,\"source\":null}");
}

TEST_CASE("an article that is written is read back") {
    Article article{"id",         "Title",      "Text — “quoted”.\n\nMore.",
                    "http://a/b", "BTA",        {"AFP"},
                    {"Ann"},      "2024-12-19", "2024-12-20",
                    "Moscow",     "en",         "news/a.txt",
                    true};
    std::string out;
    append_article(out, article);
    const auto input = read(out);
    REQUIRE(input.has_value());
    CHECK(input->article == article);
    CHECK_FALSE(input->extracted);
    article.date_given = false;
    out.clear();
    append_article(out, article);
    CHECK(read(out)->article == article);
}

} // namespace demarche::record
