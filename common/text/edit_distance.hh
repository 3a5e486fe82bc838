// SPDX-License-Identifier: GPL-3.0-or-later
// How far two spellings are apart, for suggestions.
#pragma once

#include <cstddef>
#include <string_view>

namespace demarche::text {

/// Insertions, deletions, replacements and swaps of neighbours (in code points) that turn one into the other; `limit` +
/// 1 when they are more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

} // namespace demarche::text
