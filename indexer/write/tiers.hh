// SPDX-License-Identifier: GPL-3.0-or-later
// Which segments are merged, so that a reader opens few and no statement is copied often.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "common/index/manifest.hh"
#include "common/index/tombstones.hh"
#include "indexer/write/renumbering.hh"

namespace demarche::indexer {

struct TierLimits {
    /// Segments are merged when there are more, besides the full ones.
    std::size_t segments = 8;
    /// A segment of so many statements is full, and stays as it is: an index of many millions would otherwise copy one
    /// of them for each small commit.
    std::size_t full = 300'000;
    /// Statements of the largest segment that merging makes: what is merged is partly held in memory.
    std::size_t largest = 600'000;
    /// Share of the dead above which a segment is built again.
    double dead = 0.2;
};

/// The places in `sizes` (statements of each segment) of those to merge now, in rising order; empty when there is
/// nothing to do. Small ones first: each statement is copied about once each time the index doubles.
std::vector<std::size_t> choose_merge(const std::vector<std::size_t>& sizes, const TierLimits& limits);

/// Merges and rebuilds segments as the limits ask. `new_id` names new ones. Entries and tombstones are changed; the old
/// segments' files stay until the manifest no longer names them. `moved` learns where documents and articles went.
Result<void> merge_tiers(const std::filesystem::path& index, std::vector<index::SegmentEntry>& segments,
                         index::Tombstones& dead, const std::function<std::string()>& new_id, const TierLimits& limits,
                         Renumbering& moved);

} // namespace demarche::indexer
