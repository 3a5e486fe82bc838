// SPDX-License-Identifier: GPL-3.0-or-later
// What to tell somebody whose query finds nothing.
#pragma once

#include <string>
#include <vector>

#include "search/engine/search.hh"

namespace demarche::search {

/// Lines for people: which part of the query empties the result, and which spelling or name comes close. Nothing of it
/// is applied.
std::vector<std::string> advice(const Engine& engine, const Node& query);

} // namespace demarche::search
