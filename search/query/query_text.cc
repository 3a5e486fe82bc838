// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/query_text.hh"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/text/fold.hh"
#include "common/text/utf8.hh"

namespace demarche::search {

namespace {

/// A word that is an operator when written so.
bool is_operator(std::string_view word) {
    return word == "AND" || word == "OR" || word == "NOT" || word == "NEAR" || word == "ADJ";
}

/// In marks that the text does not hold itself.
std::string in_marks(const std::string& text) {
    if (text.find('"') == std::string::npos && text.find("“") == std::string::npos &&
        text.find("”") == std::string::npos && text.find("„") == std::string::npos) {
        return '"' + text + '"';
    }
    return "«" + text + "»";
}

/// Without signs that would cut the value or mean something.
bool is_one_value(std::string_view text) {
    constexpr std::u32string_view signs = U" \t\n()\"|,*=<>!-'.~^?/:&：«»„“”‟＂〝〞〟「」『』";
    if (text.empty() || is_operator(text)) {
        return false;
    }
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = text::next_code_point(text, at);
        if (signs.find(c) != std::u32string_view::npos || u_isUWhiteSpace(static_cast<UChar32>(c)) != 0) {
            return false;
        }
    }
    return true;
}

std::string value_text(const Node& node) {
    switch (node.field->kind) {
    case index::FieldKind::date: {
        const DayRange& days = node.days;
        if (days.first && days.last && *days.first == *days.last) {
            // A value and not a range: values side by side are alternatives.
            return node.range ? days.first->iso() + ".." + days.last->iso() : days.first->iso();
        }
        return (days.first ? days.first->iso() : "") + ".." + (days.last ? days.last->iso() : "");
    }
    case index::FieldKind::number:
        return fmt::format("{}..{}", node.numbers.least, node.numbers.most);
    default:
        break;
    }
    return is_one_value(node.text) ? node.text : in_marks(node.text);
}

std::string prefix_of(const Node& node) {
    return node.field == nullptr ? "" : std::string(node.field->name) + (node.literal ? "=:" : ":");
}

bool is_group(const Node& node) {
    return node.type == NodeType::all_of || node.type == NodeType::near ||
           (node.type == NodeType::any_of && node.field == nullptr);
}

std::string in_group(const Node& node) {
    return is_group(node) ? '(' + query_text(node) + ')' : query_text(node);
}

std::string joined(const std::vector<Node>& nodes, std::string_view between) {
    std::string out;
    for (const Node& node : nodes) {
        out += (out.empty() ? "" : std::string(between)) + in_group(node);
    }
    return out;
}

/// Parts that would become alternatives of each other when only a blank stood between them.
bool needs_and(const std::vector<Node>& nodes) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const bool values = (nodes[i].type == NodeType::field || nodes[i].type == NodeType::any_of) &&
                                (nodes[j].type == NodeType::field || nodes[j].type == NodeType::any_of);
            if (values && nodes[i].field != nullptr && nodes[i].field == nodes[j].field) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

std::string query_text(const Node& node) {
    switch (node.type) {
    case NodeType::all:
        return "*";
    case NodeType::word:
        return prefix_of(node) + (is_operator(node.text) ? text::fold(node.text) : node.text);
    case NodeType::exact:
        return prefix_of(node) + '=' + node.text;
    case NodeType::wildcard:
        return prefix_of(node) + node.text + '*' + node.ending;
    case NodeType::phrase: {
        std::string words;
        for (const std::string& word : node.words) {
            words += (words.empty() ? "" : " ") + word;
        }
        return prefix_of(node) + '"' + words + '"' + (node.distance ? fmt::format("~{}", *node.distance) : "");
    }
    case NodeType::field:
        return prefix_of(node) + value_text(node);
    case NodeType::all_of:
        return joined(node.children, needs_and(node.children) ? " AND " : " ");
    case NodeType::any_of: {
        if (node.field == nullptr) {
            return joined(node.children, " OR ");
        }
        const bool alike = std::all_of(node.children.begin(), node.children.end(), [&](const Node& child) {
            return child.type == NodeType::field && child.literal == node.children.front().literal;
        });
        if (!alike) {
            // Side by side they are alternatives, in parentheses to themselves alone.
            return '(' + joined(node.children, " ") + ')';
        }
        std::string values;
        for (const Node& child : node.children) {
            values += (values.empty() ? "" : " OR ") + value_text(child);
        }
        return prefix_of(node.children.front()) + '(' + values + ')';
    }
    case NodeType::none_of:
        return '-' + in_group(node.children.front());
    case NodeType::near:
        return joined(node.children, fmt::format(" {}/{} ", node.ordered ? "ADJ" : "NEAR", node.distance.value_or(0)));
    }
    return "";
}

} // namespace demarche::search
