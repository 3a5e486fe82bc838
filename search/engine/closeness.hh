// SPDX-License-Identifier: GPL-3.0-or-later
// The lift of statements that have the query's words as a phrase or close together.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"

namespace demarche::search {

/// Words of a query in their order: those that stand side by side in its outermost AND list.
class Closeness {
  public:
    Closeness(const Plan& plan, const Ranking& ranking);

    /// False when there are not two words to be close.
    bool counts() const { return words_.size() > 1; }

    /// From 1 (the words far apart) to about 1.5 (the words as a phrase): the score is multiplied by it.
    double lift(const Segment& segment, std::uint32_t docid);

  private:
    /// A form of the segment, and which word of the query it is.
    using Row = std::pair<std::uint32_t, std::size_t>;

    const std::vector<Row>& rows(const Segment& segment);

    std::vector<std::vector<std::string>> words_;
    Ranking ranking_;
    /// Sorted; made when a segment is first asked about.
    std::map<const Segment*, std::vector<Row>> rows_;
    /// Kept between documents for their memory.
    std::vector<std::uint32_t> here_;
    std::vector<std::pair<std::size_t, std::size_t>> places_;
    std::vector<std::size_t> inside_;
};

} // namespace demarche::search
