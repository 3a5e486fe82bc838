// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/model/date.hh"

#include <algorithm>

#include <fmt/format.h>

namespace demarche {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

year_month_day civil(int days) {
    return year_month_day{sys_days{std::chrono::days{days}}};
}

/// Two or four decimal digits at `at`, or -1.
int digits(std::string_view text, size_t at, size_t count) {
    if (at + count > text.size()) {
        return -1;
    }
    int value = 0;
    for (size_t i = at; i < at + count; ++i) {
        if (text[i] < '0' || text[i] > '9') {
            return -1;
        }
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/// What may follow the day of an ISO date-time: a time, perhaps with fraction and zone.
bool is_time_of_day(std::string_view text) {
    const int hour = digits(text, 0, 2);
    if (hour < 0 || hour > 24) {
        return false;
    }
    size_t at = 2;
    // A leap second is second 60; midnight at the end of a day is 24:00:00 and nothing behind it.
    for (int part = 0; part < 2 && at < text.size() && text[at] == ':'; ++part, at += 3) {
        const int value = digits(text, at + 1, 2);
        if (value < 0 || value > 59 + part || (hour == 24 && value != 0)) {
            return false;
        }
    }
    if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
        const size_t end = text.find_first_not_of("0123456789", at + 1);
        at = end == std::string_view::npos ? text.size() : end;
    }
    text.remove_prefix(at);
    if (text.empty() || text == "Z" || text == "z") {
        return true;
    }
    if (text[0] != '+' && text[0] != '-') {
        return false;
    }
    const int zone = digits(text, 1, 2);
    return zone >= 0 && zone <= 24 &&
           (text.size() == 3 || (text.size() == 5 && digits(text, 3, 2) >= 0) ||
            (text.size() == 6 && text[3] == ':' && digits(text, 4, 2) >= 0));
}

} // namespace

unsigned days_in_month(int year, unsigned month) {
    using namespace std::chrono;
    return static_cast<unsigned>(
        year_month_day_last{std::chrono::year{year}, month_day_last{std::chrono::month{month}}}.day());
}

std::optional<Date> Date::make(int year, unsigned month, unsigned day) {
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    if (year < 1 || year > 9999 || !ymd.ok()) {
        return std::nullopt;
    }
    return Date{static_cast<int>(sys_days{ymd}.time_since_epoch().count())};
}

std::optional<Date> Date::from_iso(std::string_view text) {
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    if (year < 0 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') {
        return std::nullopt;
    }
    const std::string_view rest = text.substr(10);
    if (!rest.empty() && ((rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ') || !is_time_of_day(rest.substr(1)))) {
        return std::nullopt;
    }
    return make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Date Date::from_days(int days) {
    return Date{days};
}

int Date::year() const {
    return static_cast<int>(civil(days_).year());
}

unsigned Date::month() const {
    return static_cast<unsigned>(civil(days_).month());
}

unsigned Date::day() const {
    return static_cast<unsigned>(civil(days_).day());
}

unsigned Date::weekday() const {
    return std::chrono::weekday{sys_days{std::chrono::days{days_}}}.c_encoding();
}

Date Date::plus_months(int count) const {
    const int months = year() * 12 + static_cast<int>(month()) - 1 + count;
    const int y = months >= 0 ? months / 12 : (months - 11) / 12;
    const auto m = static_cast<unsigned>(months - y * 12 + 1);
    return make(y, m, std::min(day(), days_in_month(y, m))).value_or(*this);
}

std::string Date::iso() const {
    const year_month_day ymd = civil(days_);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                       static_cast<unsigned>(ymd.day()));
}

} // namespace demarche
