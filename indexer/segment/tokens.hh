// SPDX-License-Identifier: GPL-3.0-or-later
// An article's text as tokens: words with their lexicon entries, punctuation, quotation marks, paragraph ends.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/language/lexicon.hh"

namespace demarche::indexer {

enum class TokenKind : std::uint8_t {
    word,
    number,
    comma,
    stop,      // . ! ? … and their full-width forms
    colon,     // : ;
    dash,      // – — and -- between words
    bracket,   // ( [ {
    unbracket, // ) ] }
    quote,     // any quotation mark; segment/quotes.hh says which open and close
    paragraph, // one or more newlines
    other,
};

/// Positions are bytes into the text.
struct Token {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    TokenKind kind = TokenKind::other;
    /// First character is an upper-case letter.
    bool capital = false;
    /// More than one letter, all upper case.
    bool all_capitals = false;
    /// White space, or the text's beginning or end, before and after.
    bool space_before = false;
    bool space_after = false;
    /// The possessive 's or ' behind a name: a token of its own.
    bool possessive = false;
    /// Index of the sentence (segment/sentences.hh).
    std::uint32_t sentence = 0;
    /// Index + 1 of the quotation the token stands in (segment/quotes.hh), 0 outside of any. Its marks count as inside.
    std::uint32_t quotation = 0;
    /// The lexicon's entry, or null. Never null is `info()`.
    const WordInfo* entry = nullptr;

    /// "QUESTION", "Q"
    bool all_or_single_capital() const { return all_capitals || (capital && end - begin == 1); }
    const WordInfo& info() const { return entry != nullptr ? *entry : no_info(); }
    static const WordInfo& no_info();
    bool is(WordClasses classes) const { return entry != nullptr && entry->classes.any(classes); }
};

/// Tokens of valid UTF-8 text, with a paragraph token at the end. A word keeps inner apostrophes, hyphens and the dots
/// of acronyms ("president-elect", "U.S."); a number its inner commas and dots.
std::vector<Token> tokenize(std::string_view text, const Lexicon& lexicon);

inline std::string_view text_of(std::string_view text, const Token& token) {
    return text.substr(token.begin, token.end - token.begin);
}

/// `word` in lower case, for comparison with the lexicon's words (simple case mapping, accents kept).
std::string lower(std::string_view word);

} // namespace demarche::indexer
