// SPDX-License-Identifier: GPL-3.0-or-later
// How far two spellings are apart, for suggestions.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace demarche::text {

/// Insertions, deletions, replacements and swaps of neighbours (in code points) that turn one into the other; `limit` +
/// 1 when they are more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The one of `choices` that `word` was probably meant for: at most two changes away, and fewer than half of its
/// letters. Empty when none is.
std::string_view meant_for(std::string_view word, std::span<const std::string_view> choices);

} // namespace demarche::text
