// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/json_ld.hh"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

using nlohmann::json;

namespace {

/// Objects inside objects are followed to this depth.
constexpr std::size_t deepest = 24;
/// Brackets open at once; more is no metadata.
constexpr std::size_t deepest_brackets = 200;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// JSON with the mistakes that publishing systems make mended.
std::string mended(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\' && i + 1 < text.size()) {
                const char next = text[++i];
                if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) {
                    out += c;
                }
                if (static_cast<unsigned char>(next) >= 0x20) {
                    out += next;
                }
            } else if (static_cast<unsigned char>(c) < 0x20) {
                out += c == '\n' ? "\\n" : " ";
            } else {
                quoted = c != '"';
                out += c;
            }
            continue;
        }
        if (c == '"') {
            quoted = true;
        } else if (c == '/' && i + 1 < text.size() && (text[i + 1] == '*' || text[i + 1] == '/')) {
            const std::size_t end = text[i + 1] == '*' ? text.find("*/", i + 2) : text.find('\n', i + 2);
            i = end == std::string_view::npos ? text.size() : end + (text[i + 1] == '*' ? 1 : 0);
            continue;
        } else if (c == ',') {
            std::size_t next = i + 1;
            while (next < text.size() && (is_blank(text[next]) || text[next] == ',')) {
                ++next;
            }
            if (next >= text.size() || text[next] == '}' || text[next] == ']') {
                continue;
            }
            i = next - 1;
        }
        out += c;
    }
    return out;
}

std::size_t most_brackets(std::string_view text) {
    std::size_t depth = 0;
    std::size_t most = 0;
    for (const char c : text) {
        if (c == '{' || c == '[') {
            most = std::max(most, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return most;
}

/// What stands between the first bracket and the last, without the marks of a CDATA section around it.
std::string_view core(std::string_view text) {
    if (const std::size_t mark = text.find("<![CDATA["); mark < text.find('{')) {
        text.remove_prefix(mark + 9);
        text = text.substr(0, text.rfind("]]>"));
    }
    const std::size_t begin = text.find_first_of("{[");
    const std::size_t end = text.find_last_of("}]");
    return begin == std::string_view::npos || end == std::string_view::npos || end < begin
               ? std::string_view()
               : text.substr(begin, end - begin + 1);
}

json parse(std::string_view script) {
    const std::string_view text = core(script);
    if (text.empty() || most_brackets(text) > deepest_brackets) {
        return json();
    }
    json value = json::parse(text.begin(), text.end(), nullptr, false);
    if (!value.is_discarded()) {
        return value;
    }
    const std::string better = mended(text);
    value = json::parse(better.begin(), better.end(), nullptr, false);
    if (!value.is_discarded()) {
        return value;
    }
    // Several objects one after another.
    std::string list = "[";
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < better.size(); ++i) {
        const char c = better[i];
        list += c;
        if (quoted) {
            if (c == '\\' && i + 1 < better.size()) {
                list += better[++i];
            }
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth == 0) {
            const std::size_t next = better.find_first_of("{[", i + 1);
            if (next == std::string::npos) {
                break;
            }
            list += ',';
            i = next - 1;
        }
    }
    list += ']';
    value = json::parse(list.begin(), list.end(), nullptr, false);
    return value.is_discarded() ? json() : value;
}

/// "http://schema.org/NewsArticle" is "NewsArticle".
std::string_view local(std::string_view type) {
    const std::size_t slash = type.find_last_of("/#:");
    return slash == std::string_view::npos ? type : type.substr(slash + 1);
}

bool has_type(const json& object, const auto& names) {
    const auto matches = [&](const json& type) {
        if (!type.is_string()) {
            return false;
        }
        const std::string_view name = local(type.get_ref<const std::string&>());
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    const auto type = object.find("@type");
    if (type == object.end()) {
        return false;
    }
    return type->is_array() ? std::any_of(type->begin(), type->end(), matches) : matches(*type);
}

constexpr std::array<std::string_view, 20> article_types{"Article",
                                                         "NewsArticle",
                                                         "ReportageNewsArticle",
                                                         "AnalysisNewsArticle",
                                                         "OpinionNewsArticle",
                                                         "BackgroundNewsArticle",
                                                         "ReviewNewsArticle",
                                                         "AskPublicNewsArticle",
                                                         "BlogPosting",
                                                         "LiveBlogPosting",
                                                         "Report",
                                                         "SocialMediaPosting",
                                                         "DiscussionForumPosting",
                                                         "TechArticle",
                                                         "ScholarlyArticle",
                                                         "SatiricalArticle",
                                                         "AdvertiserContentArticle",
                                                         "APIReference",
                                                         "Statement",
                                                         "SpecialAnnouncement"};
constexpr std::array<std::string_view, 5> page_types{"WebPage", "ItemPage", "AboutPage", "Review", "CreativeWork"};
constexpr std::array<std::string_view, 5> listing_types{"CollectionPage", "SearchResultsPage", "ItemList",
                                                        "ProductCollection", "Product"};

/// Text of a value: a string, or the name or value of an object; entities in it are resolved.
std::string text_of(const json& value) {
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (text.find('&') == std::string::npos && text.find('<') == std::string::npos) {
            return one_line(text);
        }
        const Dom dom = parse_html("<p>" + text + "</p>");
        return dom.line(0);
    }
    if (value.is_object()) {
        for (const char* const key : {"name", "@value", "headline", "url", "@id"}) {
            const auto found = value.find(key);
            if (found != value.end() && found->is_string()) {
                return text_of(*found);
            }
        }
    }
    if (value.is_array() && !value.empty()) {
        return text_of(value.front());
    }
    return {};
}

class Reader {
  public:
    void gather(const json& value, std::size_t depth = 0) {
        if (depth > deepest) {
            return;
        }
        if (value.is_array()) {
            for (const json& one : value) {
                gather(one, depth + 1);
            }
            return;
        }
        if (!value.is_object()) {
            return;
        }
        if (const auto id = value.find("@id"); id != value.end() && id->is_string() && value.size() > 1) {
            by_id_.try_emplace(id->get_ref<const std::string&>(), &value);
        }
        if (has_type(value, article_types)) {
            articles_.push_back(&value);
        } else if (has_type(value, page_types)) {
            pages_.push_back(&value);
        } else if (depth <= 2 && has_type(value, listing_types)) {
            listing_ = true;
        }
        for (const auto& [key, member] : value.items()) {
            // Lists of other articles are not this page's.
            if (key != "itemListElement" && key != "hasPart" && key != "relatedLink" && key != "isPartOf" &&
                key != "citation") {
                gather(member, depth + 1);
            }
        }
    }

    LinkedData read(std::string_view url, std::string_view title) const {
        LinkedData out;
        out.listing = listing_ && articles_.empty();
        out.article = !articles_.empty();
        if (const json* const chosen = choose(url, title)) {
            fill(*chosen, out);
        }
        for (const json* const page : pages_) {
            if (out.published.empty() && out.modified.empty()) {
                fill_dates(*page, out);
            }
            if (out.language.empty()) {
                out.language = member(*page, {"inLanguage"});
            }
        }
        return out;
    }

  private:
    const json* choose(std::string_view url, std::string_view title) const {
        for (const json* const one : articles_) {
            for (const char* const key : {"url", "mainEntityOfPage", "@id"}) {
                const auto found = one->find(key);
                if (found == one->end() || url.empty()) {
                    continue;
                }
                std::string address =
                    found->is_object() && found->contains("@id") ? text_of((*found)["@id"]) : text_of(*found);
                address.resize(std::min(address.size(), address.find('#')));
                if (address == url) {
                    return one;
                }
            }
        }
        for (const json* const one : articles_) {
            const std::string headline = member(*one, {"headline", "name"});
            if (!headline.empty() && title.find(headline) != std::string_view::npos) {
                return one;
            }
        }
        return articles_.empty() ? nullptr : articles_.front();
    }

    const json& resolved(const json& value) const {
        if (value.is_object() && value.size() == 1 && value.contains("@id") && value["@id"].is_string()) {
            const auto found = by_id_.find(value["@id"].get_ref<const std::string&>());
            if (found != by_id_.end()) {
                return *found->second;
            }
        }
        return value;
    }

    std::string member(const json& object, std::initializer_list<const char*> keys) const {
        for (const char* const key : keys) {
            const auto found = object.find(key);
            if (found != object.end()) {
                if (std::string text = text_of(resolved(*found)); !text.empty()) {
                    return text;
                }
            }
        }
        return {};
    }

    void fill_dates(const json& object, LinkedData& out) const {
        out.published = member(object, {"datePublished", "dateCreated", "uploadDate"});
        out.modified = member(object, {"dateModified"});
    }

    void fill(const json& object, LinkedData& out) const {
        fill_dates(object, out);
        out.title = member(object, {"headline", "name"});
        out.url = member(object, {"url"});
        if (!out.url.starts_with("http")) {
            const auto page = object.find("mainEntityOfPage");
            if (page != object.end()) {
                out.url = page->is_object() && page->contains("@id") ? text_of((*page)["@id"]) : text_of(*page);
            }
        }
        out.language = member(object, {"inLanguage"});
        out.place = member(object, {"dateline"});
        for (const char* const key : {"publisher", "sourceOrganization", "provider"}) {
            const auto found = object.find(key);
            if (out.outlet.empty() && found != object.end()) {
                out.outlet = text_of(resolved(*found));
                if (out.outlet.starts_with("http") || out.outlet.starts_with('#')) {
                    out.outlet.clear();
                }
            }
        }
        if (const auto body = object.find("articleBody"); body != object.end() && body->is_string()) {
            out.body = body->get<std::string>();
        }
        for (const char* const key : {"author", "creator"}) {
            const auto found = object.find(key);
            if (found == object.end() || !out.authors.empty()) {
                continue;
            }
            if (found->is_array()) {
                for (const json& one : *found) {
                    out.authors.push_back(text_of(resolved(one)));
                }
            } else {
                const json& one = resolved(*found);
                const auto names = one.is_object() ? one.find("name") : one.end();
                if (one.is_object() && names != one.end() && names->is_array()) {
                    for (const json& name : *names) {
                        out.authors.push_back(text_of(name));
                    }
                } else {
                    out.authors.push_back(text_of(one));
                }
            }
        }
    }

    std::vector<const json*> articles_;
    std::vector<const json*> pages_;
    std::unordered_map<std::string, const json*> by_id_;
    bool listing_ = false;
};

} // namespace

LinkedData read_linked_data(const std::vector<std::string>& scripts, std::string_view url, std::string_view title) {
    std::vector<json> values;
    values.reserve(scripts.size());
    Reader reader;
    for (const std::string& script : scripts) {
        values.push_back(parse(script));
        reader.gather(values.back());
    }
    return reader.read(url, title);
}

} // namespace demarche::indexer
