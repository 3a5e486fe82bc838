// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a node of a field and a value, and refuses values the field cannot have.
#pragma once

#include <string>
#include <string_view>

#include "search/query/date_value.hh"
#include "search/query/error.hh"
#include "search/query/node.hh"

namespace demarche::search {

/// What was typed for a field's value.
struct TypedValue {
    std::string text;
    std::size_t column = 1;
    /// In quotation marks.
    bool phrase = false;
    std::optional<std::size_t> distance;
    /// field=:value.
    bool literal = false;
};

/// The node for `field:value`.
QueryResult<Node> field_node(const index::Field& field, const TypedValue& value, const DateContext& context);

/// The field of a name as typed (any case, accents, width), or the error that proposes others.
QueryResult<const index::Field*> field_named(std::string_view name, std::size_t column);

/// A phrase as a node; an error when it holds no word.
QueryResult<Node> phrase_node(const TypedValue& value);

/// The words of text without operators as nodes: stems, `=forms`, wildcards. Empty when it holds no word.
QueryResult<std::vector<Node>> word_nodes(std::string_view text, std::size_t column);

} // namespace demarche::search
