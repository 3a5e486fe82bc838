// SPDX-License-Identifier: GPL-3.0-or-later
// Writes an index: takes articles with their statements, makes segments of them and names those in the manifest.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/articles.hh"
#include "common/index/corrections.hh"
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
    std::size_t segment_statements = 100'000;
    /// Segments built side by side; 0 for as many as there are processors.
    std::size_t builders = 0;
    /// Segments above which small ones are merged.
    std::size_t most_segments = 8;
    /// Create the index when the folder has none.
    bool create = true;
    /// How long to wait for another writer to end.
    std::chrono::milliseconds wait{0};
    /// Texts of people files that the index is to keep, too.
    std::vector<std::string> people_files;
    /// Corrections by hand that the index is to have, where it has none of the same statement.
    index::CorrectionMap corrections;
    /// Remember which articles were claimed, so that `prune` can tell those that their sources no longer have (8 bytes
    /// for each).
    bool pruning = false;
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
    /// The same by what the bytes hold: "postings", "columns" (with the words), "statements", "articles", "copies",
    /// "people", "other".
    std::map<std::string, std::uintmax_t> parts;
};

/// What a run found out about a source.
enum class SourceFate {
    kept,     ///< nothing
    vanished, ///< it is there no more
    read,     ///< all of it was read: what was not claimed of it is there no more
};

/// What `prune` removed.
struct Pruned {
    std::size_t articles = 0;
    std::size_t sources = 0;
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

    /// Number of articles that a source (a file, with all that is packed into it) gave when it was read last, if it is
    /// as it was then: it need not be read. The time of its last change must be known.
    std::optional<std::size_t> unchanged_source(std::string_view source, const index::SourceState& state) const;
    /// Says that all articles of a source have been added, and what it was like before it was read. Sources of which
    /// that is never said are read by every run.
    Result<void> end_source(const std::string& source, const index::SourceState& state);

    /// Cheap, before extraction, in input order: compares the article with what is there (content hash over all that
    /// matters) and settles the id it is kept under. An id that another source uses for other content becomes `id~2`
    /// (with a warning to `diagnostics`), so extract after this call: statements' ids derive from the article's.
    /// Extraction of a claimed article must be followed by `add`. What is there from another source with the same
    /// content is unchanged, and that source is kept, too; so is what is there under a smaller id and says the same but
    /// for id and URL (the article gets that id). Under a larger id it is replaced.
    ArticleState claim(Article& article, Diagnostics& diagnostics);
    /// The same for an article whose statements are given: they are part of the content. `piece` counts from 1 what
    /// came before of the same article in its source; the id that is settled is put into the statements.
    ArticleState claim(Article& article, std::vector<Statement>& statements, std::size_t piece,
                       Diagnostics& diagnostics);

    /// The same for an article of another index: `row` is what that index's ledger says of it.
    ArticleState claim(Article& article, std::vector<Statement>& statements, const index::LedgerRow& row,
                       Diagnostics& diagnostics);

    /// Adds a claimed article and its statements (which may be none), replacing the article of that id. Waits while
    /// the builders have more to do than they can.
    Result<void> add(Article article, std::vector<Statement> statements, std::size_t piece = 1);

    /// Puts other statements in the place of those of an article that is there.
    Result<void> replace(Article article, std::vector<Statement> statements);

    /// The same for an article or a piece of one as the ledger has it: it stays what it was to later runs of `add`.
    Result<void> replace(Article article, std::vector<Statement> statements, const index::LedgerRow& row);

    /// The corrections by hand, by id of the statement. They are put into every article that is added or replaced,
    /// whose statements therefore are given as they were found.
    index::CorrectionMap corrections() const;
    /// Keeps a correction, in the place of an earlier one of that statement; an empty one takes that away. It shows
    /// when the article is replaced.
    void keep_correction(const std::string& statement_id, const index::Correction& correction);

    /// Texts of the people files that the index keeps, from the next commit on, instead of those it has.
    void keep_people(std::vector<std::string> files);

    /// Removes the article from the index; false when there is none of that id.
    bool remove(std::string_view article_id);

    /// Forgets sources that have vanished, and what sources that were read have no more; articles that have no other
    /// source are removed. Everything claimed must have been added and committed, in a writer that was opened for
    /// pruning.
    Pruned prune(const std::function<SourceFate(std::string_view source)>& fate);

    /// Statements added since the last commit.
    std::size_t pending_statements() const;

    /// Has the next commit merge all segments into one (or few, of bounded size), without the dead.
    void compact();

    /// Writes what was added, syncs it, merges small segments, and replaces the manifest: after that it is found,
    /// whatever happens to the machine. Without changes does nothing.
    Result<void> commit();

    /// Totals of the index as of the last commit.
    Result<IndexTotals> totals() const;

    /// What the index is made of, as of the last commit.
    const std::filesystem::path& path() const;

  private:
    struct State;
    explicit IndexWriter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// Totals without the writer's lock (for `stats`). Exit::bad_index when there is no index in the folder.
Result<IndexTotals> index_totals(const std::filesystem::path& path);

} // namespace demarche::indexer
