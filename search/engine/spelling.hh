// SPDX-License-Identifier: GPL-3.0-or-later
// What of the index is spelt nearly as a word or name of a query.
#pragma once

#include <string>

#include "search/engine/index_reader.hh"
#include "search/query/node.hh"

namespace demarche::search {

/// The nearest word or value to a part of a query that matches nothing: at most two edits, the more frequent first.
/// Empty when nothing is near or the part is neither word nor name.
std::string closest_spelling(const IndexReader& reader, const Node& node);

} // namespace demarche::search
