// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/dom.hh"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

struct Named {
    std::string_view name;
    Tag tag;
};

// clang-format off
/// Sorted by name.
constexpr std::array named_tags = std::to_array<Named>({
    {"a", Tag::a}, {"address", Tag::address}, {"article", Tag::article}, {"aside", Tag::aside}, {"audio", Tag::audio}, {"b", Tag::b},
    {"base", Tag::base}, {"blockquote", Tag::blockquote}, {"body", Tag::body}, {"br", Tag::br}, {"button", Tag::button},
    {"caption", Tag::caption}, {"center", Tag::center}, {"dd", Tag::dd}, {"details", Tag::details}, {"dialog", Tag::dialog}, {"div", Tag::div},
    {"dl", Tag::dl}, {"dt", Tag::dt}, {"em", Tag::em}, {"embed", Tag::embed}, {"fieldset", Tag::fieldset}, {"figcaption", Tag::figcaption},
    {"figure", Tag::figure}, {"font", Tag::font}, {"footer", Tag::footer}, {"form", Tag::form}, {"h1", Tag::h1}, {"h2", Tag::h2},
    {"h3", Tag::h3}, {"h4", Tag::h4}, {"h5", Tag::h5}, {"h6", Tag::h6}, {"head", Tag::head}, {"header", Tag::header}, {"hr", Tag::hr},
    {"html", Tag::html}, {"i", Tag::i}, {"iframe", Tag::iframe}, {"img", Tag::img}, {"input", Tag::input}, {"label", Tag::label},
    {"legend", Tag::legend}, {"li", Tag::li}, {"link", Tag::link}, {"main", Tag::main}, {"map", Tag::map}, {"menu", Tag::menu},
    {"meta", Tag::meta}, {"nav", Tag::nav}, {"noscript", Tag::noscript}, {"object", Tag::object}, {"ol", Tag::ol}, {"option", Tag::option},
    {"p", Tag::p}, {"picture", Tag::picture}, {"pre", Tag::pre}, {"q", Tag::q}, {"s", Tag::s}, {"script", Tag::script},
    {"section", Tag::section}, {"select", Tag::select}, {"small", Tag::small}, {"source", Tag::source}, {"span", Tag::span},
    {"strong", Tag::strong}, {"style", Tag::style}, {"sub", Tag::sub}, {"summary", Tag::summary}, {"sup", Tag::sup}, {"svg", Tag::svg},
    {"table", Tag::table}, {"tbody", Tag::tbody}, {"td", Tag::td}, {"template", Tag::template_}, {"textarea", Tag::textarea},
    {"tfoot", Tag::tfoot}, {"th", Tag::th}, {"thead", Tag::thead}, {"time", Tag::time}, {"title", Tag::title}, {"tr", Tag::tr},
    {"u", Tag::u}, {"ul", Tag::ul}, {"video", Tag::video},
});
// clang-format on
static_assert(std::is_sorted(named_tags.begin(), named_tags.end(),
                             [](const Named& a, const Named& b) { return a.name < b.name; }));

Tag tag_of(std::string_view name) {
    const auto* const found =
        std::lower_bound(named_tags.begin(), named_tags.end(), name,
                         [](const Named& named, std::string_view wanted) { return named.name < wanted; });
    return found != named_tags.end() && found->name == name ? found->tag : Tag::other;
}

std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

} // namespace

/// Makes the tree out of what the parser tells.
class DomBuilder {
  public:
    explicit DomBuilder(std::size_t bytes) {
        dom_.nodes_.reserve(bytes / 24 + 16);
        dom_.characters_.reserve(bytes + bytes / 8);
        dom_.nodes_.emplace_back();
        open_.push_back(0);
    }

    void begin(std::string_view name) {
        element_ = 0;
        if (open_.size() >= Dom::deepest || dom_.nodes_.size() >= Dom::most) {
            ++beyond_;
            if (dom_.nodes_.size() >= Dom::most) {
                return;
            }
        }
        element_ = static_cast<NodeId>(dom_.nodes_.size());
        Node node;
        node.tag = tag_of(name);
        node.parent = open_.back();
        node.begin = append(name, node.size);
        node.first_attribute = static_cast<std::uint32_t>(dom_.attributes_.size());
        node.end = element_ + 1;
        dom_.nodes_.push_back(node);
        if (beyond_ == 0) {
            open_.push_back(element_);
        }
    }

    void attribute(std::string_view name, std::string_view value) {
        if (element_ == 0) {
            return;
        }
        Dom::Attribute one;
        one.name = append(name, one.name_size);
        one.value = append(value, one.value_size);
        dom_.attributes_.push_back(one);
        ++dom_.nodes_[element_].attribute_count;
    }

    void end() {
        if (beyond_ > 0) {
            --beyond_;
        } else if (open_.size() > 1) {
            dom_.nodes_[open_.back()].end = static_cast<NodeId>(dom_.nodes_.size());
            open_.pop_back();
        }
    }

    void characters(std::string_view text) {
        if (text.empty() || dom_.nodes_.size() >= Dom::most) {
            return;
        }
        Node& last = dom_.nodes_.back();
        // The parser gives text in pieces.
        if (last.tag == Tag::text && last.parent == open_.back() && last.begin + last.size == dom_.characters_.size()) {
            dom_.characters_ += text;
            last.size += static_cast<std::uint32_t>(text.size());
            return;
        }
        Node node;
        node.tag = Tag::text;
        node.parent = open_.back();
        node.begin = append(text, node.size);
        node.end = static_cast<NodeId>(dom_.nodes_.size()) + 1;
        dom_.nodes_.push_back(node);
    }

    std::size_t depth() const { return open_.size() + beyond_; }

    void problem(std::string text) {
        if (dom_.problem_.empty()) {
            dom_.problem_ = std::move(text);
        }
    }

    Dom finish() {
        while (open_.size() > 1) {
            end();
            beyond_ = 0;
        }
        dom_.nodes_[0].end = static_cast<NodeId>(dom_.nodes_.size());
        return std::move(dom_);
    }

  private:
    std::uint32_t append(std::string_view text, std::uint32_t& size) {
        const auto at = static_cast<std::uint32_t>(dom_.characters_.size());
        dom_.characters_ += text;
        size = static_cast<std::uint32_t>(text.size());
        return at;
    }

    Dom dom_;
    std::vector<NodeId> open_;
    NodeId element_ = 0;
    std::size_t beyond_ = 0;
};

namespace {

DomBuilder& builder(void* context) {
    return *static_cast<DomBuilder*>(context);
}

/// What the callbacks of HTML are given.
struct HtmlRun {
    DomBuilder dom;
    xmlParserCtxt* parser = nullptr;
};

void on_html_start(void* context, const xmlChar* name, const xmlChar** attributes) {
    HtmlRun& run = *static_cast<HtmlRun*>(context);
    if (run.dom.depth() >= Dom::too_deep) {
        run.dom.problem("the elements are nested too deep");
        xmlStopParser(run.parser);
        return;
    }
    run.dom.begin(view(name));
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
        run.dom.attribute(view(attributes[0]), view(attributes[1]));
    }
}

void on_html_end(void* context, const xmlChar* /*name*/) {
    static_cast<HtmlRun*>(context)->dom.end();
}

void on_html_characters(void* context, const xmlChar* text, int size) {
    static_cast<HtmlRun*>(context)->dom.characters(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

void on_xml_start(void* context, const xmlChar* name, const xmlChar* /*prefix*/, const xmlChar* /*uri*/,
                  int /*namespace_count*/, const xmlChar** /*namespaces*/, int attribute_count, int /*defaulted*/,
                  const xmlChar** attributes) {
    builder(context).begin(view(name));
    for (int i = 0; i < attribute_count; ++i) {
        const xmlChar** const one = attributes + static_cast<std::ptrdiff_t>(i) * 5;
        const char* const value = reinterpret_cast<const char*>(one[3]);
        builder(context).attribute(view(one[0]),
                                   {value, static_cast<std::size_t>(reinterpret_cast<const char*>(one[4]) - value)});
    }
}

void on_xml_end(void* context, const xmlChar* /*name*/, const xmlChar* /*prefix*/, const xmlChar* /*uri*/) {
    builder(context).end();
}

void on_characters(void* context, const xmlChar* text, int size) {
    builder(context).characters({reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

void on_error(void* context, xmlErrorPtr error) {
    if (error != nullptr && error->level >= XML_ERR_ERROR && error->domain != XML_FROM_NAMESPACE) {
        std::string text = error->message == nullptr ? "" : error->message;
        text.erase(std::find(text.begin(), text.end(), '\n'), text.end());
        builder(context).problem(fmt::format("line {}: {}", error->line, text));
    }
}

struct FreeHtml {
    void operator()(xmlParserCtxt* context) const { htmlFreeParserCtxt(context); }
};
struct FreeXml {
    void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
};

void initialize() {
    static const bool done = [] {
        xmlInitParser();
        return true;
    }();
    static_cast<void>(done);
}

constexpr std::size_t largest = 1U << 30U;

/// HTML's named characters as what they stand for; XML's own stay.
std::string resolve_named(std::string_view xml) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = xml.find('&'); at != std::string_view::npos; at = xml.find('&', at + 1)) {
        const std::size_t end = xml.substr(0, at + 12).find(';', at);
        if (end == std::string_view::npos) {
            continue;
        }
        const std::string name(xml.substr(at + 1, end - at - 1));
        if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
            continue;
        }
        const auto* const entity = htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.c_str()));
        if (entity != nullptr) {
            out.append(xml, copied, at - copied);
            text::append_utf8(out, static_cast<char32_t>(entity->value));
            copied = end + 1;
        }
    }
    out.append(xml, copied, std::string_view::npos);
    return out;
}

} // namespace

std::string_view Dom::attribute(NodeId id, std::string_view wanted) const {
    const Node& element = nodes_[id];
    const std::string_view all = characters_;
    for (std::uint32_t i = 0; i < element.attribute_count; ++i) {
        const Attribute& one = attributes_[element.first_attribute + i];
        if (all.substr(one.name, one.name_size) == wanted) {
            return all.substr(one.value, one.value_size);
        }
    }
    return {};
}

bool Dom::has_attribute(NodeId id, std::string_view wanted) const {
    const Node& element = nodes_[id];
    const std::string_view all = characters_;
    for (std::uint32_t i = 0; i < element.attribute_count; ++i) {
        const Attribute& one = attributes_[element.first_attribute + i];
        if (all.substr(one.name, one.name_size) == wanted) {
            return true;
        }
    }
    return false;
}

std::string Dom::text(NodeId id) const {
    std::string out;
    for (NodeId i = id; i < nodes_[id].end; ++i) {
        if (nodes_[i].tag == Tag::text) {
            out += characters(i);
        }
    }
    return out;
}

std::string Dom::line(NodeId id) const {
    return one_line(text(id));
}

NodeId Dom::child(NodeId id, std::string_view wanted, NodeId after) const {
    for (NodeId i = after == 0 ? id + 1 : nodes_[after].end; i < nodes_[id].end; i = nodes_[i].end) {
        if (nodes_[i].tag != Tag::text && name(i) == wanted) {
            return i;
        }
    }
    return 0;
}

NodeId Dom::find(NodeId id, std::string_view wanted) const {
    for (NodeId i = id + 1; i < nodes_[id].end; ++i) {
        if (nodes_[i].tag != Tag::text && name(i) == wanted) {
            return i;
        }
    }
    return 0;
}

Dom parse_html(std::string_view html) {
    initialize();
    html = html.substr(0, largest);
    HtmlRun run{DomBuilder(html.size())};
    const std::unique_ptr<xmlParserCtxt, FreeHtml> context(htmlNewParserCtxt());
    if (context == nullptr) {
        return run.dom.finish();
    }
    xmlSAXHandler handler{};
    handler.startElement = on_html_start;
    handler.endElement = on_html_end;
    handler.characters = on_html_characters;
    handler.cdataBlock = on_html_characters;
    handler.ignorableWhitespace = on_html_characters;
    *context->sax = handler;
    context->userData = &run;
    run.parser = context.get();
    htmlCtxtReadMemory(context.get(), html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                           HTML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    return run.dom.finish();
}

Dom parse_xml(std::string_view xml) {
    initialize();
    const std::string resolved = resolve_named(xml.substr(0, largest));
    DomBuilder dom(resolved.size());
    const std::unique_ptr<xmlParserCtxt, FreeXml> context(xmlNewParserCtxt());
    if (context == nullptr) {
        return dom.finish();
    }
    xmlSAXHandler handler{};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_xml_start;
    handler.endElementNs = on_xml_end;
    handler.characters = on_characters;
    handler.cdataBlock = on_characters;
    handler.ignorableWhitespace = on_characters;
    handler.serror = on_error;
    *context->sax = handler;
    context->userData = &dom;
    // "No entities" means that none is left as a reference: without declarations kept there is none to expand.
    xmlCtxtReadMemory(context.get(), resolved.data(), static_cast<int>(resolved.size()), nullptr, "UTF-8",
                      XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_IGNORE_ENC | XML_PARSE_HUGE);
    return dom.finish();
}

std::string one_line(std::string_view text) {
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool no_break = text[i] == '\xc2' && i + 1 < text.size() && text[i + 1] == '\xa0';
        if (is_space(text[i]) || no_break) {
            gap = true;
            i += static_cast<std::size_t>(no_break);
            continue;
        }
        if (gap && !out.empty()) {
            out += ' ';
        }
        gap = false;
        out += text[i];
    }
    return out;
}

} // namespace demarche::indexer
