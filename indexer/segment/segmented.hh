// SPDX-License-Identifier: GPL-3.0-or-later
// A text cut into tokens, quotations and sentences: what attribution works on.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/language/lexicon.hh"
#include "indexer/segment/dateline.hh"
#include "indexer/segment/quotes.hh"
#include "indexer/segment/sentences.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

/// A half-open range of token indexes.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin >= end; }
    bool contains(std::uint32_t token) const { return token >= begin && token < end; }
    bool operator==(const Range&) const = default;
};

/// Refers to the text it was made from, which must outlive it.
struct SegmentedText {
    std::string_view text;
    const Lexicon* lexicon = nullptr;
    std::vector<Token> tokens;
    std::vector<Quotation> quotations;
    std::vector<Sentence> sentences;
    DatelineTokens dateline;

    std::string_view word(std::uint32_t token) const { return text_of(text, tokens[token]); }
    /// The bytes from the first to the last token of a range.
    std::string_view slice(Range range) const {
        return range.empty()
                   ? std::string_view{}
                   : text.substr(tokens[range.begin].begin, tokens[range.end - 1].end - tokens[range.begin].begin);
    }
};

inline SegmentedText segment(std::string_view text, const Lexicon& lexicon) {
    SegmentedText out;
    out.text = text;
    out.lexicon = &lexicon;
    out.tokens = tokenize(text, lexicon);
    out.quotations = find_quotations(text, out.tokens);
    out.dateline = find_dateline(out.tokens);
    out.sentences = find_sentences(text, out.tokens, out.quotations, out.dateline.end);
    return out;
}

} // namespace demarche::indexer
