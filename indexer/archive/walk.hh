// SPDX-License-Identifier: GPL-3.0-or-later
// From the paths of a command line to entries: files, folders with all below them, standard input.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "common/report/diagnostics.hh"
#include "indexer/archive/entry.hh"

namespace demarche::indexer {

/// Takes an entry, and gives false to end the walk. The entry's bytes are good during the call only.
using EntrySink = std::function<bool(Entry&)>;

struct WalkOptions {
    /// Asked between entries and while waiting for input; true ends the walk.
    std::function<bool()> stopped;
    /// Descriptor that "-" reads.
    int standard_input = 0;
};

/// Gives all that `paths` name to `sink`: in the order of the paths; of a folder everything below it, each folder's
/// names sorted by their bytes. Symbolic links are followed, except one that leads back to a folder above itself.
/// Hidden names
/// (".git") and, below folders, what is neither file nor folder are skipped, and a warning says so. What is missing or
/// cannot be read is reported as failed, and the walk goes on. Gives the number of entries.
std::size_t walk(const std::vector<std::string>& paths, const EntrySink& sink, Diagnostics& diagnostics,
                 const WalkOptions& options = {});

} // namespace demarche::indexer
