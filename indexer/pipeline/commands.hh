// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of demarche-index as functions: what each is told, and what it does.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "common/report/error.hh"
#include "indexer/pipeline/run.hh"

namespace demarche::indexer {

/// What the commands that read articles are told.
struct InputOptions {
    /// Files, folders, "-" for standard input.
    std::vector<std::string> paths;
    /// The day of publication, in any form of a written date, of articles that have none.
    std::string date;
    std::string outlet;
    /// A file of people besides those built in.
    std::string people;
    /// The format of everything that is read, as --as names it; empty to tell it.
    std::string format = {};
    /// Names to read and to leave out, as patterns of the shell.
    std::vector<std::string> include = {};
    std::vector<std::string> exclude = {};
    /// First and last day of publication, in any form of a written date.
    std::string since = {};
    std::string until = {};
    /// "member=column" for tables.
    std::vector<std::string> columns = {};
    /// A table that tells about the articles.
    std::string metadata = {};
    /// What archives may unpack to, and the size of one article; 0 for the default.
    std::size_t max_depth = 0;
    std::size_t max_ratio = 0;
    std::size_t max_unpacked = 0;
    std::size_t max_article = 0;
    /// Threads that extract; 0 for as many as there are processors.
    unsigned jobs = 0;
};

struct ExtractOptions {
    InputOptions input;
    /// Say for each statement which rules made it.
    bool explain = false;
};

struct AddOptions {
    InputOptions input;
    /// The index's folder.
    std::string index;
    bool dry_run = false;
    /// No summary at the end.
    bool quiet = false;
    /// Remove articles whose source has vanished below the paths.
    bool prune = false;
    /// Articles after which what was added is committed; 0 for by time alone.
    std::size_t commit_every = 0;
    /// Seconds to wait for another writer.
    unsigned wait = 0;
};

struct DeleteOptions {
    std::string index;
    std::vector<std::string> ids;
    unsigned wait = 0;
};

/// What the commands are told that work on a whole index.
struct MaintainOptions {
    std::string index;
    unsigned wait = 0;
    bool quiet = false;
};

struct CompactOptions : MaintainOptions {};
struct CheckOptions : MaintainOptions {};
struct VerifyOptions : MaintainOptions {};
struct ExportOptions : MaintainOptions {};

struct MergeOptions : MaintainOptions {
    /// The folders of the indexes that are put into `index`.
    std::vector<std::string> others;
};

struct ReextractOptions : MaintainOptions {
    std::string people;
    unsigned jobs = 0;
};

struct RebuildOptions : MaintainOptions {
    /// The new index's folder.
    std::string target;
    std::string people;
    unsigned jobs = 0;
};

/// A correction as it was asked for: keys of a record and what they are to be.
struct Fix {
    std::string statement;
    std::map<std::string, std::string, std::less<>> changes;
    std::string note;
};

struct FixOptions : MaintainOptions {
    /// Statements to which `fix` applies, or which --undo is about.
    std::vector<std::string> ids;
    Fix fix;
    /// A file of corrections: JSON Lines, or a table with a header line; "-" is standard input.
    std::string file;
    bool list = false;
    bool undo = false;
    bool json = false;
};

struct SpeakersOptions : MaintainOptions {
    /// Words of the names wanted; empty for all.
    std::string name;
    /// Names that nobody knows alone.
    bool unresolved = false;
    bool json = false;
    /// A name, and the one that counts for it.
    std::vector<std::string> merge;
    /// Names that are to stand for themselves again.
    std::vector<std::string> split;
};

struct StatsOptions {
    std::string index;
    bool json = false;
};

/// Adds articles and their statements to the index, and says at the end how many. An interrupted run commits what it
/// has done.
Exit add(const AddOptions& options, const Run& run);

/// Prints the statements of articles as JSON Lines, in the order of the input.
Exit extract(const ExtractOptions& options, const Run& run);

/// Prints articles as JSON Lines, in the order of the input.
Exit articles(const InputOptions& options, const Run& run);

/// Removes articles from the index.
Exit remove(const DeleteOptions& options, const Run& run);

/// Prints what the index holds.
Exit stats(const StatsOptions& options, const Run& run);

/// Makes one segment of all (few, of a large index), without what was deleted.
Exit compact(const CompactOptions& options, const Run& run);

/// Puts what other indexes hold into this one.
Exit merge(const MergeOptions& options, const Run& run);

/// Corrects statements by hand, lists corrections, or takes them back.
Exit fix(const FixOptions& options, const Run& run);

/// Lists who speaks, or says which names are one person.
Exit speakers(const SpeakersOptions& options, const Run& run);

/// Compares everything with its checksum, Xapian's tables with themselves, and the columns with the statements.
Exit check(const CheckOptions& options, const Run& run);

/// Compares every statement with the words of its article.
Exit verify(const VerifyOptions& options, const Run& run);

/// Prints all articles, each followed by its statements, as JSON Lines.
Exit export_records(const ExportOptions& options, const Run& run);

/// Extracts the statements of all kept articles anew.
Exit reextract(const ReextractOptions& options, const Run& run);

/// The same into a new index; also from an index whose words were made by other rules.
Exit rebuild(const RebuildOptions& options, const Run& run);

} // namespace demarche::indexer
