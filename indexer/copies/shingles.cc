// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/copies/shingles.hh"

#include <algorithm>

#include "common/index/checksum.hh"

namespace demarche::indexer {

namespace {

constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;

constexpr std::uint64_t mix(std::uint64_t value) {
    value ^= value >> 32U;
    value *= odd;
    return value ^ value >> 29U;
}

} // namespace

std::uint64_t word_hash(std::string_view form) {
    return index::checksum(form);
}

std::vector<std::uint64_t> runs(std::span<const std::uint64_t> words, std::size_t length) {
    std::vector<std::uint64_t> hashes;
    if (words.empty()) {
        return hashes;
    }
    const std::size_t run = std::min(length, words.size());
    hashes.reserve(words.size() - run + 1);
    for (std::size_t i = 0; i + run <= words.size(); ++i) {
        std::uint64_t hash = run;
        for (std::size_t k = 0; k < run; ++k) {
            hash = mix(hash ^ words[i + k]) * odd;
        }
        hashes.push_back(mix(hash));
    }
    return hashes;
}

std::vector<std::uint64_t> shingles(std::span<const std::uint64_t> words, std::size_t length) {
    std::vector<std::uint64_t> hashes = runs(words, length);
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

std::size_t shared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
    std::size_t count = 0;
    for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
        if (a[i] == b[j]) {
            ++count;
        }
        const bool next_a = a[i] <= b[j];
        j += a[i] >= b[j] ? 1 : 0;
        i += next_a ? 1 : 0;
    }
    return count;
}

std::uint32_t fingerprint(std::uint64_t shingle) {
    return static_cast<std::uint32_t>(mix(shingle * odd) >> 32U);
}

} // namespace demarche::indexer
