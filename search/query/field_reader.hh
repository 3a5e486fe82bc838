// SPDX-License-Identifier: GPL-3.0-or-later
// Reads `NAME:value` with all its forms of values.
#pragma once

#include <optional>
#include <string_view>

#include "search/query/cursor.hh"
#include "search/query/date_value.hh"
#include "search/query/node.hh"

namespace demarche::search {

/// The name before a field's colon in a run of text.
struct FieldHead {
    std::string_view name;
    /// What follows the colon.
    std::string_view rest;
    std::size_t rest_column = 0;
    bool literal = false;
};

/// The head of a field, when the run has the form of one: letters, then : or =:, and not "://".
std::optional<FieldHead> field_head(const Token& token);

/// The node of a field. `head` is of the token before the cursor, which began at `column`; what follows the colon in
/// other tokens is taken from the cursor.
QueryResult<Node> read_field(Cursor& cursor, const FieldHead& head, std::size_t column, const DateContext& context);

} // namespace demarche::search
