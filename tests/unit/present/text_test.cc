// SPDX-License-Identifier: GPL-3.0-or-later
// Answers as text: wrapping, marks, colour, sums.
#include <string>

#include <catch2/catch.hpp>

#include "search/present/presenter.hh"
#include "search/present/wrap.hh"

namespace demarche::search {

namespace {

Answer answer() {
    Answer answer;
    answer.total = 12'345;
    Hit hit;
    hit.statement.id = "s1";
    hit.statement.article = "news/1.txt";
    hit.statement.text = "Ready to meet";
    hit.statement.speakers = {"Ann Smith"};
    hit.statement.date = Date::make(2024, 12, 19);
    hit.statement.outlet = "The Times";
    hit.matches = {{0, 5}};
    answer.hits = {hit};
    answer.facets = {{"speaker", {{"Ann Smith", 12'000}, {"Bob\x1b[2J", 345}}}};
    return answer;
}

} // namespace

TEST_CASE("text is wrapped at blanks") {
    struct Row {
        const char* name;
        const char* text;
        std::vector<Span> marks;
        std::size_t width;
        const char* lines;
    };
    const Row rows[] = {
        {"fits", "one two", {}, 10, "> one two\n"},
        {"two lines", "one two three", {}, 10, "> one two\n> three\n"},
        {"to the column", "one two three", {}, 9, "> one two\n> three\n"},
        {"a word too long", "a internationalisation b", {}, 10, "> a\n> internationalisation\n> b\n"},
        {"blanks and line breaks", " one\n\ntwo\t ", {}, 10, "> one two\n"},
        {"empty", "", {}, 10, ""},
        {"wide characters", "準備 準備 準備", {}, 11, "> 準備 準備\n> 準備\n"},
        {"combining marks", "e\u0301e\u0301e\u0301 abc", {}, 9, "> e\u0301e\u0301e\u0301 abc\n"},
        {"a mark", "one two three", {{4, 7}}, 20, "> one <two> three\n"},
        {"a mark inside a word", "onetwothree", {{3, 6}}, 20, "> one<two>three\n"},
        {"a mark over a blank", "one two three", {{0, 7}}, 20, "> <one two> three\n"},
        {"a mark over a line's end", "one two three", {{4, 13}}, 9, "> one <two>\n> <three>\n"},
        {"marks of neighbours", "one two", {{0, 3}, {4, 7}}, 20, "> <one two>\n"},
        {"marks count characters", "“é” x", {{1, 2}}, 20, "> “<é>” x\n"},
        {"control characters", "a\x1b[2Jb", {}, 20, "> a\\x1b[2Jb\n"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(wrap(row.text, row.marks, {"> ", row.width, "<", ">"}) == row.lines);
        }
    }
}

TEST_CASE("an answer as text") {
    const auto presenter = make_presenter("text");
    REQUIRE(presenter);
    PresentOptions options;
    const std::string plain = presenter->present(answer(), options);
    CHECK(plain == "12,345 statements, 1 to 1\n"
                   "\n"
                   "  1. Ann Smith · 2024-12-19 · The Times · direct\n"
                   "     “Ready to meet”\n"
                   "     news/1.txt\n"
                   "\n"
                   "speaker\n"
                   "   12,000  Ann Smith\n"
                   "      345  Bob\\x1b[2J\n");
    options.colour = true;
    const std::string coloured = presenter->present(answer(), options);
    CHECK(coloured.find("“\x1b[1;33mReady\x1b[0m to meet”") != std::string::npos);
    CHECK(presenter->present(Answer{}, options).empty());
}

TEST_CASE("an unknown format has no presenter") {
    CHECK(make_presenter("yaml") == nullptr);
}

} // namespace demarche::search
