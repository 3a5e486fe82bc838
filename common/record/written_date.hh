// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as headers, feeds and records write them, to the ISO 8601 form that records carry.
#pragma once

#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::record {

/// `text` as an ISO 8601 date or date-time (`2024-12-19`, `2024-12-19T10:00:00+02:00`). Read are ISO 8601 (given back
/// as it is), `20241219`, `2024/12/19`, `19.12.2024`, `19/12/2024` where only one order is possible, "19 December
/// 2024", "Dec. 19, 2024", and the form of mail and feeds ("Thu, 19 Dec 2024 10:00:00 +0200"), a weekday and a time of
/// day allowed in all of the written ones. A day or a time that does not exist, and anything else, is an error; its
/// `where` is empty, for the caller to fill.
Result<std::string> read_written_date(std::string_view text);

} // namespace demarche::record
