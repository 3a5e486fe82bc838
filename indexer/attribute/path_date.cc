// SPDX-License-Identifier: GPL-3.0-or-later
// The day that an article's path or address tells.
#include "common/model/date.hh"
#include "indexer/attribute/said_date.hh"

namespace demarche::indexer {

std::optional<Date> date_in_path(std::string_view path) {
    const auto digit = [&](size_t i) { return i < path.size() && path[i] >= '0' && path[i] <= '9'; };
    const auto number_at = [&](size_t at, size_t count) {
        int value = 0;
        for (size_t i = at; i < at + count; ++i) {
            if (!digit(i)) {
                return -1;
            }
            value = value * 10 + (path[i] - '0');
        }
        return value;
    };
    std::optional<Date> found;
    for (size_t i = 0; i + 8 <= path.size(); ++i) {
        if (i > 0 && digit(i - 1)) {
            continue;
        }
        const int year = number_at(i, 4);
        if (year < 1000) {
            continue;
        }
        const char mark = path[i + 4];
        const size_t gap = mark == '-' || mark == '/' || mark == '_' || mark == '.' ? 1 : 0;
        const int month = number_at(i + 4 + gap, 2);
        const size_t day_at = i + 6 + 2 * gap;
        if (month < 1 || (gap != 0 && (day_at > path.size() || path[day_at - 1] != mark)) || digit(day_at + 2)) {
            continue;
        }
        const int day = number_at(day_at, 2);
        if (day >= 1) {
            if (const std::optional<Date> date =
                    Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) {
                found = date;
            }
        }
    }
    return found;
}

} // namespace demarche::indexer
