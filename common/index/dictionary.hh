// SPDX-License-Identifier: GPL-3.0-or-later
// The different strings of a column, sorted, each with the key by which it is searched.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/section_file.hh"

namespace demarche::index {

/// Strings laid end to end with the offsets where each begins (u32, one more than strings).
class StringList {
  public:
    StringList() = default;
    /// Reads sections `name`.starts and `name`.bytes; offsets that do not rise are damage.
    static Result<StringList> open(const SectionFile& file, const std::string& name);

    std::size_t size() const { return size_; }
    /// Empty for an index beyond the end.
    std::string_view operator[](std::size_t i) const;
    std::string_view bytes() const { return bytes_; }
    /// The number of a string in a sorted list.
    std::optional<std::uint32_t> find_sorted(std::string_view wanted) const;
    /// The string that holds byte `offset` of bytes().
    std::size_t at_byte(std::size_t offset) const;

  private:
    std::string_view starts_;
    std::string_view bytes_;
    std::size_t size_ = 0;
};

/// Collects strings and numbers them.
class DictionaryBuilder {
  public:
    /// A provisional number, the same for the same string.
    std::uint32_t add(std::string_view value);
    /// Writes the sorted strings and their keys under `name` and gives the final number of each provisional one.
    std::vector<std::uint32_t> write(SectionWriter& out, const std::string& name) const;

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> ids_;
};

/// The reader's side. Keys are value_key of the strings.
class Dictionary {
  public:
    static Result<Dictionary> open(const SectionFile& file, const std::string& name);

    std::size_t size() const { return values_.size(); }
    std::string_view value(std::size_t id) const { return values_[id]; }
    /// The key without the blanks that surround it in the file.
    std::string_view key(std::size_t id) const;
    /// The key as it is in the file.
    std::string_view stored_key(std::size_t id) const { return keys_[id]; }
    std::optional<std::uint32_t> find(std::string_view value) const { return values_.find_sorted(value); }
    /// The strings whose key holds all these words (folded), each as a whole word. At most `limit`.
    std::vector<std::uint32_t> with_words(const std::vector<std::string>& words, std::size_t limit) const;

  private:
    StringList values_;
    /// Each key between two blanks, so that a search for " word " over all bytes finds whole words.
    StringList keys_;
};

} // namespace demarche::index
