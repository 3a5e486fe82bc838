// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of an HTML page or an XML document: flat, in document order, the only face of libxml2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::indexer {

/// Elements that the readers tell apart; all others are `other`.
// clang-format off
enum class Tag : std::uint8_t {
    text, other,
    a, address, article, aside, audio, b, base, blockquote, body, br, button, caption, center, dd, details, dialog, div, dl, dt, em, embed,
    fieldset, figcaption, figure, font, footer, form, h1, h2, h3, h4, h5, h6, head, header, hr, html, i, iframe, img, input,
    label, legend, li, link, main, map, menu, meta, nav, noscript, object, ol, option, p, picture, pre, q, s, script, section, select,
    small, source, span, strong, style, sub, summary, sup, svg, table, tbody, td, template_, textarea, tfoot, th, thead, time, title, tr, u, ul, video
};
// clang-format on

/// Position of a node in Dom::nodes.
using NodeId = std::uint32_t;

struct Node {
    Tag tag = Tag::other;
    NodeId parent = 0;
    /// One behind the last descendant: nodes [n + 1, end) are what is inside n.
    NodeId end = 0;
    /// Of text: bytes of Dom's characters. Of an element: its name.
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
    /// Attributes [first, first + count) of Dom.
    std::uint32_t first_attribute = 0;
    std::uint32_t attribute_count = 0;
};

/// Node 0 is a root without a name. Depth and number of nodes are bounded while the tree is made: what is nested deeper
/// than `deepest` hangs beside its parent, and nodes above `most` are dropped.
class Dom {
  public:
    static constexpr std::size_t deepest = 2000;
    static constexpr std::size_t most = 20'000'000;
    /// Elements open at once beyond which the rest of a page is not read: each stray end of an element looks through
    /// all that are open.
    static constexpr std::size_t too_deep = 10'000;

    const std::vector<Node>& nodes() const { return nodes_; }
    const Node& node(NodeId id) const { return nodes_[id]; }
    NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

    /// The characters of a text node.
    std::string_view characters(NodeId id) const {
        return std::string_view(characters_).substr(nodes_[id].begin, nodes_[id].size);
    }
    /// An element's name: in lower case for HTML, without its prefix for XML.
    std::string_view name(NodeId id) const { return characters(id); }
    /// An attribute's value, empty when it is absent; names are in lower case for HTML, without prefix for XML.
    std::string_view attribute(NodeId id, std::string_view name) const;
    bool has_attribute(NodeId id, std::string_view name) const;

    /// All text inside a node, as it stands.
    std::string text(NodeId id) const;
    /// The same with runs of white space made one space, trimmed.
    std::string line(NodeId id) const;
    /// The first child element of this name behind `after` (0 for the first), or 0.
    NodeId child(NodeId id, std::string_view name, NodeId after = 0) const;
    /// The first element of this name inside a node, or 0.
    NodeId find(NodeId id, std::string_view name) const;

    /// What is wrong with XML that is not well-formed, with its line, or why the rest of a page was not read; empty
    /// when all is well.
    const std::string& problem() const { return problem_; }

  private:
    friend class DomBuilder;

    /// Bytes of the characters.
    struct Attribute {
        std::uint32_t name = 0;
        std::uint32_t name_size = 0;
        std::uint32_t value = 0;
        std::uint32_t value_size = 0;
    };

    std::vector<Node> nodes_;
    std::vector<Attribute> attributes_;
    std::string characters_;
    std::string problem_;
};

/// Reads a page as browsers would, whatever it holds; `html` is UTF-8.
Dom parse_html(std::string_view html);

/// Reads XML (UTF-8), as much as can be read where it is not well-formed. Nothing outside the document is ever read and
/// no entity of its own is expanded; HTML's named characters are known without a declaration.
Dom parse_xml(std::string_view xml);

/// `text` with runs of white space (also no-break spaces) made one space, trimmed.
std::string one_line(std::string_view text);

} // namespace demarche::indexer
