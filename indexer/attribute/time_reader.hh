// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions of time at one place of a text: "Dec. 19, 2024", "late last week", "three days ago", "on Good Friday".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/model/date.hh"
#include "indexer/attribute/calendar.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/attribute/time_words.hh"
#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

inline SaidTime said_on(Date day, Range tokens) {
    return {SaidTime::Kind::days, {day, day}, 0, tokens};
}
inline SaidTime said_in(DateRange days, Range tokens) {
    return {SaidTime::Kind::days, days, 0, tokens};
}
/// Words of time that give no day of the past: "next week".
inline SaidTime no_day(Range tokens) {
    return {SaidTime::Kind::none, {}, 0, tokens};
}
inline SaidTime vague(Range tokens) {
    return {SaidTime::Kind::vague, {}, 0, tokens};
}
/// So many days after a day that was told before.
inline SaidTime days_later(int days, Range tokens) {
    return {SaidTime::Kind::later, {}, days, tokens};
}

/// Reads the expressions of time of a stretch of tokens.
class TimeReader {
  public:
    TimeReader(const SegmentedText& text, Range where, std::optional<Date> published);

    /// The expression that begins at the token. `tokens` is empty where none does; an expression that names no day in
    /// the past ("next week") has kind none and its tokens.
    SaidTime at(std::uint32_t token) const;

    /// What the word at a token can mean; nothing outside of the stretch and inside quotations.
    TimeWord word(std::uint32_t token) const;
    const std::string& lower_at(std::uint32_t token) const;

  private:
    /// The words before the core of an expression: "late last", "earlier this", "the end of next".
    struct Modifiers {
        bool last = false;
        bool past = false;
        bool previous = false;
        bool current = false;
        bool next = false;
        bool following = false;
        bool recent = false;
        bool later = false;
        Third third = Third::whole;
        /// "earlier this week" is up to now, "early this week" is its beginning.
        bool earlier = false;
        std::uint32_t end = 0;
    };

    // Whole dates: time_reader.cc. Each gives empty tokens where no such expression begins.
    SaidTime phrase_at(std::uint32_t token) const;
    SaidTime feast(const TimePhrase& phrase, Range tokens) const;
    SaidTime numeric_date(std::uint32_t token) const;
    SaidTime month_first(std::uint32_t token) const;
    SaidTime day_first(std::uint32_t token) const;
    SaidTime day_alone(std::uint32_t token) const;

    // With a number: time_counted.cc.
    SaidTime counted(std::uint32_t token) const;
    SaidTime counted_back(int count, TimeUnit unit, Range tokens) const;
    SaidTime shifted(int count, TimeUnit unit, bool forward, std::uint32_t begin, std::uint32_t event) const;
    SaidTime lasting(std::uint32_t token) const;
    SaidTime several_units(const Modifiers& how, std::uint32_t begin) const;

    // Relative to the day of publication: time_relative.cc.
    Modifiers modifiers_at(std::uint32_t token) const;
    SaidTime modified(std::uint32_t token) const;
    SaidTime weekday(const Modifiers& how, std::uint32_t begin) const;
    SaidTime unit(const Modifiers& how, std::uint32_t begin) const;
    SaidTime month(const Modifiers& how, std::uint32_t begin) const;
    SaidTime season(const Modifiers& how, std::uint32_t begin) const;
    SaidTime year(const Modifiers& how, std::uint32_t begin) const;
    SaidTime stretch(std::uint32_t token) const;

    bool kind_at(std::uint32_t token, TokenKind kind) const;
    bool has(std::uint32_t token, WordClasses classes) const;
    /// A month's word, written as one.
    int month_at(std::uint32_t token) const;
    /// A day of the month, "19" or "19th"; with its second day in "19-20".
    struct Days {
        int first = 0;
        int last = 0;
    };
    Days days_at(std::uint32_t token) const;
    int year_at(std::uint32_t token) const;
    int count_at(std::uint32_t token) const;
    std::uint32_t behind_stop(std::uint32_t token) const;
    std::uint32_t behind_parts(std::uint32_t token) const;
    bool begins_noun_phrase(std::uint32_t token) const;

    SaidTime month_day(int year, int month, Days found, Range tokens) const;
    /// Cut at the day of publication; none when it begins later.
    SaidTime up_to_now(DateRange range, Range tokens) const;

    const SegmentedText& text_;
    Range where_;
    std::optional<Date> published_;
    const TimeWords& words_;
    /// The words of the stretch in lower case, and what they can mean.
    std::vector<std::string> lower_;
    std::vector<TimeWord> kinds_;
};

} // namespace demarche::indexer
