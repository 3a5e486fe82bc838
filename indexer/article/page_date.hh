// SPDX-License-Identifier: GPL-3.0-or-later
// The dates that a page prints for its readers.
#pragma once

#include <cstddef>
#include <string>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

/// The day printed beside the headline or at the end of the article, empty for none; lines that speak of updates and
/// the clock in a page's head do not count. [first, last] are the nodes of the body's text.
std::string date_beside(const Dom& dom, NodeId first, NodeId last);

/// Short lines of the page that have a date: a list of articles has one for each.
std::size_t count_dated_lines(const Dom& dom);

} // namespace demarche::indexer
