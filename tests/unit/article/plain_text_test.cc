// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text: header blocks, front matter, and texts that have neither.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/article/plain_text.hh"

namespace demarche::indexer {

namespace {

using Names = std::vector<std::string>;

struct BodyRow {
    const char* name;
    const char* text;
    const char* title;
    const char* body;
};

const std::vector<BodyRow> body_rows{
    {"no head", "First line.\n\nSecond.\n", "", "First line.\n\nSecond.\n"},
    {"header", "Title: Talks\n\nBody.\n", "Talks", "Body.\n"},
    {"several blank lines", "Title: Talks\n\n \n\nBody.", "Talks", "Body."},
    {"case of keys", "TITLE: Talks\n\nBody.", "Talks", "Body."},
    {"headline", "Headline: Talks\n\nBody.", "Talks", "Body."},
    {"no blank behind the colon", "Title:Talks\n\nBody.", "Talks", "Body."},
    {"a colon in the value", "Title: Talks: the end\n\nBody.", "Talks: the end", "Body."},
    {"folded value", "Title: Talks\n  end well\n\nBody.", "Talks end well", "Body."},
    {"other keys are passed over", "Title: Talks\nSection: World\n\nBody.", "Talks", "Body."},
    {"an unknown first key is text", "Section: World\nTitle: Talks\n\nBody.", "",
     "Section: World\nTitle: Talks\n\nBody."},
    {"a sentence in the block makes it text", "Title: Talks\nHe said yes.\n\nBody.", "",
     "Title: Talks\nHe said yes.\n\nBody."},
    {"a transcript is text", "PUTIN: We are ready.\nTRUMP: So are we.\n\nEnd.", "",
     "PUTIN: We are ready.\nTRUMP: So are we.\n\nEnd."},
    {"only a head", "Title: Talks\n", "Talks", ""},
    {"only a head, no line end", "Title: Talks", "Talks", ""},
    {"a head further down is text", "Body.\n\nTitle: Talks\n\nMore.", "", "Body.\n\nTitle: Talks\n\nMore."},
    {"front matter", "---\ntitle: Talks\n---\nBody.\n", "Talks", "Body.\n"},
    {"front matter ended by dots", "---\ntitle: Talks\n...\n\nBody.", "Talks", "Body."},
    {"quoted", "---\ntitle: \"Talks: \\\"yes\\\"\"\n---\nBody.", "Talks: \"yes\"", "Body."},
    {"single quotes", "---\ntitle: 'It''s on'\n---\nBody.", "It's on", "Body."},
    {"comment", "---\n# made by hand\ntitle: Talks # really\n---\nBody.", "Talks", "Body."},
    {"folded scalar", "---\ntitle: >-\n  Talks\n  end\n---\nBody.", "Talks end", "Body."},
    {"maps inside are passed over", "---\nmeta:\n  title: Other\ntitle: Talks\n---\nBody.", "Talks", "Body."},
    {"null", "---\ntitle: null\n---\nBody.", "", "Body."},
    {"front matter that is not closed is text", "---\ntitle: Talks\nBody.", "", "---\ntitle: Talks\nBody."},
    {"a rule before text is text", "---\nHe said yes.\n---\n", "", "---\nHe said yes.\n---\n"},
    {"nothing", "", "", ""},
};

} // namespace

TEST_CASE("heads are told from bodies") {
    for (const BodyRow& row : body_rows) {
        DYNAMIC_SECTION(row.name) {
            const PlainText read = read_plain_text(row.text, "a.txt");
            CHECK(read.article.title == row.title);
            CHECK(read.article.text == row.body);
            CHECK(read.warnings.empty());
        }
    }
}

TEST_CASE("a header block fills the article") {
    const PlainText read =
        read_plain_text("Title: Talks\nDate: Thu, 19 Dec 2024 10:00:00 +0300\nModified: 2024-12-20\nOutlet: BTA\n"
                        "URL: https://a.example/b\nAuthor: Ann Lee, Bo Li\nAgency: AFP; Reuters\nPlace: Moscow\n"
                        "Language: EN\nId: x-1\n\nBody.",
                        "a.txt");
    const Article expected{"x-1",
                           "Talks",
                           "Body.",
                           "https://a.example/b",
                           "BTA",
                           {"AFP", "Reuters"},
                           {"Ann Lee", "Bo Li"},
                           "2024-12-19T10:00:00+03:00",
                           "2024-12-20",
                           "Moscow",
                           "en",
                           "",
                           false};
    CHECK(read.article == expected);
    CHECK(read.dated);
    CHECK(read.warnings.empty());
}

TEST_CASE("front matter fills the article") {
    const PlainText read =
        read_plain_text("---\ntitle: Talks\ndate: 2024-12-19\nauthors: [Ann Lee, \"Li, Bo\"]\nagencies:\n  - AFP\n"
                        "  - Reuters\nlang: en\nlayout: post\n---\n\nBody.",
                        "a.md");
    CHECK(read.article.authors == Names{"Ann Lee", "Li, Bo"});
    CHECK(read.article.agencies == Names{"AFP", "Reuters"});
    CHECK(read.article.published == "2024-12-19");
    CHECK(read.article.language == "en");
    CHECK(read.article.text == "Body.");
}

TEST_CASE("a date that does not exist is a warning with its line") {
    const PlainText read = read_plain_text("Title: Talks\nDate: 30 February 2031\n\nBody.", "a.txt");
    CHECK(read.article.published.empty());
    CHECK(read.article.text == "Body.");
    CHECK(read.dated);
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings.front().message(), Catch::StartsWith("a.txt:2: \"30 February 2031\" is no date"));
}

TEST_CASE("a language that is none is a warning with its line") {
    const PlainText read = read_plain_text("Language: 12\n\nBody.", "a.txt");
    CHECK(read.article.language.empty());
    REQUIRE(read.warnings.size() == 1);
    CHECK_THAT(read.warnings.front().message(), Catch::StartsWith("a.txt:1: \"12\" is no language"));
}

} // namespace demarche::indexer
