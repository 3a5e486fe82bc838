// SPDX-License-Identifier: GPL-3.0-or-later
// Words and phrases of a query as nodes.
#include <algorithm>

#include <fmt/format.h>

#include "common/text/utf8.hh"
#include "common/text/words.hh"
#include "search/query/cursor.hh"
#include "search/query/field_value.hh"

namespace demarche::search {

namespace {

constexpr std::size_t least_before_star = 2;

Node word(NodeType type, const text::Word& w, std::size_t column) {
    return {type, column + w.cp_begin, w.form};
}

tl::unexpected<QueryError> short_wildcard(std::size_t column) {
    return fail_at(column, fmt::format("a * needs at least {} letters before it", least_before_star),
                   "a lone * finds every statement");
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
        return short_wildcard(column);
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

/// Accents that keyboards give for an apostrophe, between letters.
std::string with_apostrophes(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = text::next_code_point(text, at);
        const bool inside = begin > 0 && at < text.size() && text[begin - 1] != ' ' && text[at] != ' ';
        if ((c == U'´' || c == U'`') && inside) {
            out += "'";
        } else {
            out += text.substr(begin, at - begin);
        }
    }
    return out;
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
    const std::string with = with_apostrophes(value.text);
    const std::string_view text = with;
    const auto words = text::words(text);
    if (words.size() > Cursor::most_parts) {
        return fail_at(value.column, fmt::format("this phrase has more than {} words", Cursor::most_parts),
                       "search for a part of it");
    }
    std::size_t starred = 0;
    for (const text::Word& w : words) {
        node.words.push_back(w.form);
        if (w.end < text.size() && text[w.end] == '*') {
            if (w.cp_end - w.cp_begin < least_before_star) {
                return short_wildcard(value.column);
            }
            node.words.back() += '*';
            ++starred;
        }
    }
    if (node.words.empty()) {
        return fail_at(value.column, "this phrase holds no word");
    }
    if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '*')) != starred) {
        return fail_at(value.column, "inside a phrase a * stands behind the first letters of a word",
                       "for any words between two: \"first last\"~2");
    }
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        // neg*ion
        if (node.words[i].ends_with('*') && words[i + 1].begin == words[i].end + 1) {
            return fail_at(value.column, "inside a phrase a * stands at the end of a word",
                           "for any words between two: \"first last\"~2");
        }
    }
    return node;
}

QueryResult<std::vector<Node>> word_nodes(std::string_view typed, std::size_t column) {
    std::vector<Node> nodes;
    const std::string with = with_apostrophes(typed);
    std::string_view text = with;
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
