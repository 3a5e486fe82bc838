// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/context.hh"

#include <algorithm>
#include <cstdint>

#include "common/text/utf8.hh"

namespace demarche::search {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// White space runs as one space, none at the ends.
std::string squeezed(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (!is_space(c)) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (!out.empty() && out.back() == ' ') {
        out.pop_back();
    }
    return out;
}

/// The last `words` words.
std::string_view tail(std::string_view text, std::size_t words) {
    std::size_t at = text.size();
    while (at > 0 && words > 0) {
        while (at > 0 && is_space(text[at - 1])) {
            --at;
        }
        while (at > 0 && !is_space(text[at - 1])) {
            --at;
        }
        --words;
    }
    return text.substr(at);
}

/// The first `words` words.
std::string_view head(std::string_view text, std::size_t words) {
    std::size_t at = 0;
    while (at < text.size() && words > 0) {
        while (at < text.size() && is_space(text[at])) {
            ++at;
        }
        while (at < text.size() && !is_space(text[at])) {
            ++at;
        }
        --words;
    }
    return text.substr(0, at);
}

} // namespace

Context context_of(std::string_view article_text, const Statement& statement, std::size_t words) {
    if (statement.spans.empty() || statement.spans.front().begin >= statement.spans.back().end) {
        return {};
    }
    const std::string_view before = text::slice_code_points(article_text, 0, statement.spans.front().begin);
    const std::string_view after = text::slice_code_points(article_text, statement.spans.back().end, SIZE_MAX);
    return {squeezed(tail(before, words)), squeezed(head(after, words))};
}

} // namespace demarche::search
