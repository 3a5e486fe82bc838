// SPDX-License-Identifier: GPL-3.0-or-later
// Longest match of known phrases in a row of words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::names {

/// A phrase found: how many words it takes, and which phrase it is (for Gazetteer::values). No words: nothing found.
struct Match {
    std::size_t words = 0;
    std::uint32_t id = 0;
    explicit operator bool() const { return words != 0; }
};

/// A trie over folded words. All edges are in one hash table, so that a word that begins no phrase costs one probe.
/// Adding is for one thread; looking up is const and may be done by many.
class Gazetteer {
  public:
    /// Room for that many phrases, so that adding them need not move the table.
    void reserve(std::size_t phrases);
    /// Makes `value` one of the values of the phrase; a value already there is not added again. Words must be folded
    /// (text::fold) and must be as text::words cuts them; an empty phrase is ignored.
    void add(std::span<const std::string_view> words, std::uint32_t value);
    /// The same for a key whose words are parted by single spaces (name_key).
    void add(std::string_view key, std::uint32_t value);

    /// The longest phrase that begins at the first of `words` (folded).
    Match longest(std::span<const std::string_view> words) const;
    /// The phrase that is exactly this key (words parted by single spaces); no words when there is none.
    Match exact(std::string_view key) const;

    /// The values of a phrase, in the order in which they were added.
    std::span<const std::uint32_t> values(std::uint32_t id) const;

    /// Number of different phrases; ids are below it.
    std::size_t size() const { return phrases_.size(); }

  private:
    /// An edge of the trie: from `parent` by a word to `child`. `child` 0 marks a free slot.
    struct Edge {
        std::uint32_t hash = 0;
        std::uint32_t parent = 0;
        std::uint32_t child = 0;
        std::uint32_t word = 0; ///< offset into pool_
        std::uint32_t length = 0;
    };
    struct Node {
        std::uint32_t phrase = no_phrase;
        bool leaf = true;
    };
    struct Values {
        std::uint32_t begin = 0;
        std::uint32_t count = 0;
    };
    static constexpr std::uint32_t no_phrase = 0xFFFFFFFF;

    static std::uint32_t hash_of(std::uint32_t parent, std::string_view word);
    std::uint32_t child_of(std::uint32_t parent, std::string_view word) const;
    std::uint32_t child_or_new(std::uint32_t parent, std::string_view word);
    void grow(std::size_t slots);
    void add_value(std::uint32_t node, std::uint32_t value);

    std::vector<Edge> edges_;
    std::size_t used_ = 0;
    std::vector<Node> nodes_ = std::vector<Node>(1);
    std::string pool_;
    std::vector<Values> phrases_;
    std::vector<std::uint32_t> values_;
};

} // namespace demarche::names
