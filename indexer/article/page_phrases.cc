// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/page_phrases.hh"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "common/text/csv.hh"
#include "common/text/utf8.hh"
#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

/// Longest blocks, in bytes, that a phrase at their beginning or inside them condemns.
constexpr std::size_t longest_begun = 110;
constexpr std::size_t longest_holding = 500;

struct Phrases {
    std::unordered_set<std::string> whole;
    std::vector<std::string> begins;
    std::vector<std::string> holds;
};

const Phrases& phrases() {
    static const Phrases built = [] {
        Phrases out;
        text::CsvReader rows(data::page_phrases_tsv, "page_phrases.tsv", text::tsv_format);
        std::vector<std::string> row;
        while (rows.next(row).value_or(false)) {
            if (row.size() == 2 && row[1] == "whole") {
                out.whole.insert(row[0]);
            } else if (row.size() == 2 && row[1] != "place") {
                (row[1] == "begins" ? out.begins : out.holds).push_back(row[0]);
            }
        }
        return out;
    }();
    return built;
}

bool is_edge(char c) {
    return c == ' ' || c == '\n' || c == '.' || c == ':' || c == '!' || c == '-' || c == '(' || c == ')' || c == '[' ||
           c == ']' || c == '*' || c == '|' || c == '>' || c == '<' || c == ',' || c == '?';
}

/// Latin and Cyrillic capitals as small letters: enough for the phrases.
std::string lower(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        char32_t c = text::next_code_point(text, at);
        if ((c >= U'A' && c <= U'Z') || (c >= 0x0410 && c <= 0x042f) || (c >= 0xc0 && c <= 0xde && c != 0xd7)) {
            c += 32;
        }
        text::append_utf8(out, c);
    }
    return out;
}

} // namespace

bool is_furniture_phrase(std::string_view block) {
    if (block.size() > longest_holding) {
        return false;
    }
    const std::string small = lower(block);
    std::string_view core = small;
    while (!core.empty() && is_edge(core.front())) {
        core.remove_prefix(1);
    }
    if (core.size() <= longest_begun && std::any_of(phrases().begins.begin(), phrases().begins.end(),
                                                    [&](const std::string& one) { return core.starts_with(one); })) {
        return true;
    }
    if (std::any_of(phrases().holds.begin(), phrases().holds.end(),
                    [&](const std::string& one) { return core.find(one) != std::string_view::npos; })) {
        return true;
    }
    while (!core.empty() && (is_edge(core.back()) || (core.back() >= '0' && core.back() <= '9'))) {
        core.remove_suffix(1);
    }
    return phrases().whole.contains(std::string(core));
}

} // namespace demarche::indexer
