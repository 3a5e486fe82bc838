// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/markup_text.hh"

#include <algorithm>
#include <vector>

#include "indexer/article/page_blocks.hh"

namespace demarche::indexer {

std::string text_of_blocks(const Dom& dom, NodeId id, std::initializer_list<std::string_view> without) {
    std::vector<bool> left_out(dom.size(), false);
    for (NodeId i = id + 1; i < dom.node(id).end; ++i) {
        left_out[i] = dom.node(i).tag != Tag::text &&
                      (is_invisible(dom, i) || std::find(without.begin(), without.end(), dom.name(i)) != without.end());
    }
    std::string out;
    for (const Block& block : page_blocks(dom, id, left_out)) {
        out += out.empty() ? "" : "\n";
        out += block.text;
    }
    return out;
}

} // namespace demarche::indexer
