// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/format.hh"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/ascii.hh"
#include "common/text/decode.hh"

namespace demarche::indexer {

namespace {

struct Magic {
    std::string_view bytes;
    std::string_view name;
};

/// Documents that are told by their first bytes; containers were opened before.
constexpr std::array magics = std::to_array<Magic>({{"{\\rtf", "RTF"},
                                                    {"\xd0\xcf\x11\xe0", "an old Office format"},
                                                    {"SQLite format 3", "SQLite"},
                                                    {"\x89PNG", "a picture"}});

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

/// The first character behind `from` that is not blank, or NUL.
char next_visible(std::string_view text, std::size_t from) {
    while (from < text.size() && is_blank(text[from])) {
        ++from;
    }
    return from < text.size() ? text[from] : '\0';
}

bool begins_object(std::string_view text) {
    const char next = next_visible(text, 1);
    return text.starts_with('{') && (next == '"' || next == '}' || next == '\0');
}

/// Whether the brackets that `line` opens are closed in it: a whole record of JSON Lines rather than the first line of
/// a value that goes on below.
bool closes_what_it_opens(std::string_view line) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted) {
            i += static_cast<std::size_t>(c == '\\');
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return depth <= 0 && !quoted;
}

bool has_line_with_object(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        if (text.substr(at + 1).starts_with("{\"")) {
            return true;
        }
    }
    return false;
}

Format guess_json(std::string_view text, std::string_view name) {
    if (text.starts_with('[')) {
        return Format::json;
    }
    const std::size_t end = text.find('\n');
    const bool line_is_whole =
        end != std::string_view::npos ? closes_what_it_opens(text.substr(0, end)) : !name.ends_with(".json");
    return line_is_whole || has_line_with_object(text) ? Format::json_lines : Format::json;
}

/// The name of the first element, behind declarations and comments; empty when the text does not begin with markup.
std::string root_element(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        while (at < text.size() && is_blank(text[at])) {
            ++at;
        }
        const std::string_view rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            const std::size_t end = rest.find("-->");
            if (end == std::string_view::npos) {
                return "!--";
            }
            at += end + 3;
        } else if (rest.starts_with("<?") || rest.starts_with("<!")) {
            if (text::lower_ascii(rest.substr(0, 14)) == "<!doctype html") {
                return "html";
            }
            // An internal subset has brackets of its own.
            const std::size_t bracket = rest.find('[');
            std::size_t end = rest.find('>');
            if (bracket < end && rest.starts_with("<!")) {
                end = rest.find("]>", bracket);
                end += end == std::string_view::npos ? 0 : 1;
            }
            if (end == std::string_view::npos) {
                return "!";
            }
            at += end + 1;
        } else if (rest.starts_with("<")) {
            const std::size_t end = rest.find_first_of(" \t\r\n/>", 1);
            return text::lower_ascii(rest.substr(1, std::min(end, std::size_t{64}) - 1));
        } else {
            return {};
        }
    }
    return {};
}

std::optional<FormatGuess> guess_markup(std::string_view text, std::string_view name) {
    if (!text.starts_with('<')) {
        return std::nullopt;
    }
    std::string root = root_element(text);
    if (const std::size_t colon = root.find(':'); colon != std::string::npos) {
        root.erase(0, colon + 1);
    }
    if (root == "rss" || root == "rdf" || root == "feed" || root == "channel") {
        return FormatGuess{Format::feed, "a feed"};
    }
    if (root == "newsmessage" || root == "newsitem" || root == "packageitem" || root == "newsml" || root == "nitf") {
        return FormatGuess{Format::newsml, "NewsML"};
    }
    constexpr std::array<std::string_view, 12> page_roots{"html", "head", "body",    "title", "meta",    "div",
                                                          "p",    "h1",   "article", "table", "section", "main"};
    const bool named = name.ends_with(".html") || name.ends_with(".htm") || name.ends_with(".xhtml");
    if (named || root == "!--" || std::find(page_roots.begin(), page_roots.end(), root) != page_roots.end()) {
        return FormatGuess{Format::html, "HTML"};
    }
    if (text.starts_with("<?xml") || name.ends_with(".xml")) {
        return FormatGuess{Format::unsupported, "this kind of XML"};
    }
    return std::nullopt;
}

/// A header line with a column for the text, and lines with as many fields; of a name alone only what is no sentence.
bool looks_like_table(std::string_view text, std::string_view name) {
    const std::size_t header_end = text.find('\n');
    const std::string header = text::lower_ascii(text.substr(0, header_end));
    const std::string_view second = header_end == std::string_view::npos
                                        ? std::string_view()
                                        : text.substr(header_end + 1, text.find('\n', header_end + 1) - header_end - 1);
    const bool named = name.ends_with(".csv") || name.ends_with(".tsv");
    for (const char separator : {',', '\t', ';'}) {
        std::size_t fields = 0;
        bool body = false;
        bool sentence = false;
        for (std::size_t begin = 0; begin <= header.size(); ++fields) {
            const std::size_t end = std::min(header.find(separator, begin), header.size());
            std::string_view field = std::string_view(header).substr(begin, end - begin);
            while (!field.empty() && (is_blank(field.back()) || field.back() == '"')) {
                field.remove_suffix(1);
            }
            while (!field.empty() && (is_blank(field.front()) || field.front() == '"')) {
                field.remove_prefix(1);
            }
            constexpr std::array<std::string_view, 8> bodies{"text",         "body",     "content",   "articlebody",
                                                             "article_text", "fulltext", "full_text", "article"};
            body = body || std::find(bodies.begin(), bodies.end(), field) != bodies.end();
            sentence = sentence || field.size() > 40 || field.ends_with('.');
            begin = end + 1;
        }
        // Fields in quotes may hold line ends: then the second line may be shorter.
        const bool goes_on =
            second.find('"') != std::string_view::npos ||
            static_cast<std::size_t>(std::count(second.begin(), second.end(), separator)) + 1 >= fields;
        if (fields >= 2 && !sentence && (named || (body && goes_on))) {
            return true;
        }
    }
    return false;
}

struct Named {
    std::string_view name;
    FormatGuess guess;
};

constexpr std::array named_formats = std::to_array<Named>({{"text", {Format::plain_text, "text"}},
                                                           {"markdown", {Format::markdown, "Markdown"}},
                                                           {"html", {Format::html, "HTML"}},
                                                           {"jsonl", {Format::json_lines, "JSON Lines"}},
                                                           {"json", {Format::json, "JSON"}},
                                                           {"csv", {Format::table, "a table"}},
                                                           {"tsv", {Format::table, "a table"}},
                                                           {"feed", {Format::feed, "a feed"}},
                                                           {"newsml", {Format::newsml, "NewsML"}},
                                                           {"nitf", {Format::newsml, "NITF"}},
                                                           {"pdf", {Format::pdf, "PDF"}}});

} // namespace

std::optional<FormatGuess> format_named(std::string_view name) {
    const auto* const found =
        std::find_if(named_formats.begin(), named_formats.end(), [&](const Named& one) { return one.name == name; });
    return found == named_formats.end() ? std::nullopt : std::optional(found->guess);
}

std::vector<std::string_view> format_names() {
    std::vector<std::string_view> out;
    for (const Named& one : named_formats) {
        out.push_back(one.name);
    }
    return out;
}

FormatGuess guess_format(std::string_view head, std::string_view name) {
    for (const Magic& magic : magics) {
        if (head.starts_with(magic.bytes)) {
            return {Format::unsupported, magic.name};
        }
    }
    if (head.starts_with("%PDF-")) {
        return {Format::pdf, "PDF"};
    }
    if (text::looks_binary(head)) {
        return {Format::binary, "binary"};
    }
    const std::string decoded = text::decode(head).text;
    std::string_view text = decoded;
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    const std::string small_name = text::lower_ascii(name);
    if (text.empty()) {
        return {Format::empty, "empty"};
    }
    if (small_name.ends_with(".jsonl") || small_name.ends_with(".ndjson")) {
        return {text.starts_with('[') && !begins_object(text) && !closes_what_it_opens(text.substr(0, text.find('\n')))
                    ? Format::json
                    : Format::json_lines,
                "JSON Lines"};
    }
    const char next = next_visible(text, 1);
    if (begins_object(text) || (text.starts_with('[') && (next == '{' || next == ']'))) {
        return {guess_json(text, small_name), "JSON"};
    }
    if (small_name.ends_with(".json")) {
        return {Format::json, "JSON"};
    }
    if (const std::optional<FormatGuess> markup = guess_markup(text, small_name)) {
        return *markup;
    }
    if (looks_like_table(text, small_name)) {
        return {Format::table, "a table"};
    }
    if (small_name.ends_with(".md") || small_name.ends_with(".markdown")) {
        return {Format::markdown, "Markdown"};
    }
    return {Format::plain_text, "text"};
}

} // namespace demarche::indexer
