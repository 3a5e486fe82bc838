// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/entities.hh"

#include <utility>

#include "indexer/attribute/entity_linker.hh"
#include "indexer/attribute/entity_roles.hh"
#include "indexer/attribute/name_scanner.hh"

namespace demarche::indexer {

namespace {

/// Takes out the mentions that became nothing, so that every mention has an entity.
void forget_dropped(Entities& entities) {
    std::vector<std::uint32_t> place(entities.mentions.size(), 0);
    std::vector<NameMention> kept;
    for (size_t i = 0; i < entities.mentions.size(); ++i) {
        place[i] = static_cast<std::uint32_t>(kept.size());
        if (entities.mentions[i].entity >= 0) {
            kept.push_back(entities.mentions[i]);
        }
    }
    for (std::uint32_t& at : entities.at_token) {
        at = at == 0 ? 0 : place[at - 1] + 1;
    }
    for (NamedEntity& entity : entities.entities) {
        for (std::uint32_t& mention : entity.mentions) {
            mention = place[mention];
        }
    }
    entities.mentions = std::move(kept);
}

} // namespace

Entities find_entities(const SegmentedText& text, const names::WhoIsWho& who, std::optional<Date> day) {
    NameState state(text, who);
    scan_names(state);
    link_entities(state, day);
    read_roles(state);
    forget_dropped(state.found);
    return std::move(state.found);
}

} // namespace demarche::indexer
