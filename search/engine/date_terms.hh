// SPDX-License-Identifier: GPL-3.0-or-later
// A range of days as year, month and day terms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/index/schema.hh"
#include "search/engine/index_reader.hh"

namespace demarche::search {

/// The fewest terms that cover the days from `least` to `most` (since 1970-01-01, both included); nothing when they are
/// open, too many, or beyond the years that dates are written with.
std::optional<std::vector<std::string>> date_terms(std::int32_t least, std::int32_t most);

/// The same where these terms are the cheaper way in this segment: where they stand in few documents. For any other
/// range it is cheaper to look each document's day up.
std::optional<std::vector<std::string>> cheap_date_terms(const Segment& segment, const index::Field& field,
                                                         std::int32_t least, std::int32_t most);

} // namespace demarche::search
