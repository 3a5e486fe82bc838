// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a plan over segments and collects what matches.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"
#include "search/engine/search.hh"

namespace demarche::search {

/// A matching document.
struct Match {
    const Segment* segment = nullptr;
    std::uint32_t docid = 0;
    double score = 0;
    std::int32_t day = index::no_day;

    std::string_view id() const { return segment->columns().id(docid); }
};

/// Matches in order, as many as were wanted, with the count of all.
struct Matches {
    std::vector<Match> best;
    std::uint64_t total = 0;
    bool exact = true;
    std::vector<Facet> facets;
};

/// Finds the best `wanted` matches in the order of `sort` (not automatic), counts, and counts facets. Throws
/// Xapian::Error.
Matches find_matches(const IndexReader& reader, const Plan& plan, const Ranking& ranking, Sort sort, std::size_t wanted,
                     bool exact_total, const std::vector<std::string>& facets);

/// Whether a comes before b: by score or day, then by statement id.
bool comes_before(Sort sort, const Match& a, const Match& b);

} // namespace demarche::search
