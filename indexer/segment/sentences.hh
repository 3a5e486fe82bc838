// SPDX-License-Identifier: GPL-3.0-or-later
// Sentences of the text outside quotations: a quotation, however long, belongs to the sentence it stands in.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/segment/quotes.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

/// Tokens [begin, end) of one sentence; `end` excludes the paragraph token.
struct Sentence {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t paragraph = 0;
};

/// Cuts the tokens into sentences, sets Token::sentence. A stop ends a sentence when a capital, a number, a quotation
/// or the paragraph's end follows, unless it belongs to an abbreviation, an initial, or stands inside a quotation whose
/// sentence goes on behind the closing mark.
std::vector<Sentence> find_sentences(std::string_view text, std::vector<Token>& tokens,
                                     const std::vector<Quotation>& quotations, std::uint32_t dateline_end = 0);

} // namespace demarche::indexer
