// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/advice.hh"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "common/text/utf8.hh"
#include "search/engine/better_query.hh"
#include "search/engine/spelling.hh"
#include "search/query/query_text.hh"

namespace demarche::search {

namespace {

/// So many parts of a query are tried one by one.
constexpr std::size_t most_parts = 12;

/// As typed, cut where it is long.
std::string shown(const Node& node) {
    constexpr std::size_t longest = 80;
    const std::string text = query_text(node);
    const std::string_view part = text::slice_code_points(text, 0, longest);
    return part.size() < text.size() ? std::string(part) + "…" : text;
}

std::uint64_t count_of(const Engine& engine, const Node& node) {
    return engine.count(node).value_or(0);
}

} // namespace

std::vector<std::string> advice(const Engine& engine, const Node& query) {
    std::vector<std::string> lines;
    if (engine.reader().live() == 0) {
        return {"the index holds no statement"};
    }
    const std::vector<Node> parts = query.type == NodeType::all_of ? query.children : std::vector<Node>{query};
    if (parts.size() > most_parts) {
        return lines;
    }
    if (const auto better = relaxed(engine, query)) {
        lines.push_back(fmt::format("{} has {} {} ({}); --relax runs it", better->text, better->count,
                                    better->count == 1 ? "statement" : "statements", better->why));
    }
    const std::size_t before = lines.size();
    bool empty_part = false;
    for (const Node& part : parts) {
        if (count_of(engine, part) > 0) {
            continue;
        }
        empty_part = true;
        const std::string close = closest_spelling(engine.reader(), part);
        lines.push_back(fmt::format("nothing matches {}{}", shown(part),
                                    close.empty() ? "" : fmt::format("; did you mean “{}”?", close)));
    }
    if (empty_part || parts.size() < 2) {
        return lines;
    }
    for (std::size_t left_out = 0; left_out < parts.size(); ++left_out) {
        Node rest = query;
        rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(left_out));
        if (const std::uint64_t count = count_of(engine, rest); count > 0) {
            lines.push_back(fmt::format("without {} there are {}", shown(parts[left_out]), count));
        }
    }
    if (lines.size() == before) {
        lines.emplace_back("each part matches something, but leaving out one of them is not enough");
    }
    return lines;
}

} // namespace demarche::search
