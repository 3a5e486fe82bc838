// SPDX-License-Identifier: GPL-3.0-or-later
// What the passes over an article's names share: its tokens, the folded forms of words, the names data, what was found
// so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/names/who_is_who.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// What the scan learnt of a mention, before it was joined to an entity.
struct MentionFacts {
    NamedKind kind = NamedKind::unknown;
    std::optional<names::EntityId> known;
    char gender = 'u';
    std::string country;
    bool person_title = false;
    /// A word of a headline, which only joins names known from the text.
    bool headline = false;
    /// One word that begins a sentence: capitals say nothing.
    bool sentence_start = false;
    /// Stands where places and things stand.
    bool place_like = false;
};

/// The state that is handed from pass to pass. `facts` runs beside `found.mentions`.
struct NameState {
    NameState(const SegmentedText& article, const names::WhoIsWho& data)
        : text(article), who(data), folds(article.tokens.size()) {
        found.at_token.assign(article.tokens.size(), 0);
    }

    const SegmentedText& text;
    const names::WhoIsWho& who;
    Entities found;
    std::vector<MentionFacts> facts;
    /// Folded words by token, filled when asked for.
    std::vector<std::string> folds;
};

class NamePass {
  protected:
    explicit NamePass(NameState& state)
        : text_(state.text), who_(state.who), out_(state.found), facts_(state.facts), folds_(state.folds) {}

    const Token& token(std::uint32_t i) const { return text_.tokens[i]; }
    bool is_word(std::uint32_t i) const { return token(i).kind == TokenKind::word && !token(i).possessive; }
    bool is_capital(std::uint32_t i) const { return is_word(i) && token(i).capital; }
    /// The folded form of a word, without dots; never empty.
    const std::string& folded(std::uint32_t i);
    /// The folded words of a name, without "Jr" and the like; until the next call.
    const std::vector<std::string_view>& words_of(const NameMention& mention);

    const SegmentedText& text_;
    const names::WhoIsWho& who_;
    Entities& out_;
    std::vector<MentionFacts>& facts_;
    std::vector<std::string>& folds_;

  private:
    std::vector<std::string_view> words_;
};

} // namespace demarche::indexer
