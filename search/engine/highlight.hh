// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of a hit the query found.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/model/statement.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/word_rows.hh"

namespace demarche::search {

/// The words and phrases that a plan finds in statements' text; parts under NOT are left out. Which word is which is
/// read from the column of words: nothing is folded or stemmed for it.
class Highlighter {
  public:
    explicit Highlighter(const Plan& plan) { collect(plan); }

    /// Ranges of code points of the text of a document, in order, none overlapping; a phrase is one range.
    std::vector<Span> ranges(const Segment& segment, std::uint32_t docid, std::string_view text);

  private:
    /// What is looked for, by rows of one segment.
    struct Rows {
        /// Of the terms, sorted.
        std::vector<std::uint32_t> of_terms;
        /// Of each word of the patterns, found again by its address.
        std::vector<std::pair<const WordSpec*, RowRanges>> of_words;

        bool has(const WordSpec& spec, std::uint32_t row) const;
    };

    void collect(const Plan& plan);
    const Rows& rows(const Segment& segment);

    std::vector<std::string> terms_;
    std::vector<Pattern> patterns_;
    /// Made when a segment is first asked about.
    std::map<const Segment*, Rows> rows_;
    /// Kept between documents for its memory.
    std::vector<std::uint32_t> here_;
};

} // namespace demarche::search
