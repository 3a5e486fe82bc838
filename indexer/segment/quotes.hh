// SPDX-License-Identifier: GPL-3.0-or-later
// Quotations: which marks open and close, whatever their style, also when they are nested, mismatched or never closed.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

/// An outermost quotation within one paragraph. Token indexes.
struct Quotation {
    /// The opening mark.
    std::uint32_t open = 0;
    /// The closing mark, or the paragraph token when the quotation runs on to the paragraph's end.
    std::uint32_t close = 0;
    /// Words and numbers inside.
    std::uint32_t words = 0;
    /// False when no mark closes it: it runs on into the next paragraph, or the mark was forgotten.
    bool closed = true;
    /// Capitals on all its longer words and no stop at its end: the title of a work, a name, a slogan.
    bool title_like = false;
    /// The paragraph's first token is the opening mark.
    bool at_paragraph_start = false;

    std::uint32_t first() const { return open + 1; }
    /// One past the last token inside.
    std::uint32_t last() const { return close; }
};

/// Finds the outermost quotations and marks the tokens inside, marks included (Token::quotation = index + 1).
/// Single quotation marks count where a pair encloses words and neither can be an apostrophe.
std::vector<Quotation> find_quotations(std::string_view text, std::vector<Token>& tokens);

} // namespace demarche::indexer
