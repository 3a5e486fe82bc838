// SPDX-License-Identifier: GPL-3.0-or-later
// Stretches of the calendar: weeks, months, quarters, seasons, years, and feasts.
#pragma once

#include <cstdint>
#include <optional>

#include "common/model/date.hh"

namespace demarche::indexer {

/// Which part of a stretch of time is meant: "early", "mid", "late" March.
enum class Third : std::uint8_t { whole, first, second, last };

/// The part of a stretch; a month's thirds begin on the 1st, the 11th and the 21st, a week's on Monday, Wednesday and
/// Friday, a year's in January, May and September. Other stretches are left whole.
DateRange third_of_month(DateRange month, Third third);
DateRange third_of_week(DateRange week, Third third);
DateRange third_of_year(DateRange year, Third third);

/// Monday to Sunday.
DateRange week_of(Date day);
/// The Saturday and Sunday that are nearest before `day`, or hold it.
DateRange weekend_before(Date day);
/// Nothing when the calendar has no such month.
std::optional<DateRange> month_of(int year, int month);
std::optional<DateRange> year_of(int year);
DateRange quarter_of(Date day);
/// Three months from `first_month` on. Winter takes its name from the year of its January, which is the next year.
std::optional<DateRange> season_of(int year, int first_month);

/// The last such weekday (0 is Sunday) up to `day`, that day included.
Date weekday_before(Date day, int weekday);

/// Easter Sunday of the Gregorian calendar.
std::optional<Date> easter_of(int year);
/// The n-th such weekday of a month; the last one when `count` is 9.
std::optional<Date> nth_weekday(int year, int month, int weekday, int count);

} // namespace demarche::indexer
