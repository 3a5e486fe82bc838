// SPDX-License-Identifier: GPL-3.0-or-later
// Text taken for its words alone.
#include <fmt/format.h>

#include "common/text/words.hh"
#include "search/query/cursor.hh"
#include "search/query/parser.hh"

namespace demarche::search {

QueryResult<Query> literal_query(std::string_view text) {
    Query query;
    query.root.type = NodeType::all_of;
    for (const text::Word& word : text::words(text)) {
        if (query.root.children.size() == Cursor::most_parts) {
            return fail_at(word.cp_begin + 1, fmt::format("the text has more than {} words", Cursor::most_parts),
                           "search for a part of it");
        }
        query.root.children.push_back({NodeType::word, word.cp_begin + 1, word.form});
    }
    if (query.root.children.empty()) {
        return fail_at(1, "the text holds no word");
    }
    if (query.root.children.size() == 1) {
        Node only = std::move(query.root.children.front());
        query.root = std::move(only);
    }
    return query;
}

} // namespace demarche::search
