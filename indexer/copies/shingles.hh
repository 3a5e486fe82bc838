// SPDX-License-Identifier: GPL-3.0-or-later
// Texts compared by their shingles: the runs of so many words that stand in them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace demarche::indexer {

/// The hash of one word's folded form.
std::uint64_t word_hash(std::string_view form);

/// The hashes of the runs of `length` words, in order. Of a text of fewer words: one, of all its words (none, of no
/// words).
std::vector<std::uint64_t> runs(std::span<const std::uint64_t> words, std::size_t length);

/// The same, each once, sorted.
std::vector<std::uint64_t> shingles(std::span<const std::uint64_t> words, std::size_t length);

/// How many of the shingles of `a` are in `b`; both sorted.
std::size_t shared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

/// A shingle that was chosen to stand for its text, as a number that is evenly spread over 32 bits, though those chosen
/// are the smallest.
std::uint32_t fingerprint(std::uint64_t shingle);

} // namespace demarche::indexer
