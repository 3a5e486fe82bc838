// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/markdown.hh"

#include <algorithm>
#include <cstddef>

namespace demarche::indexer {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Place of the bracket that closes the one at `at`, or npos.
std::size_t closing(std::string_view text, std::size_t at, char open, char close) {
    int depth = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == open) {
            ++depth;
        } else if (text[i] == close && --depth == 0) {
            return i;
        }
    }
    return std::string_view::npos;
}

/// A line without the marks inside it.
std::string plain(std::string_view line, int depth = 0) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '\\' && i + 1 < line.size() &&
            std::string_view("\\`*_{}[]()#+-.!<>|~").find(line[i + 1]) != std::string_view::npos) {
            out += line[++i];
        } else if (c == '*' || c == '~' || c == '`') {
            // A mark touches a word on one side at least; "2 * 3" has none.
            const bool before = i > 0 && line[i - 1] != ' ';
            const bool after = i + 1 < line.size() && line[i + 1] != ' ';
            if ((!before && !after) ||
                (c == '~' && !(after && line[i + 1] == '~') && !(before && line[i - 1] == '~'))) {
                out += c;
            }
        } else if (c == '_') {
            const std::size_t end = std::min(line.find_first_not_of('_', i), line.size());
            const bool before = i > 0 && is_word(line[i - 1]);
            const bool after = end < line.size() && is_word(line[end]);
            // Inside a word it is a letter, alone a line to fill in.
            if (before == after) {
                out += line.substr(i, end - i);
            }
            i = end - 1;
        } else if ((c == '[' || (c == '!' && i + 1 < line.size() && line[i + 1] == '[')) && depth < 8) {
            const bool picture = c == '!';
            const std::size_t begin = i + static_cast<std::size_t>(picture);
            const std::size_t end = closing(line, begin, '[', ']');
            const char next = end == std::string_view::npos || end + 1 >= line.size() ? '\0' : line[end + 1];
            const std::size_t target = next == '('   ? closing(line, end + 1, '(', ')')
                                       : next == '[' ? closing(line, end + 1, '[', ']')
                                                     : std::string_view::npos;
            if (target == std::string_view::npos) {
                out += c;
                continue;
            }
            if (!picture) {
                out += plain(line.substr(begin + 1, end - begin - 1), depth + 1);
            }
            i = target;
        } else {
            out += c;
        }
    }
    return out;
}

/// The level of a heading, 0 for another line.
std::size_t heading_level(std::string_view line) {
    const std::size_t level = std::min(line.find_first_not_of('#'), line.size());
    return level >= 1 && level <= 6 && (level == line.size() || line[level] == ' ') ? level : 0;
}

bool is_rule(std::string_view line) {
    return line.size() >= 3 && (line.find_first_not_of("- ") == std::string_view::npos ||
                                line.find_first_not_of("* ") == std::string_view::npos ||
                                line.find_first_not_of("_ ") == std::string_view::npos);
}

/// The length of an item's mark ("- ", "12. "), 0 for another line.
std::size_t item_mark(std::string_view line) {
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
        return 2;
    }
    const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
    return digits >= 1 && digits <= 3 && (line.substr(digits, 2) == ". " || line.substr(digits, 2) == ") ") ? digits + 2
                                                                                                            : 0;
}

} // namespace

MarkdownText read_markdown(std::string_view markdown) {
    MarkdownText out;
    std::string paragraph;
    bool code = false;
    const auto finish = [&] {
        if (!paragraph.empty()) {
            out.text += out.text.empty() ? "" : "\n";
            out.text += plain(paragraph);
            paragraph.clear();
        }
    };
    for (std::size_t at = 0; at < markdown.size();) {
        const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
        const std::string_view whole = markdown.substr(at, end - at);
        std::string_view line = trimmed(whole);
        at = end + 1;
        if (line.starts_with("```") || line.starts_with("~~~")) {
            finish();
            code = !code;
            continue;
        }
        if (code) {
            out.text += out.text.empty() ? "" : "\n";
            out.text += whole;
            continue;
        }
        while (line.starts_with('>')) {
            line = trimmed(line.substr(1));
        }
        if (line.empty()) {
            finish();
        } else if (const std::size_t level = heading_level(line); level > 0) {
            finish();
            std::string_view heading = trimmed(line.substr(level));
            heading = trimmed(heading.substr(0, heading.find_last_not_of('#') + 1));
            if (level == 1 && out.title.empty() && out.text.empty()) {
                out.title = plain(heading);
            } else {
                paragraph = heading;
                finish();
            }
        } else if (!paragraph.empty() && line.find_first_not_of('=') == std::string_view::npos && out.title.empty() &&
                   out.text.empty()) {
            out.title = plain(paragraph);
            paragraph.clear();
        } else if (is_rule(line)) {
            finish();
        } else if (const std::size_t mark = item_mark(line); mark > 0) {
            finish();
            paragraph = trimmed(line.substr(mark));
        } else {
            paragraph += paragraph.empty() ? "" : " ";
            paragraph += line;
            if (whole.ends_with("  ")) {
                finish();
            }
        }
    }
    finish();
    return out;
}

} // namespace demarche::indexer
