// SPDX-License-Identifier: GPL-3.0-or-later
// A tree written as the query one would type for it.
#pragma once

#include <string>

#include "search/query/node.hh"

namespace demarche::search {

/// Reads back as the same tree (dates as days, alternatives of one field as a list).
std::string query_text(const Node& node);

} // namespace demarche::search
