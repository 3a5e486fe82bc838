// SPDX-License-Identifier: GPL-3.0-or-later
// Reads dates known only to the year or month.
#include "common/names/partial_date.hh"

#include <optional>
#include <string_view>

#include "common/model/date.hh"

namespace demarche::names {

namespace {

std::optional<unsigned> number(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

} // namespace

std::optional<DateRange> partial_date(std::string_view text) {
    const bool has_month = text.size() >= 7 && text[4] == '-';
    const bool has_day = text.size() == 10 && has_month && text[7] == '-';
    if (text.size() != (has_day ? 10U : has_month ? 7U : 4U)) {
        return std::nullopt;
    }
    const auto year = number(text.substr(0, 4));
    const auto month = has_month ? number(text.substr(5, 2)) : 1U;
    const auto day = has_day ? number(text.substr(8, 2)) : 1U;
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const auto first = Date::make(static_cast<int>(*year), *month, *day);
    if (!first) {
        return std::nullopt;
    }
    if (has_day) {
        return DateRange{*first, *first};
    }
    return DateRange{*first, first->plus_months(has_month ? 1 : 12).plus_days(-1)};
}

} // namespace demarche::names
