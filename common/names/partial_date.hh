// SPDX-License-Identifier: GPL-3.0-or-later
// Dates known only to the year or month, as terms of office have them.
#pragma once

#include <optional>
#include <string_view>

#include "common/model/date.hh"

namespace demarche::names {

/// The days meant by `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; nothing for other text and for dates that do not exist.
std::optional<DateRange> partial_date(std::string_view text);

} // namespace demarche::names
