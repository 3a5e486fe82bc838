// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/field_reader.hh"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <unicode/uchar.h>

#include "common/text/utf8.hh"
#include "search/query/field_value.hh"

namespace demarche::search {

namespace {

using index::Field;

class FieldReader {
  public:
    FieldReader(Cursor& cursor, const Field& field, bool literal, const DateContext& context)
        : cursor_(cursor), field_(field), literal_(literal), context_(context) {}

    std::vector<Node> values;

    /// word, phrase, and lists of them with commas: `Putin,"Donald Trump"`.
    QueryResult<void> list(std::string_view rest, std::size_t column) {
        // Identifiers hold commas.
        const bool lists = field_.kind != index::FieldKind::id && !literal_;
        for (;;) {
            if (rest.empty()) {
                if (!cursor_.now().glued || cursor_.now().type != TokenType::phrase) {
                    return behind_comma(column);
                }
                const Token phrase = cursor_.now();
                cursor_.advance();
                if (auto done = add(phrase); !done) {
                    return done;
                }
                const Token& after = cursor_.now();
                if (!lists || !after.glued || after.type != TokenType::text || after.text[0] != ',') {
                    return {};
                }
                rest_of_phrase_ = after.text.substr(1);
                rest = rest_of_phrase_;
                column = after.column + 1;
                cursor_.advance();
                continue;
            }
            const std::size_t comma = lists ? rest.find(',') : std::string_view::npos;
            const std::string_view value = rest.substr(0, comma);
            if (value.empty()) {
                return fail_at(column, fmt::format("{}: a value of this list is empty", field_.name));
            }
            if (auto done = add({TokenType::text, std::string(value), column, true, std::nullopt}); !done) {
                return done;
            }
            if (comma == std::string_view::npos) {
                return {};
            }
            column += text::count_code_points(value) + 1;
            rest.remove_prefix(comma + 1);
        }
    }

    /// `(value OR value)`.
    QueryResult<void> group() {
        const std::size_t open = cursor_.now().column;
        cursor_.advance();
        for (bool first = true;; first = false) {
            if (cursor_.now().type == TokenType::end) {
                return fail_at(open, "this parenthesis is not closed", "add ) where the list ends");
            }
            if (cursor_.now().type == TokenType::close) {
                cursor_.advance();
                return first ? QueryResult<void>(fail_at(open, fmt::format("{}: this list is empty", field_.name)))
                             : QueryResult<void>();
            }
            if (!first) {
                if (!cursor_.is_or()) {
                    return fail_at(cursor_.now().column,
                                   fmt::format("the values of {}:(…) are joined by OR", field_.name),
                                   fmt::format("write {0}:(first OR second), or {0}:\"several words\"", field_.name));
                }
                cursor_.advance();
            }
            const Token value = cursor_.now();
            const bool is_operator = cursor_.is_text("OR") || cursor_.is_text("AND") || cursor_.is_text("NOT");
            if ((value.type != TokenType::text && value.type != TokenType::phrase) || is_operator) {
                return fail_at(value.column, fmt::format("a value of {}: is missing here", field_.name),
                               fmt::format("write {}:(first OR second)", field_.name));
            }
            cursor_.advance();
            if (auto done = add(value); !done) {
                return done;
            }
        }
    }

  private:
    /// Nothing follows a comma: "speaker:Putin, ready" may be a list with a blank too many, and is no guess of ours; at
    /// the end the comma is punctuation.
    QueryResult<void> behind_comma(std::size_t column) const {
        if (cursor_.now().type == TokenType::end || cursor_.now().type == TokenType::close) {
            return {};
        }
        return fail_at(column, "a list is written without blanks",
                       fmt::format("write {0}:first,second or {0}:(first OR second)", field_.name));
    }

    QueryResult<void> add(const Token& token) {
        if (auto counted = cursor_.count_part(); !counted) {
            return counted;
        }
        auto node = field_node(
            field_, {token.text, token.column, token.type == TokenType::phrase, token.distance, literal_}, context_);
        if (!node) {
            return tl::unexpected<QueryError>(node.error());
        }
        values.push_back(std::move(*node));
        return {};
    }

    Cursor& cursor_;
    const Field& field_;
    bool literal_;
    const DateContext& context_;
    std::string rest_of_phrase_;
};

/// `date:2024-12 - 2025-02`, `date:2022 .. 2023`, `date:2022 to 2023`: a range, of which the end would be a word.
QueryResult<void> check_range_with_blanks(const Cursor& cursor, const Field& field, std::string_view first,
                                          const DateContext& context) {
    static constexpr std::array<std::string_view, 8> signs{"-", "–", "—", "..", "...", "…", "to", "until"};
    const Token& sign = cursor.now();
    const Token& last = cursor.ahead(1);
    const bool is_sign =
        sign.type == TokenType::text && std::find(signs.begin(), signs.end(), sign.text) != signs.end();
    if (!is_sign || last.type != TokenType::text || !read_dates(last.text, context)) {
        return {};
    }
    return fail_at(sign.column, "a range of dates is written with two dots and without blanks",
                   fmt::format("write {}:{}..{}", field.name, first, last.text));
}

} // namespace

std::optional<FieldHead> field_head(const Token& token) {
    constexpr std::string_view wide_colon = "：";
    const std::string_view text = token.text;
    const std::size_t colon = std::min(text.find(':'), text.find(wide_colon));
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    FieldHead head{text.substr(0, colon), text.substr(colon + (text[colon] == ':' ? 1 : wide_colon.size())), 0, false};
    if (head.name.ends_with('=')) {
        head.name.remove_suffix(1);
        head.literal = true;
    }
    std::size_t letters = 0;
    for (std::size_t at = 0; at < head.name.size(); ++letters) {
        const auto c = static_cast<UChar32>(text::next_code_point(head.name, at));
        const bool inside = letters > 0 && c == '_';
        if (!inside && u_isalpha(c) == 0 && (U_GET_GC_MASK(c) & U_GC_M_MASK) == 0) {
            return std::nullopt;
        }
    }
    if (letters == 0 || head.rest.starts_with("//")) {
        return std::nullopt;
    }
    head.rest_column = token.column + letters + (head.literal ? 2 : 1);
    return head;
}

QueryResult<Node> read_field(Cursor& cursor, const FieldHead& head, std::size_t column, const DateContext& context) {
    const auto found = field_named(head.name, column);
    if (!found) {
        return tl::unexpected<QueryError>(found.error());
    }
    const Field& field = **found;
    if (head.rest.empty() && !cursor.touches_group()) {
        return fail_at(
            head.rest_column, fmt::format("{}: has no value", field.name),
            fmt::format("write it without a blank, for example {}; to search for the word “{}” leave out the colon",
                        field.example, head.name));
    }
    FieldReader reader(cursor, field, head.literal, context);
    const bool group = head.rest.empty() && cursor.now().type == TokenType::open;
    if (auto done = group ? reader.group() : reader.list(head.rest, head.rest_column); !done) {
        return tl::unexpected<QueryError>(done.error());
    }
    if (field.kind == index::FieldKind::date && !group) {
        if (auto checked = check_range_with_blanks(cursor, field, head.rest, context); !checked) {
            return tl::unexpected<QueryError>(checked.error());
        }
    }
    if (reader.values.size() == 1) {
        reader.values.front().column = column;
        return std::move(reader.values.front());
    }
    Node list{NodeType::any_of, column};
    list.field = &field;
    list.children = std::move(reader.values);
    return list;
}

} // namespace demarche::search
