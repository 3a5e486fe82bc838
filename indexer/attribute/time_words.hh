// SPDX-License-Identifier: GPL-3.0-or-later
// The words of time of a language, read from its times.tsv: what a word can mean in an expression of time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace demarche::indexer {

/// Kinds of words as bits; a word can be of several. The names are those of the data file.
enum class TimeKind : std::uint32_t {
    weekday = 1U << 0,
    weekday_short = 1U << 1,
    month = 1U << 2,
    month_short = 1U << 3,
    month_name = 1U << 4,
    season = 1U << 5,
    unit = 1U << 6,
    units = 1U << 7,
    number = 1U << 8,
    some = 1U << 9,
    last = 1U << 10,
    past = 1U << 11,
    previous = 1U << 12,
    this_ = 1U << 13,
    next = 1U << 14,
    following = 1U << 15,
    recent = 1U << 16,
    early = 1U << 17,
    mid = 1U << 18,
    late = 1U << 19,
    later = 1U << 20,
    part = 1U << 21,
    each = 1U << 22,
    ago = 1U << 23,
    after = 1U << 24,
    ahead = 1U << 25,
    awaits = 1U << 26,
    will = 1U << 27,
    holds = 1U << 28,
    during = 1U << 29,
    stretch = 1U << 30,
    vague_verb = 1U << 31,
};

enum class TimeUnit : std::uint8_t {
    minute,
    hour,
    day,
    week,
    fortnight,
    weekend,
    month,
    quarter,
    year,
    decade,
    century
};

/// What a single word can mean.
struct TimeWord {
    std::uint32_t kinds = 0;
    /// A weekday, month, number, or TimeUnit.
    int value = 0;

    bool is(TimeKind kind) const { return (kinds & static_cast<std::uint32_t>(kind)) != 0; }
    bool is_month() const { return is(TimeKind::month) || is(TimeKind::month_short) || is(TimeKind::month_name); }
    bool is_unit() const { return is(TimeKind::unit) || is(TimeKind::units); }
};

/// What a phrase means as a whole.
enum class TimePhraseKind : std::uint8_t { vague, day, fixed, easter, nth, nothing };

struct TimePhrase {
    /// The words behind the first.
    std::vector<std::string> rest;
    TimePhraseKind kind = TimePhraseKind::nothing;
    /// day, easter: days; fixed: month, day; nth: month, weekday, count.
    int a = 0;
    int b = 0;
    int c = 0;
};

class TimeWords {
  public:
    static const TimeWords& of(std::string_view language);

    explicit TimeWords(std::string_view table);

    /// The word in lower case; a word that is not known has no kinds.
    TimeWord find(std::string_view lower) const;
    /// Phrases that begin with the word, longest first; null when there are none.
    const std::vector<TimePhrase>* phrases(std::string_view lower) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    void add(std::string_view kind, std::string_view value, std::string_view words);

    std::unordered_map<std::string, TimeWord, Hash, std::equal_to<>> words_;
    std::unordered_map<std::string, std::vector<TimePhrase>, Hash, std::equal_to<>> phrases_;
};

} // namespace demarche::indexer
