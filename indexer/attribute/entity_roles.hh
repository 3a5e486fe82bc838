// SPDX-License-Identifier: GPL-3.0-or-later
// Roles, affiliations and descriptions of people, read beside their names.
#pragma once

#include "indexer/attribute/name_pass.hh"

namespace demarche::indexer {

/// Sets role, country, affiliation and title words of the linked entities of `state.found`.
void read_roles(NameState& state);

} // namespace demarche::indexer
