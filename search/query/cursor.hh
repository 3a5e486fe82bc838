// SPDX-License-Identifier: GPL-3.0-or-later
// The parser's place among the tokens, and its allowance.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "search/query/error.hh"
#include "search/query/lexer.hh"

namespace demarche::search {

class Cursor {
  public:
    /// Of one query.
    static constexpr std::size_t most_parts = 5'000;

    /// `tokens` ends with one of type end.
    explicit Cursor(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& now() const { return tokens_[at_]; }
    /// The token `count` places back; the first one where there are not so many.
    const Token& back(std::size_t count) const { return tokens_[at_ - std::min(count, at_)]; }
    /// The token `count` places on; the last one where there are not so many.
    const Token& ahead(std::size_t count) const { return tokens_[std::min(at_ + count, tokens_.size() - 1)]; }
    std::size_t position() const { return at_; }
    void advance() { at_ = std::min(at_ + 1, tokens_.size() - 1); }
    /// Drops the first byte (an ASCII sign) of the current text.
    void drop_sign() {
        tokens_[at_].text.erase(0, 1);
        ++tokens_[at_].column;
    }

    bool is_text(std::string_view text) const { return now().type == TokenType::text && now().text == text; }
    bool is_or() const { return now().type == TokenType::bar || is_text("OR"); }
    bool ends_list() const { return now().type == TokenType::end || now().type == TokenType::close || is_or(); }
    /// A phrase or parenthesis that touches what stands before it.
    bool touches_group() const {
        return now().glued && (now().type == TokenType::phrase || now().type == TokenType::open);
    }

    /// Counts a word, phrase or value; an error when there are too many for one query.
    QueryResult<void> count_part() {
        if (++parts_ > most_parts) {
            return fail_at(now().column, fmt::format("the query has more than {} parts", most_parts),
                           "search in several steps");
        }
        return {};
    }

  private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::size_t parts_ = 0;
};

} // namespace demarche::search
