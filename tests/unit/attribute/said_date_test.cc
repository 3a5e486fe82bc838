// SPDX-License-Identifier: GPL-3.0-or-later
// Words of time against a day of publication: Thursday, 19 December 2024.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/attribute/said_date.hh"

namespace demarche::indexer {

TEST_CASE("Words of time give the day it was said") {
    struct Row {
        std::string text;
        std::string expected; // "none", "vague", a day, or first..last
    };
    const std::vector<Row> rows{
        {"he said today", "2024-12-19"},
        {"he said tonight", "2024-12-19"},
        {"he said yesterday", "2024-12-18"},
        {"he said on Monday", "2024-12-16"},
        {"he said Monday", "2024-12-16"},
        {"he said on Thursday", "2024-12-19"},
        {"he said on Friday", "2024-12-13"},
        {"he said last Thursday", "2024-12-12"},
        {"he said late Wednesday", "2024-12-18"},
        {"he said Tuesday night", "2024-12-17"},
        {"he said this morning", "2024-12-19"},
        {"he said last night", "2024-12-18"},
        {"he said earlier this week", "2024-12-16..2024-12-19"},
        {"he said this week", "2024-12-16..2024-12-19"},
        {"he said last week", "2024-12-09..2024-12-15"},
        {"he said earlier this month", "2024-12-01..2024-12-19"},
        {"he said last month", "2024-11-01..2024-11-30"},
        {"he said last year", "2023-01-01..2023-12-31"},
        {"he said earlier this year", "2024-01-01..2024-12-19"},
        {"he said at the weekend", "2024-12-14..2024-12-15"},
        {"he said three days ago", "2024-12-16"},
        {"he said 2 weeks ago", "2024-12-02..2024-12-08"},
        {"he said two months ago", "2024-10-01..2024-10-31"},
        {"he said a year ago", "2023-01-01..2023-12-31"},
        {"he said on Dec. 17", "2024-12-17"},
        {"he said on December 17", "2024-12-17"},
        {"he said on 17 December", "2024-12-17"},
        {"he said on the 17th of December", "2024-12-17"},
        {"he said on Dec. 17, 2023", "2023-12-17"},
        {"he said on 17 December 2023", "2023-12-17"},
        {"he said on 2023-12-17", "2023-12-17"},
        {"he said on December 30", "2023-12-30"},
        {"he said on March 4", "2024-03-04"},
        {"he said in November", "2024-11-01..2024-11-30"},
        {"he said in November 2022", "2022-11-01..2022-11-30"},
        {"he said in 2016", "2016-01-01..2016-12-31"},
        {"he said in December", "2024-12-01..2024-12-19"},
        {"he has repeatedly said", "vague"},
        {"he has often said", "vague"},
        {"he promised during his election campaign", "vague"},
        {"he said in recent months", "none"},
        {"he said", "none"},
        {"he said they may march", "none"},
        {"he will speak next Monday", "none"},
        {"he said on February 30", "none"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.text) {
            const SegmentedText text = segment(row.text, Lexicon::of("en"));
            const auto end = static_cast<std::uint32_t>(text.tokens.size() - 1);
            const SaidTime time = read_said_time(text, {0, end}, Date::make(2024, 12, 19));
            std::string got = "none";
            if (time.kind == SaidTime::Kind::vague) {
                got = "vague";
            } else if (time.kind == SaidTime::Kind::days) {
                got = time.range.first.iso();
                if (time.range.last != time.range.first) {
                    got += ".." + time.range.last.iso();
                }
            }
            CHECK(got == row.expected);
        }
    }
}

TEST_CASE("Without a day of publication only whole dates are read") {
    const auto read = [](const std::string& words) {
        const SegmentedText text = segment(words, Lexicon::of("en"));
        return read_said_time(text, {0, static_cast<std::uint32_t>(text.tokens.size() - 1)}, std::nullopt);
    };
    CHECK(read("he said on Monday").kind == SaidTime::Kind::none);
    CHECK(read("he said on Dec. 17").kind == SaidTime::Kind::none);
    CHECK(read("he said on Dec. 17, 2023").range.first.iso() == "2023-12-17");
}

} // namespace demarche::indexer
