// SPDX-License-Identifier: GPL-3.0-or-later
// A table from keys to the several values each may have, in contiguous memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::names {

/// Filled first, then sealed, then read. May be filled and sealed again.
class KeyIndex {
  public:
    void reserve(std::size_t keys);
    /// The same value twice for one key counts once. Found only after the next seal().
    void add(std::string_view key, std::uint32_t value);
    void seal();

    /// The values of a key, in the order in which they were added; empty when there are none. Valid until the next
    /// seal().
    std::span<const std::uint32_t> find(std::string_view key) const;

  private:
    struct Entry {
        std::uint64_t hash = 0;
        std::uint32_t key = 0; ///< offset into pool_
        std::uint32_t length = 0;
        std::uint32_t value = 0;
    };
    /// A run of values_ that one key owns, `room` long and filled up to `count`; no values mark a free slot.
    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t key = 0;
        std::uint32_t length = 0;
        std::uint32_t begin = 0;
        std::uint32_t room = 0;
        std::uint32_t count = 0;
    };

    std::string_view key_of(std::uint32_t offset, std::uint32_t length) const {
        return std::string_view(pool_).substr(offset, length);
    }

    std::string pool_;
    std::vector<Entry> entries_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> values_;
};

} // namespace demarche::names
