// SPDX-License-Identifier: GPL-3.0-or-later
// The lift of statements that have the query's words as a phrase or close together.
#pragma once

#include <string>
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
    double lift(const Segment& segment, std::uint32_t docid) const;

  private:
    std::vector<std::vector<std::string>> words_;
    Ranking ranking_;
};

} // namespace demarche::search
