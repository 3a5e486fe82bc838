// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/index_writer.hh"

#include <map>
#include <mutex>
#include <system_error>
#include <unordered_map>

#include <fmt/format.h>

#include "common/index/checksum.hh"
#include "common/index/files.hh"
#include "common/index/manifest.hh"
#include "common/index/people.hh"
#include "common/index/tombstones.hh"
#include "indexer/write/segment_builder.hh"
#include "indexer/write/sweep.hh"
#include "indexer/write/write_lock.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// Where an article of the index is.
struct Known {
    std::string segment;
    std::uint32_t number = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::string source;
    index::ContentHash content;
    /// Claimed in this run and not yet added.
    bool reserved = false;
};

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

struct IndexWriter::State {
    fs::path path;
    const names::WhoIsWho& who;
    WriterOptions options;
    WriteLock lock;
    index::Manifest manifest;
    index::Tombstones dead;
    std::unordered_map<std::string, Known> articles;
    std::unique_ptr<SegmentBuilder> builder;
    std::vector<index::SegmentEntry> finished;
    std::size_t segments_begun = 0;
    bool dead_changed = false;
    mutable std::mutex mutex;

    State(fs::path folder, const names::WhoIsWho& names, WriterOptions writer_options, WriteLock held)
        : path(std::move(folder)), who(names), options(writer_options), lock(std::move(held)) {}

    Result<void> load();
    void bury(const Known& known);
    Result<void> finish_builder();
    Result<void> write_people(index::Manifest& next) const;
    Result<void> write_dead(index::Manifest& next) const;
    Result<void> commit();
};

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
    if (manifest.dead) {
        const fs::path file = path / manifest.dead->name;
        const auto bytes = index::read_named(file, *manifest.dead);
        if (!bytes) {
            return fail(bytes.error());
        }
        auto tombstones = index::read_tombstones(*bytes, file.string());
        if (!tombstones) {
            return fail(tombstones.error());
        }
        dead = std::move(*tombstones);
    }
    for (const index::SegmentEntry& segment : manifest.segments) {
        const auto kept = index::Articles::open(path / index::segments_name / segment.id / index::articles_name);
        if (!kept) {
            return fail(kept.error());
        }
        auto ledger = kept->ledger();
        if (!ledger) {
            return fail(ledger.error());
        }
        const auto dead_here = dead.find(segment.id);
        for (std::uint32_t number = 0; number < ledger->size(); ++number) {
            if (dead_here != dead.end() && dead_here->second.articles.contains(number)) {
                continue;
            }
            index::LedgerRow& row = (*ledger)[number];
            articles[row.id] = {segment.id, number, row.first, row.count, std::move(row.source), row.content, false};
        }
    }
    return {};
}

void IndexWriter::State::bury(const Known& known) {
    index::DeadOfSegment& segment = dead[known.segment];
    segment.articles.insert(known.number);
    if (known.count != 0) {
        segment.documents[known.first] = known.count;
    }
    dead_changed = true;
}

Result<void> IndexWriter::State::finish_builder() {
    if (builder == nullptr) {
        return {};
    }
    auto entry = builder->finish();
    builder.reset();
    if (!entry) {
        return fail(entry.error());
    }
    finished.push_back(std::move(*entry));
    return {};
}

Result<void> IndexWriter::State::write_people(index::Manifest& next) const {
    // The name tells which names data the file was made from: it is made again only when that has changed.
    const std::string name = "people-" + index::hex(index::people_fingerprint(who));
    if (next.people && next.people->name == name) {
        return {};
    }
    const std::string bytes = index::write_people(who);
    next.people = index::named_file(name, bytes);
    return index::write_file(path / name, bytes);
}

Result<void> IndexWriter::State::write_dead(index::Manifest& next) const {
    if (!dead_changed) {
        return {};
    }
    const std::string name = fmt::format("dead-{}", next.generation);
    const std::string bytes = index::write_tombstones(dead);
    next.dead = index::named_file(name, bytes);
    return index::write_file(path / name, bytes);
}

Result<void> IndexWriter::State::commit() {
    if (auto done = finish_builder(); !done) {
        return done;
    }
    if (finished.empty() && !dead_changed) {
        return {};
    }
    index::Manifest next = manifest;
    ++next.generation;
    next.analysis = index::current_analysis();
    next.written_by = index::current_writer();
    next.segments.insert(next.segments.end(), finished.begin(), finished.end());
    if (auto done = write_people(next); !done) {
        return done;
    }
    if (auto done = write_dead(next); !done) {
        return done;
    }
    if (auto done = index::replace_manifest(path, next); !done) {
        return done;
    }
    manifest = std::move(next);
    finished.clear();
    segments_begun = 0;
    dead_changed = false;
    sweep(path, manifest);
    return {};
}

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

Result<IndexWriter> IndexWriter::open(const fs::path& path, const names::WhoIsWho& who, WriterOptions options) {
    std::error_code error;
    if (!options.create && !fs::exists(path / index::manifest_name, error)) {
        return fail(index::read_manifest(path).error());
    }
    fs::create_directories(path, error);
    if (error) {
        return fail(index::file_error("cannot create the index's folder", path, error.value()));
    }
    auto lock = WriteLock::take(path);
    if (!lock) {
        return fail(lock.error());
    }
    auto state = std::make_unique<State>(path, who, options, std::move(*lock));
    if (auto loaded = state->load(); !loaded) {
        return fail(loaded.error());
    }
    sweep(path, state->manifest);
    return IndexWriter(std::move(state));
}

ArticleState IndexWriter::claim(Article& article, Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    const index::ContentHash content = index::content_hash(article);
    const std::string wanted = article.id.empty() ? index::hex(content.high) + index::hex(content.low) : article.id;
    article.id = wanted;
    for (std::size_t n = 2;; ++n) {
        const auto [found, is_new] = state_->articles.try_emplace(article.id);
        Known& known = found->second;
        if (is_new) {
            known.source = article.source;
            known.content = content;
            known.reserved = true;
            if (article.id != wanted) {
                diagnostics.warn({"another source has an article of this id", article.source, "",
                                  fmt::format("“{}” is kept as “{}”", wanted, article.id), Exit::ok});
            }
            return ArticleState::fresh;
        }
        if (known.content == content) {
            return ArticleState::unchanged;
        }
        if (known.source == article.source) {
            return ArticleState::changed;
        }
        article.id = fmt::format("{}~{}", wanted, n);
    }
}

Result<void> IndexWriter::add(const Article& article, std::span<const Statement> statements) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    if (state.builder == nullptr) {
        auto builder = SegmentBuilder::create(
            state.path, fmt::format("{}-{}", state.manifest.generation + 1, ++state.segments_begun));
        if (!builder) {
            return fail(builder.error());
        }
        state.builder = std::move(*builder);
    }
    auto added = state.builder->add(article, statements);
    if (!added) {
        return fail(added.error());
    }
    const auto& [row, number] = *added;
    Known& known = state.articles[article.id];
    if (!known.segment.empty()) {
        state.bury(known);
    }
    known = {state.builder->id(), number, row.first, row.count, row.source, row.content, false};
    return state.builder->statements() >= state.options.segment_statements ? state.finish_builder() : Result<void>();
}

bool IndexWriter::remove(std::string_view article_id) {
    const std::scoped_lock held(state_->mutex);
    const auto found = state_->articles.find(std::string(article_id));
    if (found == state_->articles.end() || found->second.segment.empty()) {
        return false;
    }
    state_->bury(found->second);
    state_->articles.erase(found);
    return true;
}

Result<void> IndexWriter::commit() {
    const std::scoped_lock held(state_->mutex);
    return state_->commit();
}

Result<IndexTotals> IndexWriter::totals() const {
    const std::scoped_lock held(state_->mutex);
    // An index that has never been committed has nothing in it.
    return state_->manifest.generation == 0 ? Result<IndexTotals>(IndexTotals{}) : index_totals(state_->path);
}

} // namespace demarche::indexer
