// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a query into its tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/query/date_value.hh"
#include "search/query/error.hh"
#include "search/query/node.hh"

namespace demarche::search {

struct Query {
    Node root;
    /// What the user should know though it is no error ("“😀” holds no word and was left out").
    std::vector<std::string> notes;
};

/// Reads valid UTF-8. Every error says its column.
QueryResult<Query> parse_query(std::string_view query, const DateContext& context);

/// The words of valid UTF-8 that is text and no query: no operators, fields, phrases or wildcards. All must match.
QueryResult<Query> literal_query(std::string_view text);

} // namespace demarche::search
