// SPDX-License-Identifier: GPL-3.0-or-later
// From what a command was told to a stream of articles: the archive's entries, read, with what they lack filled in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "common/model/article.hh"
#include "common/names/who_is_who.hh"
#include "common/report/error.hh"
#include "indexer/article/reader.hh"
#include "indexer/article/sidecar.hh"
#include "indexer/pipeline/commands.hh"

namespace demarche::indexer {

/// What the options say about articles, looked at before anything is read.
struct Reading {
    /// For articles that have none, in ISO form; empty when none was given.
    std::string date;
    std::optional<Sidecar> sidecar;
    /// The same for options that make the same records of the same files (31 bits).
    std::uint32_t fingerprint = 0;
};

/// A usage error when the date does not exist or the table of metadata cannot be read.
Result<Reading> prepare_reading(const InputOptions& options);

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
    /// Asked before a file is read; false passes it over, with all that is packed into it.
    std::function<bool(const std::string& source)> begin;
    /// All of a file has been given.
    std::function<bool(const std::string& source)> end;
};

/// Reads everything and gives it to `sink` (`begin` and `end` may be missing).
void read_input(const InputOptions& options, const Reading& reading, const InputSink& sink, const Run& run);

/// The exit code of a run that came to its end: interrupted, output failed (reported here), some inputs failed, or ok.
Exit finish(const Run& run);

} // namespace demarche::indexer
