// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "indexer/write/overlay_update.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

Result<index::OverlayData> IndexWriter::State::make_overlay(const std::vector<index::SegmentEntry>& segments,
                                                            const index::Tombstones& dead_documents) const {
    const auto old = load_overlay(path, manifest);
    if (!old) {
        return fail(old.error());
    }
    auto overlay = update_overlay(path, segments, manifest.segments.size(), dead_documents, *old);
    if (overlay) {
        overlay->corrections = index::encode_corrections(corrections);
    }
    return overlay;
}

Result<void> IndexWriter::State::write_overlay(index::Manifest& next, index::OverlayData&& overlay,
                                               const Renumbering& moved) const {
    renumber_overlay(overlay, moved, next.segments);
    if (overlay.empty()) {
        next.overlay.reset();
        return {};
    }
    return write_small(next, &index::Manifest::overlay, "overlay", overlay.bytes());
}

} // namespace demarche::indexer
