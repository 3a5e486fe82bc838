// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/node.hh"

#include <fmt/format.h>

namespace demarche::search {

namespace {

/// The value, in quotation marks where it would not read as one word.
std::string quoted(const std::string& text) {
    return text.find_first_of(" ()\",|") == std::string::npos && !text.empty() ? text : '"' + text + '"';
}

std::string list_of(std::string head, const std::vector<Node>& children) {
    for (const Node& child : children) {
        head += ' ' + to_string(child);
    }
    return '(' + head + ')';
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

std::string value_of(const Node& node) {
    switch (node.field->kind) {
    case index::FieldKind::date:
        return (node.days.first ? node.days.first->iso() : "") + ".." + (node.days.last ? node.days.last->iso() : "");
    case index::FieldKind::number:
        return fmt::format("{}..{}", node.numbers.least, node.numbers.most);
    default:
        return quoted(node.text);
    }
}

} // namespace

std::string to_string(const Node& node) {
    const std::string in_field =
        node.field == nullptr ? "" : std::string(node.field->name) + (node.literal ? "=:" : ":");
    switch (node.type) {
    case NodeType::all:
        return "*";
    case NodeType::word:
        return in_field + node.text;
    case NodeType::exact:
        return in_field + '=' + node.text;
    case NodeType::wildcard:
        return in_field + node.text + '*' + node.ending;
    case NodeType::phrase:
        return in_field + '"' + joined(node.words) + '"' + (node.distance ? fmt::format("~{}", *node.distance) : "");
    case NodeType::field:
        return in_field + value_of(node);
    case NodeType::all_of:
        return list_of("all-of", node.children);
    case NodeType::any_of:
        return list_of("any-of", node.children);
    case NodeType::none_of:
        return list_of("none-of", node.children);
    case NodeType::near:
        return list_of(fmt::format("{}/{}", node.ordered ? "adj" : "near", node.distance.value_or(0)), node.children);
    }
    return "";
}

} // namespace demarche::search
