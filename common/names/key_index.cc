// SPDX-License-Identifier: GPL-3.0-or-later
// Sealing and reading of the table from keys to values.
#include "common/names/key_index.hh"

#include <algorithm>
#include <bit>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace demarche::names {

void KeyIndex::reserve(std::size_t keys) {
    entries_.reserve(keys);
    pool_.reserve(keys * 16);
}

void KeyIndex::add(std::string_view key, std::uint32_t value) {
    entries_.push_back({XXH3_64bits(key.data(), key.size()), static_cast<std::uint32_t>(pool_.size()),
                        static_cast<std::uint32_t>(key.size()), value});
    pool_ += key;
}

void KeyIndex::seal() {
    slots_.assign(std::bit_ceil(std::max<std::size_t>(2, entries_.size() * 2)), {});
    const auto mask = slots_.size() - 1;
    // First every key's number of values, then room for them in one row, then the values in the order of adding.
    std::vector<std::uint32_t> slot_of(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const auto& entry = entries_[i];
        auto at = entry.hash & mask;
        while (slots_[at].room != 0 && (slots_[at].hash != entry.hash ||
                                        key_of(slots_[at].key, slots_[at].length) != key_of(entry.key, entry.length))) {
            at = (at + 1) & mask;
        }
        auto& slot = slots_[at];
        if (slot.room++ == 0) {
            slot.hash = entry.hash;
            slot.key = entry.key;
            slot.length = entry.length;
        }
        slot_of[i] = static_cast<std::uint32_t>(at);
    }
    std::uint32_t begin = 0;
    for (auto& slot : slots_) {
        slot.begin = begin;
        begin += slot.room;
    }
    values_.assign(begin, 0);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        auto& slot = slots_[slot_of[i]];
        const auto first = values_.begin() + slot.begin;
        if (std::find(first, first + slot.count, entries_[i].value) == first + slot.count) {
            values_[slot.begin + slot.count++] = entries_[i].value;
        }
    }
}

std::span<const std::uint32_t> KeyIndex::find(std::string_view key) const {
    if (slots_.empty()) {
        return {};
    }
    const auto hash = XXH3_64bits(key.data(), key.size());
    const auto mask = slots_.size() - 1;
    for (auto at = hash & mask; slots_[at].count != 0; at = (at + 1) & mask) {
        if (slots_[at].hash == hash && key_of(slots_[at].key, slots_[at].length) == key) {
            return std::span(values_).subspan(slots_[at].begin, slots_[at].count);
        }
    }
    return {};
}

} // namespace demarche::names
