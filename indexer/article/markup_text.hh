// SPDX-License-Identifier: GPL-3.0-or-later
// The text inside an element as paragraphs.
#pragma once

#include <string>
#include <string_view>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

/// Everything visible inside a node, a block a line. Elements of the names in `without` are left out.
std::string text_of_blocks(const Dom& dom, NodeId id, std::initializer_list<std::string_view> without = {});

} // namespace demarche::indexer
