// SPDX-License-Identifier: GPL-3.0-or-later
// Formats are told by content first, by name second.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/format.hh"

namespace demarche::indexer {

namespace {

using namespace std::string_literals;

struct Row {
    const char* name;
    std::string head;
    const char* file;
    Format format;
};

const std::vector<Row> rows{
    {"nothing", "", "a.txt", Format::empty},
    {"only white space", " \r\n\t\n", "a.jsonl", Format::empty},
    {"only a byte order mark", "\xef\xbb\xbf", "a.txt", Format::empty},
    {"text", "The minister said yes.", "a.txt", Format::plain_text},
    {"text without a name", "The minister said yes.", "-", Format::plain_text},
    {"text that begins with a bracket", "[Reuters] The minister said yes.", "a.txt", Format::plain_text},
    {"text that begins with a brace", "{sic} he said", "a.txt", Format::plain_text},
    {"lines", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "a.jsonl", Format::json_lines},
    {"lines under any name", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", "a.txt", Format::json_lines},
    {"lines of standard input", "{\"text\":\"a\"}", "-", Format::json_lines},
    {"lines with braces inside strings", "{\"text\":\"a } { \\\" {\"}\n", "a", Format::json_lines},
    {"lines, the first one broken", "{\"text\": \"a\n{\"text\":\"b\"}\n", "a", Format::json_lines},
    {"lines, the first one no JSON", "oops\n{\"text\":\"b\"}\n", "a.jsonl", Format::json_lines},
    {"lines behind a mark", "\xef\xbb\xbf{\"text\":\"a\"}\n", "a.txt", Format::json_lines},
    {"lines in UTF-16", "\xff\xfe{\0\"\0t\0\"\0:\0\"\0a\0\"\0}\0\n\0"s, "a.txt", Format::json_lines},
    {"lines longer than what is seen", "{\"text\":\"" + std::string(5000, 'x'), "a.ndjson", Format::json_lines},
    {"one object over several lines", "{\n  \"text\": \"a\"\n}\n", "a.txt", Format::json},
    {"one object in a .json file", "{\"text\":\"a\"}", "a.json", Format::json},
    {"a list", "[\n{\"text\":\"a\"}]", "a", Format::json},
    {"an empty list", "[ ]", "a.json", Format::json},
    {"a list in a file named .jsonl", "[\n{\"text\":\"a\"}\n]", "a.jsonl", Format::json},
    {"broken, but named .json", "oops", "a.json", Format::json},
    {"HTML", "<!DOCTYPE html>\n<html>", "a.txt", Format::html},
    {"HTML in capitals", "  <HTML><BODY>", "a", Format::html},
    {"HTML behind a comment", "<!-- saved from url -->\n<!DOCTYPE html>", "a", Format::html},
    {"XHTML", "<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html xmlns=\"y\">", "a", Format::html},
    {"a piece of HTML", "<p>The minister said yes.</p>", "a.txt", Format::html},
    {"text that begins with a mark", "<laughs> said the minister.", "a.txt", Format::plain_text},
    {"RSS", "<?xml version=\"1.0\"?><rss version=\"2.0\">", "a", Format::feed},
    {"RSS 1.0", "<rdf:RDF xmlns=\"x\">", "a", Format::feed},
    {"Atom", "<?xml version=\"1.0\"?>\n<!-- x -->\n<feed xmlns=\"x\">", "a.xml", Format::feed},
    {"NewsML-G2", "<?xml version=\"1.0\"?><newsItem guid=\"x\">", "a", Format::newsml},
    {"NITF", "<!DOCTYPE nitf SYSTEM \"x\" [<!ENTITY a \"b>\">]><nitf>", "a", Format::newsml},
    {"other XML", "<?xml version=\"1.0\"?><kml>", "a", Format::unsupported},
    {"a table", "id,date,text\n1,2024-12-19,x", "a", Format::table},
    {"a table by its name", "id;when;words\n1;2;3", "a.csv", Format::table},
    {"a sentence with commas", "Text, he said, is text, not a table.\nAnd so on.", "a.txt", Format::plain_text},
    {"Markdown", "# Talks\n\nThe minister said yes.", "a.md", Format::markdown},
    {"PDF", "%PDF-1.4\n%\xe2\xe3", "a.pdf", Format::pdf},
    {"binary", "GIF89a\x01\0\x01\0\x80\0\0\xff\xff\xff\0\0\0"s, "a.txt", Format::binary},
};

} // namespace

TEST_CASE("formats are told") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(static_cast<int>(guess_format(row.head, row.file).format) == static_cast<int>(row.format));
        }
    }
}

} // namespace demarche::indexer
