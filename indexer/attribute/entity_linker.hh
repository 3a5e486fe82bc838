// SPDX-License-Identifier: GPL-3.0-or-later
// Joins the mentions of an article to entities: one for each person, country and organisation.
#pragma once

#include <optional>

#include "common/model/date.hh"
#include "indexer/attribute/name_pass.hh"

namespace demarche::indexer {

/// Fills the entities of `state.found` and sets each mention's entity; mentions that turned out to be none keep -1.
/// `day` decides between office holders of one surname.
void link_entities(NameState& state, std::optional<Date> day);

} // namespace demarche::indexer
