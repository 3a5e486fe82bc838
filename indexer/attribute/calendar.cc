// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/calendar.hh"

#include <algorithm>

#include "common/model/date.hh"

namespace demarche::indexer {

namespace {

std::optional<Date> make(int year, int month, int day) {
    return Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

int days_back_to_monday(Date day) {
    return static_cast<int>((day.weekday() + 6) % 7);
}

} // namespace

DateRange third_of_month(DateRange month, Third third) {
    switch (third) {
    case Third::whole:
        return month;
    case Third::first:
        return {month.first, month.first.plus_days(9)};
    case Third::second:
        return {month.first.plus_days(10), month.first.plus_days(19)};
    case Third::last:
        return {month.first.plus_days(20), month.last};
    }
    return month;
}

DateRange third_of_week(DateRange week, Third third) {
    switch (third) {
    case Third::whole:
        return week;
    case Third::first:
        return {week.first, week.first.plus_days(1)};
    case Third::second:
        return {week.first.plus_days(2), week.first.plus_days(3)};
    case Third::last:
        return {week.first.plus_days(4), week.last};
    }
    return week;
}

DateRange third_of_year(DateRange year, Third third) {
    switch (third) {
    case Third::whole:
        return year;
    case Third::first:
        return {year.first, year.first.plus_months(4).plus_days(-1)};
    case Third::second:
        return {year.first.plus_months(4), year.first.plus_months(8).plus_days(-1)};
    case Third::last:
        return {year.first.plus_months(8), year.last};
    }
    return year;
}

DateRange week_of(Date day) {
    const Date monday = day.plus_days(-days_back_to_monday(day));
    return {monday, monday.plus_days(6)};
}

DateRange weekend_before(Date day) {
    const Date saturday = weekday_before(day, 6);
    return {saturday, saturday.plus_days(1)};
}

std::optional<DateRange> month_of(int year, int month) {
    const std::optional<Date> first = make(year, month, 1);
    if (!first) {
        return std::nullopt;
    }
    return DateRange{*first, first->plus_days(static_cast<int>(days_in_month(year, first->month())) - 1)};
}

std::optional<DateRange> year_of(int year) {
    const std::optional<Date> first = make(year, 1, 1);
    const std::optional<Date> last = make(year, 12, 31);
    if (!first || !last) {
        return std::nullopt;
    }
    return DateRange{*first, *last};
}

DateRange quarter_of(Date day) {
    const int month = (static_cast<int>(day.month()) - 1) / 3 * 3 + 1;
    const Date first = make(day.year(), month, 1).value_or(day);
    return {first, first.plus_months(3).plus_days(-1)};
}

std::optional<DateRange> season_of(int year, int first_month) {
    const std::optional<Date> first = make(first_month == 12 ? year - 1 : year, first_month, 1);
    if (!first) {
        return std::nullopt;
    }
    return DateRange{*first, first->plus_months(3).plus_days(-1)};
}

Date weekday_before(Date day, int weekday) {
    return day.plus_days(-((static_cast<int>(day.weekday()) - weekday + 7) % 7));
}

std::optional<Date> easter_of(int year) {
    // The method of Meeus, Jones and Butcher: the moon's age, then the Sunday after the full moon.
    const int golden = year % 19;
    const int century = year / 100;
    const int rest = year % 100;
    const int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    const int sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    const int late = (golden + 11 * epact + 22 * sunday) / 451;
    const int days = epact + sunday - 7 * late + 114;
    return make(year, days / 31, days % 31 + 1);
}

std::optional<Date> nth_weekday(int year, int month, int weekday, int count) {
    const std::optional<DateRange> whole = month_of(year, month);
    if (!whole) {
        return std::nullopt;
    }
    if (count == 9) {
        return weekday_before(whole->last, weekday);
    }
    const Date first = weekday_before(whole->first.plus_days(6), weekday);
    const Date found = first.plus_days(7 * (count - 1));
    return found <= whole->last ? std::optional(found) : std::nullopt;
}

} // namespace demarche::indexer
