// SPDX-License-Identifier: GPL-3.0-or-later
// Patterns of words in a row or close together: phrases, NEAR, ADJ, exact forms, wildcards.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::search {

/// One word of a pattern.
struct WordSpec {
    enum class Type {
        form,     ///< exactly this folded form
        wildcard, ///< folded forms that begin with `text` and end with `ending`
        stem,     ///< any form of one of `terms`
    };
    Type type = Type::form;
    std::string text;
    std::string ending;
    /// Of stems: what is meant. Of forms and wildcards: the terms they have in the whole index, which weigh them alike
    /// in every segment.
    std::vector<std::string> terms;

    /// Whether a word with this folded form and term is meant.
    bool accepts(std::string_view form, std::string_view term) const {
        switch (type) {
        case Type::form:
            return form == text;
        case Type::wildcard:
            return form.size() >= text.size() + ending.size() && form.starts_with(text) && form.ends_with(ending);
        case Type::stem:
            return std::find(terms.begin(), terms.end(), term) != terms.end();
        }
        return false;
    }
};

/// Words in a row.
using Sequence = std::vector<WordSpec>;

/// What must stand in a statement.
struct Pattern {
    enum class Type {
        row,    ///< the first item, somewhere
        window, ///< all items, in any order, with at most `distance` other words between the first and the last
        near,   ///< all items, in any order, at most `distance` words between neighbours
        adj,    ///< all items, in order, at most `distance` words between neighbours
    };
    /// Alternatives for one place.
    using Item = std::vector<Sequence>;

    Type type = Type::row;
    std::size_t distance = 0;
    std::vector<Item> items;
};

/// Words [begin, end) of a statement.
struct WordRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool operator==(const WordRange&) const = default;
};

/// Where an item stands in a statement of `length` words. `accepts(spec, position)` tells whether a word of the pattern
/// stands there.
template <typename Accepts>
std::vector<WordRange> find_item(const Pattern::Item& item, std::size_t length, Accepts&& accepts) {
    std::vector<WordRange> found;
    for (const Sequence& sequence : item) {
        for (std::size_t at = 0; at + sequence.size() <= length; ++at) {
            std::size_t i = 0;
            while (i < sequence.size() && accepts(sequence[i], at + i)) {
                ++i;
            }
            if (i == sequence.size()) {
                found.push_back({at, at + sequence.size()});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const WordRange& a, const WordRange& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    return found;
}

/// Whether one range of each list can be chosen so that none overlap and the distances of the pattern hold.
bool arranged(Pattern::Type type, std::size_t distance, const std::vector<std::vector<WordRange>>& places);

/// Whether the pattern stands in a statement of `length` words.
template <typename Accepts>
bool matches(const Pattern& pattern, std::size_t length, Accepts&& accepts) {
    std::vector<std::vector<WordRange>> places;
    for (const Pattern::Item& item : pattern.items) {
        places.push_back(find_item(item, length, accepts));
        if (places.back().empty()) {
            return false;
        }
        if (pattern.type == Pattern::Type::row) {
            return true;
        }
    }
    return arranged(pattern.type, pattern.distance, places);
}

} // namespace demarche::search
