// SPDX-License-Identifier: GPL-3.0-or-later
// A query with its names, words and dates resolved: what a statement must have, independent of how documents are spread
// over segments.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/index/schema.hh"
#include "search/engine/pattern.hh"

namespace demarche::search {

/// A term, and the languages in which it was made of the query's word; empty when it counts in all.
struct PlanTerm {
    std::string term;
    std::vector<std::string> languages;
    bool operator==(const PlanTerm&) const = default;
};

struct Plan {
    enum class Type {
        all,     ///< every statement
        none,    ///< no statement
        terms,   ///< at least one of `terms`
        pattern, ///< `pattern` stands in the words
        title,   ///< `pattern` stands in the title
        range,   ///< the column of `field` lies in [least, most]
        literal, ///< `field` has exactly `value`
        all_of,
        any_of,
        none_of, ///< not the one child
    };
    Type type = Type::all;
    std::vector<PlanTerm> terms;
    /// What it adds to the score; 0 for filters. Of patterns: for each word in order of items, sequences, words.
    double weight = 0;
    std::vector<double> word_weights;
    Pattern pattern;
    const index::Field* field = nullptr;
    std::int32_t least = INT32_MIN;
    std::int32_t most = INT32_MAX;
    std::string value;
    std::vector<Plan> children;
};

/// Whether some part of the plan adds to scores.
bool has_weight(const Plan& plan);

/// The plan as text, for --explain.
std::string describe(const Plan& plan);

} // namespace demarche::search
