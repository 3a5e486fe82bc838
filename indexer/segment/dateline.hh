// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the head of an agency's article: "MOSCOW, Dec. 19 (AFP) —".
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

/// Token ranges [begin, end); `end` of the whole is one past its dash, 0 when the text has no dateline.
struct DatelineTokens {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t place_end = 0;
    /// The agency in brackets; empty when there is none.
    std::uint32_t agency_begin = 0;
    std::uint32_t agency_end = 0;
    /// The place is written in capitals.
    bool capitals = false;

    bool found() const { return end != 0; }
};

/// Looks at the beginnings of the first paragraphs. A place in capitals, or one with an agency in brackets behind it,
/// then at most a date, then a dash or a colon.
DatelineTokens find_dateline(const std::vector<Token>& tokens);

} // namespace demarche::indexer
