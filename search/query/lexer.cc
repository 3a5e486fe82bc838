// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/lexer.hh"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "common/text/utf8.hh"

namespace demarche::search {

namespace {

/// Marks that close what any of them opened. Corner brackets face each other: only the first of those opens.
struct QuoteFamily {
    std::u32string_view opening;
    std::u32string_view closing;
};

constexpr std::array<QuoteFamily, 4> quote_families{{
    {U"\"“”„‟＂〝", U"\"“”„‟＂〞〟"},
    {U"«»", U"«»"},
    {U"「", U"」"},
    {U"『", U"』"},
}};

const QuoteFamily* family_of(char32_t c) {
    const auto* found = std::find_if(quote_families.begin(), quote_families.end(), [&](const QuoteFamily& family) {
        return family.opening.find(c) != std::u32string_view::npos;
    });
    return found == quote_families.end() ? nullptr : found;
}

constexpr std::size_t most_distance = 10'000;

class Lexer {
  public:
    explicit Lexer(std::string_view query) : query_(query) {}

    QueryResult<std::vector<Token>> run() {
        while (at_ < query_.size()) {
            if (auto done = one(); !done) {
                return tl::unexpected<QueryError>(done.error());
            }
        }
        push(TokenType::end, "", column_);
        return std::move(tokens_);
    }

  private:
    char32_t peek() const {
        std::size_t at = at_;
        return text::next_code_point(query_, at);
    }
    void skip() {
        text::next_code_point(query_, at_);
        ++column_;
    }
    void push(TokenType type, std::string text, std::size_t column) {
        tokens_.push_back({type, std::move(text), column, glued_, std::nullopt});
        glued_ = true;
    }

    QueryResult<void> one() {
        const char32_t c = peek();
        const std::size_t column = column_;
        if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0) {
            skip();
            glued_ = false;
        } else if (c == '(' || c == ')' || c == '|') {
            skip();
            push(c == '(' ? TokenType::open : c == ')' ? TokenType::close : TokenType::bar, "", column);
        } else if (const QuoteFamily* family = family_of(c)) {
            return phrase(*family);
        } else {
            run_of_text();
        }
        return {};
    }

    QueryResult<void> phrase(const QuoteFamily& family) {
        const std::size_t column = column_;
        skip();
        const std::size_t begin = at_;
        while (at_ < query_.size() && family.closing.find(peek()) == std::u32string_view::npos) {
            skip();
        }
        if (at_ >= query_.size()) {
            return fail_at(column, "this quotation mark is not closed",
                           "add the closing mark at the end of the phrase");
        }
        std::string inside(query_.substr(begin, at_ - begin));
        skip();
        push(TokenType::phrase, std::move(inside), column);
        if (at_ + 1 < query_.size() && query_[at_] == '~' && query_[at_ + 1] >= '0' && query_[at_ + 1] <= '9') {
            skip();
            std::size_t number = 0;
            while (at_ < query_.size() && query_[at_] >= '0' && query_[at_] <= '9') {
                number = std::min(most_distance, number * 10 + static_cast<std::size_t>(query_[at_] - '0'));
                skip();
            }
            tokens_.back().distance = number;
        }
        return {};
    }

    void run_of_text() {
        const std::size_t column = column_;
        const std::size_t begin = at_;
        while (at_ < query_.size()) {
            const char32_t c = peek();
            if (u_isUWhiteSpace(static_cast<UChar32>(c)) != 0 || c == 0 || c == '(' || c == ')' || c == '|' ||
                family_of(c) != nullptr) {
                break;
            }
            skip();
        }
        push(TokenType::text, std::string(query_.substr(begin, at_ - begin)), column);
    }

    std::string_view query_;
    std::size_t at_ = 0;
    std::size_t column_ = 1;
    bool glued_ = false;
    std::vector<Token> tokens_;
};

} // namespace

QueryResult<std::vector<Token>> tokenize(std::string_view query) {
    return Lexer(query).run();
}

} // namespace demarche::search
