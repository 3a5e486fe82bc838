// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "indexer/write/correct.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

Result<void> IndexWriter::State::load_corrections() {
    auto kept = indexer::load_corrections(path, manifest);
    if (!kept) {
        return fail(kept.error());
    }
    corrections = std::move(*kept);
    for (const auto& [id, correction] : options.corrections) {
        const auto [at, is_new] = corrections.emplace(id, correction);
        if (is_new) {
            // It applies when the article comes.
            at->second.before.clear();
            corrections_changed = true;
        }
    }
    for (const auto& [id, correction] : corrections) {
        corrected_articles.insert(correction.article);
    }
    return {};
}

index::CorrectionMap IndexWriter::corrections() const {
    const std::scoped_lock held(state_->mutex);
    return state_->corrections;
}

void IndexWriter::keep_correction(const std::string& statement_id, const index::Correction& correction) {
    const std::scoped_lock held(state_->mutex);
    state_->corrections_changed = true;
    if (correction.changes.empty()) {
        state_->corrections.erase(statement_id);
    } else {
        state_->corrections[statement_id] = correction;
        state_->corrected_articles.insert(correction.article);
    }
}

void IndexWriter::keep_people(std::vector<std::string> files) {
    const std::scoped_lock held(state_->mutex);
    state_->people_files = std::move(files);
}

} // namespace demarche::indexer
