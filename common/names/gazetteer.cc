// SPDX-License-Identifier: GPL-3.0-or-later
// The gazetteer's trie: one hash table of edges.
#include "common/names/gazetteer.hh"

#include <algorithm>
#include <bit>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace demarche::names {

namespace {

/// Calls `use(word)` for the parts of a key between single spaces, until it gives false.
template <typename Use>
void each_word(std::string_view key, Use&& use) {
    while (!key.empty()) {
        const auto end = std::min(key.find(' '), key.size());
        if (end != 0 && !use(key.substr(0, end))) {
            return;
        }
        key.remove_prefix(std::min(end + 1, key.size()));
    }
}

} // namespace

std::uint32_t Gazetteer::hash_of(std::uint32_t parent, std::string_view word) {
    return static_cast<std::uint32_t>(XXH3_64bits_withSeed(word.data(), word.size(), parent) >> 16);
}

std::uint32_t Gazetteer::child_of(std::uint32_t parent, std::string_view word) const {
    if (edges_.empty()) {
        return 0;
    }
    const auto hash = hash_of(parent, word);
    const auto mask = edges_.size() - 1;
    for (auto at = hash & mask;; at = (at + 1) & mask) {
        const auto& edge = edges_[at];
        if (edge.child == 0) {
            return 0;
        }
        if (edge.hash == hash && edge.parent == parent &&
            std::string_view(pool_).substr(edge.word, edge.length) == word) {
            return edge.child;
        }
    }
}

std::uint32_t Gazetteer::child_or_new(std::uint32_t parent, std::string_view word) {
    if (const auto child = child_of(parent, word); child != 0) {
        return child;
    }
    // At most half full, so that a miss ends after one or two probes.
    if ((used_ + 1) * 2 > edges_.size()) {
        grow(std::max<std::size_t>(64, edges_.size() * 2));
    }
    const auto hash = hash_of(parent, word);
    const auto mask = edges_.size() - 1;
    auto at = hash & mask;
    while (edges_[at].child != 0) {
        at = (at + 1) & mask;
    }
    const auto child = static_cast<std::uint32_t>(nodes_.size());
    edges_[at] = {hash, parent, child, static_cast<std::uint32_t>(pool_.size()),
                  static_cast<std::uint32_t>(word.size())};
    pool_ += word;
    ++used_;
    nodes_[parent].leaf = false;
    nodes_.emplace_back();
    return child;
}

void Gazetteer::reserve(std::size_t phrases) {
    // A phrase has about one and a half edges of its own, and the table is at most half full.
    if (const auto slots = std::bit_ceil(phrases * 3); slots > edges_.size()) {
        grow(slots);
    }
    pool_.reserve(phrases * 12);
    nodes_.reserve(phrases * 2);
    phrases_.reserve(phrases);
    values_.reserve(phrases * 2);
}

void Gazetteer::grow(std::size_t slots) {
    std::vector<Edge> bigger(slots);
    const auto mask = bigger.size() - 1;
    for (const auto& edge : edges_) {
        if (edge.child != 0) {
            auto at = edge.hash & mask;
            while (bigger[at].child != 0) {
                at = (at + 1) & mask;
            }
            bigger[at] = edge;
        }
    }
    edges_ = std::move(bigger);
}

void Gazetteer::add_value(std::uint32_t node, std::uint32_t value) {
    auto& phrase = nodes_[node].phrase;
    if (phrase == no_phrase) {
        phrase = static_cast<std::uint32_t>(phrases_.size());
        phrases_.push_back({static_cast<std::uint32_t>(values_.size()), 1});
        values_.push_back(value);
        return;
    }
    auto& run = phrases_[phrase];
    const auto begin = values_.begin() + run.begin;
    if (std::find(begin, begin + run.count, value) != begin + run.count) {
        return;
    }
    // A phrase's values lie side by side: a run that cannot grow in place moves to the end.
    if (run.begin + run.count != values_.size()) {
        const auto moved = static_cast<std::uint32_t>(values_.size());
        for (std::uint32_t i = 0; i < run.count; ++i) {
            values_.push_back(values_[run.begin + i]);
        }
        run.begin = moved;
    }
    values_.push_back(value);
    ++run.count;
}

void Gazetteer::add(std::span<const std::string_view> words, std::uint32_t value) {
    std::uint32_t node = 0;
    for (const auto word : words) {
        node = child_or_new(node, word);
    }
    if (node != 0) {
        add_value(node, value);
    }
}

void Gazetteer::add(std::string_view key, std::uint32_t value) {
    std::uint32_t node = 0;
    each_word(key, [&](std::string_view word) {
        node = child_or_new(node, word);
        return true;
    });
    if (node != 0) {
        add_value(node, value);
    }
}

Match Gazetteer::longest(std::span<const std::string_view> words) const {
    Match match;
    std::uint32_t node = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        node = child_of(node, words[i]);
        if (node == 0) {
            break;
        }
        if (nodes_[node].phrase != no_phrase) {
            match = {i + 1, nodes_[node].phrase};
        }
        if (nodes_[node].leaf) {
            break;
        }
    }
    return match;
}

Match Gazetteer::exact(std::string_view key) const {
    std::size_t count = 0;
    std::uint32_t node = 0;
    each_word(key, [&](std::string_view word) {
        node = child_of(node, word);
        ++count;
        return node != 0;
    });
    if (node == 0 || nodes_[node].phrase == no_phrase) {
        return {};
    }
    return {count, nodes_[node].phrase};
}

std::span<const std::uint32_t> Gazetteer::values(std::uint32_t id) const {
    if (id >= phrases_.size()) {
        return {};
    }
    return std::span(values_).subspan(phrases_[id].begin, phrases_[id].count);
}

} // namespace demarche::names
