// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as people write them in queries.
#pragma once

#include <string>
#include <string_view>

#include <tl/expected.hpp>

#include "common/model/date.hh"
#include "search/query/node.hh"

namespace demarche::search {

/// What dates of a query are read against.
struct DateContext {
    Date today;
    /// 12/19/2024 instead of 19/12/2024.
    bool month_first = false;
};

/// Why a date could not be read, and the way to write it.
struct DateProblem {
    std::string what;
    std::string hint;
};

/// Reads one value or range: `2024`, `2024-12`, `2024-12-19`, `20241219`, `19.12.2024`, `19/12/2024`, `today`,
/// `yesterday`, `7d` `2w` `3m` `1y` (from so long ago until today), `last-week`, `this-month`, weekday names (the last
/// such day, today included); `a..b`, `a..`, `..b`, `>a`, `>=a`, `<b`, `<=b`. Case does not count.
tl::expected<DayRange, DateProblem> read_dates(std::string_view text, const DateContext& context);

/// True when the text is a range or comparison and not one value.
bool is_range(std::string_view text);

} // namespace demarche::search
