// SPDX-License-Identifier: GPL-3.0-or-later
// What a query was understood as, for people and as JSON.
#pragma once

#include <string>

#include "search/engine/search.hh"

namespace demarche::search {

/// Lines for standard error.
std::string explanation_text(const Explanation& explanation);

/// Appends one JSON object: `tree`, `names` (value, names, office), `dates` (field, first, last), `parts` (query,
/// count), `plan`.
void append_explanation(std::string& out, const Explanation& explanation);

} // namespace demarche::search
