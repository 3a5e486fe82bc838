// SPDX-License-Identifier: GPL-3.0-or-later
// When an article is a copy of another: agency text under another headline, perhaps without its last paragraphs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace demarche::indexer {

/// An article's text as it is compared: the sorted hashes of its runs of five words. Words are runs of letters and
/// digits with ASCII letters in lower case; characters of scripts without spaces stand alone. (Not the index's words:
/// every article passes here, and nobody searches by these.)
std::vector<std::uint64_t> article_shingles(std::string_view text);

/// What the article can be found by among others: its smallest shingles, since texts that have most shingles in common
/// have most of the smallest in common.
std::vector<std::uint32_t> article_fingerprints(const std::vector<std::uint64_t>& shingles);

/// How many shingles a text has, and its fingerprints: all that is kept of an article. The same as of its shingles, but
/// without sorting them.
struct ArticleSketch {
    std::size_t shingles = 0;
    std::vector<std::uint32_t> fingerprints;
};
ArticleSketch article_sketch(std::string_view text);

/// Whether two texts of so many shingles that share so many fingerprints are worth comparing. Of copies that keep 19 of
/// 20 shingles 99 of 100 are.
bool may_be_copies(std::size_t size_a, std::size_t size_b, std::size_t shared_fingerprints);

/// True when one is a copy of the other: of the shorter, four fifths of the shingles are in the longer, and it has at
/// least a quarter as many, and no fewer than sixteen.
bool is_copy(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

} // namespace demarche::indexer
