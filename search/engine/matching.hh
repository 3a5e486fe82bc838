// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a plan over segments and collects what matches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "search/engine/facet_counter.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"

namespace demarche::search {

enum class Sort {
    automatic, ///< by relevance when the query has words, else newest first
    relevance,
    newest,
    oldest,
};

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
    std::vector<Facet> facets;
    /// When folded: all that match, by the segments' numbers, and how many stand behind others.
    std::vector<Documents> unfolded;
    std::uint64_t folded = 0;
};

/// How many processors one query may use.
struct Threads {
    /// 0: as many as there are.
    std::size_t most = 0;
    /// Segments are searched side by side when about so many documents have to be looked at; below that, waking a
    /// thread takes longer than it saves.
    std::uint64_t least_effort = 100'000;
};

/// What is wanted of a plan.
struct Wanted {
    /// Not automatic.
    Sort sort = Sort::relevance;
    std::size_t best = 0;
    std::vector<std::string> facets;
    std::size_t facet_values = SIZE_MAX;
    /// Of each family, find the statement alone that was published first among those that match.
    bool fold = false;
};

/// Finds the best matches, counts all, and counts facets. The same whatever the threads. Throws Xapian::Error.
Matches find_matches(const IndexReader& reader, const Plan& plan, const Ranking& ranking, const Wanted& wanted,
                     const Threads& threads, FacetCache& cache);

/// Whether a comes before b: by score or day, then by statement id.
bool comes_before(Sort sort, const Match& a, const Match& b);

} // namespace demarche::search
