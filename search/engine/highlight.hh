// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of a hit the query found.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/statement.hh"
#include "common/text/stem.hh"
#include "search/engine/plan.hh"

namespace demarche::search {

/// The words and phrases that a plan finds in statements' text; parts under NOT are left out.
class Highlighter {
  public:
    explicit Highlighter(const Plan& plan) { collect(plan); }

    /// Ranges of code points of `text`, in order, none overlapping; a phrase is one range.
    std::vector<Span> ranges(std::string_view text, std::string_view language) const;

  private:
    void collect(const Plan& plan);

    std::vector<std::string> terms_;
    /// By language, kept from hit to hit.
    mutable std::map<std::string, text::Stemmer, std::less<>> stemmers_;
    std::vector<Pattern> patterns_;
};

} // namespace demarche::search
