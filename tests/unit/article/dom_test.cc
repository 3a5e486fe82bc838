// SPDX-License-Identifier: GPL-3.0-or-later
// Trees of pages and documents, sound and hostile.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

namespace {

struct LineRow {
    const char* name;
    const char* markup;
    const char* line;
};

const std::vector<LineRow> html_rows{
    {"paragraphs that are not closed", "<p>one <p>two", "one two"},
    {"items that are not closed", "<ul><li>one <li>two</ul> three", "one two three"},
    {"character references", "<p>&Aacute;&#8212;&#x4e2d;&amp;</p>", "Á—中&"},
    {"text outside everything", "one <b>two", "one two"},
    {"a second html element", "<html lang=en><body>one <html lang=fr class=x><body>two", "one two"},
    {"attributes without quotes", "<a href=x>one</a>", "one"},
    {"a stray end", "</div></p>one</section>", "one"},
};

const std::vector<LineRow> xml_rows{
    {"plain", "<a><b>one</b> <c>two</c></a>", "one two"},
    {"CDATA", "<a><![CDATA[<p>one</p>]]></a>", "<p>one</p>"},
    {"HTML's names", "<a>caf&eacute;&nbsp;&amp;</a>", "café &"},
    {"an entity of its own", "<!DOCTYPE a [<!ENTITY x \"xxx\">]><a>one &x; two</a>", "one two"},
    {"a file outside", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>one &x; two</a>", "one two"},
    {"broken behind", "<a><b>one</b> <c>two", "one two"},
};

std::string repeated(const std::string& part, std::size_t count) {
    std::string out;
    out.reserve(part.size() * count);
    for (std::size_t i = 0; i < count; ++i) {
        out += part;
    }
    return out;
}

} // namespace

TEST_CASE("pages become trees whatever they hold") {
    for (const LineRow& row : html_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(parse_html(row.markup).line(0) == row.line);
        }
    }
}

TEST_CASE("documents become trees without their entities") {
    for (const LineRow& row : xml_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(parse_xml(row.markup).line(0) == row.line);
        }
    }
    CHECK(parse_xml("<a>one</a>").problem().empty());
    CHECK_THAT(parse_xml("<a>\n<b></a>").problem(), Catch::StartsWith("line 2"));
}

TEST_CASE("nodes know their place, names and attributes") {
    const Dom dom = parse_html("<div class='a b'><p>one</p><span id=x>two</span></div><p>three");
    const NodeId div = dom.find(0, "div");
    REQUIRE(div != 0);
    CHECK(dom.attribute(div, "class") == "a b");
    CHECK(dom.attribute(div, "id").empty());
    CHECK(dom.has_attribute(dom.find(div, "span"), "id"));
    CHECK(dom.line(div) == "onetwo");
    CHECK(dom.node(dom.child(div, "span")).tag == Tag::span);
    CHECK(dom.child(div, "div") == 0);
    const Dom feed = parse_xml("<r><x:a xmlns:x='u' y:k='v' xmlns:y='w'>1</x:a><a>2</a><b/></r>");
    const NodeId root = feed.find(0, "r");
    const NodeId first = feed.child(root, "a");
    CHECK(feed.line(first) == "1");
    CHECK(feed.attribute(first, "k") == "v");
    CHECK(feed.line(feed.child(root, "a", first)) == "2");
    CHECK(feed.child(root, "a", feed.child(root, "a", first)) == 0);
}

TEST_CASE("hostile documents end in bounded time") {
    struct Row {
        const char* name;
        std::string html;
        bool xml;
    };
    std::string bomb = "<!DOCTYPE a [<!ENTITY b0 \"ha\">";
    for (int i = 1; i < 30; ++i) {
        const std::string before = "&b" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY b" + std::to_string(i) + " \"" + before + before + "\">";
    }
    bomb += "]><a>&b29;</a>";
    const std::vector<Row> rows{
        {"elements in elements", repeated("<div>", 100'000) + "text", false},
        {"inline elements in elements", repeated("<i>", 100'000) + "text", false},
        {"ends of what is not open", repeated("<i>", 100'000) + repeated("</b>", 100'000) + "text", false},
        {"tables in tables", repeated("<table><tr><td>", 20'000) + "text", false},
        {"many attributes", "<p " + repeated("a=b ", 100'000) + ">text", false},
        {"XML in XML", repeated("<a>", 100'000) + "text", true},
        {"entities in entities", bomb, true},
        {"no end of a comment", "text<!-- " + repeated("<p>", 100'000), false},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const Dom dom = row.xml ? parse_xml(row.html) : parse_html(row.html);
            CHECK(dom.size() <= 300'010);
            std::size_t deepest = 0;
            std::vector<std::size_t> depth(dom.size(), 0);
            for (NodeId i = 1; i < dom.size(); ++i) {
                depth[i] = depth[dom.node(i).parent] + 1;
                deepest = std::max(deepest, depth[i]);
            }
            CHECK(deepest <= Dom::deepest);
        }
    }
}

} // namespace demarche::indexer
