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
        later, ///< so many `days` after a day that was told before: "the next morning"
        vague, ///< repeatedly, or sometime: no date can be given
    };
    Kind kind = Kind::none;
    DateRange range;
    int days = 0;
    /// The words.
    Range tokens;
};

/// The first words of time among the tokens of `where` (quotations are passed over); words that name no day
/// ("repeatedly", "the next morning") count only where no others follow. Weekdays are the last such day up to
/// `published`, that day included; days, months and seasons without a year the last ones that are not later; "this
/// week" and the like end with `published`. What lies ahead ("next Monday", "will … on Friday") and the days of other
/// events ("about Monday's attack") are passed over. Without `published` only dates with a year can be read.
SaidTime read_said_time(const SegmentedText& text, Range where, std::optional<Date> published);

/// The last single day that is told outside quotations in the tokens of `where`, whatever it is the day of.
std::optional<Date> last_day_told(const SegmentedText& text, Range where, std::optional<Date> published);

/// The last date that stands in a path or URL as 2024-12-19, 2024/12/19, 2024_12_19 or 20241219.
std::optional<Date> date_in_path(std::string_view path);

} // namespace demarche::indexer
