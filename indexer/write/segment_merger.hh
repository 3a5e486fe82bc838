// SPDX-License-Identifier: GPL-3.0-or-later
// Makes one segment of several without looking at their words again.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "common/index/manifest.hh"
#include "common/index/tombstones.hh"

namespace demarche::indexer {

/// Merges the segments in their order into the new segment `id`: postings with Xapian's own compaction, everything
/// else by copying. Their dead stay dead: `dead` of the parts goes over, renumbered, to that of the new segment.
Result<index::SegmentEntry> merge_segments(const std::filesystem::path& index,
                                           std::span<const index::SegmentEntry> parts, std::string id,
                                           index::Tombstones& dead);

/// Copies what counts of one segment into the new segment `id`, the dead left out, its terms made anew. With nothing
/// that counts the entry has no articles, and must not be named in a manifest.
Result<index::SegmentEntry> rebuild_segment(const std::filesystem::path& index, const index::SegmentEntry& part,
                                            std::string id, const index::DeadOfSegment& dead);

} // namespace demarche::indexer
