// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the mentions of names in a text: runs of capitalized words, cut into known phrases, titles and names.
#pragma once

#include "indexer/attribute/name_pass.hh"

namespace demarche::indexer {

/// Fills the mentions of `state.found` and their facts, in order of tokens; entities are still to be linked.
void scan_names(NameState& state);

} // namespace demarche::indexer
