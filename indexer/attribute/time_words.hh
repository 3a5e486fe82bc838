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
enum class TimeKind : std::uint64_t {
    weekday = 1ULL << 0,
    weekday_short = 1ULL << 1,
    month = 1ULL << 2,
    month_short = 1ULL << 3,
    month_name = 1ULL << 4,
    season = 1ULL << 5,
    unit = 1ULL << 6,
    units = 1ULL << 7,
    number = 1ULL << 8,
    some = 1ULL << 9,
    last = 1ULL << 10,
    past = 1ULL << 11,
    previous = 1ULL << 12,
    this_ = 1ULL << 13,
    next = 1ULL << 14,
    following = 1ULL << 15,
    recent = 1ULL << 16,
    early = 1ULL << 17,
    mid = 1ULL << 18,
    late = 1ULL << 19,
    later = 1ULL << 20,
    part = 1ULL << 21,
    each = 1ULL << 22,
    ago = 1ULL << 23,
    after = 1ULL << 24,
    ahead = 1ULL << 25,
    awaits = 1ULL << 26,
    will = 1ULL << 27,
    holds = 1ULL << 28,
    during = 1ULL << 29,
    stretch = 1ULL << 30,
    vague_verb = 1ULL << 31,
    speaks = 1ULL << 32,
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
    std::uint64_t kinds = 0;
    /// A weekday, month, number, or TimeUnit.
    int value = 0;

    bool is(TimeKind kind) const { return (kinds & static_cast<std::uint64_t>(kind)) != 0; }
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
