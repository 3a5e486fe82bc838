// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/time_words.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 33> kind_names{
    "weekday", "weekday_short", "month",  "month_short", "month_name", "season", "unit",      "units",  "number",
    "some",    "last",          "past",   "previous",    "this",       "next",   "following", "recent", "early",
    "mid",     "late",          "later",  "part",        "each",       "ago",    "after",     "ahead",  "awaits",
    "will",    "holds",         "during", "stretch",     "vague_verb", "speaks"};
constexpr std::array<std::string_view, 6> phrase_names{"vague", "day", "fixed", "easter", "nth", "nothing"};
constexpr std::array<std::string_view, 11> unit_names{"minute", "hour",    "day",  "week",   "fortnight", "weekend",
                                                      "month",  "quarter", "year", "decade", "century"};

template <std::size_t N>
std::optional<std::size_t> index_in(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

/// The part before the separator; `rest` moves behind it.
std::string_view cut(std::string_view& rest, char separator) {
    const std::size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

int to_int(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

const TimeWords& TimeWords::of(std::string_view language) {
    static const TimeWords english(data::en_times_tsv);
    (void)language; // a language is added by its times.tsv and a line here
    return english;
}

TimeWords::TimeWords(std::string_view table) {
    bool header = true;
    while (!table.empty()) {
        std::string_view line = cut(table, '\n');
        if (line.empty() || line.front() == '#' || std::exchange(header, false)) {
            continue;
        }
        const std::string_view kind = cut(line, '\t');
        const std::string_view value = cut(line, '\t');
        while (!line.empty()) {
            add(kind, value, cut(line, '|'));
        }
    }
    for (auto& [first, phrases] : phrases_) {
        std::stable_sort(phrases.begin(), phrases.end(),
                         [](const TimePhrase& a, const TimePhrase& b) { return a.rest.size() > b.rest.size(); });
    }
}

void TimeWords::add(std::string_view kind, std::string_view value, std::string_view words) {
    if (const std::optional<std::size_t> phrase = index_in(phrase_names, kind)) {
        TimePhrase entry;
        const std::string first(cut(words, ' '));
        while (!words.empty()) {
            entry.rest.emplace_back(cut(words, ' '));
        }
        entry.kind = static_cast<TimePhraseKind>(*phrase);
        const bool signed_number = entry.kind == TimePhraseKind::day || entry.kind == TimePhraseKind::easter;
        entry.a = to_int(signed_number ? value : cut(value, '-'));
        entry.b = signed_number ? 0 : to_int(cut(value, '-'));
        entry.c = signed_number ? 0 : to_int(value);
        phrases_[first].push_back(std::move(entry));
        return;
    }
    if (const std::optional<std::size_t> bit = index_in(kind_names, kind)) {
        TimeWord& word = words_[std::string(words)];
        word.kinds |= std::uint64_t{1} << *bit;
        const std::optional<std::size_t> unit = index_in(unit_names, value);
        const int number = unit ? static_cast<int>(*unit) : to_int(value);
        word.value = number != 0 ? number : word.value;
    }
}

TimeWord TimeWords::find(std::string_view lower) const {
    const auto found = words_.find(lower);
    return found == words_.end() ? TimeWord{} : found->second;
}

const std::vector<TimePhrase>* TimeWords::phrases(std::string_view lower) const {
    const auto found = phrases_.find(lower);
    return found == phrases_.end() ? nullptr : &found->second;
}

} // namespace demarche::indexer
