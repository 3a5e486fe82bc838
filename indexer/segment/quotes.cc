// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment/quotes.hh"

#include <algorithm>

namespace demarche::indexer {

namespace {

/// What a mark can do, by its shape and its neighbours.
enum class Role : std::uint8_t { none, open, close, either };

/// Marks that belong together share a style; a mark of another style inside a quotation is nested.
enum class Style : std::uint8_t { straight, curly, low, angle, single, doubled, corner };

struct Mark {
    std::uint32_t token = 0;
    Role role = Role::none;
    Style style = Style::straight;
};

Style style_of(std::string_view mark) {
    if (mark == "\"" || mark == "\xef\xbc\x82") {
        return Style::straight;
    }
    if (mark == "\xe2\x80\x9e" || mark == "\xe2\x80\x9f") {
        return Style::low;
    }
    if (mark == "\xc2\xab" || mark == "\xc2\xbb" || mark == "\xe2\x80\xb9" || mark == "\xe2\x80\xba") {
        return Style::angle;
    }
    if (mark.starts_with("\xe3\x80")) {
        return Style::corner;
    }
    if (mark == "''" || mark == "``" || mark.size() == 6) {
        return Style::doubled;
    }
    if (mark == "'" || mark == "`" || mark == "\xe2\x80\x98" || mark == "\xe2\x80\x99" || mark == "\xe2\x80\x9a" ||
        mark == "\xe2\x80\x9b" || mark == "\xca\xbc") {
        return Style::single;
    }
    return Style::curly;
}

/// The role that the neighbours allow: a mark with space before and a word behind opens, one behind a word or stop
/// closes.
Role role_by_neighbours(const std::vector<Token>& tokens, std::uint32_t at) {
    const Token& token = tokens[at];
    const TokenKind before = at > 0 ? tokens[at - 1].kind : TokenKind::paragraph;
    const TokenKind after = tokens[at + 1].kind;
    const bool begins =
        token.space_before || before == TokenKind::bracket || before == TokenKind::dash || before == TokenKind::quote;
    const bool ends = token.space_after || after == TokenKind::unbracket || after == TokenKind::comma ||
                      after == TokenKind::stop || after == TokenKind::colon || after == TokenKind::dash;
    if (begins && !ends) {
        return Role::open;
    }
    if (ends && !begins) {
        return Role::close;
    }
    return Role::either;
}

Role role_of(std::string_view mark, Style style, const std::vector<Token>& tokens, std::uint32_t at) {
    const Role neighbours = role_by_neighbours(tokens, at);
    switch (style) {
    case Style::low:
        return Role::open;
    case Style::corner:
        return mark == "\xe3\x80\x8c" || mark == "\xe3\x80\x8e" || mark == "\xe3\x80\x9d" ? Role::open : Role::close;
    case Style::curly:
        if (mark == "\xe2\x80\x9c") {
            // „…“ and “…“ close with the mark that elsewhere opens.
            return neighbours == Role::close ? Role::close : Role::open;
        }
        return neighbours == Role::open ? Role::open : Role::close;
    case Style::doubled:
        return mark == "``" ? Role::open : neighbours;
    case Style::single:
        if (mark == "\xe2\x80\x9a") {
            return Role::open;
        }
        if (mark == "\xe2\x80\x98" || mark == "`") {
            return neighbours == Role::close ? Role::close : Role::open;
        }
        return neighbours;
    case Style::straight:
    case Style::angle:
        return neighbours;
    }
    return neighbours;
}

/// Single marks are apostrophes more often than not. They count as a pair only when one opens a word and, in the same
/// paragraph and before another opens, one closes behind a word or stop, and it is no plural possessive ("the leaders'
/// plan").
class SingleMarks {
  public:
    /// Sets the role of single marks that pair with none to Role::none. `marks` are those of one paragraph.
    static void filter(std::vector<Mark>& marks, const std::vector<Token>& tokens, std::string_view text) {
        std::vector<bool> paired(marks.size(), false);
        for (size_t i = 0; i < marks.size(); ++i) {
            if (marks[i].style != Style::single || marks[i].role == Role::close || paired[i]) {
                continue;
            }
            const size_t close = find_close(marks, i, tokens, text);
            if (close != 0) {
                paired[i] = paired[close] = true;
                marks[i].role = Role::open;
                marks[close].role = Role::close;
            }
        }
        for (size_t i = 0; i < marks.size(); ++i) {
            if (marks[i].style == Style::single && !paired[i]) {
                marks[i].role = Role::none;
            }
        }
    }

  private:
    static size_t find_close(const std::vector<Mark>& marks, size_t open, const std::vector<Token>& tokens,
                             std::string_view text) {
        size_t possible = 0;
        for (size_t i = open + 1; i < marks.size() && i < open + 12; ++i) {
            if (marks[i].style != Style::single) {
                continue;
            }
            if (marks[i].role == Role::open) {
                break;
            }
            const Token& before = tokens[marks[i].token - 1];
            if (before.kind != TokenKind::word && before.kind != TokenKind::number) {
                return i; // behind a comma or a stop: surely a quotation mark
            }
            const bool plural = text[before.end - 1] == 's' && tokens[marks[i].token + 1].kind == TokenKind::word;
            if (!plural) {
                return possible == 0 ? i : possible;
            }
            possible = possible == 0 ? i : possible;
        }
        return possible;
    }
};

/// Pairs the marks of one paragraph.
class Pairing {
  public:
    Pairing(std::vector<Token>& tokens, std::vector<Quotation>& quotations)
        : tokens_(tokens), quotations_(quotations) {}

    void run(const std::vector<Mark>& marks, std::uint32_t paragraph_begin, std::uint32_t paragraph_end) {
        std::vector<Mark> open;
        std::uint32_t start = 0; // the opening mark of the outermost quotation
        std::uint32_t last_close = 0;
        for (const Mark& mark : marks) {
            if (mark.role == Role::none) {
                continue;
            }
            const auto same =
                std::find_if(open.rbegin(), open.rend(), [&](const Mark& m) { return closes(m.style, mark.style); });
            Role role = mark.role;
            if (role == Role::either) {
                role = same != open.rend() ? Role::close : Role::open;
            }
            if (role == Role::open && same != open.rend() && mark.style == Style::straight && open.size() == 1 &&
                open.front().style == Style::straight) {
                // A second straight mark that opens: the first was never closed. Begin again here.
                open.clear();
            }
            if (role == Role::open) {
                if (open.empty()) {
                    start = mark.token;
                }
                if (open.size() < max_depth) {
                    open.push_back(mark);
                }
                continue;
            }
            if (open.empty()) {
                continue; // a closing mark alone
            }
            last_close = mark.token;
            if (same != open.rend()) {
                open.erase(std::prev(same.base()), open.end());
                if (open.empty()) {
                    add(start, mark.token, true, paragraph_begin);
                }
            } else if (open.size() == 1) {
                // Another style closes it: mismatched marks.
                open.clear();
                add(start, mark.token, true, paragraph_begin);
            } else {
                open.pop_back();
            }
            if (open.empty()) {
                last_close = 0;
            }
        }
        if (!open.empty()) {
            // The outer quotation was not closed, but something inside was: the last closing mark was meant for it.
            if (last_close != 0) {
                add(open.front().token, last_close, true, paragraph_begin);
            } else if (open.front().style != Style::single) {
                add(open.front().token, paragraph_end, false, paragraph_begin);
            }
        }
    }

  private:
    /// Deeper nesting is read as text.
    static constexpr size_t max_depth = 8;

    static bool closes(Style open, Style close) {
        return open == close || (open == Style::low && (close == Style::curly || close == Style::straight)) ||
               (open == Style::curly && close == Style::low);
    }

    void add(std::uint32_t open, std::uint32_t close, bool closed, std::uint32_t paragraph_begin) {
        Quotation quotation;
        quotation.open = open;
        quotation.close = close;
        quotation.closed = closed;
        quotation.at_paragraph_start = open == paragraph_begin;
        std::uint32_t longer = 0;
        std::uint32_t capitals = 0;
        const auto id = static_cast<std::uint32_t>(quotations_.size() + 1);
        for (std::uint32_t i = open; i <= close && i < tokens_.size(); ++i) {
            if (tokens_[i].kind == TokenKind::paragraph) {
                break;
            }
            tokens_[i].quotation = id;
            const bool word = tokens_[i].kind == TokenKind::word;
            quotation.words += word || tokens_[i].kind == TokenKind::number;
            if (word && tokens_[i].end - tokens_[i].begin > 3) {
                ++longer;
                capitals += tokens_[i].capital;
            }
        }
        const TokenKind last = tokens_[close > open + 1 ? close - 1 : open].kind;
        quotation.title_like = closed && longer > 0 && capitals == longer && quotation.words <= 10 &&
                               tokens_[open + 1].capital && (quotation.words > 1 || longer == 1) &&
                               last != TokenKind::stop && (last != TokenKind::comma || longer > 1);
        if (quotation.words == 0) {
            for (std::uint32_t i = open; i <= close && i < tokens_.size(); ++i) {
                tokens_[i].quotation = 0;
            }
            return;
        }
        quotations_.push_back(quotation);
    }

    std::vector<Token>& tokens_;
    std::vector<Quotation>& quotations_;
};

} // namespace

std::vector<Quotation> find_quotations(std::string_view text, std::vector<Token>& tokens) {
    std::vector<Quotation> quotations;
    std::vector<Mark> marks;
    std::uint32_t paragraph_begin = 0;
    for (std::uint32_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind == TokenKind::quote) {
            const std::string_view mark = text_of(text, tokens[i]);
            const Style style = style_of(mark);
            marks.push_back({i, role_of(mark, style, tokens, i), style});
        } else if (tokens[i].kind == TokenKind::paragraph) {
            if (!marks.empty()) {
                SingleMarks::filter(marks, tokens, text);
                Pairing(tokens, quotations).run(marks, paragraph_begin, i);
                marks.clear();
            }
            paragraph_begin = i + 1;
        }
    }
    return quotations;
}

} // namespace demarche::indexer
