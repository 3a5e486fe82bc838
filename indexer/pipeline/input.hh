// SPDX-License-Identifier: GPL-3.0-or-later
// From what a command was told to a stream of articles: the archive's entries, read, with what they lack filled in.
#pragma once

#include <cstddef>
#include <functional>

#include "common/model/article.hh"
#include "common/names/who_is_who.hh"
#include "common/report/error.hh"
#include "indexer/article/reader.hh"
#include "indexer/pipeline/commands.hh"

namespace demarche::indexer {

/// The default date in ISO form (empty when none was given); a usage error when it does not exist.
Result<std::string> default_date(const InputOptions& options);

/// Who is who with the user's people, or the built-in one when none are given. `kept` holds the former while it is
/// used.
Result<const names::WhoIsWho*> load_people(const InputOptions& options, std::optional<names::WhoIsWho>& kept);

/// Threads to extract with.
std::size_t worker_count(const InputOptions& options);

/// What becomes of what is read. Each gives false to end the reading, but for `begin`.
struct InputSink {
    /// An article whose statements are to be extracted.
    std::function<bool(Article&&)> article;
    /// An article with its statements, as records gave them; without text when there were statements alone. `piece`
    /// counts from 1 what came of one article in the same source.
    GivenSink given;
    /// Asked before a source is read; false passes it over.
    std::function<bool(const std::string& source)> begin;
    /// All of a source has been given.
    std::function<bool(const std::string& source)> end;
};

/// Reads everything and gives it to `sink` (`begin` and `end` may be missing). `date` is what default_date gave.
void read_input(const InputOptions& options, const std::string& date, const InputSink& sink, const Run& run);

/// The exit code of a run that came to its end: interrupted, output failed (reported here), some inputs failed, or ok.
Exit finish(const Run& run);

} // namespace demarche::indexer
