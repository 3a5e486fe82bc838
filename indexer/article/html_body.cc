// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/html_body.hh"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "indexer/article/page_blocks.hh"
#include "indexer/article/page_phrases.hh"
#include "indexer/article/page_words.hh"

namespace demarche::indexer {

namespace {

bool is_heading(Tag tag) {
    return tag == Tag::h1 || tag == Tag::h2 || tag == Tag::h3 || tag == Tag::h4 || tag == Tag::h5 || tag == Tag::h6;
}

/// Whether a block ends as sentences do, closing marks aside.
bool ends_sentence(std::string_view text) {
    while (!text.empty() && (text.back() == '"' || text.back() == '\'' || text.back() == ')' || text.back() == ']' ||
                             text.ends_with("”") || text.ends_with("’") || text.ends_with("»"))) {
        const unsigned char last = static_cast<unsigned char>(text.back());
        text.remove_suffix(last < 0x80 ? 1 : text.ends_with("»") ? 2 : 3);
    }
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with(':') ||
           text.ends_with("…") || text.ends_with("。") || text.ends_with("！") || text.ends_with("？");
}

/// Running text: sentences rather than labels and links.
bool is_running(const Block& block) {
    if (is_heading(block.tag)) {
        return false;
    }
    const double density = block.link_density();
    const std::size_t size = block.size + block.wide;
    if (size >= 100) {
        return density < 0.5;
    }
    return size >= 40 && density < 0.35 && ends_sentence(block.text);
}

/// A sentence that is mostly links, as in lists of sources: part of a body when it stands among its paragraphs.
bool is_linked_sentence(const Block& block) {
    return block.size >= 60 && block.link_density() < 0.95 && ends_sentence(block.text);
}

/// Teasers are cut off.
bool is_cut_off(std::string_view text) {
    return text.ends_with("[…]") || text.ends_with("[...]") || text.ends_with(" …");
}

double own_size(const Block& block) {
    return static_cast<double>(block.size - block.link_size);
}

/// Sums over the blocks inside any node.
class Sums {
  public:
    Sums(const Dom& dom, const std::vector<Block>& blocks, const std::vector<double>& values)
        : at_(dom.size() + 1, 0.0) {
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            at_[blocks[i].first + 1] += values[i];
        }
        for (std::size_t i = 1; i < at_.size(); ++i) {
            at_[i] += at_[i - 1];
        }
    }
    double inside(const Dom& dom, NodeId id) const { return at_[dom.node(id).end] - at_[id]; }

  private:
    std::vector<double> at_;
};

class BodyFinder {
  public:
    BodyFinder(const Dom& dom, const BodyHelp& help) : dom_(dom), help_(help), left_out_(dom.size(), false) {}

    PageBody find() {
        leave_out_invisible();
        leave_out_furniture();
        PageBody body = find_in(page_blocks(dom_, 0, left_out_));
        if (body.text.empty()) {
            // Perhaps the page calls its body a sidebar: once more by the looks of the text alone.
            left_out_.assign(dom_.size(), false);
            leave_out_invisible();
            PageBody other = find_in(page_blocks(dom_, 0, left_out_));
            if (other.running >= worth_a_second_look) {
                return other;
            }
        }
        return body;
    }

  private:
    static constexpr std::size_t worth_a_second_look = 400;

    PageBody find_in(const std::vector<Block>& blocks) const {
        const std::vector<bool> teasers = find_teasers(blocks);
        return take(blocks, teasers, best_root(blocks, teasers));
    }

    void leave_out_invisible() {
        for (NodeId i = 1; i < dom_.size();) {
            left_out_[i] = dom_.node(i).tag != Tag::text && is_invisible(dom_, i);
            i = left_out_[i] ? dom_.node(i).end : i + 1;
        }
    }

    /// Elements that say themselves that they are not the body.
    void leave_out_furniture() {
        const std::vector<Block> blocks = page_blocks(dom_, 0, left_out_);
        std::vector<double> sizes(blocks.size());
        std::transform(blocks.begin(), blocks.end(), sizes.begin(),
                       [](const Block& b) { return is_running(b) ? own_size(b) : 0.0; });
        const Sums running(dom_, blocks, sizes);
        const double all = running.inside(dom_, 0);
        for (NodeId i = 1; i < dom_.size();) {
            const Node& node = dom_.node(i);
            if (left_out_[i]) {
                i = node.end;
                continue;
            }
            if (node.tag != Tag::text && is_furniture(i, running.inside(dom_, i), all)) {
                left_out_[i] = true;
                i = node.end;
                continue;
            }
            ++i;
        }
    }

    bool is_furniture(NodeId i, double running, double all) const {
        const Node& node = dom_.node(i);
        if (node.tag == Tag::html || node.tag == Tag::body || node.tag == Tag::main || node.tag == Tag::article) {
            return false;
        }
        // What holds most of the text is the body, whatever it is called.
        if (running > 0.4 * all && (running > 0.75 * all || has_headline(i))) {
            return false;
        }
        if (is_quotation(i)) {
            return false;
        }
        switch (node.tag) {
        case Tag::nav:
        case Tag::aside:
        case Tag::footer:
        case Tag::figcaption:
        case Tag::caption:
        case Tag::dialog:
        case Tag::address:
            return true;
        case Tag::figure:
        case Tag::header:
        case Tag::form:
        case Tag::fieldset:
            if (running < 200) {
                return true;
            }
            break;
        default:
            break;
        }
        if (node.attribute_count == 0 ||
            (!is_block_level(node.tag) && node.tag != Tag::span && node.tag != Tag::other && node.tag != Tag::a)) {
            return false;
        }
        const Says says = element_says(dom_, i);
        const bool in_table =
            node.tag == Tag::tr || node.tag == Tag::td || node.tag == Tag::th || node.tag == Tag::tbody;
        return says == Says::drop || (says == Says::weak && running < 60 && !in_table);
    }

    bool has_headline(NodeId i) const {
        for (NodeId j = i; j < dom_.node(i).end; ++j) {
            if ((dom_.node(j).tag == Tag::h1 || dom_.node(j).tag == Tag::article) && !left_out_[j]) {
                return true;
            }
        }
        return false;
    }

    /// A post or a passage that the article shows, whatever it is called.
    bool is_quotation(NodeId i) const {
        if (const NodeId quotation = dom_.find(i, "blockquote"); quotation != 0) {
            std::size_t all = 0;
            std::size_t quoted = 0;
            for (NodeId j = i; j < dom_.node(i).end; ++j) {
                const std::size_t size = dom_.node(j).tag == Tag::text ? dom_.node(j).size : 0;
                all += size;
                quoted += j > quotation && j < dom_.node(quotation).end ? size : 0;
            }
            return quoted * 4 > all * 3;
        }
        for (; i != 0; i = dom_.node(i).parent) {
            if (dom_.node(i).tag == Tag::blockquote) {
                return true;
            }
            if (is_block_level(dom_.node(i).tag) && dom_.node(i).tag != Tag::p) {
                return false;
            }
        }
        return false;
    }

    /// The element whose text is most and whose furniture is least.
    NodeId best_root(const std::vector<Block>& blocks, const std::vector<bool>& teasers) const {
        std::vector<double> values(blocks.size());
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            values[i] = value_of(blocks[i], teasers[i]);
        }
        const Sums value(dom_, blocks, values);
        NodeId best = 0;
        double most = 0;
        for (NodeId i = 1; i < dom_.size(); ++i) {
            const Node& node = dom_.node(i);
            if (node.tag == Tag::text || left_out_[i] || !is_block_level(node.tag)) {
                continue;
            }
            const double here = value.inside(dom_, i);
            // Of elements around the same text the innermost.
            if (here > most || (here == most && best != 0 && node.end <= dom_.node(best).end)) {
                most = here;
                best = i;
            }
        }
        // One paragraph is never the body's frame.
        while (best != 0 &&
               (dom_.node(best).tag == Tag::p || dom_.node(best).tag == Tag::li || dom_.node(best).tag == Tag::ul ||
                dom_.node(best).tag == Tag::ol || dom_.node(best).tag == Tag::blockquote)) {
            best = dom_.node(best).parent;
        }
        return best;
    }

    static double value_of(const Block& block, bool teaser) {
        if (teaser || is_furniture_phrase(block.text)) {
            return -std::min(is_running(block) || teaser ? 100.0 : 30.0, static_cast<double>(block.size));
        }
        if (is_running(block)) {
            return own_size(block);
        }
        if (block.cells >= 2 && block.link_density() < 0.5) {
            return 0.5 * own_size(block);
        }
        if (is_heading(block.tag) || (block.link_size == 0 && (block.tag == Tag::li || block.tag == Tag::p))) {
            return 0.0;
        }
        return -std::min(60.0, 8.0 + static_cast<double>(block.link_size));
    }

    /// Running blocks that announce other pages: cut off, or alone with a headline that is a link.
    std::vector<bool> find_teasers(const std::vector<Block>& blocks) const {
        std::vector<bool> teasers(blocks.size(), false);
        std::vector<double> ones(blocks.size());
        std::vector<double> all(blocks.size(), 1.0);
        std::size_t count = 0;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            ones[i] = is_running(blocks[i]) ? 1.0 : 0.0;
            count += static_cast<std::size_t>(ones[i]);
        }
        const Sums running(dom_, blocks, ones);
        const Sums number(dom_, blocks, all);
        for (std::size_t i = 0; i < blocks.size() && count >= 3; ++i) {
            if (ones[i] == 0.0) {
                continue;
            }
            NodeId card = blocks[i].element;
            if (running.inside(dom_, card) != 1.0) {
                teasers[i] = is_cut_off(blocks[i].text);
                continue;
            }
            while (card != 0 && running.inside(dom_, dom_.node(card).parent) == 1.0 &&
                   number.inside(dom_, dom_.node(card).parent) <= 8.0) {
                card = dom_.node(card).parent;
            }
            const bool linked = has_linked_headline(blocks, i, card);
            teasers[i] = is_cut_off(blocks[i].text) || linked || has_link_onwards(blocks, i, card);
        }
        return teasers;
    }

    /// Whether a block before this one inside `card` is a headline that is a link.
    bool has_linked_headline(const std::vector<Block>& blocks, std::size_t i, NodeId card) const {
        for (std::size_t j = i; j-- > 0 && blocks[j].first > card;) {
            if (blocks[j].link_density() > 0.8 && blocks[j].size >= 15 && (is_heading(blocks[j].tag) || i - j <= 2) &&
                blocks[j].text.find(' ') != std::string::npos) {
                return true;
            }
        }
        return false;
    }

    /// Whether "Read more" stands behind this block inside `card`, and nothing else.
    bool has_link_onwards(const std::vector<Block>& blocks, std::size_t i, NodeId card) const {
        return i + 1 < blocks.size() && blocks[i + 1].first < dom_.node(card).end &&
               blocks[i + 1].link_density() > 0.8 && blocks[i + 1].size < 60 && is_furniture_phrase(blocks[i + 1].text);
    }

    /// Whether a block stands beside others of the body.
    bool is_beside(const Block& block, const Block& other) const {
        const NodeId one = dom_.node(block.element).parent;
        const NodeId two = dom_.node(other.element).parent;
        return block.element == other.element || one == two || block.element == two || one == other.element ||
               (block.tag == Tag::li && dom_.node(one).parent == two) ||
               (other.tag == Tag::li && dom_.node(two).parent == one);
    }

    bool is_acceptable(const Block& block) const {
        if (is_furniture_phrase(block.text) || (!help_.title.empty() && block.text == help_.title) ||
            block.tag == Tag::h1) {
            return false;
        }
        return block.link_density() <= 0.6 || is_linked_sentence(block) ||
               (block.cells >= 2 && block.link_density() < 0.9);
    }

    PageBody take(const std::vector<Block>& blocks, const std::vector<bool>& teasers, NodeId root) const {
        PageBody out;
        out.element = root;
        for (const Block& block : blocks) {
            if (block.link_density() > 0.5) {
                out.page_links += block.link_size;
            }
        }
        if (root == 0) {
            return out;
        }
        std::vector<const Block*> inside;
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            if (blocks[i].first > root && blocks[i].first < dom_.node(root).end && !teasers[i]) {
                inside.push_back(&blocks[i]);
            }
        }
        const auto running = [&](const Block* b) {
            return (is_running(*b) || (b->cells >= 2 && b->link_density() < 0.5)) && is_acceptable(*b);
        };
        auto first = std::find_if(inside.begin(), inside.end(), running);
        auto last = std::find_if(inside.rbegin(), inside.rend(), running).base();
        if (first == inside.end()) {
            return out;
        }
        while (first != inside.begin() && is_beside(**(first - 1), **first) && is_acceptable(**(first - 1))) {
            --first;
        }
        while (last != inside.end() && is_beside(**last, **(last - 1)) && is_acceptable(**last)) {
            ++last;
        }
        std::unordered_set<std::string_view> taken;
        for (auto i = first; i < last; ++i) {
            const Block& block = **i;
            // Pages for several screens say things twice.
            const bool repeated = is_running(block) && block.size >= 200 && !taken.insert(block.text).second;
            if (repeated || !is_acceptable(block)) {
                continue;
            }
            if (out.text.empty()) {
                out.first = block.first;
            } else {
                out.text += '\n';
            }
            out.text += block.text;
            out.last = block.last;
            if (is_running(block)) {
                out.running += block.size - block.link_size;
            }
        }
        return out;
    }

    const Dom& dom_;
    const BodyHelp& help_;
    std::vector<bool> left_out_;
};

} // namespace

PageBody find_body(const Dom& dom, const BodyHelp& help) {
    return BodyFinder(dom, help).find();
}

} // namespace demarche::indexer
