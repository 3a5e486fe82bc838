// SPDX-License-Identifier: GPL-3.0-or-later
// Brings an overlay up to date with what a commit adds and takes away.
#pragma once

#include <filesystem>
#include <vector>

#include "common/index/manifest.hh"
#include "common/index/overlay.hh"
#include "common/index/tombstones.hh"
#include "common/report/error.hh"
#include "indexer/write/renumbering.hh"

namespace demarche::indexer {

/// The overlay for `segments`, of which those from `fresh` on are new: what `old` says of the living, compared with
/// what is new. The same statements and articles give the same families and copies, whatever was added when.
/// Corrections are taken over as they are.
Result<index::OverlayData> update_overlay(const std::filesystem::path& index,
                                          const std::vector<index::SegmentEntry>& segments, std::size_t fresh,
                                          const index::Tombstones& dead, const index::Overlay& old);

/// Puts places where they are after merging: `segments` are those of the new manifest.
void renumber_overlay(index::OverlayData& overlay, const Renumbering& moved,
                      const std::vector<index::SegmentEntry>& segments);

/// The overlay that a manifest names; an empty one when it names none.
Result<index::Overlay> load_overlay(const std::filesystem::path& index, const index::Manifest& manifest);

} // namespace demarche::indexer
