// SPDX-License-Identifier: GPL-3.0-or-later
// When it was said: words of time read against the day an article appeared.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "common/model/date.hh"
#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// What words of time say about the day of a statement.
struct SaidTime {
    enum class Kind : std::uint8_t {
        none,  ///< no words of time
        days,  ///< `range`
        vague, ///< repeatedly, or sometime: no date can be given
    };
    Kind kind = Kind::none;
    DateRange range;
    /// The words.
    Range tokens;
};

/// The first words of time among the tokens of `where` (quotations are passed over). Weekdays are the last such day up
/// to `published`, that day included; days and months without a year the last ones that are not later; "this week" and
/// the like end with `published`. Without `published` only dates with a year can be read.
SaidTime read_said_time(const SegmentedText& text, Range where, std::optional<Date> published);

/// The last date that stands in a path or URL as 2024-12-19, 2024/12/19, 2024_12_19 or 20241219.
std::optional<Date> date_in_path(std::string_view path);

} // namespace demarche::indexer
