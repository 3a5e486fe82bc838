// SPDX-License-Identifier: GPL-3.0-or-later
// Builds one segment: the only place where a Xapian database is written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include <xapian.h>

#include "common/index/articles.hh"
#include "common/index/columns.hh"
#include "common/index/filters.hh"
#include "common/index/forms.hh"
#include "common/index/manifest.hh"
#include "common/index/statements.hh"
#include "indexer/write/copies_builder.hh"
#include "indexer/write/filter_terms.hh"
#include "indexer/write/word_terms.hh"

namespace demarche::indexer {

class SegmentBuilder {
  public:
    /// Creates the folder segments/<id> of the index. What was in it is lost.
    static Result<std::unique_ptr<SegmentBuilder>> create(const std::filesystem::path& index, std::string id);

    const std::string& id() const { return id_; }
    std::uint32_t statements() const { return statements_; }
    std::uint32_t articles() const { return articles_.size(); }

    /// Adds an article and its statements. `row` is the article's part of the ledger; its `first` and `count` are
    /// filled in here.
    Result<void> add(const Article& article, std::span<const Statement> statements, index::LedgerRow row);
    /// Says what a source was like, all of whose articles have been added.
    void add_source(const std::string& source, const index::SourceState& state) { articles_.add_source(source, state); }

    /// Writes everything, compacts and syncs it, and gives the manifest's entry. The builder is of no use afterwards.
    Result<index::SegmentEntry> finish();

  private:
    SegmentBuilder(std::filesystem::path folder, std::string id, index::StatementsWriter records,
                   index::ArticlesWriter articles)
        : folder_(std::move(folder)), id_(std::move(id)), records_(std::move(records)), articles_(std::move(articles)) {
    }

    std::filesystem::path folder_;
    std::string id_;
    Xapian::WritableDatabase database_;
    WordTerms word_terms_;
    index::FiltersBuilder filters_;
    FilterTerms filter_terms_{filters_};
    index::ColumnsBuilder columns_;
    index::WordsBuilder words_;
    index::StatementsWriter records_;
    index::ArticlesWriter articles_;
    CopiesBuilder copies_;
    std::uint32_t statements_ = 0;
};

/// Creates the empty folder segments/<id> and gives its path.
Result<std::filesystem::path> create_segment_folder(const std::filesystem::path& index, const std::string& id);

/// Syncs all files of a finished segment's folder and makes the manifest's entry of them.
Result<index::SegmentEntry> seal_segment(const std::filesystem::path& folder, std::string id, std::uint32_t statements,
                                         std::uint32_t articles);

} // namespace demarche::indexer
