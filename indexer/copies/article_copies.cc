// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/copies/article_copies.hh"

#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "indexer/copies/shingles.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t run_of_words = 5;
/// So many that a copy cut to a third still shares one with 99 of 100.
constexpr std::size_t fingerprints_kept = 12;
/// A shorter text (a flash, a caption) may be two people's own words.
constexpr std::size_t fewest_shingles = 16;
constexpr std::size_t longest_to_shortest = 4;

constexpr std::uint64_t hash_start = 0xcbf29ce484222325U;

/// Hashes words as they are read, byte by byte.
class WordHashes {
  public:
    void add(unsigned char byte) {
        hash_ = (hash_ ^ byte) * 0x100000001b3U;
        inside_ = true;
    }
    void end() {
        if (inside_) {
            words_.push_back(hash_ ^ hash_ >> 31U);
            hash_ = hash_start;
            inside_ = false;
        }
    }
    std::vector<std::uint64_t> words() && { return std::move(words_); }

  private:
    std::vector<std::uint64_t> words_;
    std::uint64_t hash_ = hash_start;
    bool inside_ = false;
};

/// Characters that part words among those beyond ASCII: U+0080–00BF (no-break space, «») and U+2000–206F (spaces,
/// dashes, quotation marks, dots), whose forms change from one outlet to the next.
bool parts_words(unsigned char lead, unsigned char next) {
    return lead == 0xc2 || (lead == 0xe2 && (next == 0x80 || next == 0x81));
}

/// The hashes of a text's words.
std::vector<std::uint64_t> word_hashes(std::string_view text) {
    WordHashes hashes;
    for (std::size_t i = 0; i < text.size();) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            const bool upper = byte >= 'A' && byte <= 'Z';
            if (upper || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
                hashes.add(upper ? byte + ('a' - 'A') : byte);
            } else if (byte != '\'') {
                hashes.end();
            }
            ++i;
            continue;
        }
        const std::size_t length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : static_cast<unsigned char>(0);
        // U+2019 inside a word is the apostrophe that others write as '.
        const bool apostrophe = byte == 0xe2 && next == 0x80 && i + 2 < text.size() && text[i + 2] == '\x99';
        // Kana, Han, Hangul and what lies beyond: cut by characters.
        const bool alone = byte >= 0xe3;
        if (apostrophe) {
            // no letter, and no end
        } else if (parts_words(byte, next)) {
            hashes.end();
        } else {
            if (alone) {
                hashes.end();
            }
            for (std::size_t k = i; k < std::min(i + length, text.size()); ++k) {
                hashes.add(static_cast<unsigned char>(text[k]));
            }
            if (alone) {
                hashes.end();
            }
        }
        i += length;
    }
    hashes.end();
    return std::move(hashes).words();
}

/// The different ones among hashes, and the smallest of them.
class Smallest {
  public:
    explicit Smallest(std::size_t most) : slots_(std::bit_ceil(2 * most + 1)) {}

    void add(std::uint64_t hash) {
        // 0 marks what is free: a shingle whose hash it is, one of 2^64, is not counted.
        const std::size_t mask = slots_.size() - 1;
        std::size_t i = hash & mask;
        while (slots_[i] != 0 && slots_[i] != hash) {
            i = (i + 1) & mask;
        }
        if (slots_[i] == hash) {
            return;
        }
        slots_[i] = hash;
        ++different_;
        if (kept_.size() == fingerprints_kept && hash >= kept_.back()) {
            return;
        }
        if (kept_.size() == fingerprints_kept) {
            kept_.pop_back();
        }
        kept_.insert(std::lower_bound(kept_.begin(), kept_.end(), hash), hash);
    }
    std::size_t different() const { return different_; }
    /// Sorted.
    const std::vector<std::uint64_t>& kept() const { return kept_; }

  private:
    std::vector<std::uint64_t> slots_;
    std::vector<std::uint64_t> kept_;
    std::size_t different_ = 0;
};

} // namespace

std::vector<std::uint64_t> article_shingles(std::string_view text) {
    return shingles(word_hashes(text), run_of_words);
}

ArticleSketch article_sketch(std::string_view text) {
    const std::vector<std::uint64_t> all = runs(word_hashes(text), run_of_words);
    Smallest smallest(all.size());
    for (const std::uint64_t hash : all) {
        smallest.add(hash);
    }
    ArticleSketch sketch{smallest.different(), {}};
    if (sketch.shingles >= fewest_shingles) {
        std::transform(smallest.kept().begin(), smallest.kept().end(), std::back_inserter(sketch.fingerprints),
                       fingerprint);
    }
    return sketch;
}

std::vector<std::uint32_t> article_fingerprints(const std::vector<std::uint64_t>& shingles) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < fingerprints_kept && shingles.size() >= fewest_shingles; ++i) {
        out.push_back(fingerprint(shingles[i]));
    }
    return out;
}

bool may_be_copies(std::size_t size_a, std::size_t size_b, std::size_t shared_fingerprints) {
    const std::size_t shorter = std::min(size_a, size_b);
    const std::size_t longer = std::max(size_a, size_b);
    if (shorter < fewest_shingles || longer > shorter * longest_to_shortest) {
        return false;
    }
    // Of the smallest hashes of two texts as large a part is shared as of all. Texts of one length that are copies
    // share eight of the twelve at least on average, a text and its half four; one alone is often a paragraph that all
    // articles of an outlet have.
    const std::size_t wanted = longer * 20 <= shorter * 23 ? 4 : longer * 10 <= shorter * 16 ? 3 : 2;
    return shared_fingerprints >= wanted;
}

bool is_copy(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
    const auto& shorter = a.size() <= b.size() ? a : b;
    const auto& longer = a.size() <= b.size() ? b : a;
    return shorter.size() >= fewest_shingles && longer.size() <= shorter.size() * longest_to_shortest &&
           shared(shorter, longer) * 5 >= shorter.size() * 4;
}

} // namespace demarche::indexer
