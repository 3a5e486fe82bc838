// SPDX-License-Identifier: GPL-3.0-or-later
// What the names that an element bears (class, id, role) say about its place in a page.
#pragma once

#include <string_view>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

/// From "nothing known" to "no part of an article's body".
enum class Says { nothing, keep, weak, drop };

/// What the words of one attribute value say ("story-body__inner", "relatedLinks"); the strongest word counts.
Says words_say(std::string_view value);

/// The same for class, id, role, itemprop, data-component and aria-label of an element together.
Says element_says(const Dom& dom, NodeId id);

} // namespace demarche::indexer
