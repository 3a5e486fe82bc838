// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/page_blocks.hh"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

constexpr std::array block_level{
    Tag::address, Tag::article, Tag::aside, Tag::blockquote, Tag::body,    Tag::caption,  Tag::center,     Tag::dd,
    Tag::details, Tag::dialog,  Tag::div,   Tag::dl,         Tag::dt,      Tag::fieldset, Tag::figcaption, Tag::figure,
    Tag::footer,  Tag::form,    Tag::h1,    Tag::h2,         Tag::h3,      Tag::h4,       Tag::h5,         Tag::h6,
    Tag::header,  Tag::hr,      Tag::html,  Tag::legend,     Tag::li,      Tag::main,     Tag::menu,       Tag::nav,
    Tag::ol,      Tag::p,       Tag::pre,   Tag::section,    Tag::summary, Tag::table,    Tag::tbody,      Tag::td,
    Tag::tfoot,   Tag::th,      Tag::thead, Tag::tr,         Tag::ul};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// What an element that is open changes.
struct Open {
    NodeId end;
    bool block;
    bool link;
    bool strong;
    bool preformatted;
};

class Builder {
  public:
    Builder(const Dom& dom, const std::vector<bool>& left_out) : dom_(dom), left_out_(left_out) {}

    std::vector<Block> run(NodeId root) {
        element_ = root;
        for (NodeId i = root; i < dom_.node(root).end;) {
            close_until(i);
            if (left_out_[i]) {
                if (is_block_level(dom_.node(i).tag)) {
                    flush();
                }
                i = dom_.node(i).end;
                continue;
            }
            const Node& node = dom_.node(i);
            if (node.tag == Tag::text) {
                text(i);
            } else if (node.tag == Tag::br) {
                line_break();
            } else {
                open(i, node);
            }
            ++i;
        }
        close_until(dom_.node(root).end);
        flush();
        return std::move(blocks_);
    }

  private:
    void open(NodeId i, const Node& node) {
        if (node.tag == Tag::tr && is_data_row(i)) {
            row_end_ = node.end;
        }
        const bool cell = i < row_end_ && (node.tag == Tag::td || node.tag == Tag::th);
        if (cell) {
            ++block_.cells;
            gap_ = true;
        }
        const bool block = is_block_level(node.tag) && (i >= row_end_ || node.tag == Tag::tr);
        const bool link = node.tag == Tag::a && dom_.has_attribute(i, "href");
        const bool strong = node.tag == Tag::strong || node.tag == Tag::b || node.tag == Tag::em || node.tag == Tag::i;
        const bool preformatted = node.tag == Tag::pre;
        if (block) {
            flush();
            element_ = i;
        }
        if (!block && !link && !strong) {
            return;
        }
        links_ += static_cast<std::size_t>(link);
        strongs_ += static_cast<std::size_t>(strong);
        preformatted_ += static_cast<std::size_t>(preformatted);
        if (link) {
            ++block_.links;
        }
        open_.push_back({node.end, block, link, strong, preformatted});
        elements_.push_back(i);
    }

    /// A row of several short cells rather than a part of a page's layout.
    bool is_data_row(NodeId row) const {
        std::size_t cells = 0;
        std::size_t bytes = 0;
        for (NodeId i = row + 1; i < dom_.node(row).end; ++i) {
            const Node& node = dom_.node(i);
            cells += static_cast<std::size_t>(node.tag == Tag::td || node.tag == Tag::th);
            bytes += node.tag == Tag::text ? node.size : 0;
            if (node.tag == Tag::table || node.tag == Tag::div || node.tag == Tag::ul || bytes > 2000) {
                return false;
            }
        }
        return cells >= 2 && bytes < cells * 200;
    }

    void close_until(NodeId at) {
        while (!open_.empty() && open_.back().end <= at) {
            const Open& last = open_.back();
            if (last.block) {
                flush();
            }
            links_ -= static_cast<std::size_t>(last.link);
            strongs_ -= static_cast<std::size_t>(last.strong);
            preformatted_ -= static_cast<std::size_t>(last.preformatted);
            const bool block = last.block;
            open_.pop_back();
            elements_.pop_back();
            if (block) {
                element_ = 0;
                for (std::size_t i = open_.size(); i-- > 0 && element_ == 0;) {
                    element_ = open_[i].block ? elements_[i] : 0;
                }
            }
        }
    }

    void line_break() {
        if (std::exchange(broken_, true)) {
            flush();
        }
    }

    void text(NodeId i) {
        std::string& out = block_.text;
        const std::string_view characters = dom_.characters(i);
        for (const char c : characters) {
            if (is_space(c)) {
                if (preformatted_ > 0 && c == '\n' && !out.empty()) {
                    broken_ = true;
                }
                gap_ = true;
                continue;
            }
            if (out.empty()) {
                block_.first = i;
            } else if (broken_) {
                out += '\n';
            } else if (gap_) {
                out += ' ';
            }
            broken_ = false;
            gap_ = false;
            out += c;
            const bool counts = (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
            block_.link_size += static_cast<std::size_t>(counts && links_ > 0);
            block_.strong_size += static_cast<std::size_t>(counts && strongs_ > 0);
            block_.size += static_cast<std::size_t>(counts);
            // U+3000 to U+DFFF: Chinese, Japanese, Korean.
            block_.wide += static_cast<std::size_t>(static_cast<unsigned char>(c) >= 0xe3 &&
                                                    static_cast<unsigned char>(c) <= 0xed);
            block_.last = i;
        }
    }

    void flush() {
        constexpr std::string_view no_break = "\xc2\xa0";
        std::string& text = block_.text;
        while (text.ends_with(no_break) || text.ends_with(' ') || text.ends_with('\n')) {
            text.resize(text.size() - (text.back() == '\xa0' ? no_break.size() : 1));
        }
        std::size_t begin = 0;
        while (text.compare(begin, 2, no_break) == 0 || (begin < text.size() && is_space(text[begin]))) {
            begin += is_space(text[begin]) ? 1 : 2;
        }
        text.erase(0, begin);
        if (!text.empty()) {
            block_.element = element_;
            block_.tag = dom_.node(element_).tag;
            blocks_.push_back(std::move(block_));
        }
        block_ = Block{};
        block_.links = links_ > 0 ? 1 : 0;
        gap_ = false;
        broken_ = false;
    }

    const Dom& dom_;
    const std::vector<bool>& left_out_;
    std::vector<Block> blocks_;
    std::vector<Open> open_;
    std::vector<NodeId> elements_;
    Block block_;
    NodeId element_ = 0;
    NodeId row_end_ = 0;
    std::size_t links_ = 0;
    std::size_t strongs_ = 0;
    std::size_t preformatted_ = 0;
    bool gap_ = false;
    bool broken_ = false;
};

bool contains_word(std::string_view style, std::string_view property, std::string_view value) {
    std::string small;
    for (const char c : style) {
        if (c != ' ') {
            small += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        }
    }
    const std::string wanted = std::string(property) + ":" + std::string(value);
    return small.starts_with(wanted) || small.find(";" + wanted) != std::string::npos;
}

} // namespace

bool is_block_level(Tag tag) {
    static const std::array<bool, 256> table = [] {
        std::array<bool, 256> out{};
        for (const Tag one : block_level) {
            out[static_cast<std::size_t>(one)] = true;
        }
        return out;
    }();
    return table[static_cast<std::size_t>(tag)];
}

bool is_invisible(const Dom& dom, NodeId id) {
    switch (dom.node(id).tag) {
    case Tag::audio:
    case Tag::button:
    case Tag::embed:
    case Tag::head:
    case Tag::iframe:
    case Tag::input:
    case Tag::map:
    case Tag::menu:
    case Tag::meta:
    case Tag::noscript:
    case Tag::object:
    case Tag::option:
    case Tag::script:
    case Tag::select:
    case Tag::style:
    case Tag::svg:
    case Tag::template_:
    case Tag::textarea:
    case Tag::title:
    case Tag::video:
        return true;
    default:
        break;
    }
    if (dom.node(id).attribute_count == 0) {
        return false;
    }
    if (dom.has_attribute(id, "hidden")) {
        return true;
    }
    const std::string_view style = dom.attribute(id, "style");
    return !style.empty() && (contains_word(style, "display", "none") || contains_word(style, "visibility", "hidden"));
}

std::vector<Block> page_blocks(const Dom& dom, NodeId root, const std::vector<bool>& left_out) {
    return Builder(dom, left_out).run(root);
}

} // namespace demarche::indexer
