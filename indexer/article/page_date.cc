// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/page_date.hh"

#include <algorithm>
#include <vector>

#include "indexer/article/found_date.hh"
#include "indexer/article/page_blocks.hh"

namespace demarche::indexer {

namespace {

std::vector<Block> visible_blocks(const Dom& dom) {
    std::vector<bool> invisible(dom.size(), false);
    for (NodeId i = 1; i < dom.size(); ++i) {
        invisible[i] = dom.node(i).tag != Tag::text && is_invisible(dom, i);
    }
    return page_blocks(dom, 0, invisible);
}

} // namespace

std::size_t count_dated_lines(const Dom& dom) {
    const std::vector<Block> blocks = visible_blocks(dom);
    return static_cast<std::size_t>(std::count_if(blocks.begin(), blocks.end(), [](const Block& block) {
        return block.size <= 60 && !speaks_of_change(block.text) && printed_date(block.text);
    }));
}

std::string date_beside(const Dom& dom, NodeId first, NodeId last) {
    const std::vector<Block> blocks = visible_blocks(dom);
    constexpr std::size_t nearest = 12;
    constexpr std::size_t longest = 160;
    const auto look = [&](const Block& block) -> std::string {
        if (block.size > longest || speaks_of_change(block.text)) {
            return {};
        }
        return printed_date(block.text).value_or("");
    };
    std::size_t begin = 0;
    while (begin < blocks.size() && blocks[begin].first < first) {
        ++begin;
    }
    std::size_t headline = begin;
    for (std::size_t i = begin; i-- > 0 && begin - i <= 40;) {
        if (blocks[i].tag == Tag::h1) {
            headline = i;
            break;
        }
    }
    // Between headline and body, nearest to the headline first, then just above it, then the body's first lines.
    for (std::size_t i = headline; i < begin && i < headline + nearest; ++i) {
        if (std::string date = look(blocks[i]); !date.empty()) {
            return date;
        }
    }
    for (std::size_t i = headline; i-- > 0 && headline - i <= 4;) {
        if (blocks[i].link_density() < 0.5) {
            if (std::string date = look(blocks[i]); !date.empty()) {
                return date;
            }
        }
    }
    for (std::size_t i = begin; i < blocks.size() && i < begin + 2; ++i) {
        if (std::string date = look(blocks[i]); !date.empty() && blocks[i].size < 80) {
            return date;
        }
    }
    std::size_t end = begin;
    while (end < blocks.size() && blocks[end].first <= last) {
        ++end;
    }
    for (std::size_t i = end > begin + 2 ? end - 2 : begin; i < blocks.size() && i < end + 4; ++i) {
        if (blocks[i].size < 80) {
            if (std::string date = look(blocks[i]); !date.empty()) {
                return date;
            }
        }
    }
    return {};
}

} // namespace demarche::indexer
