// SPDX-License-Identifier: GPL-3.0-or-later
// The tree a query is read into. It knows the field table and nothing of any index.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/index/schema.hh"
#include "common/model/date.hh"

namespace demarche::search {

enum class NodeType {
    all,      ///< every statement
    word,     ///< `text`, by its stem
    exact,    ///< `text`, this form alone
    wildcard, ///< words that begin with `text` and end with `ending`
    phrase,   ///< `words` in a row; with `distance`, in any order with at most so many others between
    field,    ///< `field` has the value `text`, or lies in `days` or `numbers`
    all_of,   ///< all children
    any_of,   ///< at least one child
    none_of,  ///< not the one child
    near,     ///< the children at most `distance` words apart, `ordered` or not
};

/// Days from `first` to `last`, both included; an end that is not given is open.
struct DayRange {
    std::optional<Date> first;
    std::optional<Date> last;
    bool operator==(const DayRange&) const = default;
};

/// Numbers from `least` to `most`, both included.
struct NumberRange {
    double least = 0;
    double most = 1;
    bool operator==(const NumberRange&) const = default;
};

struct Node {
    Node() = default;
    Node(NodeType type_, std::size_t column_, std::string text_ = {})
        : type(type_), column(column_), text(std::move(text_)) {}

    NodeType type = NodeType::all;
    /// Where it begins in the query: code point, from 1.
    std::size_t column = 1;
    /// Word or value as typed, without quotation marks.
    std::string text;
    std::string ending;
    /// Forms of the words of a phrase; one that ends in * stands for all that begin so.
    std::vector<std::string> words;
    /// Of a field's value; of words and phrases that must stand in one field (text, title); of alternatives of one
    /// field.
    const index::Field* field = nullptr;
    /// `field=:value`: as it is, without folding or aliases.
    bool literal = false;
    /// A range or comparison, as against a value.
    bool range = false;
    DayRange days;
    NumberRange numbers;
    /// Words between, of phrases (`~n`) and near.
    std::optional<std::size_t> distance;
    bool ordered = false;
    /// It stood in parentheses of its own: no alternative to what stands beside them.
    bool grouped = false;
    std::vector<Node> children;
};

/// One line that shows the tree: `(all-of speaker:Putin ready (none-of "any time"))`.
std::string to_string(const Node& node);

} // namespace demarche::search
