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
#include "common/index/forms.hh"
#include "common/index/manifest.hh"
#include "indexer/write/document_terms.hh"

namespace demarche::indexer {

class SegmentBuilder {
  public:
    /// Creates the folder segments/<id> of the index. What was in it is lost.
    static Result<std::unique_ptr<SegmentBuilder>> create(const std::filesystem::path& index, std::string id);

    const std::string& id() const { return id_; }
    std::uint32_t statements() const { return statements_; }

    /// Adds an article and its statements; gives its ledger row and its number in the segment.
    Result<std::pair<index::LedgerRow, std::uint32_t>> add(const Article& article,
                                                           std::span<const Statement> statements);

    /// Writes everything, syncs it, and gives the manifest's entry. The builder is of no use afterwards.
    Result<index::SegmentEntry> finish();

  private:
    SegmentBuilder(std::filesystem::path folder, std::string id) : folder_(std::move(folder)), id_(std::move(id)) {}

    std::filesystem::path folder_;
    std::string id_;
    Xapian::WritableDatabase database_;
    DocumentTerms terms_;
    index::ColumnsBuilder columns_;
    index::WordsBuilder words_;
    index::ArticlesBuilder articles_;
    std::uint32_t statements_ = 0;
};

} // namespace demarche::indexer
