// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/article_record.hh"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/model/article.hh"
#include "common/record/json_reader.hh"
#include "common/record/json_writer.hh"
#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "common/text/ascii.hh"
#include "common/text/utf8.hh"

namespace demarche::record {

using nlohmann::json;

namespace {

constexpr std::string_view blanks = " \t\n\r\f\v";

std::string trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string()
                                           : std::string(text.substr(begin, text.find_last_not_of(blanks) - begin + 1));
}

/// What decoding does to files: JSON can hold these characters as escapes.
std::string cleaned(std::string text) {
    // One character at a time is found in leaps; find_first_of asks for each character of the text.
    if (text.find('\r') == std::string::npos && text.find('\0') == std::string::npos) {
        return text;
    }
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            out += '\n';
            i += static_cast<std::size_t>(i + 1 < text.size() && text[i + 1] == '\n');
        } else if (text[i] == '\0') {
            text::append_utf8(out, 0xfffd);
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The date under the first of `keys`, as ISO 8601.
std::string date(Members& members, std::initializer_list<std::string_view> keys) {
    const std::string written = trimmed(members.string(keys));
    if (written.empty()) {
        return {};
    }
    Result<std::string> iso = read_written_date(written);
    if (!iso) {
        members.refuse(iso.error().what, iso.error().why, iso.error().hint);
        return {};
    }
    return *std::move(iso);
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 20> language_names{
    {{"arabic", "ar"},     {"bulgarian", "bg"}, {"chinese", "zh"},  {"czech", "cs"},   {"dutch", "nl"},
     {"english", "en"},    {"french", "fr"},    {"german", "de"},   {"greek", "el"},   {"hebrew", "he"},
     {"hungarian", "hu"},  {"italian", "it"},   {"japanese", "ja"}, {"persian", "fa"}, {"polish", "pl"},
     {"portuguese", "pt"}, {"russian", "ru"},   {"spanish", "es"},  {"turkish", "tr"}, {"ukrainian", "uk"}}};

} // namespace

std::string language_tag(std::string_view text) {
    std::string tag = trimmed(text);
    std::replace(tag.begin(), tag.end(), '_', '-');
    const auto to_lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const auto to_upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    // "en_US.UTF-8" is a locale: the tag is what stands before the dot.
    tag.resize(std::min(tag.size(), tag.find('.')));
    std::transform(tag.begin(), tag.end(), tag.begin(), to_lower);
    for (const auto& [name, code] : language_names) {
        if (tag == name) {
            return std::string(code);
        }
    }
    std::size_t part = 0;
    for (std::size_t begin = 0; begin <= tag.size(); ++part) {
        const std::size_t end = std::min(tag.find('-', begin), tag.size());
        const std::size_t length = end - begin;
        if (length == 0 || length > 8 || (part == 0 && (length < 2 || length > 3))) {
            return {};
        }
        for (std::size_t i = begin; i < end; ++i) {
            if (!text::is_ascii_letter(tag[i]) && (part == 0 || tag[i] < '0' || tag[i] > '9')) {
                return {};
            }
        }
        // Regions are written in capitals, scripts with one: en-US, zh-Hant.
        const auto first = tag.begin() + static_cast<std::ptrdiff_t>(begin);
        if (part > 0 && length == 2) {
            std::transform(first, first + 2, first, to_upper);
        } else if (part > 0 && length == 4 && text::is_ascii_letter(tag[begin])) {
            tag[begin] = to_upper(tag[begin]);
        }
        begin = end + 1;
    }
    return tag;
}

void append_article(std::string& out, const Article& article) {
    JsonObject object(out);
    object.string("record", "article");
    object.string("id", article.id);
    object.string_or_null("title", article.title);
    object.string("text", article.text);
    object.string_or_null("url", article.url);
    object.string_or_null("outlet", article.outlet);
    object.strings("agencies", article.agencies);
    object.strings("authors", article.authors);
    object.string_or_null("published", article.published);
    object.string_or_null("modified", article.modified);
    object.string_or_null("place", article.place);
    object.string_or_null("language", article.language);
    object.string_or_null("source", article.source);
    if (article.date_given) {
        object.string("date_source", "given");
    }
    if (!article.sources.empty()) {
        object.strings("sources", article.sources);
    }
    object.end();
}

Result<ArticleInput> read_article(const json& object, std::string_view where) {
    if (!object.is_object()) {
        return fail({"an article must be a JSON object", std::string(where),
                     fmt::format("this is of type {}", object.type_name()), "", Exit::some_failed});
    }
    Members members(object, where);
    ArticleInput input;
    Article& article = input.article;
    article.id = trimmed(members.string({"id"}));
    article.title = trimmed(cleaned(members.string({"title", "headline"})));
    article.text = cleaned(members.string({"text", "body", "content", "articleBody"}));
    article.url = trimmed(members.string({"url", "link"}));
    article.outlet = trimmed(members.name({"outlet", "publisher"}));
    if (const json* const source = members.find("source")) {
        if (!source->is_object()) {
            article.source = members.string({"source"});
        } else if (article.outlet.empty()) {
            article.outlet = trimmed(members.name({"source"}));
        }
    }
    article.agencies = members.names({"agencies"});
    article.authors = members.names({"authors", "author"});
    article.published = date(members, {"published", "date", "datePublished"});
    article.modified = date(members, {"modified", "dateModified"});
    article.place = trimmed(members.name({"place"}));
    article.language = language_tag(members.string({"language", "lang", "inLanguage"}));
    article.date_given = !article.published.empty() && members.string({"date_source"}) == "given";
    input.extracted = members.boolean("extracted");
    if (input.extracted) {
        article.sources = members.names({"sources"});
    }
    if (!members.failed() && article.text.find_first_not_of(blanks) == std::string::npos) {
        members.refuse("the article has no text", "",
                       R"(give the body as "text" (or "body", "content", "articleBody"))");
    }
    if (members.failed()) {
        return fail(members.error());
    }
    return input;
}

} // namespace demarche::record
