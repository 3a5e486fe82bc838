// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/copies/utterances.hh"

#include <algorithm>
#include <cstdlib>

#include "common/index/columns.hh"
#include "indexer/copies/shingles.hh"

namespace demarche::indexer {

namespace {

/// "We will not comment on that" is what many say; six words of a quotation are seldom anybody else's within a week.
constexpr std::size_t fewest_words = 6;
/// Runs of four words find few others by chance; runs of three compare better where one word differs.
constexpr std::size_t run_to_find = 4;
constexpr std::size_t run_to_compare = 3;
constexpr std::ptrdiff_t smallest_kept = 2;
constexpr std::int32_t most_days_apart = 7;

} // namespace

std::vector<std::uint32_t> utterance_fingerprints(std::span<const std::uint64_t> words) {
    std::vector<std::uint32_t> out;
    if (words.size() < fewest_words) {
        return out;
    }
    std::vector<std::uint64_t> hashes = runs(words, run_to_find);
    constexpr std::ptrdiff_t ends = fewest_words - run_to_find + 1;
    std::vector<std::uint64_t> chosen{*std::min_element(hashes.begin(), hashes.begin() + ends),
                                      *std::min_element(hashes.end() - ends, hashes.end())};
    std::partial_sort(hashes.begin(), hashes.begin() + smallest_kept, hashes.end());
    chosen.insert(chosen.end(), hashes.begin(), hashes.begin() + smallest_kept);
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    for (const std::uint64_t hash : chosen) {
        out.push_back(fingerprint(hash));
    }
    return out;
}

bool share_fingerprint(const Utterance& a, const Utterance& b) {
    const auto of_b = utterance_fingerprints(b.words);
    const auto of_a = utterance_fingerprints(a.words);
    return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) != of_a.end();
}

bool days_agree(std::int32_t a, std::int32_t b) {
    if (a == index::no_day || b == index::no_day) {
        return a == b;
    }
    return std::abs(std::int64_t{a} - b) <= most_days_apart;
}

bool words_agree(const Utterance& a, const Utterance& b) {
    const Utterance& shorter = a.words.size() <= b.words.size() ? a : b;
    const Utterance& longer = a.words.size() <= b.words.size() ? b : a;
    if (shorter.words.size() < fewest_words) {
        return false;
    }
    if (shorter.words == longer.words) {
        return true;
    }
    const auto runs = shingles(shorter.words, run_to_compare);
    const std::size_t common = shared(runs, shingles(longer.words, run_to_compare));
    const bool alike_in_length = longer.words.size() * 2 <= shorter.words.size() * 3;
    const bool quoted = a.kind != Kind::indirect && b.kind != Kind::indirect;
    return (alike_in_length && common * 4 >= runs.size() * 3) || (quoted && common * 10 >= runs.size() * 9);
}

bool speakers_agree(std::span<const std::string> a, std::span<const std::string> b) {
    return a.empty() || b.empty() || std::any_of(a.begin(), a.end(), [&](const std::string& name) {
               return std::find(b.begin(), b.end(), name) != b.end();
           });
}

} // namespace demarche::indexer
