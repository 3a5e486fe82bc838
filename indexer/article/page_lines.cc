// SPDX-License-Identifier: GPL-3.0-or-later
// Lines of printed pages to paragraphs.
#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/utf8.hh"
#include "indexer/article/pdf.hh"

namespace demarche::indexer {

namespace {

/// Lines at a page's head and foot that may be running ones.
constexpr std::size_t edge = 2;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\f";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view page) {
    Lines out;
    for (std::size_t begin = 0; begin <= page.size();) {
        const std::size_t end = std::min(page.find('\n', begin), page.size());
        out.push_back(trimmed(page.substr(begin, end - begin)));
        begin = end + 1;
    }
    while (!out.empty() && out.back().empty()) {
        out.pop_back();
    }
    while (!out.empty() && out.front().empty()) {
        out.erase(out.begin());
    }
    return out;
}

/// A line with every number made "#": running heads count pages.
std::string shape(std::string_view line) {
    std::string out;
    for (const char c : line) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit) {
            out += c;
        } else if (!out.ends_with('#')) {
            out += '#';
        }
    }
    return out;
}

bool is_page_number(std::string_view line) {
    const std::string form = shape(line);
    return form == "#" || form == "- # -" || form == "– # –" || form == "#/#" || form == "# / #" || form == "Page #" ||
           form == "Page # of #" || form == "[#]";
}

void drop_running_lines(std::vector<Lines>& pages) {
    std::map<std::string, std::size_t> seen;
    const auto edges = [](const Lines& page, std::size_t i) { return i < edge || i + edge >= page.size(); };
    for (const Lines& page : pages) {
        for (std::size_t i = 0; i < page.size(); ++i) {
            if (edges(page, i)) {
                ++seen[shape(page[i])];
            }
        }
    }
    for (Lines& page : pages) {
        Lines kept;
        for (std::size_t i = 0; i < page.size(); ++i) {
            const bool often = pages.size() >= 3 && !page[i].empty() && seen[shape(page[i])] * 2 > pages.size();
            if (!edges(page, i) || (!often && !is_page_number(page[i]))) {
                kept.push_back(page[i]);
            }
        }
        page = std::move(kept);
    }
}

bool ends_sentence(std::string_view line) {
    for (const std::string_view end :
         {".", "!", "?", ":", ".”", "?”", "!”", ".\"", "?\"", "!\"", ".»", "…", "。", ".)"}) {
        if (line.ends_with(end)) {
            return true;
        }
    }
    return false;
}

bool begins_small(std::string_view line) {
    std::size_t at = 0;
    const char32_t c = line.empty() ? U' ' : text::next_code_point(line, at);
    return (c >= U'a' && c <= U'z') || (c >= 0xdf && c <= 0xff) || (c >= 0x430 && c <= 0x45f);
}

/// The length that most full lines reach.
std::size_t full_length(const std::vector<Lines>& pages) {
    std::vector<std::size_t> lengths;
    for (const Lines& page : pages) {
        for (const std::string_view line : page) {
            if (line.size() > 20) {
                lengths.push_back(text::count_code_points(line));
            }
        }
    }
    if (lengths.empty()) {
        return 0;
    }
    const auto at = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 3 / 4);
    std::nth_element(lengths.begin(), at, lengths.end());
    return *at;
}

} // namespace

std::string join_pages(const std::vector<std::string>& texts) {
    std::vector<Lines> pages;
    pages.reserve(texts.size());
    std::transform(texts.begin(), texts.end(), std::back_inserter(pages), lines_of);
    drop_running_lines(pages);
    const std::size_t full = full_length(pages);
    constexpr std::string_view soft_hyphen = "\xc2\xad";
    std::string out;
    std::string_view before;
    bool gap = false;
    for (const Lines& page : pages) {
        for (const std::string_view line : page) {
            if (line.empty()) {
                gap = true;
                continue;
            }
            const bool small = begins_small(line);
            // A line that is shorter than others ends its paragraph; one that goes on in small letters does not.
            const bool was_short = text::count_code_points(before) * 10 < full * 8;
            const bool ended = gap ? !small || ends_sentence(before) : was_short && (!small || ends_sentence(before));
            if (out.empty()) {
                out += line;
            } else if (small && out.ends_with(soft_hyphen)) {
                out.resize(out.size() - soft_hyphen.size());
                out += line;
            } else if (small && out.ends_with('-') && out.size() > 1 && out[out.size() - 2] != ' ') {
                out.pop_back();
                out += line;
            } else {
                out += ended ? '\n' : ' ';
                out += line;
            }
            before = line;
            gap = false;
        }
    }
    return out;
}

} // namespace demarche::indexer
