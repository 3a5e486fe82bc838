// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment/dateline.hh"

namespace demarche::indexer {

namespace {

/// Headline, subheading, byline: the dateline may stand below them.
constexpr int max_paragraphs = 5;
constexpr std::uint32_t max_tokens = 20;

DatelineTokens dateline_at(const std::vector<Token>& tokens, std::uint32_t begin) {
    DatelineTokens out;
    const Token& first = tokens[begin];
    if (first.kind != TokenKind::word || !first.capital) {
        return out;
    }
    std::uint32_t dash = begin;
    while (dash < begin + max_tokens && dash < tokens.size() && tokens[dash].kind != TokenKind::paragraph &&
           tokens[dash].kind != TokenKind::quote && tokens[dash].kind != TokenKind::dash) {
        ++dash;
    }
    if (dash >= tokens.size() || tokens[dash].kind != TokenKind::dash) {
        return out;
    }
    bool capitals = true;
    std::uint32_t end = begin;
    while (end < dash && (tokens[end].capital || (tokens[end].kind == TokenKind::stop && !tokens[end].space_before))) {
        capitals = capitals && (tokens[end].kind != TokenKind::word || tokens[end].all_capitals);
        ++end;
    }
    if (end != dash && tokens[end].kind != TokenKind::comma && tokens[end].kind != TokenKind::bracket) {
        return out;
    }
    for (std::uint32_t i = end; i < dash; ++i) {
        if (tokens[i].kind == TokenKind::bracket) {
            out.agency_begin = i + 1;
        } else if (tokens[i].kind == TokenKind::unbracket && out.agency_begin != 0) {
            out.agency_end = i;
        } else if (tokens[i].is(WordClass::verb | WordClass::auxiliary | WordClass::determiner) &&
                   out.agency_begin == 0 && !(tokens[i].is(WordClass::month) && tokens[i].capital)) {
            return {};
        }
    }
    const bool agency = out.agency_end > out.agency_begin;
    if (!capitals && !agency) {
        return {};
    }
    out.begin = begin;
    out.end = dash + 1;
    out.place_end = end;
    out.capitals = capitals;
    return out;
}

} // namespace

DatelineTokens find_dateline(const std::vector<Token>& tokens) {
    std::uint32_t begin = 0;
    for (int paragraph = 0; paragraph < max_paragraphs && begin < tokens.size(); ++paragraph) {
        const DatelineTokens found = dateline_at(tokens, begin);
        if (found.found()) {
            return found;
        }
        while (begin < tokens.size() && tokens[begin].kind != TokenKind::paragraph) {
            ++begin;
        }
        ++begin;
    }
    return {};
}

} // namespace demarche::indexer
