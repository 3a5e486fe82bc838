// SPDX-License-Identifier: GPL-3.0-or-later
// Queries that somebody may have meant who typed another one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "search/engine/search.hh"

namespace demarche::search {

/// A query that finds something. Nothing of it is applied by itself.
struct BetterQuery {
    /// As one would type it.
    std::string text;
    Node root;
    std::uint64_t count = 0;
    /// What was changed: "read as a question", "with the nearest spelling".
    std::string why;
};

/// A question typed as prose ("what did Putin say about meeting Trump", "Putin on meeting Trump") as a query: the
/// speaker's name becomes a field, the words of the question go. Nothing when the query is none or the new one finds
/// nothing.
std::optional<BetterQuery> question_as_query(const Engine& engine, const Node& query);

/// For a query that finds nothing, the nearest that finds something: a question as a query, a name put together, other
/// spellings, then fewer parts.
std::optional<BetterQuery> relaxed(const Engine& engine, const Node& query);

} // namespace demarche::search
