// SPDX-License-Identifier: GPL-3.0-or-later
// When two statements of different articles are one utterance, reported twice.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "common/model/statement.hh"

namespace demarche::indexer {

/// A statement as it is compared.
struct Utterance {
    /// Hashes of the words' folded forms, in order.
    std::vector<std::uint64_t> words;
    Kind kind = Kind::direct;
    /// The day it was said, or, where that is not known, published; days since 1970, or index::no_day.
    std::int32_t day = 0;
};

/// What a statement can be found by among others: one run of its first six words, one of its last six, since quotations
/// are cut at an end, and the two smallest of all. Nothing when it is too short to tell.
std::vector<std::uint32_t> utterance_fingerprints(std::span<const std::uint64_t> words);

/// True when one of them is found by the other. Part of what makes an utterance, lest it matter how two were found.
bool share_fingerprint(const Utterance& a, const Utterance& b);

/// True when the days are at most a week apart, or neither is known.
bool days_agree(std::int32_t a, std::int32_t b);

/// True when the words are the same or nearly so: of the shorter, three quarters of its runs of three words are in the
/// longer, which is no more than half as long again; of quotations, nine tenths, however long the longer (one article
/// quotes more of it than the other). At least six words each.
bool words_agree(const Utterance& a, const Utterance& b);

/// True when they may be the same person: a name in common, or no name on one side (nobody, or a description such as
/// "an official"). Names are value keys.
bool speakers_agree(std::span<const std::string> a, std::span<const std::string> b);

} // namespace demarche::indexer
