// SPDX-License-Identifier: GPL-3.0-or-later
// Words and phrases of a query as nodes.
#include <algorithm>

#include <fmt/format.h>

#include "common/text/utf8.hh"
#include "common/text/words.hh"
#include "search/query/field_value.hh"

namespace demarche::search {

namespace {

constexpr std::size_t least_before_star = 2;

Node word(NodeType type, const text::Word& w, std::size_t column) {
    return {type, column + w.cp_begin, w.form};
}

/// `negotiat*`, `neg*ion`, and what stands around it, parted by hyphens and the like.
QueryResult<std::vector<Node>> wildcard_nodes(std::string_view text, std::size_t column) {
    const std::size_t star = text.find('*');
    if (text.find('*', star + 1) != std::string_view::npos) {
        return fail_at(column, "a word takes one * at most");
    }
    const auto before = text::words(text.substr(0, star));
    const auto after = text::words(text.substr(star + 1));
    const bool touches = !before.empty() && before.back().end == star;
    if (!touches || before.back().cp_end - before.back().cp_begin < least_before_star) {
        return fail_at(column, fmt::format("a * needs at least {} letters before it", least_before_star),
                       "a lone * finds every statement");
    }
    std::vector<Node> nodes;
    for (const text::Word& w : before) {
        nodes.push_back(word(NodeType::word, w, column));
    }
    nodes.back().type = NodeType::wildcard;
    const std::size_t behind_star = column + text::count_code_points(text.substr(0, star)) + 1;
    for (const text::Word& w : after) {
        if (w.begin == 0) {
            nodes.back().ending = w.form;
        } else {
            nodes.push_back(word(NodeType::word, w, behind_star));
        }
    }
    return nodes;
}

/// Operators of other search languages that would silently mean something else here.
QueryResult<void> check_foreign_operators(std::string_view text, std::size_t column) {
    for (const char sign : {'~', '^'}) {
        const std::size_t at = text.rfind(sign);
        if (at == std::string_view::npos || at == 0 || at + 1 == text.size()) {
            continue;
        }
        const std::string_view rest = text.substr(at + 1);
        if (rest.find_first_not_of("0123456789.") == std::string_view::npos) {
            return fail_at(column, fmt::format("{}{} after a word is not supported", sign, rest),
                           sign == '~' ? "words near each other: \"two words\"~5"
                                       : "put the word in quotation marks to search for it");
        }
    }
    return {};
}

} // namespace

QueryResult<Node> phrase_node(const TypedValue& value) {
    Node node{NodeType::phrase, value.column};
    node.distance = value.distance;
    for (const text::Word& w : text::words(value.text)) {
        node.words.push_back(w.form);
    }
    if (node.words.empty()) {
        return fail_at(value.column, "this phrase holds no word");
    }
    if (value.text.find('*') != std::string::npos) {
        return fail_at(value.column, "wildcards inside a phrase are not yet supported");
    }
    return node;
}

QueryResult<std::vector<Node>> word_nodes(std::string_view text, std::size_t column) {
    std::vector<Node> nodes;
    NodeType type = NodeType::word;
    if (text.size() > 1 && text[0] == '=') {
        type = NodeType::exact;
        text.remove_prefix(1);
        ++column;
    }
    if (auto checked = check_foreign_operators(text, column); !checked) {
        return tl::unexpected<QueryError>(checked.error());
    }
    if (text == "*") {
        nodes.push_back({NodeType::all, column});
        return nodes;
    }
    // "**" and "***" as emphasis hold no word; a star inside or after letters is a wildcard.
    if (text.find('*') != std::string_view::npos && text.find_first_not_of('*') != std::string_view::npos) {
        if (type == NodeType::exact) {
            return fail_at(column, "an exact form takes no *");
        }
        return wildcard_nodes(text, column);
    }
    for (const text::Word& w : text::words(text)) {
        nodes.push_back(word(type, w, column));
    }
    return nodes;
}

} // namespace demarche::search
