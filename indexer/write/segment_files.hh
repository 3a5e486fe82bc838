// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a segment opened by the writer's side: for merging, exporting, checking.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/index/articles.hh"
#include "common/index/columns.hh"
#include "common/index/filters.hh"
#include "common/index/forms.hh"
#include "common/index/manifest.hh"
#include "common/index/statements.hh"
#include "common/index/tombstones.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"

namespace demarche::indexer {

/// One segment. Not thread-safe.
struct SegmentFiles {
    static Result<std::unique_ptr<SegmentFiles>>
    open(const std::filesystem::path& index, const index::SegmentEntry& entry, const index::DeadOfSegment& dead);
    SegmentFiles() = default;
    SegmentFiles(const SegmentFiles&) = delete;
    SegmentFiles& operator=(const SegmentFiles&) = delete;

    std::filesystem::path folder;
    index::SegmentEntry entry;
    index::DeadOfSegment dead;
    index::Articles articles;
    index::Statements statements;
    index::SectionFile column_file;
    index::Columns columns;
    index::Words words;
    index::Filters filters;
};

/// The tombstones that a manifest names (none: empty).
Result<index::Tombstones> load_tombstones(const std::filesystem::path& index, const index::Manifest& manifest);

/// A whole index for reading, without the writer's lock.
struct OpenIndex {
    /// `any_analysis` as for read_manifest.
    static Result<OpenIndex> open(const std::filesystem::path& index, bool any_analysis = false);

    std::filesystem::path path;
    index::Manifest manifest;
    std::vector<std::unique_ptr<SegmentFiles>> segments;

    /// An article: its segment's place in `segments` and its number there.
    struct Place {
        std::uint32_t segment = 0;
        std::uint32_t number = 0;
    };
    /// The articles that count, by id: the same for the same records, however the index was made.
    std::vector<Place> articles_by_id() const;
    /// The same as they lie in the segments: faster to read.
    std::vector<Place> articles_in_order() const;
    /// Texts of the users' people files that the index keeps.
    Result<std::vector<std::string>> people_files() const;
    /// Statements of an article, in order.
    Result<std::vector<Statement>> statements_of(const Place& place);
};

/// Ids under which the ledger keeps what came of one article in several pieces (statement records that do not follow
/// each other): the article's id, a byte of value 1, and the number of the piece.
std::string piece_id(std::string_view article_id, std::size_t piece);
/// The number of the piece of a ledger id, from 1.
std::size_t piece_number(std::string_view ledger_id);
/// The article's id of a ledger id.
std::string_view article_of_piece(std::string_view ledger_id);

} // namespace demarche::indexer
