// SPDX-License-Identifier: GPL-3.0-or-later
// From the paths of a command line to entries: files, folders with all below them, standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/report/diagnostics.hh"
#include "indexer/archive/unpack.hh"

namespace demarche::indexer {

struct WalkOptions {
    /// Asked between entries and while waiting for input; true ends the walk.
    std::function<bool()> stopped;
    /// Descriptor that "-" reads.
    int standard_input = 0;
    UnpackLimits limits = {};
    /// Patterns as the shell has them (*, ?, [a-z]), for an entry's name or its last part. An entry, or the file
    /// that it is packed into, must match one of `include`, when there are any; an entry must match none of `exclude`,
    /// and a folder or file in a folder that `exclude` matches is not opened.
    std::vector<std::string> include = {};
    std::vector<std::string> exclude = {};
    /// Asked for each file before it is opened; false passes it over, with all that is packed into it.
    std::function<bool(const std::string& source)> begin = {};
    /// All entries of a file (one at least) have been given; false ends the walk.
    std::function<bool(const std::string& source)> end = {};
    /// Told of bytes as files are read; those of one file make up its size, whatever of it was read.
    std::function<void(std::uint64_t)> taken = {};
};

/// Gives all that `paths` name to `sink`: in the order of the paths; of a folder everything below it, each folder's
/// names sorted by their bytes. Symbolic links are followed, except one that leads back to a folder above itself.
/// Hidden names
/// (".git") and, below folders, what is neither file nor folder are skipped, and a warning says so. What is missing or
/// cannot be read is reported as failed, and the walk goes on. Containers are unpacked (unpack.hh). Gives the number of
/// entries.
std::size_t walk(const std::vector<std::string>& paths, const EntrySink& sink, Diagnostics& diagnostics,
                 const WalkOptions& options = {});

/// Bytes of all files that `walk` would read, as their sizes are now; nothing when one has no size (standard input, a
/// pipe) or the walk was stopped.
std::optional<std::uint64_t> measure(const std::vector<std::string>& paths, const WalkOptions& options);

} // namespace demarche::indexer
