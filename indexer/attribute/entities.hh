// SPDX-License-Identifier: GPL-3.0-or-later
// Who and what an article names: every mention of a name, joined to one entity for each person, country or
// organisation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/model/date.hh"
#include "common/names/who_is_who.hh"
#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

enum class NamedKind : std::uint8_t { unknown, person, country, organisation, outlet };

/// One mention of a name. Tokens.
struct NameMention {
    /// The name without titles.
    Range name;
    /// The name with the titles before it: "Russian President Vladimir Putin".
    Range full;
    int entity = -1;
    bool quoted = false;
    /// A possessive follows: "Putin's".
    bool possessive = false;
    /// A demonym used as an adjective ("the Russian army"): names a country but does not stand for it.
    bool adjective = false;
    /// A capital or a government's seat, which stands for the country only where it speaks or acts.
    bool metonym = false;
};

/// One person, country or organisation of the article.
struct NamedEntity {
    NamedKind kind = NamedKind::unknown;
    /// The name records carry: from the names data when it is known there, else the fullest spelling of the article.
    std::string canonical;
    /// Folded words of the fullest spelling.
    std::vector<std::string> words;
    char gender = 'u';
    /// Folded words of all titles and descriptions that stand at its names ("orlavian", "president", "businessman"),
    /// sorted.
    std::vector<std::string> title_words;
    /// Title as written before the name ("President", "Foreign Minister"), and the country it names, if any.
    std::string role;
    std::string country;
    std::string affiliation;
    /// Of an unknown kind, and seen where places and things stand ("in X", "the X"): not a person.
    bool place_like = false;
    std::optional<names::EntityId> known;
    /// Indexes of mentions, in order.
    std::vector<std::uint32_t> mentions;
};

struct Entities {
    std::vector<NameMention> mentions; // in order of tokens
    std::vector<NamedEntity> entities;
    /// Mention that covers each token, + 1; 0 for none.
    std::vector<std::uint32_t> at_token;

    /// The mention whose name covers a token, or -1.
    int mention_at(std::uint32_t token) const {
        return token < at_token.size() ? static_cast<int>(at_token[token]) - 1 : -1;
    }
};

/// Finds the names of a text. `day` decides between office holders of one surname.
Entities find_entities(const SegmentedText& text, const names::WhoIsWho& who, std::optional<Date> day);

} // namespace demarche::indexer
