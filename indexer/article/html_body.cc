// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/html_body.hh"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "indexer/article/page_blocks.hh"
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
    if (block.size >= 100) {
        return density < 0.5;
    }
    return block.size >= 40 && density < 0.35 && ends_sentence(block.text);
}

double own_size(const Block& block) {
    return static_cast<double>(block.size - block.link_size);
}

/// Sums over the blocks inside any node.
class Sums {
  public:
    template <typename Value>
    Sums(const Dom& dom, const std::vector<Block>& blocks, Value value) : at_(dom.size() + 1, 0.0) {
        for (const Block& block : blocks) {
            at_[block.first + 1] += value(block);
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
        const std::vector<Block> blocks = page_blocks(dom_, 0, left_out_);
        const NodeId root = best_root(blocks);
        return take(blocks, root);
    }

  private:
    void leave_out_invisible() {
        for (NodeId i = 1; i < dom_.size();) {
            left_out_[i] = dom_.node(i).tag != Tag::text && is_invisible(dom_, i);
            i = left_out_[i] ? dom_.node(i).end : i + 1;
        }
    }

    /// Elements that say themselves that they are not the body.
    void leave_out_furniture() {
        const std::vector<Block> blocks = page_blocks(dom_, 0, left_out_);
        const Sums running(dom_, blocks, [](const Block& b) { return is_running(b) ? own_size(b) : 0.0; });
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
        if (running > 0.4 * all) {
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
        if (node.attribute_count == 0 || (!is_block_level(node.tag) && node.tag != Tag::span && node.tag != Tag::other && node.tag != Tag::a)) {
            return false;
        }
        const Says says = element_says(dom_, i);
        return says == Says::drop || (says == Says::weak && running < 60);
    }

    /// The element whose text is most and whose furniture is least.
    NodeId best_root(const std::vector<Block>& blocks) const {
        const Sums value(dom_, blocks, [](const Block& b) {
            if (is_running(b)) {
                return own_size(b);
            }
            if (is_heading(b.tag)) {
                return 0.0;
            }
            return -std::min(60.0, 8.0 + static_cast<double>(b.link_size));
        });
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
        return best;
    }

    PageBody take(const std::vector<Block>& blocks, NodeId root) const {
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
        for (const Block& block : blocks) {
            if (block.first > root && block.first < dom_.node(root).end) {
                inside.push_back(&block);
            }
        }
        const auto running = [](const Block* b) { return is_running(*b); };
        const auto first = std::find_if(inside.begin(), inside.end(), running);
        const auto last = std::find_if(inside.rbegin(), inside.rend(), running).base();
        for (auto i = first; i < last; ++i) {
            const Block& block = **i;
            if (block.link_density() > 0.6 && !is_running(block)) {
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
