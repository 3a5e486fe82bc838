// SPDX-License-Identifier: GPL-3.0-or-later
// The body of an article out of a page: without navigation, teasers, captions, comments and consent boxes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

struct PageBody {
    /// Paragraphs, one a line.
    std::string text;
    /// The element that holds them, 0 for none.
    NodeId element = 0;
    /// Nodes of the first and the last text taken.
    NodeId first = 0;
    NodeId last = 0;
    /// Code points of running text taken, and of links in blocks that were mostly links, on the whole page.
    std::size_t running = 0;
    std::size_t page_links = 0;
};

/// What the page tells about its article besides its text; both may be empty.
struct BodyHelp {
    /// The headline: a block that repeats it is no part of the body.
    std::string_view title;
    /// The text as metadata gives it, without paragraphs perhaps, and perhaps cut.
    std::string_view body;
};

PageBody find_body(const Dom& dom, const BodyHelp& help);

} // namespace demarche::indexer
