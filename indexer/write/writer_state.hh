// SPDX-License-Identifier: GPL-3.0-or-later
// What a writer of an index knows while it lives: shared by the files that load, claim, count sources and commit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/index/articles.hh"
#include "common/index/checksum.hh"
#include "common/index/corrections.hh"
#include "common/index/manifest.hh"
#include "common/index/overlay.hh"
#include "common/index/sources.hh"
#include "common/index/tombstones.hh"
#include "common/names/who_is_who.hh"
#include "indexer/write/builder_lanes.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/renumbering.hh"
#include "indexer/write/write_lock.hh"

namespace demarche::indexer {

/// An article as another one that says the same finds it.
struct Twin {
    std::string id; ///< of the ledger
    std::string source;
};

/// An article claimed or added since the last commit.
struct Recent {
    std::string segment; ///< empty until it is added
    std::uint32_t number = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::string source;
    index::ContentHash content;
    std::uint64_t twin = 0;     ///< twin_key; 0 for none
    std::vector<Twin> replaces; ///< those that say the same under larger ids
};

/// What an article is claimed by.
struct Claim {
    index::ContentHash content;
    std::uint64_t twin = 0;
    std::size_t piece = 1;
};

/// An article of a committed segment.
struct Committed {
    std::size_t segment = 0; ///< its place in the manifest
    std::uint32_t number = 0;
};

struct IndexWriter::State {
    std::filesystem::path path;
    const names::WhoIsWho& who;
    WriterOptions options;
    WriteLock lock;
    index::Manifest manifest;
    index::Tombstones dead;
    index::SourceChanges sources;
    /// The ledgers of the manifest's segments.
    std::vector<index::Articles> ledgers;
    /// By ledger_key of the id.
    std::unordered_map<std::uint64_t, Recent> recent;
    /// Their ids by twin_key.
    std::unordered_multimap<std::uint64_t, std::string> recent_twins;
    /// Articles claimed, each with its source, when they are to be pruned (see seen_key).
    std::vector<std::uint64_t> seen;
    /// How many articles more or fewer than the ledgers say a source has; made when first asked for.
    mutable std::optional<std::unordered_map<std::uint64_t, std::int64_t>> source_corrections;
    /// Articles packed into files, by the ledger_key of the file; made when first asked for.
    mutable std::optional<std::unordered_map<std::uint64_t, std::int64_t>> packed_articles;
    std::size_t segments_begun = 0;
    std::size_t pending_statements = 0;
    std::size_t pending_articles = 0;
    index::CorrectionMap corrections;
    /// Ledger ids of the articles that have any.
    std::unordered_set<std::string> corrected_articles;
    bool corrections_changed = false;
    /// People files in the place of those the index has.
    std::optional<std::vector<std::string>> people_files;
    bool dead_changed = false;
    bool sources_changed = false;
    bool compacting = false;
    mutable std::mutex mutex;
    /// Last, so that its threads end first.
    std::unique_ptr<BuilderLanes> lanes;

    State(std::filesystem::path folder, const names::WhoIsWho& names, WriterOptions writer_options, WriteLock held)
        : path(std::move(folder)), who(names), options(writer_options), lock(std::move(held)) {}

    Result<void> load();
    Result<void> load_corrections();
    Result<void> open_ledgers();
    std::string new_segment() { return fmt::format("{}-{}", manifest.generation + 1, ++segments_begun); }
    std::optional<Committed> find(std::string_view id) const;
    bool is_dead(std::size_t segment, std::uint32_t number) const;
    void bury(const std::string& segment, std::uint32_t number, std::uint32_t first, std::uint32_t count);
    bool bury_article(std::string_view ledger_id);
    ArticleState claim(Article& article, const Claim& claim, Diagnostics& diagnostics);
    ArticleState claim_new(Article& article, const std::string& id, const Claim& claim);
    std::vector<Twin> find_twins(std::uint64_t twin, std::string_view source);
    void take_place_of(const Twin& replaced, const std::string& id, const std::string& source);
    std::string first_source_of(std::string_view id) const;
    void note_seen(std::string_view id, std::string_view source);
    void make_stale(const std::string& id, std::string_view first_source, std::string_view but);
    bool is_stale(std::string_view source) const;
    std::size_t articles_below(std::string_view source) const;
    bool has_source(std::string_view id, std::string_view first_source, std::string_view source) const;
    void note_source(const std::string& id, std::string_view first_source, const std::string& source);
    void count_corrections() const;
    Result<void> write_people(index::Manifest& next) const;
    Result<void> write_small(index::Manifest& next, std::optional<index::NamedFile> index::Manifest::* which,
                             std::string_view name, const std::string& bytes) const;
    /// Of the manifest's segments and the new ones behind them; safe beside `merge`.
    Result<index::OverlayData> make_overlay(const std::vector<index::SegmentEntry>& segments,
                                            const index::Tombstones& dead_documents) const;
    Result<void> write_overlay(index::Manifest& next, index::OverlayData&& overlay, const Renumbering& moved) const;
    Result<void> merge(index::Manifest& next, Renumbering& moved);
    Result<void> commit();
};

} // namespace demarche::indexer
