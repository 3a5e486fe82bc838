// SPDX-License-Identifier: GPL-3.0-or-later
// From an entry that is a container to the entries inside it, however deep they are packed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "common/report/diagnostics.hh"
#include "indexer/archive/entry.hh"

namespace demarche::indexer {

/// Takes an entry, and gives false to end the walk. The entry's bytes are good during the call only.
using EntrySink = std::function<bool(Entry&)>;

/// What one container may unpack to; sizes that it names itself are never trusted.
struct UnpackLimits {
    /// Containers inside containers.
    std::size_t depth = 6;
    /// Bytes in all.
    std::uint64_t bytes = std::uint64_t{1} << 42U;
    /// Bytes unpacked for each byte read; looked at when more than `ratio_from` were unpacked.
    std::uint64_t ratio = 300;
    std::uint64_t ratio_from = std::uint64_t{256} << 20U;
};

/// Gives an entry to `sink`, or, when it is a container, everything inside: names of members follow the container's
/// name, unless the container itself was what the command line named (`top`). Hidden members and those that are no
/// files are skipped, and a warning says so. What cannot be read is reported with its place and what is readable around
/// it is given. False when the sink ended it. `wanted` is asked for the name of everything that is no container.
bool unpack(Entry& entry, bool top, const EntrySink& sink, Diagnostics& diagnostics, const UnpackLimits& limits,
            const std::function<bool(const std::string&)>& wanted);

} // namespace demarche::indexer
