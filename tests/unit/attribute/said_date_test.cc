// SPDX-License-Identifier: GPL-3.0-or-later
// Words of time against a day of publication; unless a row says otherwise Thursday, 19 December 2024.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/attribute/said_date.hh"

namespace demarche::indexer {

namespace {

struct Row {
    std::string name; // the words
    std::string expected;
    std::string published = "2024-12-19";
};

/// "none", "vague", "+days" after a day told before, a day, or first..last.
std::string read(const Row& row) {
    const SegmentedText text = segment(row.name, Lexicon::of("en"));
    const auto end = static_cast<std::uint32_t>(text.tokens.size() - 1);
    const SaidTime time = read_said_time(text, {0, end}, Date::from_iso(row.published));
    if (time.kind == SaidTime::Kind::vague) {
        return "vague";
    }
    if (time.kind == SaidTime::Kind::later) {
        return "+" + std::to_string(time.days);
    }
    if (time.kind == SaidTime::Kind::none) {
        return "none";
    }
    const std::string first = time.range.first.iso();
    return time.range.last == time.range.first ? first : first + ".." + time.range.last.iso();
}

void check(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name << " (" << row.published << ")") {
            CHECK(read(row) == row.expected);
        }
    }
}

} // namespace

TEST_CASE("Weekdays are the last ones up to the day of publication") {
    check({
        {"he said on Monday", "2024-12-16"},
        {"he said Monday", "2024-12-16"},
        {"he said on Tuesday", "2024-12-17"},
        {"he said on Wednesday", "2024-12-18"},
        {"he said on Thursday", "2024-12-19"},
        {"he said on Friday", "2024-12-13"},
        {"he said on Saturday", "2024-12-14"},
        {"he said on Sunday", "2024-12-15"},
        {"he said on Mon.", "2024-12-16"},
        {"he said on Tues. evening", "2024-12-17"},
        {"he said last Thursday", "2024-12-12"},
        {"he said last Tuesday", "2024-12-17"},
        {"he said this past Monday", "2024-12-16"},
        {"he said this Monday", "2024-12-16"},
        {"he said this Thursday", "2024-12-19"},
        {"he said this Friday", "none"},
        {"he said late Wednesday", "2024-12-18"},
        {"he said early on Wednesday", "2024-12-18"},
        {"he said earlier on Thursday", "2024-12-19"},
        {"he said late on Sunday night", "2024-12-15"},
        {"he said Tuesday night", "2024-12-17"},
        {"he said in the early hours of Tuesday", "2024-12-17"},
        {"he said on the evening of Sunday", "2024-12-15"},
        {"he said on Tuesday last week", "2024-12-10"},
        {"he said on Tuesday of last week", "2024-12-10"},
        {"he said on Friday of last week", "2024-12-13"},
        {"he said on Monday this week", "2024-12-16"},
        {"he said on Friday of this week", "none"},
        {"he said a week ago Monday", "2024-12-09"},
        {"he said on Thursday, December 12", "2024-12-12"},
        {"he said on Thursday 12 December", "2024-12-12"},
        {"he said on Thursday, Dec. 12, 2019", "2019-12-12"},
        {"he said on Monday the 9th of December", "2024-12-09"},
        {"he told Monday's news conference", "2024-12-16"},
        {"he said at Monday's debate", "2024-12-16"},
        {"he told a Monday rally", "2024-12-16"},
        {"he said after Monday's attack", "2024-12-16"},
        {"he said on Wednesday by telephone", "2024-12-18"},
        {"he said in a statement on Wednesday that", "2024-12-18"},
        {"he said on Monday, before leaving on Tuesday,", "2024-12-16"},
    });
}

TEST_CASE("Today, yesterday and the parts of a day") {
    check({
        {"he said today", "2024-12-19"},
        {"Today he said", "2024-12-19"},
        {"he said earlier today", "2024-12-19"},
        {"he said tonight", "2024-12-19"},
        {"he said this morning", "2024-12-19"},
        {"he said earlier this evening", "2024-12-19"},
        {"he said yesterday", "2024-12-18"},
        {"he said yesterday afternoon", "2024-12-18"},
        {"he said at yesterday's meeting", "2024-12-18"},
        {"he said last night", "2024-12-18"},
        {"he said late last night", "2024-12-18"},
        {"he said overnight", "2024-12-18..2024-12-19"},
        {"he said the day before yesterday", "2024-12-17"},
        {"he said the day before", "2024-12-18"},
        {"he said the night before", "2024-12-18"},
        {"he said the previous day", "2024-12-18"},
        {"he said the previous evening", "2024-12-18"},
        {"he said a day earlier", "2024-12-18"},
        {"he said earlier in the day", "2024-12-19"},
        {"he said two hours earlier", "2024-12-19"},
        {"he said just minutes ago", "2024-12-19"},
        {"he said 24 hours ago", "2024-12-18"},
        {"he said the following day", "+1"},
        {"he said the next morning", "+1"},
        {"he said a day later", "+1"},
        {"he said hours later", "none"},
    });
}

TEST_CASE("Weeks and weekends") {
    check({
        {"he said this week", "2024-12-16..2024-12-19"},
        {"he said earlier this week", "2024-12-16..2024-12-19"},
        {"he said earlier in the week", "2024-12-16..2024-12-19"},
        {"he said at the start of the week", "2024-12-16..2024-12-17"},
        {"he said last week", "2024-12-09..2024-12-15"},
        {"he said late last week", "2024-12-13..2024-12-15"},
        {"he said at last week's summit", "2024-12-09..2024-12-15"},
        {"he said the previous week", "2024-12-09..2024-12-15"},
        {"he said in the past week", "2024-12-12..2024-12-19"},
        {"he said over the last three days", "2024-12-16..2024-12-19"},
        {"he said in the past 24 hours", "2024-12-18..2024-12-19"},
        {"he said over the past two weeks", "2024-12-05..2024-12-19"},
        {"he said at the weekend", "2024-12-14..2024-12-15"},
        {"he said over the weekend", "2024-12-14..2024-12-15"},
        {"he said last weekend", "2024-12-14..2024-12-15"},
        {"he said this weekend", "none"},
        {"he said this weekend", "2024-12-14..2024-12-15", "2024-12-16"},
        {"he said over the weekend", "2024-12-14", "2024-12-14"},
        {"he said last weekend", "2024-12-07..2024-12-08", "2024-12-15"},
    });
}

TEST_CASE("Months") {
    check({
        {"he said this month", "2024-12-01..2024-12-19"},
        {"he said earlier this month", "2024-12-01..2024-12-19"},
        {"he said earlier in the month", "2024-12-01..2024-12-19"},
        {"he said early this month", "2024-12-01..2024-12-10"},
        {"he said last month", "2024-11-01..2024-11-30"},
        {"he said late last month", "2024-11-21..2024-11-30"},
        {"he said at the end of last month", "2024-11-21..2024-11-30"},
        {"he said in November", "2024-11-01..2024-11-30"},
        {"he said in December", "2024-12-01..2024-12-19"},
        {"he said in March", "2024-03-01..2024-03-31"},
        {"he said last March", "2024-03-01..2024-03-31"},
        {"he said last December", "2023-12-01..2023-12-31"},
        {"he said this March", "2024-03-01..2024-03-31"},
        {"he said in early May", "2024-05-01..2024-05-10"},
        {"he said in mid-May", "2024-05-11..2024-05-20"},
        {"he said in late May", "2024-05-21..2024-05-31"},
        {"he said in late December", "2023-12-21..2023-12-31"},
        {"he said at the end of February", "2024-02-21..2024-02-29"},
        {"he said in November 2022", "2022-11-01..2022-11-30"},
        {"he said in May of 2016", "2016-05-01..2016-05-31"},
        {"he said back in Oct. 2016", "2016-10-01..2016-10-31"},
        {"he said in a December 2015 interview", "2015-12-01..2015-12-31"},
        {"he said at October's summit", "2024-10-01..2024-10-31"},
    });
}

TEST_CASE("Quarters, seasons and years") {
    check({
        {"he said this year", "2024-01-01..2024-12-19"},
        {"he said earlier this year", "2024-01-01..2024-12-19"},
        {"he said earlier in the year", "2024-01-01..2024-12-19"},
        {"he said at the beginning of the year", "2024-01-01..2024-04-30"},
        {"he said last year", "2023-01-01..2023-12-31"},
        {"he said late last year", "2023-09-01..2023-12-31"},
        {"he said during last year's visit", "2023-01-01..2023-12-31"},
        {"he said over the past year", "2023-12-19..2024-12-19"},
        {"he said in 2016", "2016-01-01..2016-12-31"},
        {"he said back in 2016", "2016-01-01..2016-12-31"},
        {"he said in early 2016", "2016-01-01..2016-04-30"},
        {"he said in a 2016 interview", "2016-01-01..2016-12-31"},
        {"he wrote in his 2005 book", "2005-01-01..2005-12-31"},
        {"he said in the 2016 campaign", "2016-01-01..2016-12-31"},
        {"he said in 2024", "2024-01-01..2024-12-19"},
        {"he said last quarter", "2024-07-01..2024-09-30"},
        {"he said this quarter", "2024-10-01..2024-12-19"},
        {"he said last summer", "2024-06-01..2024-08-31"},
        {"he said last winter", "2023-12-01..2024-02-29"},
        {"he said this winter", "2024-12-01..2024-12-19"},
        {"he said this spring", "2024-03-01..2024-05-31"},
        {"he said in the summer", "2024-06-01..2024-08-31"},
        {"he said in the fall of 2016", "2016-09-01..2016-11-30"},
        {"he said in summer 2016", "2016-06-01..2016-08-31"},
    });
}

TEST_CASE("Counted back, and from events with a day") {
    check({
        {"he said three days ago", "2024-12-16"},
        {"he said 10 days ago", "2024-12-09"},
        {"he said one day ago", "2024-12-18"},
        {"he said two days earlier", "2024-12-17"},
        {"he said a week ago", "2024-12-09..2024-12-15"},
        {"he said 2 weeks ago", "2024-12-02..2024-12-08"},
        {"he said a month ago", "2024-11-01..2024-11-30"},
        {"he said two months ago", "2024-10-01..2024-10-31"},
        {"he said a year ago", "2023-01-01..2023-12-31"},
        {"he said eight years ago", "2016-01-01..2016-12-31"},
        {"he said a day after Monday's vote", "2024-12-17"},
        {"he said two days after Monday's vote", "2024-12-18"},
        {"he said a week after the Dec. 5 vote", "2024-12-12"},
        {"he said the day before Monday's vote", "2024-12-15"},
        {"he said hours after Monday's vote", "2024-12-16"},
        {"he said three days after the attack", "none"},
        {"he said a week before the election", "none"},
        {"he said the day after the election", "none"},
    });
}

TEST_CASE("Written dates") {
    check({
        {"he said on Dec. 17", "2024-12-17"},
        {"he said on December 17", "2024-12-17"},
        {"he said on December 17th", "2024-12-17"},
        {"he said on 17 December", "2024-12-17"},
        {"he said on 17th December", "2024-12-17"},
        {"he said on the 17th of December", "2024-12-17"},
        {"he said on December the 17th", "2024-12-17"},
        {"he said on the 17th", "2024-12-17"},
        {"he said on the 25th", "2024-11-25"},
        {"he said on Dec. 17, 2023", "2023-12-17"},
        {"he said on Dec 17 2023", "2023-12-17"},
        {"he said on 17 December 2023", "2023-12-17"},
        {"he said on 17 Dec. 2023", "2023-12-17"},
        {"he said on 2023-12-17", "2023-12-17"},
        {"he said on 17.12.2023", "2023-12-17"},
        {"he said on 17/12/2023", "2023-12-17"},
        {"he said on 12/17/2023", "2023-12-17"},
        {"he said on 03/04/2023", "none"},
        {"he said on December 30", "2023-12-30"},
        {"he said on March 4", "2024-03-04"},
        {"he said on May 4", "2024-05-04"},
        {"he said on Dec. 17-18", "2024-12-17..2024-12-18"},
        {"he said on 17-18 December 2023", "2023-12-17..2023-12-18"},
        {"he said in a Dec. 3 letter", "2024-12-03"},
        {"he said during the Oct. 9 debate", "2024-10-09"},
        {"he said late on Dec. 3", "2024-12-03"},
        {"he said on February 30", "none"},
        {"he said on December 45", "none"},
    });
}

TEST_CASE("Feasts") {
    check({
        {"he said on New Year's Eve", "2023-12-31"},
        {"he said on New Year's Day", "2024-01-01"},
        {"he said on Christmas Eve", "2023-12-24"},
        {"he said on Christmas Day 2019", "2019-12-25"},
        {"he said on Good Friday", "2024-03-29"},
        {"he said on Easter Monday", "2024-04-01"},
        {"he said on Easter Sunday 2016", "2016-03-27"},
        {"he said on the Fourth of July", "2024-07-04"},
        {"he said on St. Patrick's Day", "2024-03-17"},
        {"he said on Thanksgiving", "2024-11-28"},
        {"he said on Memorial Day", "2024-05-27"},
        {"he said on Labor Day", "2024-09-02"},
    });
}

TEST_CASE("Years and months end, and leap years have their day") {
    check({
        {"he said on Dec. 30", "2024-12-30", "2025-01-02"},
        {"he said on Tuesday", "2024-12-31", "2025-01-02"},
        {"he said this week", "2024-12-30..2025-01-02", "2025-01-02"},
        {"he said last month", "2024-12-01..2024-12-31", "2025-01-02"},
        {"he said last year", "2024-01-01..2024-12-31", "2025-01-02"},
        {"he said yesterday", "2024-12-31", "2025-01-01"},
        {"he said this month", "2025-01-01", "2025-01-01"},
        {"he said in December", "2024-12-01..2024-12-31", "2025-01-02"},
        {"he said last winter", "2023-12-01..2024-02-29", "2025-01-02"},
        {"he said on New Year's Eve", "2024-12-31", "2025-01-02"},
        {"he said on Jan. 3", "2025-01-03", "2025-01-02"},
        {"he said yesterday", "2024-02-29", "2024-03-01"},
        {"he said on Feb. 29", "2024-02-29", "2024-03-01"},
        {"he said on Feb. 29", "2020-02-29", "2023-03-01"},
        {"he said on Feb. 29, 2023", "none", "2023-03-05"},
        {"he said last month", "2024-02-01..2024-02-29", "2024-03-31"},
        {"he said on the 31st", "2024-03-31", "2024-05-02"},
        {"he said four weeks ago", "2024-01-29..2024-02-04", "2024-02-29"},
    });
}

TEST_CASE("Again and again, or sometime") {
    check({
        {"he has repeatedly said", "vague"},
        {"he has often said", "vague"},
        {"he previously said", "vague"},
        {"he has long said", "vague"},
        {"he once said", "vague"},
        {"he recently told reporters", "vague"},
        {"he has said in the past", "vague"},
        {"he said at the time", "vague"},
        {"he has said more than once", "vague"},
        {"he has said on several occasions", "vague"},
        {"he said in recent weeks", "vague"},
        {"he said in recent months", "vague"},
        {"he said in a recent interview", "vague"},
        {"he said in an earlier statement", "vague"},
        {"he has said over the years", "vague"},
        {"he has warned for years", "vague"},
        {"he has warned for the past six months", "vague"},
        {"he said over the past few days", "vague"},
        {"he said years ago", "vague"},
        {"he said a few days ago", "vague"},
        {"he said a couple of weeks ago", "vague"},
        {"he said a decade ago", "vague"},
        {"he said two weeks later", "+14"},
        {"he said years later", "vague"},
        {"he said the following year", "vague"},
        {"he says every week", "vague"},
        {"he says each morning", "vague"},
        {"he speaks on Mondays", "vague"},
        {"he promised during his election campaign", "vague"},
        {"he promised on the campaign trail", "vague"},
        {"he promised throughout the campaign", "vague"},
        {"he has repeatedly said, most recently on Monday,", "2024-12-16"},
        {"he previously said on Monday", "2024-12-16"},
    });
}

TEST_CASE("What lies ahead or belongs to something else gives no day") {
    check({
        {"he will speak next Monday", "none"},
        {"he will say on Friday", "none"},
        {"he said he'll speak on Friday", "none"},
        {"he would leave on Monday", "none"},
        {"he said it will end on Friday, he said Tuesday", "2024-12-17"},
        {"he spoke of talks next week", "none"},
        {"he said later this week", "none"},
        {"he said by Friday", "none"},
        {"he said by the end of the year", "none"},
        {"he said until 2016", "none"},
        {"he said since Monday", "none"},
        {"he said ahead of Monday's vote", "none"},
        {"he said before Friday's meeting", "none"},
        {"he said ahead of the Dec. 3 vote", "none"},
        {"he said of the attacks of Sept. 11", "none"},
        {"he said after the Nov. 13 attacks", "none"},
        {"he said after last year's election", "none"},
        {"he condemned Monday's attack", "none"},
        {"he noted the Sept. 11 attacks", "none"},
        {"he said about Monday's attack", "none"},
        {"he said of talks scheduled for Monday", "none"},
        {"he said in 2030", "none"},
        {"he said tomorrow", "none"},
        {"he said the day after tomorrow", "none"},
        {"he said in the coming days", "none"},
        {"he said for the first time since 2016", "none"},
        {"said Ann Lee, who has sold fish since May 2016", "none"},
        {"said Ann Lee, whose son died in April,", "none"},
        {"said Ann Lee, who spoke on Sunday,", "2024-12-15"},
    });
}

TEST_CASE("Words that are no times") {
    check({
        {"he said", "none"},
        {"he said they may march", "none"},
        {"May said", "none"},
        {"he told Theresa May that", "none"},
        {"he told April Ryan", "none"},
        {"he said at the March for Life", "none"},
        {"he told the Sunday Times", "none"},
        {"he told the Mail on Sunday", "none"},
        {"he told USA Today", "none"},
        {"he told the Sun", "none"},
        {"he said on Super Tuesday", "none"},
        {"he said in a long interview", "none"},
        {"he said at once", "none"},
        {"he said once again", "none"},
        {"he said for the first time", "none"},
        {"he said at the last minute", "none"},
        {"he said on the 19th floor", "none"},
        {"he said during a campaign rally", "none"},
        {"he told 2016 people", "none"},
        {"he said on day one", "none"},
        {"he sat in the sun", "none"},
    });
}

TEST_CASE("Without a day of publication only whole dates are read") {
    check({
        {"he said on Monday", "none", ""},
        {"he said on Dec. 17", "none", ""},
        {"he said in March", "none", ""},
        {"he said last week", "none", ""},
        {"he said today", "none", ""},
        {"he said on Good Friday", "none", ""},
        {"he said on Dec. 17, 2023", "2023-12-17", ""},
        {"he said in March 2016", "2016-03-01..2016-03-31", ""},
        {"he said in 2016", "2016-01-01..2016-12-31", ""},
        {"he said on Good Friday 2016", "2016-03-25", ""},
        {"he has repeatedly said", "vague", ""},
    });
}

} // namespace demarche::indexer
