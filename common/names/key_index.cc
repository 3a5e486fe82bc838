// SPDX-License-Identifier: GPL-3.0-or-later
// Sealing and reading of the table from keys to values.
#include "common/names/key_index.hh"

#include <algorithm>
#include <bit>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace demarche::names {

void KeyIndex::add(std::string_view key, std::uint32_t value) {
    entries_.push_back({XXH3_64bits(key.data(), key.size()), static_cast<std::uint32_t>(pool_.size()),
                        static_cast<std::uint32_t>(key.size()), value});
    pool_ += key;
}

void KeyIndex::seal() {
    // Equal keys come side by side; the stable sort keeps the order of their values.
    std::stable_sort(entries_.begin(), entries_.end(), [this](const Entry& a, const Entry& b) {
        return a.hash != b.hash ? a.hash < b.hash : key_of(a.key, a.length) < key_of(b.key, b.length);
    });
    slots_.assign(std::bit_ceil(std::max<std::size_t>(2, entries_.size() * 2)), {});
    values_.clear();
    values_.reserve(entries_.size());
    const auto mask = slots_.size() - 1;
    for (std::size_t i = 0; i < entries_.size();) {
        const auto& first = entries_[i];
        Slot slot{first.hash, first.key, first.length, static_cast<std::uint32_t>(values_.size()), 0};
        for (; i < entries_.size() && entries_[i].hash == slot.hash &&
               key_of(entries_[i].key, entries_[i].length) == key_of(slot.key, slot.length);
             ++i) {
            if (std::find(values_.begin() + slot.begin, values_.end(), entries_[i].value) == values_.end()) {
                values_.push_back(entries_[i].value);
            }
        }
        slot.count = static_cast<std::uint32_t>(values_.size()) - slot.begin;
        auto at = slot.hash & mask;
        while (slots_[at].count != 0) {
            at = (at + 1) & mask;
        }
        slots_[at] = slot;
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
