// SPDX-License-Identifier: GPL-3.0-or-later
// The visible text of a page as blocks: paragraphs, headings, items, cells, each with where it stands.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

struct Block {
    /// White space collapsed; lines broken by one <br> stay lines; cells of a row stand behind one another.
    std::string text;
    /// Nodes of its first and last text.
    NodeId first = 0;
    NodeId last = 0;
    /// The block-level element that holds it.
    NodeId element = 0;
    Tag tag = Tag::div;
    /// Code points of the text, and of the part of them that is links.
    std::size_t size = 0;
    std::size_t link_size = 0;
    /// Code points in bold or emphasis.
    std::size_t strong_size = 0;
    std::size_t links = 0;
    /// Cells, when the block is a row of a table of data.
    std::size_t cells = 0;
    /// Code points of scripts that say in one what others say in two or three.
    std::size_t wide = 0;

    double link_density() const { return size == 0 ? 0 : static_cast<double>(link_size) / static_cast<double>(size); }
};

/// Elements that begin and end a line.
bool is_block_level(Tag tag);

/// Elements whose text nobody sees: scripts, styles, controls, what is marked hidden.
bool is_invisible(const Dom& dom, NodeId id);

/// The blocks of everything inside `root` but the nodes for which `left_out` is set (with all inside them); it has one
/// flag for each node of the page.
std::vector<Block> page_blocks(const Dom& dom, NodeId root, const std::vector<bool>& left_out);

} // namespace demarche::indexer
