// SPDX-License-Identifier: GPL-3.0-or-later
// A civil date of the proleptic Gregorian calendar, and the ISO 8601 form in which records carry it.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace demarche {

/// A day without time or zone. Valid by construction: `make` refuses days that do not exist.
class Date {
  public:
    /// 1970-01-01.
    Date() = default;

    /// The day, or nothing when the calendar has no such day or the year is outside 1..9999.
    static std::optional<Date> make(int year, unsigned month, unsigned day);

    /// Reads `YYYY-MM-DD`; of a date-time (`2024-12-19T10:00:00+02:00`) the day as written. Nothing when the text is
    /// not that, or the day or the time of day does not exist.
    static std::optional<Date> from_iso(std::string_view text);

    /// Days since 1970-01-01; every value of `days()` comes back as the same date.
    static Date from_days(int days);
    int days() const { return days_; }

    int year() const;
    unsigned month() const;
    unsigned day() const;
    /// 0 is Sunday, 6 Saturday.
    unsigned weekday() const;
    /// The date `count` days later (earlier when negative).
    Date plus_days(int count) const { return from_days(days_ + count); }
    /// The same day of another month, or that month's last day.
    Date plus_months(int count) const;

    /// `YYYY-MM-DD`.
    std::string iso() const;

    auto operator<=>(const Date&) const = default;

  private:
    explicit Date(int days) : days_(days) {}
    int days_ = 0;
};

/// Days from `first` to `last`, both included.
struct DateRange {
    Date first;
    Date last;
    bool operator==(const DateRange&) const = default;
};

/// Number of days of a month (1..12).
unsigned days_in_month(int year, unsigned month);

} // namespace demarche
