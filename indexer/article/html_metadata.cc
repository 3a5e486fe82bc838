// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/html_metadata.hh"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "common/record/article_record.hh"
#include "common/text/ascii.hh"
#include "indexer/article/byline.hh"
#include "indexer/article/found_date.hh"
#include "indexer/article/json_ld.hh"
#include "indexer/article/page_blocks.hh"
#include "indexer/article/page_words.hh"

namespace demarche::indexer {

namespace {

/// Text of an attribute; publishing systems escape some twice.
std::string mended(std::string_view text) {
    if (text.find('&') != std::string_view::npos && text.find(';') != std::string_view::npos) {
        const Dom dom = parse_html("<p>" + std::string(text) + "</p>");
        return dom.line(0);
    }
    return one_line(text);
}

/// The page's elements that carry metadata, gathered in one walk.
struct Found {
    /// Meta elements by name or property, in lower case; the first of each, and all authors.
    std::unordered_map<std::string, std::string> meta;
    std::vector<std::string> authors;
    std::vector<std::string> scripts;
    std::string canonical;
    std::string base;
    std::string html_language;
    std::string title;
    std::string h1;
    std::string time_published;
    std::string time_any;
    std::size_t times = 0;
    std::string time_modified;
    std::string item_outlet;
};

constexpr std::array<std::string_view, 4> author_names{"author", "article:author", "dc.creator", "dcterms.creator"};
constexpr std::array published_names = std::to_array<std::string_view>({"article:published_time",
                                                                        "og:article:published_time",
                                                                        "article:published",
                                                                        "og:published_time",
                                                                        "datepublished",
                                                                        "parsely-pub-date",
                                                                        "published_time",
                                                                        "publish-date",
                                                                        "publish_date",
                                                                        "publishdate",
                                                                        "publication_date",
                                                                        "publication-date",
                                                                        "pubdate",
                                                                        "pub_date",
                                                                        "og:pubdate",
                                                                        "article.published",
                                                                        "article_date_original",
                                                                        "originalpublicationdate",
                                                                        "published_at",
                                                                        "cxenseparse:recs:publishtime",
                                                                        "dcterms.issued",
                                                                        "dc.date.issued",
                                                                        "dcterms.created",
                                                                        "dc.date.created",
                                                                        "dcterms.date",
                                                                        "dc.date",
                                                                        "rnews:datepublished",
                                                                        "sailthru.date",
                                                                        "citation_publication_date",
                                                                        "citation_date",
                                                                        "displaydate",
                                                                        "article.created",
                                                                        "datecreated",
                                                                        "creation_date",
                                                                        "release_date",
                                                                        "og:article:published",
                                                                        "article:created",
                                                                        "date",
                                                                        "dc:date",
                                                                        "timestamp"});
constexpr std::array modified_names = std::to_array<std::string_view>(
    {"article:modified_time", "og:article:modified_time", "article:modified", "og:updated_time", "datemodified",
     "dcterms.modified", "dc.date.modified", "article.updated", "article_date_updated", "updated_time", "updated-date",
     "last-modified", "lastmod", "revised"});

bool names_author(std::string_view value) {
    return value == "author" || value == "creator";
}

void read_meta(const Dom& dom, NodeId i, Found& found) {
    std::string_view name = dom.attribute(i, "property");
    if (name.empty()) {
        name = dom.attribute(i, "name");
    }
    if (name.empty()) {
        name = dom.attribute(i, "itemprop");
    }
    if (name.empty()) {
        name = dom.attribute(i, "http-equiv");
    }
    const std::string_view content = dom.attribute(i, "content");
    if (name.empty() || content.empty()) {
        return;
    }
    const std::string key = text::lower_ascii(name);
    if (std::find(author_names.begin(), author_names.end(), key) != author_names.end()) {
        found.authors.push_back(mended(content));
    }
    found.meta.try_emplace(key, content);
}

bool has_word(std::string_view text, std::string_view word) {
    return text::lower_ascii(text).find(word) != std::string::npos;
}

void read_time(const Dom& dom, NodeId i, Found& found) {
    std::string_view value = dom.attribute(i, "datetime");
    if (value.empty()) {
        value = dom.attribute(i, "content");
    }
    if (value.empty() && dom.node(i).tag != Tag::time) {
        value = dom.attribute(i, "title");
    }
    std::optional<std::string> date = metadata_date(value);
    const std::string line = dom.node(i).tag == Tag::meta ? std::string() : dom.line(i);
    if (!date) {
        date = printed_date(line.size() < 100 ? line : std::string());
    }
    if (!date) {
        return;
    }
    std::string marks(dom.attribute(i, "itemprop"));
    for (NodeId at = i, steps = 0; at != 0 && steps < 2; at = dom.node(at).parent, ++steps) {
        marks += ' ';
        marks += dom.attribute(at, "class");
        marks += ' ';
        marks += dom.attribute(at, "id");
    }
    const std::string around = dom.node(i).parent == 0 ? line : dom.line(dom.node(i).parent).substr(0, 200);
    const bool changed = has_word(marks, "modif") || has_word(marks, "updat") ||
                         (speaks_of_change(around) && !has_word(marks, "publish"));
    if (changed) {
        if (found.time_modified.empty()) {
            found.time_modified = *date;
        }
        return;
    }
    if (dom.has_attribute(i, "pubdate") || has_word(marks, "publish") || has_word(marks, "dtreviewed") ||
        has_word(marks, "datecreated") || has_word(marks, "entry-date") || has_word(marks, "pubdate")) {
        if (found.time_published.empty()) {
            found.time_published = *date;
        }
        return;
    }
    ++found.times;
    if (found.time_any.empty()) {
        found.time_any = *date;
    }
}

Found gather(const Dom& dom) {
    Found found;
    NodeId card_end = 0; // Inside what is a teaser or a comment.
    for (NodeId i = 1; i < dom.size(); ++i) {
        const Node& node = dom.node(i);
        if (node.tag == Tag::text) {
            continue;
        }
        switch (node.tag) {
        case Tag::meta:
            read_meta(dom, i, found);
            break;
        case Tag::link:
            if (text::lower_ascii(dom.attribute(i, "rel")) == "canonical" && found.canonical.empty()) {
                found.canonical = one_line(dom.attribute(i, "href"));
            }
            break;
        case Tag::base:
            found.base = dom.attribute(i, "href");
            break;
        case Tag::html:
            found.html_language = dom.attribute(i, "lang");
            if (found.html_language.empty()) {
                found.html_language = dom.attribute(i, "xml:lang");
            }
            break;
        case Tag::title:
            if (found.title.empty()) {
                found.title = dom.line(i);
            }
            break;
        case Tag::h1:
            if (found.h1.empty() && !is_invisible(dom, i)) {
                found.h1 = dom.line(i);
            }
            break;
        case Tag::script:
            if (has_word(dom.attribute(i, "type"), "ld+json")) {
                found.scripts.push_back(dom.text(i));
            }
            break;
        default:
            break;
        }
        if (i >= card_end && (node.tag == Tag::aside || node.tag == Tag::footer || node.tag == Tag::nav)) {
            card_end = node.end;
        }
        if (node.attribute_count == 0 && node.tag != Tag::time) {
            continue;
        }
        const std::string_view item = dom.attribute(i, "itemprop");
        const std::string_view marks = dom.attribute(i, "class");
        const bool dated = item.find("date") != std::string_view::npos && node.tag != Tag::meta;
        if (i >= card_end &&
            (node.tag == Tag::time || dated || (node.tag == Tag::other && has_word(marks, "published")))) {
            read_time(dom, i, found);
        }
        if (i >= card_end && node.tag != Tag::meta && (names_author(item) || names_author(dom.attribute(i, "rel"))) &&
            !is_invisible(dom, i)) {
            const NodeId name = dom.find(i, "meta");
            std::string line = name != 0 && dom.attribute(name, "itemprop") == "name"
                                   ? mended(dom.attribute(name, "content"))
                                   : dom.line(i);
            if (line.size() < 100) {
                found.authors.push_back(std::move(line));
            }
        }
        if (item == "publisher" && found.item_outlet.empty()) {
            for (NodeId j = i + 1; j < node.end; ++j) {
                if (dom.node(j).tag != Tag::text && dom.attribute(j, "itemprop") == "name") {
                    found.item_outlet =
                        dom.has_attribute(j, "content") ? mended(dom.attribute(j, "content")) : dom.line(j);
                    break;
                }
            }
        }
    }
    return found;
}

const std::string* find(const Found& found, std::initializer_list<const char*> names) {
    for (const char* const name : names) {
        const auto one = found.meta.find(name);
        if (one != found.meta.end() && !one->second.empty()) {
            return &one->second;
        }
    }
    return nullptr;
}

template <typename Names>
std::string first_date(const Found& found, const Names& names) {
    for (const std::string_view name : names) {
        const auto one = found.meta.find(std::string(name));
        if (one != found.meta.end()) {
            if (std::optional<std::string> date = metadata_date(one->second)) {
                return *std::move(date);
            }
        }
    }
    return {};
}

/// The first date there is. Where it is a day alone, the moment that a later one gives on that day: who reported first
/// hangs on the hour.
std::string first_published(const std::array<std::string, 3>& dates) {
    constexpr std::size_t day_size = std::string_view("2024-11-18").size();
    const auto first = std::find_if(dates.begin(), dates.end(), [](const std::string& date) { return !date.empty(); });
    if (first == dates.end()) {
        return {};
    }
    const auto exact = std::find_if(first, dates.end(), [&](const std::string& date) {
        return first->size() == day_size && date.size() > day_size && date.starts_with(*first);
    });
    return exact != dates.end() ? *exact : *first;
}

bool is_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

/// "https://host" of an address.
std::string_view origin(std::string_view address) {
    const std::size_t host = address.find("//");
    return host == std::string_view::npos ? std::string_view() : address.substr(0, address.find('/', host + 2));
}

std::string page_address(const Found& found, std::string_view address, const std::string& linked) {
    const std::string* const og = find(found, {"og:url"});
    for (const std::string& candidate : {found.canonical, og != nullptr ? one_line(*og) : std::string(), linked}) {
        if (is_address(candidate) && candidate.size() > origin(candidate).size() + 1) {
            return candidate;
        }
        if (candidate.size() > 1 && candidate[0] == '/' && candidate[1] != '/' && is_address(address)) {
            return std::string(origin(address)) + candidate;
        }
    }
    return is_address(address) ? std::string(address) : std::string();
}

/// A title without the outlet's name behind (or before) a separator.
std::string without_outlet(std::string title, const std::string& outlet) {
    for (const std::string_view separator : {" | ", " - ", " – ", " — ", " :: ", " « ", " » ", " · "}) {
        const std::size_t at = title.rfind(separator);
        if (at == std::string::npos || at == 0) {
            continue;
        }
        const std::string tail = text::lower_ascii(title.substr(at + separator.size()));
        const std::string name = text::lower_ascii(outlet);
        if (tail == name ||
            (!name.empty() && (tail.find(name) != std::string::npos || name.find(tail) != std::string::npos))) {
            title.resize(at);
            return title;
        }
    }
    return title;
}

std::string language_of(const Found& found, const LinkedData& linked) {
    std::vector<std::string> candidates{found.html_language, linked.language};
    for (const char* const name : {"content-language", "language", "dc.language", "og:locale"}) {
        if (const std::string* const value = find(found, {name})) {
            candidates.push_back(*value);
        }
    }
    for (const std::string& candidate : candidates) {
        std::string tag = record::language_tag(one_line(candidate));
        if (!tag.empty() && tag != "mul" && tag != "und") {
            return tag;
        }
    }
    return {};
}

} // namespace

PageMetadata read_page_metadata(const Dom& dom, std::string_view address) {
    Found found = gather(dom);
    PageMetadata out;
    out.url = page_address(found, address, "");
    const std::string& headline = found.h1.empty() ? found.title : found.h1;
    const LinkedData linked = read_linked_data(found.scripts, out.url, headline.empty() ? found.title : headline);
    if (out.url.empty() || out.url == address) {
        out.url = page_address(found, address, linked.url);
    }
    if (const std::string* const site = find(found, {"og:site_name"})) {
        out.outlet = mended(*site);
    }
    if (out.outlet.empty()) {
        out.outlet = !linked.outlet.empty() ? linked.outlet : found.item_outlet;
    }
    if (const std::string* const name =
            find(found, {"application-name", "dc.publisher", "publisher", "citation_journal_title"});
        out.outlet.empty() && name != nullptr && !is_address(*name)) {
        out.outlet = mended(*name);
    }
    const std::string* const og_title = find(found, {"og:title", "twitter:title", "dc.title", "title"});
    if (!linked.title.empty()) {
        out.title = linked.title;
    } else if (og_title != nullptr) {
        out.title = without_outlet(mended(*og_title), out.outlet);
    } else {
        out.title = !found.h1.empty() ? found.h1 : without_outlet(found.title, out.outlet);
    }
    out.authors = authors_of(linked.authors);
    if (out.authors.empty()) {
        out.authors = authors_of(found.authors);
    }
    out.published = first_published(
        {metadata_date(linked.published).value_or(""), first_date(found, published_names), found.time_published});
    // One <time> alone that says nothing of itself is the article's; of many it could be any.
    if (out.published.empty() && found.times == 1) {
        out.published = found.time_any;
    }
    if (std::optional<std::string> date = metadata_date(linked.modified)) {
        out.modified = *std::move(date);
    }
    if (out.modified.empty()) {
        out.modified = first_date(found, modified_names);
    }
    if (out.modified.empty()) {
        out.modified = found.time_modified;
    }
    out.language = language_of(found, linked);
    out.place = linked.place.size() < 60 ? linked.place : "";
    out.body = linked.body;
    const std::string* const type = find(found, {"og:type"});
    out.article = linked.article || (type != nullptr && text::lower_ascii(*type).find("article") != std::string::npos);
    out.listing = linked.listing && !out.article;
    return out;
}

} // namespace demarche::indexer
