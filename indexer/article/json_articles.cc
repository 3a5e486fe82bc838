// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/json_articles.hh"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "common/record/article_record.hh"
#include "indexer/article/found_date.hh"
#include "indexer/article/html_page.hh"

namespace demarche::indexer {

using nlohmann::json;

namespace {

/// Objects inside objects of JSON-LD are followed to this depth.
constexpr std::size_t deepest = 12;

const json* find(const json& object, std::string_view key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_of(const json& object, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
        const json* const value = find(object, key);
        if (value != nullptr && value->is_string() && !value->get_ref<const std::string&>().empty()) {
            return value->get<std::string>();
        }
    }
    return {};
}

bool is_html(std::string_view text) {
    return text.find("<p") != std::string_view::npos || text.find("<br") != std::string_view::npos ||
           text.find("</") != std::string_view::npos;
}

std::string plain(const std::string& text) {
    return is_html(text) ? text_of_html(text) : text;
}

void set(json& out, const char* key, std::string value) {
    if (!value.empty()) {
        out[key] = std::move(value);
    }
}

void set_date(json& out, const char* key, const std::string& value) {
    if (std::optional<std::string> date = metadata_date(value)) {
        out[key] = *std::move(date);
    }
}

/// Names out of "a", {"name": "a"}, [..].
std::vector<std::string> names_of(const json* value, std::size_t depth = 0) {
    std::vector<std::string> out;
    if (value == nullptr || depth > 2) {
        return out;
    }
    if (value->is_string()) {
        out.push_back(value->get<std::string>());
    } else if (value->is_object()) {
        if (std::string name = text_of(*value, {"name", "literal", "byline", "rel"}); !name.empty()) {
            out.push_back(std::move(name));
        }
    } else if (value->is_array()) {
        for (const json& one : *value) {
            for (std::string& name : names_of(&one, depth + 1)) {
                out.push_back(std::move(name));
            }
        }
    }
    return out;
}

void set_first(json& out, const char* key, const std::vector<std::string>& names) {
    if (!names.empty()) {
        out[key] = names.front();
    }
}

/// "NewsArticle", "schema:NewsArticle", ["NewsArticle", …].
bool is_article_type(const json& type) {
    if (type.is_array()) {
        return std::any_of(type.begin(), type.end(), is_article_type);
    }
    if (!type.is_string()) {
        return false;
    }
    std::string_view name = type.get_ref<const std::string&>();
    name = name.substr(name.find_last_of("/:#") + 1);
    return name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report" ||
           name == "SocialMediaPosting" || name == "Statement";
}

json from_linked_data(const json& object) {
    json out = json::object();
    const json* const page = find(object, "mainEntityOfPage");
    std::string address = text_of(object, {"url", "@id"});
    if (address.empty() && page != nullptr) {
        address = page->is_object()   ? text_of(*page, {"@id", "url"})
                  : page->is_string() ? page->get<std::string>()
                                      : "";
    }
    set(out, "id", text_of(object, {"identifier"}));
    set(out, "url", address.starts_with("http") ? address : "");
    set(out, "title", plain(text_of(object, {"headline", "name"})));
    set(out, "text", plain(text_of(object, {"articleBody", "text"})));
    set_date(out, "published", text_of(object, {"datePublished", "dateCreated"}));
    set_date(out, "modified", text_of(object, {"dateModified"}));
    set(out, "language", text_of(object, {"inLanguage"}));
    set_first(out, "outlet", names_of(find(object, "publisher")));
    const std::vector<std::string> authors = names_of(find(object, "author"));
    if (!authors.empty()) {
        out["authors"] = authors;
    }
    return out;
}

void gather_linked(const json& value, std::vector<json>& out, std::size_t depth = 0) {
    if (depth > deepest) {
        return;
    }
    if (value.is_array()) {
        for (const json& one : value) {
            gather_linked(one, out, depth + 1);
        }
    } else if (value.is_object()) {
        const json* const type = find(value, "@type");
        if (type != nullptr && is_article_type(*type)) {
            out.push_back(from_linked_data(value));
            return;
        }
        for (const char* const key : {"@graph", "mainEntity", "itemListElement", "item", "hasPart"}) {
            if (const json* const inner = find(value, key)) {
                gather_linked(*inner, out, depth + 1);
            }
        }
    }
}

/// ninjs tells itself by its own names.
bool is_ninjs(const json& object) {
    for (const char* const key :
         {"body_text", "body_html", "body_xhtml", "versioncreated", "versionCreated", "firstcreated", "contentcreated",
          "contentCreated", "pubstatus", "pubStatus", "headlines", "bodies"}) {
        if (find(object, key) != nullptr) {
            return true;
        }
    }
    return false;
}

/// The value of the first of ninjs 2's list that has the role, else of the first.
std::string of_role(const json* list, std::string_view role) {
    std::string first;
    if (list == nullptr || !list->is_array()) {
        return first;
    }
    for (const json& one : *list) {
        if (!one.is_object()) {
            continue;
        }
        const std::string value = text_of(one, {"value"});
        if (text_of(one, {"role"}) == role && !value.empty()) {
            return value;
        }
        if (first.empty()) {
            first = value;
        }
    }
    return first;
}

std::string ninjs_body(const json& object) {
    if (std::string text = text_of(object, {"body_text"}); !text.empty()) {
        return text;
    }
    if (const std::string html = text_of(object, {"body_html", "body_xhtml"}); !html.empty()) {
        return text_of_html(html);
    }
    for (const auto& [key, value] : object.items()) {
        // "body_nitf", "body_article": a body with the name of its kind.
        if (key.starts_with("body_") && value.is_string()) {
            return plain(value.get<std::string>());
        }
    }
    const json* const bodies = find(object, "bodies");
    if (bodies == nullptr || !bodies->is_array()) {
        return {};
    }
    std::string other;
    for (const json& one : *bodies) {
        if (!one.is_object()) {
            continue;
        }
        const std::string type = text_of(one, {"contenttype", "contentType"});
        const std::string value = text_of(one, {"value"});
        if (type == "text/plain" && !value.empty()) {
            return value;
        }
        if (other.empty()) {
            other = type.find("html") != std::string::npos || type.find("xml") != std::string::npos
                        ? text_of_html(value)
                        : plain(value);
        }
    }
    return other;
}

json from_ninjs(const json& object) {
    json out = json::object();
    set(out, "id", text_of(object, {"uri", "guid", "altids"}));
    if (std::string address = text_of(object, {"url", "canonical", "link"}); address.starts_with("http")) {
        set(out, "url", std::move(address));
    }
    std::string title = text_of(object, {"headline", "title"});
    set(out, "title", plain(title.empty() ? of_role(find(object, "headlines"), "main") : title));
    set(out, "text", ninjs_body(object));
    const std::string version = text_of(object, {"versioncreated", "versionCreated"});
    const std::string first =
        text_of(object, {"firstcreated", "firstCreated", "contentcreated", "contentCreated", "firstpublished"});
    set_date(out, "published", first.empty() ? version : first);
    if (!first.empty() && first != version) {
        set_date(out, "modified", version);
    }
    set(out, "language", record::language_tag(text_of(object, {"language"})));
    set(out, "place", text_of(object, {"located"}));
    for (const char* const key :
         {"infosources", "infosource", "provider", "source", "copyrightholder", "copyrightHolder"}) {
        const std::vector<std::string> names = names_of(find(object, key));
        if (!out.contains("outlet")) {
            set_first(out, "outlet", names);
        }
    }
    std::vector<std::string> authors = names_of(find(object, "byline"));
    for (const char* const key : {"bylines", "authors", "people"}) {
        if (authors.empty() && std::string_view(key) != "people") {
            authors = names_of(find(object, key));
        }
    }
    for (std::string& author : authors) {
        if (author.starts_with("By ") || author.starts_with("by ")) {
            author.erase(0, 3);
        }
    }
    if (!authors.empty()) {
        out["authors"] = authors;
    }
    return out;
}

} // namespace

std::optional<std::vector<json>> foreign_articles(const json& object) {
    // What has the members of an article record is one.
    if (!object.is_object() || find(object, "record") != nullptr) {
        return std::nullopt;
    }
    if (find(object, "@graph") != nullptr || find(object, "@type") != nullptr) {
        std::vector<json> out;
        gather_linked(object, out);
        return out;
    }
    if (find(object, "text") == nullptr && is_ninjs(object)) {
        const std::string type = text_of(object, {"type"});
        if (type == "picture" || type == "video" || type == "audio" || type == "graphic" || type == "planning" ||
            type == "event") {
            return std::vector<json>();
        }
        return std::vector<json>{from_ninjs(object)};
    }
    // A database's HTML.
    for (const char* const key : {"body", "content", "articleBody"}) {
        const json* const value = find(object, key);
        if (value != nullptr && value->is_string() && find(object, "text") == nullptr &&
            is_html(value->get_ref<const std::string&>())) {
            json out = object;
            out[key] = text_of_html(value->get_ref<const std::string&>());
            return std::vector<json>{std::move(out)};
        }
    }
    return std::nullopt;
}

} // namespace demarche::indexer
