// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/index_writer.hh"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

#include "common/index/files.hh"
#include "indexer/write/sweep.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

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
    auto lock = WriteLock::take(path, options.wait);
    if (!lock) {
        return fail(lock.error());
    }
    auto state = std::make_unique<State>(path, who, options, std::move(*lock));
    if (auto loaded = state->load(); !loaded) {
        return fail(loaded.error());
    }
    if (auto loaded = state->load_corrections(); !loaded) {
        return fail(loaded.error());
    }
    sweep(path, state->manifest);
    const std::size_t builders =
        options.builders != 0 ? options.builders : std::max(1U, std::thread::hardware_concurrency());
    State* const self = state.get();
    state->lanes = std::make_unique<BuilderLanes>(path, builders, options.segment_statements,
                                                  [self] { return self->new_segment(); });
    return IndexWriter(std::move(state));
}

std::size_t IndexWriter::pending_statements() const {
    const std::scoped_lock held(state_->mutex);
    return state_->pending_statements;
}

void IndexWriter::compact() {
    const std::scoped_lock held(state_->mutex);
    state_->compacting = true;
}

const fs::path& IndexWriter::path() const {
    return state_->path;
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
