// SPDX-License-Identifier: GPL-3.0-or-later
// Expressions that count from the day of publication: weekdays, "late last month", "three days ago", "in 2016".
#include <algorithm>

#include "indexer/attribute/calendar.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/attribute/time_reader.hh"
#include "indexer/attribute/time_words.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

TimeReader::Modifiers TimeReader::modifiers_at(std::uint32_t token) const {
    Modifiers how;
    std::uint32_t at = token;
    how.end = token;
    while (at < where_.end) {
        const TimeWord found = word(at);
        const bool names = found.is(TimeKind::last) || found.is(TimeKind::past) || found.is(TimeKind::previous) ||
                           found.is(TimeKind::this_) || found.is(TimeKind::next) || found.is(TimeKind::following) ||
                           found.is(TimeKind::recent) || found.is(TimeKind::early) || found.is(TimeKind::mid) ||
                           found.is(TimeKind::late) || found.is(TimeKind::later);
        if (names) {
            how.last = how.last || found.is(TimeKind::last);
            how.past = how.past || found.is(TimeKind::past);
            how.previous = how.previous || found.is(TimeKind::previous);
            how.current = how.current || found.is(TimeKind::this_);
            how.following = how.following || found.is(TimeKind::following) ||
                            (found.is(TimeKind::next) && at > where_.begin && lower_at(at - 1) == "the");
            how.next = how.next || found.is(TimeKind::next);
            how.recent = how.recent || found.is(TimeKind::recent);
            how.later = how.later || found.is(TimeKind::later);
            how.earlier = how.earlier || lower_at(at).ends_with("er");
            how.third = found.is(TimeKind::early)  ? Third::first
                        : found.is(TimeKind::mid)  ? Third::second
                        : found.is(TimeKind::late) ? Third::last
                                                   : how.third;
            how.end = ++at;
            continue;
        }
        // "earlier in the week", "late on Monday", "the end of last month"
        if (at > token && has(at, WordClass::in | WordClass::of | WordClass::on | WordClass::determiner) &&
            at < how.end + 2) {
            ++at;
            continue;
        }
        break;
    }
    // Words between belong to the expression only when its core follows.
    const TimeWord core = word(at);
    if (at != how.end && (core.is_unit() || core.is(TimeKind::weekday) || core.is_month() ||
                          core.is(TimeKind::season) || core.is(TimeKind::part) || year_at(at) != 0)) {
        how.end = at;
    }
    return how;
}

SaidTime TimeReader::modified(std::uint32_t token) const {
    const Modifiers how = modifiers_at(token);
    const std::uint32_t core = how.end;
    const TimeWord found = word(core);
    if (found.is(TimeKind::weekday) || found.is(TimeKind::weekday_short)) {
        return weekday(how, token);
    }
    if (found.is_month() || lower_at(core).starts_with("mid-")) {
        return month(how, token);
    }
    if (found.is(TimeKind::season)) {
        return season(how, token);
    }
    if (year_at(core) != 0) {
        return year(how, token);
    }
    if (found.is_unit() && (core > token || found.is(TimeKind::unit))) {
        return found.is(TimeKind::units) ? several_units(how, token) : unit(how, token);
    }
    if (core == token) {
        if (lower_at(token) == "overnight" && published_) {
            return said_in({published_->plus_days(-1), *published_}, {token, token + 1});
        }
        return {};
    }
    if (found.is(TimeKind::part)) {
        const Range tokens{token, behind_parts(core)};
        if (how.following || how.next) {
            return how.following ? days_later(1, tokens) : no_day(tokens);
        }
        if (published_ && (how.last || how.previous)) {
            return said_on(published_->plus_days(-1), tokens);
        }
        return published_ && how.current ? said_on(*published_, tokens) : SaidTime{};
    }
    if (count_at(core) > 0 || found.is(TimeKind::some)) {
        return several_units(how, token);
    }
    // "in a recent interview", "in an earlier statement"
    const bool other = how.recent || how.previous || how.earlier;
    if (other && core > token && has(token - 1, WordClass::determiner) &&
        has(core, WordClass::event | WordClass::statement_vehicle | WordClass::document)) {
        return vague({token, core + 1});
    }
    return {};
}

/// The last such weekday, the day itself included; "last Monday" not included. A date behind it is the better one.
SaidTime TimeReader::weekday(const Modifiers& how, std::uint32_t begin) const {
    const std::uint32_t core = how.end;
    const TimeWord found = word(core);
    if (!text_.tokens[core].capital) {
        return {};
    }
    std::uint32_t behind = core + 1;
    if (found.is(TimeKind::weekday_short)) {
        behind = behind_stop(behind);
        if (behind == core + 1 && !has(core - 1, WordClass::on)) {
            return {};
        }
    }
    // "the Sunday Times", "Saturday Night Live": a name.
    const std::uint32_t after_parts = behind_parts(behind);
    if (kind_at(behind, TokenKind::word) && text_.tokens[behind].capital && !text_.tokens[behind].possessive &&
        month_at(behind) == 0 && word(behind).kinds == 0 && has(core - 1, WordClass::determiner)) {
        return no_day({begin, behind + 1});
    }
    std::uint32_t date_at = kind_at(after_parts, TokenKind::comma) ? after_parts + 1 : after_parts;
    date_at += lower_at(date_at) == "the" ? 1 : 0;
    for (const SaidTime& date : {month_first(date_at), day_first(date_at)}) {
        if (date.kind == SaidTime::Kind::days) {
            return said_in(date.range, {begin, date.tokens.end});
        }
    }
    const Range tokens{begin, after_parts};
    if (how.following || how.next) {
        return how.following ? vague(tokens) : no_day(tokens);
    }
    if (!published_) {
        return no_day(tokens);
    }
    const Date now = *published_;
    const auto in_week = [&](int weeks) {
        return week_of(now.plus_days(-7 * weeks)).first.plus_days((found.value + 6) % 7);
    };
    // "Tuesday last week", "Tuesday of this week"
    std::uint32_t week_at = after_parts;
    week_at += has(week_at, WordClass::of) ? 1 : 0;
    const Modifiers which = modifiers_at(week_at);
    if (which.end > week_at && word(which.end).is(TimeKind::unit) &&
        static_cast<TimeUnit>(word(which.end).value) == TimeUnit::week) {
        const Range both{begin, which.end + 1};
        if (which.next) {
            return no_day(both);
        }
        const Date date = in_week(which.last || which.previous || which.past ? 1 : 0);
        return date > now ? no_day(both) : said_on(date, both);
    }
    if (how.current && weekday_before(now, found.value) != now && in_week(0) > now) {
        return no_day(tokens); // "this Friday" on a Thursday
    }
    Date date = weekday_before(now, found.value);
    if ((how.last || how.previous || how.past) && date == now) {
        date = date.plus_days(-7);
    }
    return said_on(date, tokens);
}

/// "last week", "earlier this month", "the previous day", "the end of last year", "at the weekend".
SaidTime TimeReader::unit(const Modifiers& how, std::uint32_t begin) const {
    const std::uint32_t core = how.end;
    const auto unit = static_cast<TimeUnit>(word(core).value);
    const Range tokens{begin, core + 1};
    const bool bare = core == begin;
    if (how.following || how.next || how.later) {
        return !how.following || unit < TimeUnit::day ? no_day(tokens)
               : unit == TimeUnit::day                ? days_later(1, tokens)
                                                      : vague(tokens);
    }
    if (how.recent) {
        return vague(tokens);
    }
    if (!published_) {
        return bare ? SaidTime{} : no_day(tokens);
    }
    const Date now = *published_;
    const bool before = how.last || how.previous;
    if (unit == TimeUnit::weekend) {
        if (bare && !has(core - 1, WordClass::determiner)) {
            return {};
        }
        DateRange weekend = weekend_before(now);
        const int today = static_cast<int>(now.weekday());
        if (how.current && today >= 3 && today <= 5) {
            return no_day(tokens); // "this weekend" on a Wednesday lies ahead
        }
        if (before && weekend.last >= now) {
            weekend = {weekend.first.plus_days(-7), weekend.last.plus_days(-7)};
        }
        return up_to_now(weekend, tokens);
    }
    if (bare) {
        return {};
    }
    // "earlier in the week" is this one, "at the start of the year" too.
    const bool current = how.current || (!before && !how.past && how.third != Third::whole);
    const Third third = how.earlier ? Third::whole : how.third;
    switch (unit) {
    case TimeUnit::minute:
    case TimeUnit::hour:
        return said_on(now, tokens);
    case TimeUnit::day:
        if (how.previous) {
            return said_on(now.plus_days(-1), tokens);
        }
        if (how.past) {
            return said_in({now.plus_days(-1), now}, tokens);
        }
        return how.earlier && !how.last ? said_on(now, tokens) : no_day(tokens);
    case TimeUnit::week:
        if (how.past) {
            return said_in({now.plus_days(-7), now}, tokens);
        }
        if (before || current) {
            return up_to_now(third_of_week(week_of(before ? now.plus_days(-7) : now), third), tokens);
        }
        return {};
    case TimeUnit::month: {
        if (how.past) {
            return said_in({now.plus_months(-1), now}, tokens);
        }
        const Date then = before ? now.plus_months(-1) : now;
        const std::optional<DateRange> month = month_of(then.year(), static_cast<int>(then.month()));
        return (before || current) && month ? up_to_now(third_of_month(*month, third), tokens) : SaidTime{};
    }
    case TimeUnit::quarter:
        return before || current ? up_to_now(quarter_of(before ? now.plus_months(-3) : now), tokens) : SaidTime{};
    case TimeUnit::year: {
        if (how.past) {
            return said_in({now.plus_months(-12), now}, tokens);
        }
        const std::optional<DateRange> year = year_of(now.year() - (before ? 1 : 0));
        return (before || current) && year ? up_to_now(third_of_year(*year, third), tokens) : SaidTime{};
    }
    default:
        return before || how.past || current ? vague(tokens) : SaidTime{};
    }
}

/// "in March", "late last March", "March 2016", "mid-March"; with nothing around it a name or another word.
SaidTime TimeReader::month(const Modifiers& how, std::uint32_t begin) const {
    const std::uint32_t core = how.end;
    const bool mid = lower_at(core).starts_with("mid-");
    const TimeWord found = mid ? words_.find(std::string_view(lower_at(core)).substr(4)) : word(core);
    if (!found.is_month() || (!mid && !text_.tokens[core].capital)) {
        return {};
    }
    const Third third = mid ? Third::second : how.earlier ? Third::whole : how.third;
    const std::uint32_t stop = behind_stop(core + 1);
    std::uint32_t year_token = has(stop, WordClass::of) ? stop + 1 : stop;
    year_token += kind_at(year_token, TokenKind::comma) ? 1 : 0;
    if (const int year = year_at(year_token); year != 0) {
        const std::optional<DateRange> range = month_of(year, found.value);
        const Range tokens{begin, year_token + 1};
        return range ? up_to_now(third_of_month(*range, third), tokens) : no_day(tokens);
    }
    if (days_at(stop).first != 0) { // "late on March 3"
        const SaidTime date = month_first(core);
        return date.tokens.empty() ? date : said_in(date.range, {begin, date.tokens.end});
    }
    if (kind_at(stop, TokenKind::number)) {
        return no_day({begin, stop + 1}); // a day that no month has
    }
    const bool introduced = core > begin || mid ||
                            (core > where_.begin && has(core - 1, WordClass::in | WordClass::by | WordClass::of |
                                                                      WordClass::at | WordClass::preposition));
    const bool short_form = found.is(TimeKind::month_short) && stop == core + 1;
    const bool possessive = stop < where_.end && text_.tokens[stop].possessive;
    const bool name_follows = kind_at(stop, TokenKind::word) && text_.tokens[stop].capital && !possessive;
    if ((!introduced && !(possessive && found.is(TimeKind::month))) || name_follows || (short_form && !introduced) ||
        (possessive && found.is(TimeKind::month_name) && core == begin)) {
        return {};
    }
    const Range tokens{begin, stop};
    if (how.next || how.later) {
        return no_day(tokens);
    }
    if (!published_) {
        return no_day(tokens);
    }
    const Date now = *published_;
    for (int year = now.year(); year >= now.year() - 2; --year) {
        const std::optional<DateRange> whole = month_of(year, found.value);
        if (!whole) {
            break;
        }
        const DateRange range = third_of_month(*whole, third);
        if (range.first <= now && !((how.last || how.previous) && whole->last >= now)) {
            return up_to_now(range, tokens);
        }
        if (how.current) {
            return no_day(tokens);
        }
    }
    return no_day(tokens);
}

/// "last summer", "in the summer of 2016", "this spring".
SaidTime TimeReader::season(const Modifiers& how, std::uint32_t begin) const {
    const std::uint32_t core = how.end;
    const int first_month = word(core).value;
    const std::uint32_t year_token = has(core + 1, WordClass::of) ? core + 2 : core + 1;
    if (const int year = year_at(year_token); year != 0) {
        const std::optional<DateRange> range = season_of(year, first_month);
        return range ? up_to_now(*range, {begin, year_token + 1}) : no_day({begin, year_token + 1});
    }
    const bool introduced =
        core > begin || (has(core - 1, WordClass::determiner) && has(core - 2, WordClass::preposition));
    const Range tokens{begin, core + 1};
    if (!introduced || !published_) {
        return {};
    }
    if (how.next || how.later) {
        return no_day(tokens);
    }
    const Date now = *published_;
    for (int year = now.year() + 1; year >= now.year() - 1; --year) {
        const std::optional<DateRange> range = season_of(year, first_month);
        if (range && range->first <= now && !((how.last || how.previous) && range->last >= now)) {
            // "this summer" is this year's: in January it lies ahead.
            return how.current && range->last.year() < now.year() ? no_day(tokens) : up_to_now(*range, tokens);
        }
    }
    return no_day(tokens);
}

/// "in 2016", "early 2016", "a 2016 interview".
SaidTime TimeReader::year(const Modifiers& how, std::uint32_t begin) const {
    const std::uint32_t core = how.end;
    const bool determined = has(core - 1, WordClass::determiner | WordClass::possessive);
    const bool introduced =
        core > begin || determined || (core > where_.begin && has(core - 1, WordClass::preposition));
    if (!introduced) {
        return {};
    }
    const Range tokens{begin, core + 1};
    const std::optional<DateRange> range = year_of(year_at(core));
    if (!range || how.next) {
        return no_day(tokens);
    }
    return up_to_now(third_of_year(*range, how.earlier ? Third::whole : how.third), tokens);
}

/// "during his campaign", "throughout the war": said sometime in a longer time.
SaidTime TimeReader::stretch(std::uint32_t token) const {
    if (!word(token).is(TimeKind::during)) {
        return {};
    }
    for (std::uint32_t at = token + 1; at < std::min(where_.end, token + 6) && kind_at(at, TokenKind::word); ++at) {
        // Its head, not "a campaign rally".
        if (word(at).is(TimeKind::stretch) &&
            (!kind_at(at + 1, TokenKind::word) ||
             has(at + 1, WordClass::preposition | WordClass::that | WordClass::conjunction | WordClass::relative |
                             WordClass::auxiliary | WordClass::to | WordClass::subordinator))) {
            return vague({token, at + 1});
        }
        if (has(at, WordClass::event) || (has(at, WordClass::preposition) && !has(at, WordClass::of))) {
            return {};
        }
    }
    return {};
}

} // namespace demarche::indexer
