// SPDX-License-Identifier: GPL-3.0-or-later
// Dates as pages carry them: in attributes, in addresses, and printed for readers in many languages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace demarche::indexer {

/// A date or date-time of metadata as ISO 8601: everything that records may hold, and "2019-11-18 21:57:00",
/// fractions of seconds, zones without a colon, seconds since 1970. Nothing for other text and for placeholders
/// ("0001-01-01", 1970-01-01).
std::optional<std::string> metadata_date(std::string_view text);

/// The day in an address: "/2019/11/18/", "/2019/nov/18/", "2019-11-18", "20191118".
std::optional<std::string> url_date(std::string_view url);

/// The first date printed in a line ("Posted on 18 November 2019 by …", "Понедельник, 18 ноября 2019", "18.11.2019",
/// "2019年11月18日"), as an ISO day. Month names are known in many languages. "03/04/2019" could be two days and is
/// none.
std::optional<std::string> printed_date(std::string_view line);

/// Whether a line speaks of a change or of something else than publication ("Updated …", "© 2019").
bool speaks_of_change(std::string_view line);

} // namespace demarche::indexer
