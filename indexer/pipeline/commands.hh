// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of demarche-index as functions: what each is told, and what it does.
#pragma once

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
};

struct DeleteOptions {
    std::string index;
    std::vector<std::string> ids;
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

} // namespace demarche::indexer
