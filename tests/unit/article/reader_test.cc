// SPDX-License-Identifier: GPL-3.0-or-later
// Readers: every format to articles, ids, defaults, and failures that leave the rest unharmed.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/reader.hh"

namespace demarche::indexer {

namespace {

using namespace std::string_literals;

struct ReadOut {
    std::vector<Article> articles;
    std::vector<std::string> lines;
    std::size_t failures = 0;
    bool went_on = true;
};

ReadOut read(std::string_view bytes, const std::string& name = "a.txt", const ReadOptions& options = {},
             std::size_t most = 1000, const std::string& folder = "news/") {
    ReadOut out;
    KeptDiagnostics diagnostics;
    MemoryStream stream(bytes);
    Entry entry{name == "-" ? name : folder + name, name, stream};
    out.went_on = read_articles(
        entry, options,
        [&](Article&& article) {
            out.articles.push_back(std::move(article));
            return out.articles.size() < most;
        },
        diagnostics);
    out.lines = diagnostics.lines;
    out.failures = diagnostics.failures();
    return out;
}

std::string ids(const ReadOut& out) {
    std::string joined;
    for (const Article& article : out.articles) {
        joined += (joined.empty() ? "" : " ") + article.id;
    }
    return joined;
}

struct IdRow {
    const char* name;
    const char* file;
    const char* bytes;
    const char* ids;
};

const std::vector<IdRow> id_rows{
    {"a text's name", "2024/a.txt", "Body.", "2024/a.txt"},
    {"a text's URL", "a.txt", "URL: http://a/b\n\nBody.", "http://a/b"},
    {"a text's own id", "a.txt", "Id: x\nURL: http://a/b\n\nBody.", "x"},
    {"standard input", "-", "Body.", "-"},
    {"record's id before its URL", "a.jsonl", R"({"id":"x","url":"http://a","text":"t"})", "x"},
    {"record's URL", "a.jsonl", R"({"url":"http://a","text":"t"})", "http://a"},
    {"repeated", "a.jsonl",
     "{\"id\":\"x\",\"text\":\"1\"}\n{\"id\":\"x\",\"text\":\"2\"}\n{\"id\":\"x\",\"text\":\"3\"}", "x x~2 x~3"},
    {"repeated beside one named so", "a.jsonl",
     "{\"id\":\"x~2\",\"text\":\"1\"}\n{\"id\":\"x\",\"text\":\"2\"}\n{\"id\":\"x\",\"text\":\"3\"}", "x~2 x x~3"},
    {"records without anything", "a.jsonl", "{\"text\":\"1\"}\n{\"text\":\"2\"}", "a.jsonl a.jsonl~2"},
    {"a list", "a.json", R"([{"text":"1"},{"id":"y","text":"2"}])", "a.json y"},
};

struct FailRow {
    const char* name;
    const char* file;
    std::string bytes;
    const char* message;
};

const std::vector<FailRow> fail_rows{
    {"empty", "a.txt", "", "error: news/a.txt: the file is empty"},
    {"blank", "a.txt", " \n\n", "error: news/a.txt: the file is empty"},
    {"binary", "a.txt", "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0"s,
     "error: news/a.txt: this is no text: the file is binary"},
    {"only a head", "a.txt", "Title: Talks\n",
     "error: news/a.txt: the article has no text: nothing stands below its header lines"},
    {"a page without text", "a.html", "<!doctype html><p>x",
     "error: news/a.html: this page is no article: it has no text"},
    {"XML of no kind that is known", "a.xml", "<?xml version=\"1.0\"?><kml/>",
     "error: news/a.xml: this kind of XML is not yet supported"},
    {"broken JSON", "a.json", "{\"text\": \"a\",\n\"b\" 5}", "error: news/a.json:2:5: no valid JSON"},
    {"JSON that is no article", "a.json", "[5]", "error: news/a.json[0]: an article must be a JSON object"},
    {"statement record", "a.jsonl", R"({"record":"statement","text":"x"})",
     "error: news/a.jsonl:1: statement records are no input here"},
    {"unknown record", "a.jsonl", R"({"record":"person","text":"x"})",
     "error: news/a.jsonl:1: unknown kind of record \"person\""},
    {"extracted article", "a.jsonl", R"({"extracted":true,"text":"x"})", "error: news/a.jsonl:1: articles marked"},
};

} // namespace

TEST_CASE("ids come from the record, its URL, or the name") {
    for (const IdRow& row : id_rows) {
        DYNAMIC_SECTION(row.name) {
            const ReadOut out = read(row.bytes, row.file);
            CHECK(ids(out) == row.ids);
            CHECK(out.failures == 0);
        }
    }
}

TEST_CASE("what is no article is named") {
    for (const FailRow& row : fail_rows) {
        DYNAMIC_SECTION(row.name) {
            const ReadOut out = read(row.bytes, row.file);
            CHECK(out.articles.empty());
            CHECK(out.failures == 1);
            REQUIRE(out.lines.size() == 1);
            CHECK_THAT(out.lines.front(), Catch::StartsWith(row.message));
            CHECK(out.went_on);
        }
    }
}

TEST_CASE("bad lines are named one by one and the others are read") {
    const ReadOut out = read("\xef\xbb\xbf{\"id\":\"a\",\"text\":\"1\"}\r\n"
                             "\n"
                             "{\"id\":\"b\",\"text\":\n"
                             "{\"id\":\"c\",\"text\":7}\n"
                             "{\"id\":\"d\",\"text\":\"2\",\"date\":\"2024-02-30\"}\n"
                             "{\"id\":\"e\"}\n"
                             "{\"id\":\"f\",\"text\":\"caf\xe9\"}\n"
                             "{\"id\":\"g\",\"text\":\"3\"}",
                             "a.jsonl");
    CHECK(ids(out) == "a f g");
    CHECK(out.failures == 4);
    REQUIRE(out.lines.size() == 5);
    CHECK_THAT(out.lines[0], Catch::StartsWith("error: news/a.jsonl:3:18: no valid JSON"));
    CHECK_THAT(out.lines[1], Catch::StartsWith("error: news/a.jsonl:4: \"text\" must be a string"));
    CHECK_THAT(out.lines[2], Catch::StartsWith("error: news/a.jsonl:5: \"2024-02-30\" is no date"));
    CHECK_THAT(out.lines[3], Catch::StartsWith("error: news/a.jsonl:6: the article has no text"));
    CHECK_THAT(out.lines[4], Catch::StartsWith("warning: news/a.jsonl:7: read as windows-1252"));
    CHECK(out.articles[1].text == "café");
}

TEST_CASE("defaults fill only what is missing") {
    ReadOptions options;
    options.date = "2031-05-14";
    options.outlet = "BTA";
    const ReadOut out =
        read("{\"text\":\"1\"}\n{\"text\":\"2\",\"date\":\"2024-12-19\",\"outlet\":\"AFP\"}", "a.jsonl", options);
    REQUIRE(out.articles.size() == 2);
    CHECK(out.articles[0].published == "2031-05-14");
    CHECK(out.articles[0].date_given);
    CHECK(out.articles[0].outlet == "BTA");
    CHECK(out.articles[1].published == "2024-12-19");
    CHECK_FALSE(out.articles[1].date_given);
    CHECK(out.articles[1].outlet == "AFP");
    // A date that could not be read is not "none": the default would be a false one.
    const ReadOut bad = read("Date: 30 February 2031\n\nBody.", "a.txt", options);
    REQUIRE(bad.articles.size() == 1);
    CHECK(bad.articles[0].published.empty());
    CHECK_FALSE(bad.articles[0].date_given);
    CHECK(bad.failures == 0);
    CHECK(bad.lines.size() == 1);
}

TEST_CASE("the source is the file, and of standard input what the record says") {
    CHECK(read("{\"text\":\"1\",\"source\":\"dump.tar/a\"}", "a.jsonl").articles.at(0).source == "news/a.jsonl");
    CHECK(read("{\"text\":\"1\",\"source\":\"dump.tar/a\"}", "-").articles.at(0).source == "dump.tar/a");
    CHECK(read("Body.", "-").articles.at(0).source == "-");
}

TEST_CASE("texts in other encodings are read, and guessing is said") {
    const ReadOut assumed = read("Title: Caf\xe9\n\nBody of the caf\xe9.");
    REQUIRE(assumed.articles.size() == 1);
    CHECK(assumed.articles[0].title == "Café");
    REQUIRE(assumed.lines.size() == 1);
    CHECK_THAT(assumed.lines[0], Catch::StartsWith("warning: news/a.txt: windows-1252 assumed"));
    std::string russian;
    for (const char* word : {"\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 ", "\xe7\xe0\xff\xe2\xe8\xeb ", "\xf7\xf2\xee ",
                             "\xe3\xee\xf2\xee\xe2 "}) {
        russian += std::string(word) + word + word;
    }
    const ReadOut detected = read(russian);
    REQUIRE(detected.articles.size() == 1);
    CHECK_THAT(detected.articles[0].text, Catch::StartsWith("Президент"));
    REQUIRE(detected.lines.size() == 1);
    CHECK_THAT(detected.lines[0], Catch::StartsWith("warning: news/a.txt: read as windows-1251"));
    const ReadOut broken = read("“Nobody moves,” said Ilić.\n\xff\xfe and more\n");
    REQUIRE(broken.articles.size() == 1);
    REQUIRE(broken.lines.size() == 1);
    CHECK_THAT(broken.lines[0], Catch::StartsWith("warning: news/a.txt: 2 bad byte sequences replaced"));
    const ReadOut wide = read("\xff\xfe{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0a\0\"\0}\0\n\0"s, "a.jsonl");
    REQUIRE(wide.articles.size() == 1);
    CHECK(wide.articles[0].text == "a");
    CHECK(wide.lines.empty());
}

TEST_CASE("a text or a line above the limit is refused") {
    ReadOptions options;
    options.largest = 100;
    const ReadOut text = read(std::string(101, 'x'), "a.txt", options);
    CHECK(text.articles.empty());
    CHECK_THAT(text.lines.at(0),
               Catch::StartsWith("error: news/a.txt: the article is too large: it has more than 100 bytes"));
    const ReadOut lines = read("{\"id\":\"a\",\"text\":\"1\"}\n{\"text\":\"" + std::string(100, 'x') +
                                   "\"}\n{\"id\":\"b\",\"text\":\"2\"}",
                               "a.jsonl", options);
    CHECK(ids(lines) == "a b");
    CHECK_THAT(lines.lines.at(0), Catch::StartsWith("error: news/a.jsonl:2: the line is too long"));
}

TEST_CASE("many lines are streamed over the reader's buffer") {
    std::string bytes;
    for (int i = 0; i < 20'000; ++i) {
        bytes += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"" +
                 std::string(static_cast<std::size_t>(i % 60), 'x') + "y\"}\n";
    }
    const ReadOut out = read(bytes, "a.jsonl", {}, 100'000);
    REQUIRE(out.articles.size() == 20'000);
    CHECK(out.articles.back().id == "19999");
    CHECK(out.articles[59].text == std::string(59, 'x') + "y");
}

TEST_CASE("reading ends when the sink wants no more") {
    const ReadOut out = read("{\"text\":\"1\"}\n{\"text\":\"2\"}\n{\"text\":\"3\"}", "a.jsonl", {}, 2);
    CHECK(out.articles.size() == 2);
    CHECK_FALSE(out.went_on);
}

} // namespace demarche::indexer
