// SPDX-License-Identifier: GPL-3.0-or-later
//   query   := or
//   or      := and ( (OR | '|') and )*
//   and     := unary ( [AND] unary )*              side by side means AND
//   unary   := ( NOT | '-' | '!' ) unary | near    also first, also alone
//   near    := prim ( (NEAR | ADJ)['/'n] prim )*
//   prim    := '(' query ')' | field | phrase | word
//   field   := NAME ':' value | NAME '=:' value    =: exact, no folding, alias or transliteration
//   value   := word | phrase | '(' value { OR value } ')' | value ',' value | range
//   range   := a '..' b | a '..' | '..' b | '>' a | '>=' a | '<' b | '<=' b
//   word    := text | text '*' [text] | '=' text
//   phrase  := "…" “…” „…“ «…» 「…」 [ '~' n ]
//
// Binding: NOT, then NEAR and ADJ, then AND, then OR. In a list side by side, values of one single-valued field are
// alternatives.
#include "search/query/parser.hh"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/text/fold.hh"
#include "common/text/utf8.hh"
#include "search/query/cursor.hh"
#include "search/query/field_reader.hh"
#include "search/query/field_value.hh"

namespace demarche::search {

namespace {

constexpr std::size_t deepest = 100;
constexpr std::size_t default_near = 10;
constexpr std::size_t most_near = 10'000;

using index::Field;

template <typename T>
tl::unexpected<QueryError> pass(const QueryResult<T>& result) {
    return tl::unexpected<QueryError>(result.error());
}

/// NEAR, ADJ, NEAR/5.
struct NearOperator {
    bool ordered = false;
    std::size_t distance = default_near;
};

std::optional<NearOperator> near_operator(const Token& token) {
    if (token.type != TokenType::text || (!token.text.starts_with("NEAR") && !token.text.starts_with("ADJ"))) {
        return std::nullopt;
    }
    NearOperator near{token.text[0] == 'A', default_near};
    std::string_view rest = std::string_view(token.text).substr(near.ordered ? 3 : 4);
    if (rest.empty()) {
        return near;
    }
    if (rest.size() < 2 || rest[0] != '/' || rest.find_first_not_of("0123456789", 1) != std::string_view::npos) {
        return std::nullopt;
    }
    near.distance = 0;
    for (const char digit : rest.substr(1)) {
        near.distance = std::min(most_near, near.distance * 10 + static_cast<std::size_t>(digit - '0'));
    }
    return near;
}

class Parser {
  public:
    Parser(std::vector<Token> tokens, const DateContext& context) : cursor_(std::move(tokens)), context_(context) {}

    QueryResult<Query> run() {
        auto root = parse_or();
        if (!root) {
            return pass(root);
        }
        if (now().type == TokenType::close) {
            return fail_at(now().column, "this parenthesis closes nothing", "leave it out, or open one before it");
        }
        if (!*root) {
            return fail_at(1, notes_.empty() ? "the query is empty" : "the query holds no word",
                           "type words, a field such as speaker:Putin, or * for every statement");
        }
        return Query{std::move(**root), std::move(notes_)};
    }

  private:
    /// Nothing: punctuation that holds no word.
    using Maybe = std::optional<Node>;

    const Token& now() const { return cursor_.now(); }
    bool is_text(std::string_view text) const { return cursor_.is_text(text); }
    bool is_or() const { return cursor_.is_or(); }
    bool ends_list() const { return cursor_.ends_list(); }

    QueryResult<Maybe> parse_or() {
        const std::size_t column = now().column;
        if (is_or()) {
            return missing_side("OR", "before");
        }
        std::vector<Node> parts;
        for (;;) {
            auto part = parse_and();
            if (!part) {
                return part;
            }
            if (*part) {
                parts.push_back(std::move(**part));
            }
            if (!is_or()) {
                return together(NodeType::any_of, column, std::move(parts));
            }
            const Token op = now();
            if (!*part) {
                return missing_side("OR", "before");
            }
            cursor_.advance();
            while (now().type == TokenType::bar && op.type == TokenType::bar) {
                cursor_.advance();
            }
            if (ends_list()) {
                return missing_side("OR", "after", op.column);
            }
        }
    }

    static QueryResult<Maybe> missing_side(std::string_view op, std::string_view side, std::size_t column) {
        return fail_at(column, fmt::format("{} has nothing {} it", op, side),
                       "to search for the word itself write it in small letters");
    }
    QueryResult<Maybe> missing_side(std::string_view op, std::string_view side) const {
        return missing_side(op, side, now().column);
    }

    static Maybe together(NodeType type, std::size_t column, std::vector<Node> parts) {
        if (parts.empty()) {
            return std::nullopt;
        }
        if (parts.size() == 1) {
            return std::move(parts.front());
        }
        Node node{type, column};
        node.children = std::move(parts);
        return node;
    }

    QueryResult<Maybe> parse_and() {
        const std::size_t column = now().column;
        // Each run is a list of parts side by side; runs are joined by explicit ANDs.
        std::vector<std::vector<Node>> runs(1);
        if (is_text("AND")) {
            return missing_side("AND", "before");
        }
        while (!ends_list()) {
            if (is_text("AND")) {
                const std::size_t op = now().column;
                cursor_.advance();
                if (ends_list() || is_text("AND")) {
                    return missing_side("AND", "after", op);
                }
                runs.emplace_back();
                continue;
            }
            auto part = parse_unary();
            if (!part) {
                return part;
            }
            if (*part) {
                runs.back().push_back(std::move(**part));
            }
        }
        std::vector<Node> all;
        for (std::vector<Node>& run : runs) {
            join_alternatives(run);
            for (Node& part : run) {
                if (part.type == NodeType::all_of) {
                    std::move(part.children.begin(), part.children.end(), std::back_inserter(all));
                } else {
                    all.push_back(std::move(part));
                }
            }
        }
        return together(NodeType::all_of, column, std::move(all));
    }

    /// The single-valued field whose value this is; nullptr for anything else, ranges among them.
    static const Field* alternative_of(const Node& node) {
        const bool one = node.type == NodeType::field && !node.range;
        const bool list = node.type == NodeType::any_of && node.field != nullptr;
        return (one || list) && !node.grouped && node.field->many == index::Many::no ? node.field : nullptr;
    }

    static void join_alternatives(std::vector<Node>& run) {
        std::vector<Node> joined;
        for (Node& part : run) {
            const Field* field = alternative_of(part);
            const auto same =
                field == nullptr ? joined.end() : std::find_if(joined.begin(), joined.end(), [&](const Node& other) {
                    return alternative_of(other) == field;
                });
            if (same == joined.end()) {
                joined.push_back(std::move(part));
                continue;
            }
            if (same->type == NodeType::field) {
                Node list{NodeType::any_of, same->column};
                list.field = field;
                list.children.push_back(std::move(*same));
                *same = std::move(list);
            }
            if (part.type == NodeType::any_of) {
                std::move(part.children.begin(), part.children.end(), std::back_inserter(same->children));
            } else {
                same->children.push_back(std::move(part));
            }
        }
        run = std::move(joined);
    }

    QueryResult<Maybe> parse_unary() {
        const std::size_t column = now().column;
        if (is_text("NOT")) {
            cursor_.advance();
            if (ends_list() || is_text("AND")) {
                return missing_side("NOT", "after", column);
            }
            return negated(column);
        }
        if (now().type == TokenType::text && (now().text[0] == '-' || now().text[0] == '!')) {
            if (now().text.size() > 1) {
                cursor_.drop_sign();
                return negated(column);
            }
            // A dash between blanks is punctuation; before a quotation mark or parenthesis it is "not".
            cursor_.advance();
            if (cursor_.touches_group()) {
                return negated(column);
            }
            return Maybe{};
        }
        return parse_near();
    }

    QueryResult<Maybe> negated(std::size_t column) {
        if (++depth_ > deepest) {
            return too_deep(column);
        }
        auto inner = parse_unary();
        --depth_;
        if (!inner || !*inner) {
            return inner;
        }
        Node node{NodeType::none_of, column};
        node.children.push_back(std::move(**inner));
        return Maybe(std::move(node));
    }

    static QueryResult<Maybe> too_deep(std::size_t column) {
        return fail_at(column, fmt::format("the query is nested deeper than {}", deepest),
                       "write it with fewer parentheses");
    }

    QueryResult<Maybe> parse_near() {
        if (near_operator(now())) {
            return missing_side(now().text, "before");
        }
        auto left = parse_primary();
        bool chain = false;
        while (left && *left) {
            const auto op = near_operator(now());
            if (!op) {
                return left;
            }
            const std::size_t column = now().column;
            const std::string name = now().text;
            cursor_.advance();
            if (ends_list() || is_text("AND") || near_operator(now())) {
                return missing_side(name, "after", column);
            }
            auto right = parse_primary();
            if (!right) {
                return right;
            }
            if (!*right) {
                return missing_side(name, "after", column);
            }
            Node& first = **left;
            for (const Node* side : {&first, &**right}) {
                if (!stands_in_near(*side) && !(chain && side == &first)) {
                    return fail_at(side->column, fmt::format("{} takes words, phrases, or ORs of them", name));
                }
            }
            if (chain && (first.ordered != op->ordered || first.distance != op->distance)) {
                return fail_at(column, "NEAR and ADJ of different kind or distance cannot follow each other",
                               "join two of them with AND");
            }
            if (!chain) {
                Node node{NodeType::near, first.column};
                node.ordered = op->ordered;
                node.distance = op->distance;
                node.children.push_back(std::move(first));
                left = Maybe(std::move(node));
                chain = true;
            }
            (*left)->children.push_back(std::move(**right));
        }
        return left;
    }

    /// A word of the statement, a phrase, or alternatives of those.
    static bool stands_in_near(const Node& node) {
        switch (node.type) {
        case NodeType::word:
        case NodeType::exact:
        case NodeType::wildcard:
            return node.field == nullptr || node.field->name == "text";
        case NodeType::phrase:
            return (node.field == nullptr || node.field->name == "text") && !node.distance;
        case NodeType::any_of:
            return std::all_of(node.children.begin(), node.children.end(), stands_in_near);
        default:
            return false;
        }
    }

    QueryResult<Maybe> parse_primary() {
        const Token token = now();
        if (auto counted = cursor_.count_part(); !counted) {
            return tl::unexpected<QueryError>(counted.error());
        }
        if (token.type == TokenType::open) {
            return parenthesis();
        }
        cursor_.advance();
        if (token.type == TokenType::phrase) {
            auto phrase = phrase_node({token.text, token.column, true, token.distance, false});
            return phrase ? QueryResult<Maybe>(std::move(*phrase)) : QueryResult<Maybe>(pass(phrase));
        }
        if (const auto head = field_head(token)) {
            // "Breaking: …" is text; an unknown name with a value at its colon is a field misspelt.
            const bool known = index::find_field(text::fold(head->name)) != nullptr;
            if (known || !head->rest.empty() || cursor_.touches_group()) {
                auto field = read_field(cursor_, *head, token.column, context_);
                return field ? QueryResult<Maybe>(std::move(*field)) : QueryResult<Maybe>(pass(field));
            }
        }
        return words(token);
    }

    QueryResult<Maybe> parenthesis() {
        const std::size_t column = now().column;
        cursor_.advance();
        if (++depth_ > deepest) {
            return too_deep(column);
        }
        auto inner = parse_or();
        --depth_;
        if (!inner) {
            return inner;
        }
        if (now().type != TokenType::close) {
            return fail_at(column, "this parenthesis is not closed", "add ) where the group ends");
        }
        cursor_.advance();
        if (!*inner) {
            return fail_at(column, "there is nothing in these parentheses");
        }
        (*inner)->grouped = true;
        return inner;
    }

    QueryResult<Maybe> words(const Token& token) {
        // "Speaker : Putin"
        const Token& before = cursor_.back(2);
        if (token.text[0] == ':' && !token.glued && cursor_.position() >= 2 && before.type == TokenType::text &&
            index::find_field(text::fold(before.text)) != nullptr) {
            return fail_at(token.column, "a field, its colon and its value are written without blanks",
                           fmt::format("write {}:value", text::fold(before.text)));
        }
        if (auto checked = check_slips(token); !checked) {
            return pass(checked);
        }
        auto nodes = word_nodes(token.text, token.column);
        if (!nodes) {
            return pass(nodes);
        }
        if (nodes->empty()) {
            note_if_lost(token);
        }
        return together(NodeType::all_of, token.column, std::move(*nodes));
    }

    /// Text that is nearly an operator or a field and would silently be words.
    QueryResult<void> check_slips(const Token& token) const {
        const std::string_view text = token.text;
        const Token& before = cursor_.back(2);
        if (text[0] == '~' && text.size() > 1 && text.find_first_not_of("0123456789", 1) == std::string_view::npos &&
            cursor_.position() >= 2 && before.type == TokenType::phrase) {
            return fail_at(token.column, "the distance of a phrase is written without a blank",
                           fmt::format("write \"…\"{}", text));
        }
        for (const std::string_view op : {"NEAR", "ADJ"}) {
            if (text.starts_with(op) && text.size() > op.size() && text[op.size()] == '/') {
                return fail_at(token.column, fmt::format("behind {}/ comes a number and a blank", op),
                               fmt::format("write {}/5", op));
            }
        }
        const std::size_t equal = text.find('=');
        if (equal != std::string_view::npos && equal > 0 && equal + 1 < text.size()) {
            if (const Field* field = index::find_field(text::fold(text.substr(0, equal)))) {
                return fail_at(token.column, "a field and its value are joined by a colon",
                               fmt::format("write {}:{}", field->name, text.substr(equal + 1)));
            }
        }
        return {};
    }

    /// Punctuation may go without a word; a symbol somebody meant to find may not.
    void note_if_lost(const Token& token) {
        for (std::size_t at = 0; at < token.text.size();) {
            const auto c = static_cast<UChar32>(text::next_code_point(token.text, at));
            if (c > 0x7f && (U_GET_GC_MASK(c) & (U_GC_S_MASK | U_GC_CO_MASK)) != 0) {
                notes_.push_back(
                    fmt::format("“{}” (column {}) holds no word and was left out", token.text, token.column));
                return;
            }
        }
    }

    Cursor cursor_;
    const DateContext& context_;
    std::size_t depth_ = 0;
    std::vector<std::string> notes_;
};

} // namespace

QueryResult<Query> parse_query(std::string_view query, const DateContext& context) {
    auto tokens = tokenize(query);
    if (!tokens) {
        return tl::unexpected<QueryError>(tokens.error());
    }
    return Parser(std::move(*tokens), context).run();
}

} // namespace demarche::search
