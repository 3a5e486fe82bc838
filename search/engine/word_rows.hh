// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a statement's words, read from the packed column of words without unpacking it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "common/index/forms.hh"
#include "search/engine/pattern.hh"

namespace demarche::search {

/// Which rows of a segment's forms table a word of a pattern accepts: sorted, by range.
using RowRanges = std::vector<index::FormRange>;
RowRanges rows_of(const index::Words& words, const WordSpec& spec);

inline bool hold(const RowRanges& ranges, std::uint32_t row) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const index::FormRange& range) { return range.holds(row); });
}

/// How often a term's forms stand in a document.
class TermCounter {
  public:
    TermCounter(const index::Words& words, std::uint32_t term);
    std::uint32_t operator()(std::uint32_t docid) const;

  private:
    const index::Words& words_;
    /// Sorted.
    std::vector<std::uint32_t> rows_;
};

/// Whether a document is meant, by its number from 1; what it is made of must outlive it. Not thread-safe.
using DocumentCheck = std::function<bool(std::uint32_t docid)>;
/// Whether the pattern stands in a document's words.
DocumentCheck pattern_check(const index::Words& words, const Pattern& pattern);

} // namespace demarche::search
