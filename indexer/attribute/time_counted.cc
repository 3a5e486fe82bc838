// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions with a number: "three days ago", "two days after Monday's vote", "for many years", "the last two weeks".
#include <charconv>

#include "indexer/attribute/calendar.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/attribute/time_reader.hh"
#include "indexer/attribute/time_words.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

int TimeReader::count_at(std::uint32_t token) const {
    if (kind_at(token, TokenKind::number)) {
        const std::string& digits = lower_at(token);
        int value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        return error == std::errc() && end == digits.data() + digits.size() && value < 1000 ? value : 0;
    }
    const TimeWord found = word(token);
    return found.is(TimeKind::number) ? found.value : 0;
}

/// "three days ago", "a week earlier", "years ago", "two days after Monday's vote", "a day later".
SaidTime TimeReader::counted(std::uint32_t token) const {
    std::uint32_t at = token;
    int count = count_at(at);
    bool some = false;
    const bool the_day = count == 0 && lower_at(at) == "the";
    if (count != 0 || the_day) {
        ++at;
        while (word(at).is(TimeKind::some) || (some && has(at, WordClass::of))) { // "a few", "a couple of"
            some = true;
            ++at;
        }
    } else if (word(at).is(TimeKind::some)) {
        some = true;
        ++at;
    } else if (word(at).is(TimeKind::units)) {
        some = true;
    }
    count = the_day ? 1 : count;
    const TimeWord unit_word = word(at);
    const bool night = the_day && unit_word.is(TimeKind::part);
    if (!unit_word.is_unit() && !night) {
        return {};
    }
    const TimeUnit unit = night ? TimeUnit::day : static_cast<TimeUnit>(unit_word.value);
    const TimeWord behind = word(at + 1);
    const Range tokens{token, at + 2};
    if (count == 0 && !some) {
        return {};
    }
    const bool hours = unit == TimeUnit::minute || (unit == TimeUnit::hour && (some || count < 24));
    const bool of_event = begins_noun_phrase(at + 2);
    if (behind.is(TimeKind::ago) && !(of_event && behind.is(TimeKind::ahead))) {
        if (hours) {
            return published_ ? said_on(*published_, tokens) : no_day(tokens);
        }
        if (some || !published_) {
            return some ? vague(tokens) : no_day(tokens);
        }
        return counted_back(count, unit, tokens);
    }
    if (behind.is(TimeKind::later)) {
        const int step = unit == TimeUnit::week ? 7 * count : unit == TimeUnit::day ? count : 0;
        return hours ? no_day(tokens) : some || step == 0 ? vague(tokens) : days_later(step, tokens);
    }
    if (behind.is(TimeKind::after) || behind.is(TimeKind::ago)) {
        if (!of_event) {
            return the_day && unit == TimeUnit::day ? days_later(1, tokens) : no_day(tokens);
        }
        return shifted(some || hours ? 0 : count, unit, behind.is(TimeKind::after), token, at + 2);
    }
    return {};
}

/// The day of an event and so many days on: "two days after Monday's vote". Of an event without a day nothing is known.
SaidTime TimeReader::shifted(int count, TimeUnit unit, bool forward, std::uint32_t begin, std::uint32_t event) const {
    std::uint32_t at = event;
    at += has(at, WordClass::determiner) ? 1 : 0;
    const SaidTime time = this->at(at);
    if (time.kind != SaidTime::Kind::days || time.range.first != time.range.last) {
        return no_day({begin, std::max(event, time.tokens.end)});
    }
    const int step = unit == TimeUnit::week ? 7 * count : unit == TimeUnit::day ? count : 0;
    const Date date = time.range.first.plus_days(forward ? step : -step);
    // With its 's, which belongs to the event.
    const std::uint32_t behind = time.tokens.end;
    const Range tokens{begin, behind < where_.end && text_.tokens[behind].possessive ? behind + 1 : behind};
    return published_ && date > *published_ ? no_day(tokens) : said_on(date, tokens);
}

SaidTime TimeReader::counted_back(int count, TimeUnit unit, Range tokens) const {
    const Date now = *published_;
    switch (unit) {
    case TimeUnit::minute:
        return said_on(now, tokens);
    case TimeUnit::hour:
        return said_on(now.plus_days(-count / 24), tokens);
    case TimeUnit::day:
        // "a week ago Monday"
        return said_on(now.plus_days(-count), tokens);
    case TimeUnit::week:
    case TimeUnit::fortnight: {
        const DateRange week = week_of(now.plus_days((unit == TimeUnit::week ? -7 : -14) * count));
        const TimeWord weekday = word(tokens.end);
        if (weekday.is(TimeKind::weekday) && text_.tokens[tokens.end].capital) {
            // "a week ago Monday" is a week before the last Monday.
            const Date last = weekday_before(now, weekday.value);
            return said_on(last.plus_days(-7 * count), {tokens.begin, tokens.end + 1});
        }
        return said_in(week, tokens);
    }
    case TimeUnit::weekend: {
        const DateRange weekend = weekend_before(now);
        return said_in({weekend.first.plus_days(-7 * count), weekend.last.plus_days(-7 * count)}, tokens);
    }
    case TimeUnit::month: {
        const Date then = now.plus_months(-count);
        return said_in(month_of(then.year(), static_cast<int>(then.month())).value_or(DateRange{then, then}), tokens);
    }
    case TimeUnit::quarter:
        return said_in(quarter_of(now.plus_months(-3 * count)), tokens);
    case TimeUnit::year: {
        const std::optional<DateRange> year = year_of(now.year() - count);
        return year ? said_in(*year, tokens) : no_day(tokens);
    }
    default:
        return vague(tokens);
    }
}

/// "for many years", "for two months": said again and again.
SaidTime TimeReader::lasting(std::uint32_t token) const {
    if (has(token, WordClass::for_)) {
        std::uint32_t at = token + 1;
        while (word(at).is(TimeKind::some) || count_at(at) > 0 || has(at, WordClass::of)) {
            ++at;
        }
        if (word(at).is(TimeKind::units) && static_cast<TimeUnit>(word(at).value) > TimeUnit::hour && at > token + 1) {
            return vague({token, at + 1});
        }
        return {};
    }
    if (word(token).is(TimeKind::each)) {
        std::uint32_t at = token + 1;
        while (word(at).is(TimeKind::some) || count_at(at) > 0) {
            ++at;
        }
        const TimeWord unit = word(at);
        // "each day of the strike" is no word about the cue.
        if ((unit.is_unit() || unit.is(TimeKind::weekday) || unit.is(TimeKind::part)) && !has(at + 1, WordClass::of)) {
            return vague({token, at + 1});
        }
    }
    return {};
}

/// "the last three days", "recent weeks", "the past few months", "the coming days".
SaidTime TimeReader::several_units(const Modifiers& how, std::uint32_t begin) const {
    std::uint32_t at = how.end;
    const int count = count_at(at);
    bool some = false;
    while (count_at(at) > 0 || word(at).is(TimeKind::some)) {
        some = some || word(at).is(TimeKind::some);
        ++at;
    }
    if (!word(at).is_unit()) {
        return {};
    }
    const auto unit = static_cast<TimeUnit>(word(at).value);
    const Range tokens{begin, at + 1};
    if (how.next || how.later) {
        return no_day(tokens);
    }
    if (!how.last && !how.past && !how.previous && !how.current && !how.recent) {
        return {};
    }
    if (count > 0 && !some && published_ && unit <= TimeUnit::fortnight && unit != TimeUnit::minute) {
        const int back = unit == TimeUnit::hour   ? (count + 23) / 24
                         : unit == TimeUnit::day  ? count
                         : unit == TimeUnit::week ? 7 * count
                                                  : 14 * count;
        return said_in({published_->plus_days(-back), *published_}, tokens);
    }
    return vague(tokens);
}

} // namespace demarche::indexer
