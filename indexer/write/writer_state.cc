// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/writer_state.hh"

#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "common/index/files.hh"
#include "indexer/write/segment_files.hh"
#include "indexer/write/sweep.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// A folder that holds no index may hold nothing else: --db pointed at somebody's documents is a mistake.
Result<void> check_empty(const fs::path& path) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(path, error)) {
        const std::string name = entry.path().filename().string();
        if (!is_part_of_index(name)) {
            return fail({"this folder is no index", path.string(), fmt::format("it holds “{}” and no manifest", name),
                         "name an empty or new folder with --db", Exit::bad_index});
        }
    }
    if (error) {
        return fail(index::file_error("cannot read the index's folder", path, error.value()));
    }
    return {};
}

} // namespace

Result<void> IndexWriter::State::load() {
    std::error_code error;
    if (!fs::exists(path / index::manifest_name, error)) {
        return check_empty(path);
    }
    auto read = index::read_manifest(path);
    if (!read) {
        return fail(read.error());
    }
    manifest = std::move(*read);
    auto tombstones = load_tombstones(path, manifest);
    if (!tombstones) {
        return fail(tombstones.error());
    }
    dead = std::move(*tombstones);
    if (manifest.sources) {
        const fs::path file = path / manifest.sources->name;
        const auto bytes = index::read_named(file, *manifest.sources);
        if (!bytes) {
            return fail(bytes.error());
        }
        auto changes = index::read_source_changes(*bytes, file.string());
        if (!changes) {
            return fail(changes.error());
        }
        sources = std::move(*changes);
    }
    return open_ledgers();
}

Result<void> IndexWriter::State::open_ledgers() {
    ledgers.clear();
    source_corrections.reset();
    packed_articles.reset();
    for (const index::SegmentEntry& segment : manifest.segments) {
        auto ledger = index::Articles::open(path / index::segments_name / segment.id / index::articles_name);
        if (!ledger) {
            return fail(ledger.error());
        }
        if (ledger->size() != segment.articles) {
            return fail(ledger->file().damaged("it has not as many articles as the manifest says"));
        }
        ledgers.push_back(std::move(*ledger));
    }
    return {};
}

bool IndexWriter::State::is_dead(std::size_t segment, std::uint32_t number) const {
    const auto found = dead.find(manifest.segments[segment].id);
    return found != dead.end() && found->second.articles.contains(number);
}

std::optional<Committed> IndexWriter::State::find(std::string_view id) const {
    for (std::size_t segment = ledgers.size(); segment-- > 0;) {
        std::size_t from = 0;
        while (const auto number = ledgers[segment].find(id, from)) {
            if (!is_dead(segment, *number)) {
                return Committed{segment, *number};
            }
        }
    }
    return std::nullopt;
}

void IndexWriter::State::bury(const std::string& segment, std::uint32_t number, std::uint32_t first,
                              std::uint32_t count) {
    index::DeadOfSegment& dead_here = dead[segment];
    dead_here.articles.insert(number);
    if (count != 0) {
        dead_here.documents[first] = count;
    }
    dead_changed = true;
    source_corrections.reset();
}

bool IndexWriter::State::bury_article(std::string_view ledger_id) {
    const auto found = recent.find(index::ledger_key(ledger_id));
    if (found != recent.end() && !found->second.segment.empty()) {
        const Recent& one = found->second;
        bury(one.segment, one.number, one.first, one.count);
        recent.erase(found);
        return true;
    }
    if (const auto committed = find(ledger_id)) {
        const index::Articles& ledger = ledgers[committed->segment];
        bury(manifest.segments[committed->segment].id, committed->number, ledger.first(committed->number),
             ledger.count(committed->number));
        return true;
    }
    return false;
}

} // namespace demarche::indexer
