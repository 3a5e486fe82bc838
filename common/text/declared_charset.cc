// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/declared_charset.hh"

#include <algorithm>

#include "common/text/ascii.hh"

namespace demarche::text {

namespace {

constexpr std::size_t looked_at = 8192;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/// The value behind "name =", in quotes or bare, from `at` on.
std::string value_behind(std::string_view text, std::size_t at) {
    while (at < text.size() && is_blank(text[at])) {
        ++at;
    }
    if (at >= text.size() || text[at] != '=') {
        return {};
    }
    ++at;
    while (at < text.size() && is_blank(text[at])) {
        ++at;
    }
    if (at < text.size() && (text[at] == '"' || text[at] == '\'')) {
        ++at;
    }
    const std::size_t begin = at;
    while (at < text.size() && !is_blank(text[at]) &&
           std::string_view("\"';,>/?").find(text[at]) == std::string_view::npos) {
        ++at;
    }
    return std::string(text.substr(begin, at - begin));
}

} // namespace

std::string content_type_charset(std::string_view content_type) {
    const std::string small = lower_ascii(content_type);
    const std::size_t at = small.find("charset");
    return at == std::string::npos ? std::string() : value_behind(small, at + 7);
}

std::string declared_charset(std::string_view head) {
    const std::string small = lower_ascii(head.substr(0, looked_at));
    const std::size_t begin = small.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (begin != std::string::npos && small.compare(begin, 5, "<?xml") == 0) {
        const std::string_view declaration =
            std::string_view(small).substr(begin, std::min(small.find("?>", begin), small.size()) - begin);
        const std::size_t at = declaration.find("encoding");
        if (at != std::string_view::npos) {
            return value_behind(declaration, at + 8);
        }
    }
    for (std::size_t at = small.find("<meta"); at != std::string::npos; at = small.find("<meta", at + 5)) {
        const std::string_view element =
            std::string_view(small).substr(at, std::min(small.find('>', at), small.size()) - at);
        const std::size_t charset = element.find("charset");
        if (charset != std::string_view::npos) {
            if (std::string label = value_behind(element, charset + 7); !label.empty()) {
                return label;
            }
        }
    }
    return {};
}

} // namespace demarche::text
