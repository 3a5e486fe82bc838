// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/date_value.hh"

#include <array>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/text/fold.hh"

namespace demarche::search {

namespace {

template <typename T>
using DateResult = tl::expected<T, DateProblem>;

tl::unexpected<DateProblem> problem(std::string what, std::string hint = {}) {
    return tl::unexpected<DateProblem>(DateProblem{std::move(what), std::move(hint)});
}

/// A period as written. Of a duration ("7d") the first day is the point in time that it names as an end of a range.
struct Period {
    Date first;
    Date last;
    bool duration = false;
};

constexpr std::string_view ways_to_write = "dates are written 2024, 2024-12, 2024-12-19, 19.12.2024, today, yesterday, "
                                           "7d, last-week, monday, or as a range a..b";

/// The numbers of `text` when it is digits separated by `separator`.
std::optional<std::vector<std::string_view>> numbers(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = text.find(separator);
        const std::string_view part = text.substr(0, end);
        if (part.empty() || part.size() > 8 || part.find_first_not_of("0123456789") != std::string_view::npos) {
            return std::nullopt;
        }
        parts.push_back(part);
        if (end == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(end + 1);
    }
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) {
        value = value * 10 + (c - '0');
    }
    return value;
}

DateResult<Period> make_day(std::string_view year, std::string_view month, std::string_view day) {
    const int m = number(month);
    const int d = number(day);
    if (m < 1 || m > 12) {
        return problem(fmt::format("there is no month {}", m));
    }
    const auto date = Date::make(number(year), static_cast<unsigned>(m), static_cast<unsigned>(d));
    if (!date) {
        return problem(fmt::format("there is no such day: {:04}-{:02} has no {}", number(year), m, d));
    }
    return Period{*date, *date};
}

DateResult<Period> make_month(std::string_view year, std::string_view month) {
    const int m = number(month);
    if (m < 1 || m > 12) {
        return problem(fmt::format("there is no month {}", m), std::string(ways_to_write));
    }
    const auto first = Date::make(number(year), static_cast<unsigned>(m), 1);
    if (!first) {
        return problem("there is no year 0");
    }
    return Period{*first, first->plus_months(1).plus_days(-1)};
}

DateResult<Period> make_year(std::string_view year) {
    const auto first = Date::make(number(year), 1, 1);
    if (!first) {
        return problem("there is no year 0");
    }
    return Period{*first, *Date::make(number(year), 12, 31)};
}

/// 2024, 2024-12, 2024-12-19, 20241219, 19.12.2024, 19/12/2024.
std::optional<DateResult<Period>> numeric(std::string_view text, const DateContext& context) {
    if (const auto parts = numbers(text, '-')) {
        if (parts->size() == 1 && text.size() == 4) {
            return make_year(text);
        }
        if (parts->size() == 1 && text.size() == 8) {
            return make_day(text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
        }
        if ((*parts)[0].size() == 4 && parts->size() == 2 && (*parts)[1].size() <= 2) {
            return make_month((*parts)[0], (*parts)[1]);
        }
        if ((*parts)[0].size() == 4 && parts->size() == 3 && (*parts)[1].size() <= 2 && (*parts)[2].size() <= 2) {
            return make_day((*parts)[0], (*parts)[1], (*parts)[2]);
        }
        if (parts->size() == 2 && (*parts)[0].size() == 4 && (*parts)[1].size() == 4) {
            return problem("this is no date",
                           fmt::format("a range of years is written {}..{}", (*parts)[0], (*parts)[1]));
        }
        return std::nullopt;
    }
    for (const char separator : {'.', '/'}) {
        const auto parts = numbers(text, separator);
        if (!parts || parts->size() != 3) {
            continue;
        }
        const auto& p = *parts;
        if (p[0].size() == 4 && p[1].size() <= 2 && p[2].size() <= 2) {
            return make_day(p[0], p[1], p[2]);
        }
        if (p[2].size() == 4 && p[0].size() <= 2 && p[1].size() <= 2) {
            const bool month_first = context.month_first && separator == '/';
            auto day = month_first ? make_day(p[2], p[0], p[1]) : make_day(p[2], p[1], p[0]);
            if (!day && separator == '/') {
                day.error().hint = month_first ? "with --mdy the month comes first"
                                               : "the day comes first; --mdy turns it to month/day/year";
            }
            return day;
        }
    }
    return std::nullopt;
}

/// 7d, 2w, 3m, 1y: so long ago until today.
std::optional<DateResult<Period>> duration(std::string_view text, Date today) {
    const std::size_t digits = text.find_first_not_of("0123456789");
    if (digits == 0 || digits == std::string_view::npos || digits + 1 != text.size()) {
        return std::nullopt;
    }
    const char unit = text.back();
    if (unit != 'd' && unit != 'w' && unit != 'm' && unit != 'y') {
        return std::nullopt;
    }
    const int count = digits > 6 ? 1'000'000 : number(text.substr(0, digits));
    const int most = unit == 'd' ? 700'000 : unit == 'w' ? 100'000 : unit == 'm' ? 23'000 : 1'900;
    if (count > most) {
        return problem("this is too long ago");
    }
    const Date first = unit == 'd'   ? today.plus_days(-count)
                       : unit == 'w' ? today.plus_days(-7 * count)
                       : unit == 'm' ? today.plus_months(-count)
                                     : today.plus_months(-12 * count);
    return Period{first, today, true};
}

/// today, yesterday, this-week, last-month, monday.
std::optional<Period> named(std::string_view text, Date today) {
    if (text == "today") {
        return Period{today, today};
    }
    if (text == "yesterday") {
        return Period{today.plus_days(-1), today.plus_days(-1)};
    }
    const bool last = text.starts_with("last-");
    if (last || text.starts_with("this-")) {
        const std::string_view unit = text.substr(5);
        if (unit == "week") {
            const Date monday = today.plus_days(-static_cast<int>((today.weekday() + 6) % 7) - (last ? 7 : 0));
            return Period{monday, monday.plus_days(6)};
        }
        if (unit == "month") {
            const Date first = today.plus_days(1 - static_cast<int>(today.day())).plus_months(last ? -1 : 0);
            return Period{first, first.plus_months(1).plus_days(-1)};
        }
        if (unit == "year") {
            const int year = today.year() - (last ? 1 : 0);
            const auto first = Date::make(year, 1, 1);
            const auto end = Date::make(year, 12, 31);
            return first && end ? std::optional<Period>(Period{*first, *end}) : std::nullopt;
        }
    }
    static constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                              "thursday", "friday", "saturday"};
    for (unsigned i = 0; i < weekdays.size(); ++i) {
        if (text == weekdays[i] || (text.size() == 3 && weekdays[i].starts_with(text))) {
            const Date day = today.plus_days(-static_cast<int>((today.weekday() + 7 - i) % 7));
            return Period{day, day};
        }
    }
    return std::nullopt;
}

DateResult<Period> read_period(std::string_view text, const DateContext& context) {
    if (auto period = numeric(text, context)) {
        return *period;
    }
    if (auto period = duration(text, context.today)) {
        return *period;
    }
    if (const auto period = named(text, context.today)) {
        return *period;
    }
    if (text.empty()) {
        return problem("a date is missing", std::string(ways_to_write));
    }
    return problem(fmt::format("“{}” is no date", text), std::string(ways_to_write));
}

Date as_beginning(const Period& period) {
    return period.first;
}

Date as_end(const Period& period) {
    return period.duration ? period.first : period.last;
}

DateResult<DayRange> comparison(std::string_view text, const DateContext& context) {
    const bool above = text[0] == '>';
    const bool with_equal = text.size() > 1 && text[1] == '=';
    const auto period = read_period(text.substr(with_equal ? 2 : 1), context);
    if (!period) {
        return tl::unexpected<DateProblem>(period.error());
    }
    if (above) {
        return DayRange{with_equal ? as_beginning(*period) : as_end(*period).plus_days(1), std::nullopt};
    }
    return DayRange{std::nullopt, with_equal ? as_end(*period) : as_beginning(*period).plus_days(-1)};
}

/// Where ".." stands and how many bytes it takes ("…" is what some editors make of it).
std::pair<std::size_t, std::size_t> range_mark(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (dots != std::string_view::npos) {
        return {dots, text.substr(dots).starts_with("...") ? 3 : 2};
    }
    return {text.find("…"), std::string_view("…").size()};
}

} // namespace

bool is_range(std::string_view text) {
    return range_mark(text).first != std::string_view::npos || text.starts_with('<') || text.starts_with('>');
}

tl::expected<DayRange, DateProblem> read_dates(std::string_view as_written, const DateContext& context) {
    const auto [mark, mark_size] = range_mark(as_written);
    // Folding makes "Today" and full-width digits plain; the ellipsis is looked for before, since folding makes dots of
    // it.
    if (mark != std::string_view::npos) {
        const std::string from = text::fold(as_written.substr(0, mark));
        const std::string to = text::fold(as_written.substr(mark + mark_size));
        if (from.empty() && to.empty()) {
            return problem("a range needs a date on one side at least", std::string(ways_to_write));
        }
        DayRange days;
        if (!from.empty()) {
            const auto period = read_period(from, context);
            if (!period) {
                return tl::unexpected<DateProblem>(period.error());
            }
            days.first = as_beginning(*period);
        }
        if (!to.empty()) {
            const auto period = read_period(to, context);
            if (!period) {
                return tl::unexpected<DateProblem>(period.error());
            }
            days.last = as_end(*period);
        }
        if (days.first && days.last && *days.last < *days.first) {
            return problem(
                fmt::format("this range ends before it begins: {} to {}", days.first->iso(), days.last->iso()),
                fmt::format("write {}..{}", to, from));
        }
        return days;
    }
    const std::string text = text::fold(as_written);
    if (text.starts_with('<') || text.starts_with('>')) {
        return comparison(text, context);
    }
    const auto period = read_period(text, context);
    if (!period) {
        return tl::unexpected<DateProblem>(period.error());
    }
    return DayRange{period->first, period->last};
}

} // namespace demarche::search
