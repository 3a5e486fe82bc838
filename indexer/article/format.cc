// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/format.hh"

#include <algorithm>
#include <array>
#include <string>

#include "common/text/decode.hh"

namespace demarche::indexer {

namespace {

struct Magic {
    std::string_view bytes;
    std::string_view name;
};

/// Containers and documents that are told by their first bytes.
constexpr std::array<Magic, 13> magics{{{"\x1f\x8b", "gzip"},
                                        {"PK\x03\x04", "zip"},
                                        {"PK\x05\x06", "zip"},
                                        {"\x28\xb5\x2f\xfd", "zstd"},
                                        {"\xfd"
                                         "7zXZ",
                                         "xz"},
                                        {"BZh", "bzip2"},
                                        {"7z\xbc\xaf", "7z"},
                                        {"%PDF-", "PDF"},
                                        {"{\\rtf", "RTF"},
                                        {"\xd0\xcf\x11\xe0", "an old Office format"},
                                        {"WARC/", "WARC"},
                                        {"SQLite format 3", "SQLite"},
                                        {"\x89PNG", "a picture"}}};

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
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

} // namespace

FormatGuess guess_format(std::string_view head, std::string_view name) {
    for (const Magic& magic : magics) {
        if (head.starts_with(magic.bytes)) {
            return {Format::unsupported, magic.name};
        }
    }
    if (head.size() > 262 && head.substr(257, 5) == "ustar") {
        return {Format::unsupported, "tar"};
    }
    if (text::looks_binary(head)) {
        return {Format::binary, "binary"};
    }
    const std::string decoded = text::decode(head).text;
    std::string_view text = decoded;
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    const std::string small_name = lower(name);
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
    const std::string start = lower(text.substr(0, 256));
    if (start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed")) {
        return {Format::unsupported, "XML"};
    }
    if (start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<head") ||
        start.starts_with("<!--")) {
        return {Format::unsupported, "HTML"};
    }
    return {Format::plain_text, "text"};
}

} // namespace demarche::indexer
