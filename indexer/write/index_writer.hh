// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an index: takes articles with their statements, makes segments of them and names those in the manifest.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/report/diagnostics.hh"
#include "common/report/error.hh"

namespace demarche::names {
class WhoIsWho;
}

namespace demarche::indexer {

/// What the index already knows of an article.
enum class ArticleState {
    fresh,     ///< to be extracted and added
    unchanged, ///< there with the same content: nothing to do
    changed,   ///< there with other content: to be extracted and added, which replaces the old one
};

struct WriterOptions {
    /// Statements of one segment; a segment is closed at the first article that reaches it.
    std::size_t segment_statements = 25'000;
    /// Create the index when the folder has none.
    bool create = true;
};

/// What an index holds. Dates are the first and last day on which something was said.
struct IndexTotals {
    std::size_t articles = 0;
    std::size_t statements = 0;
    /// Different speakers' names.
    std::size_t speakers = 0;
    std::optional<DateRange> dates;
    std::size_t segments = 0;
    /// Statements in segments that no longer count (deleted or replaced).
    std::size_t dead = 0;
    /// Bytes on disk.
    std::uintmax_t bytes = 0;
};

/// The one writer of an index. Holds the index's lock while it lives; readers need none. Nothing that was added counts
/// before `commit` gives success; a writer that goes away without it leaves the index as it was. Thread-safe (one lock
/// inside).
class IndexWriter {
  public:
    /// Opens or creates the index in the folder `path`. Errors: Exit::locked when another writer has it,
    /// Exit::bad_index when what is there is no index of this version. Sweeps segments that no manifest names.
    static Result<IndexWriter> open(const std::filesystem::path& path, const names::WhoIsWho& who,
                                    WriterOptions options = {});

    IndexWriter(IndexWriter&&) noexcept;
    IndexWriter& operator=(IndexWriter&&) noexcept;
    ~IndexWriter();

    /// Cheap, before extraction, in input order: compares the article with what is there (content hash over all that
    /// matters) and settles the id it is kept under. An id that another source uses for other content becomes `id~2`
    /// (with a warning to `diagnostics`), so extract after this call: statements' ids derive from the article's.
    /// Extraction of a claimed article must be followed by `add`.
    ArticleState claim(Article& article, Diagnostics& diagnostics);

    /// Adds a claimed article and its statements (which may be none), replacing the article of that id.
    Result<void> add(const Article& article, std::span<const Statement> statements);

    /// Removes the article from the index; false when there is none of that id.
    bool remove(std::string_view article_id);

    /// Writes what was added as a segment, syncs it, and replaces the manifest: after that it is found, whatever
    /// happens to the machine. Without changes does nothing.
    Result<void> commit();

    /// Totals of the index as of the last commit.
    Result<IndexTotals> totals() const;

  private:
    struct State;
    explicit IndexWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Totals without the writer's lock (for `stats`). Exit::bad_index when there is no index in the folder.
Result<IndexTotals> index_totals(const std::filesystem::path& path);

} // namespace demarche::indexer
