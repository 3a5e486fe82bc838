// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8: validity, repair, counting, slicing.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

struct RepairRow {
    const char* name;
    std::string bytes;
    std::string repaired;
    std::size_t count;
};

const std::string bad = "\xef\xbf\xbd";

const std::vector<RepairRow> repair_rows{
    {"empty", "", "", 0},
    {"ascii", "plain text, longer than eight bytes", "plain text, longer than eight bytes", 0},
    {"two to four bytes", "é€😀", "é€😀", 0},
    {"last code point", "\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf", 0},
    {"a written replacement character is no damage", bad, bad, 0},
    {"stray continuation", "a\x80z", "a" + bad + "z", 1},
    {"overlong slash", "\xc0\xaf", bad + bad, 2},
    {"overlong three bytes", "\xe0\x80\xaf", bad + bad + bad, 3},
    {"surrogate", "\xed\xa0\x80", bad + bad + bad, 3},
    {"above U+10FFFF", "\xf4\x90\x80\x80", bad + bad + bad + bad, 4},
    {"cut at the end counts once", "ab\xe2\x82", "ab" + bad, 1},
    {"cut in the middle counts once", "\xf0\x9f\x98 x", bad + " x", 1},
    {"bytes that are never used", "\xfe\xff", bad + bad, 2},
    {"damage behind a long run", std::string(100, 'x') + "\xff" + std::string(100, 'y'),
     std::string(100, 'x') + bad + std::string(100, 'y'), 1},
};

struct SliceRow {
    const char* name;
    const char* text;
    std::size_t begin;
    std::size_t end;
    const char* slice;
};

const std::vector<SliceRow> slice_rows{
    {"ascii", "abcdefghijklmnop", 2, 12, "cdefghijkl"},
    {"two bytes", "aéiöu", 1, 4, "éiö"},
    {"astral", "x😀y😀z", 1, 4, "😀y😀"},
    {"empty", "abc", 2, 2, ""},
    {"reversed", "abc", 2, 1, ""},
    {"clipped at the end", "äbc", 1, 100, "bc"},
    {"behind the end", "äbc", 10, 12, ""},
};

} // namespace

TEST_CASE("bytes that are no UTF-8 are replaced and counted") {
    for (const RepairRow& row : repair_rows) {
        DYNAMIC_SECTION(row.name) {
            std::string text = row.bytes;
            CHECK(is_utf8(text) == (row.count == 0));
            CHECK(repair_utf8(text) == row.count);
            CHECK(text == row.repaired);
            CHECK(is_utf8(text));
            CHECK(repair_utf8(text) == 0);
        }
    }
}

TEST_CASE("slices are taken by code points") {
    for (const SliceRow& row : slice_rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(slice_code_points(row.text, row.begin, row.end) == row.slice);
        }
    }
}

TEST_CASE("every code point survives being written and read") {
    for (char32_t c = 0; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) {
            continue;
        }
        std::string text;
        append_utf8(text, c);
        std::size_t at = 0;
        const char32_t read = next_code_point(text, at);
        if (read != c || at != text.size() || count_code_points(text) != 1) {
            CAPTURE(static_cast<unsigned>(c));
            REQUIRE(read == c);
            REQUIRE(at == text.size());
            REQUIRE(count_code_points(text) == 1);
        }
    }
}

TEST_CASE("what is no code point is written as the replacement character") {
    for (const char32_t c : {char32_t{0xd800}, char32_t{0xdfff}, char32_t{0x110000}}) {
        std::string text;
        append_utf8(text, c);
        CHECK(text == bad);
    }
}

TEST_CASE("byte offsets become code point offsets in any order") {
    const std::string text = "aé€😀z and some plain text behind";
    CodePointCounter counter(text);
    CHECK(counter.at(0) == 0);
    CHECK(counter.at(1) == 1);
    CHECK(counter.at(3) == 2);
    CHECK(counter.at(10) == 4);
    CHECK(counter.at(6) == 3);
    CHECK(counter.at(text.size()) == count_code_points(text));
    CHECK(counter.at(text.size() + 10) == count_code_points(text));
}

} // namespace demarche::text
