// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/index/files.hh"
#include "indexer/write/spare_memory.hh"
#include "indexer/write/sweep.hh"
#include "indexer/write/tiers.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

Result<void> IndexWriter::State::write_small(index::Manifest& next,
                                             std::optional<index::NamedFile> index::Manifest::* which,
                                             std::string_view name, const std::string& bytes) const {
    const std::string file = fmt::format("{}-{}", name, next.generation);
    next.*which = index::named_file(file, bytes);
    return index::write_file(path / file, bytes);
}

Result<void> IndexWriter::State::merge(index::Manifest& next, Renumbering& moved) {
    const auto new_id = [this] { return new_segment(); };
    TierLimits limits;
    limits.segments = options.most_segments;
    if (compacting) {
        limits.segments = 1;
        limits.largest = 1'000'000;
        limits.full = limits.largest;
        limits.dead = 0;
    }
    const std::size_t before = dead.size();
    auto done = merge_tiers(path, next.segments, dead, new_id, limits, moved);
    dead_changed = dead_changed || dead.size() != before;
    return done;
}

Result<void> IndexWriter::State::commit() {
    std::vector<index::SegmentEntry> finished;
    if (lanes != nullptr) {
        auto entries = lanes->finish();
        if (!entries) {
            return fail(entries.error());
        }
        finished = std::move(*entries);
        release_spare_memory();
    }
    const bool compactable = compacting && (manifest.segments.size() > 1 || !dead.empty());
    if (finished.empty() && !dead_changed && !sources_changed && !corrections_changed && !people_files &&
        !compactable && manifest.generation != 0) {
        return {};
    }
    if (finished.empty() && !dead_changed && !sources_changed && manifest.generation == 0) {
        return {};
    }
    index::Manifest next = manifest;
    ++next.generation;
    next.analysis = index::current_analysis();
    next.written_by = index::current_writer();
    next.segments.insert(next.segments.end(), finished.begin(), finished.end());
    // What merging changes must not count if the commit fails: a later one begins with what the manifest says.
    const index::Tombstones dead_before = dead;
    const auto undo = [&](const Result<void>& failed) {
        dead = dead_before;
        return failed;
    };
    // Copies are looked for among the segments as they were before merging, while it is known what is new; merging
    // leaves their files alone. Both take long, and no builder is at work now.
    const std::vector<index::SegmentEntry> unmerged = next.segments;
    auto comparing = std::async(options.builders != 1 ? std::launch::async : std::launch::deferred,
                                [&] { return make_overlay(unmerged, dead_before); });
    Renumbering moved;
    const auto merged = merge(next, moved);
    auto overlay = comparing.get();
    if (!merged || !overlay) {
        return undo(merged ? fail(overlay.error()) : merged);
    }
    if (auto done = write_overlay(next, std::move(*overlay), moved); !done) {
        return undo(done);
    }
    if (auto done = write_people(next); !done) {
        return undo(done);
    }
    if (dead.empty()) {
        next.dead.reset();
    } else if (auto done = write_small(next, &index::Manifest::dead, "dead", index::write_tombstones(dead)); !done) {
        return undo(done);
    }
    if (sources.empty()) {
        next.sources.reset();
    } else if (sources_changed) {
        if (auto done = write_small(next, &index::Manifest::sources, "sources", index::write_source_changes(sources));
            !done) {
            return undo(done);
        }
    }
    if (auto done = index::replace_manifest(path, next); !done) {
        return undo(done);
    }
    manifest = std::move(next);
    std::erase_if(recent, [](const auto& one) { return !one.second.segment.empty(); });
    std::erase_if(recent_twins, [&](const auto& one) { return !recent.contains(index::ledger_key(one.second)); });
    segments_begun = 0;
    pending_statements = 0;
    pending_articles = 0;
    dead_changed = false;
    corrections_changed = false;
    people_files.reset();
    sources_changed = false;
    compacting = false;
    auto opened = open_ledgers();
    sweep(path, manifest);
    return opened;
}

} // namespace demarche::indexer
