// SPDX-License-Identifier: GPL-3.0-or-later
// Looks an index over: is it what it was when it was written, and does it say what its articles say?
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>

#include "common/report/diagnostics.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// What was found good and bad.
struct Inspection {
    std::size_t segments = 0;
    std::size_t articles = 0;
    std::size_t statements = 0;
    /// Statements whose article is not kept, and which so cannot be compared.
    std::size_t skipped = 0;
    std::size_t problems = 0;
};

/// Compares every file with its checksum, has Xapian check each segment's tables, and compares columns and words with
/// the statements. Each problem is reported as failed. `stopped` ends it early. The error: it cannot be opened at all.
Result<Inspection> check_index(const std::filesystem::path& index, Diagnostics& diagnostics,
                               const std::function<bool()>& stopped);

/// Compares each statement's text with its spans in the kept article.
Result<Inspection> verify_index(const std::filesystem::path& index, Diagnostics& diagnostics,
                                const std::function<bool()>& stopped);

} // namespace demarche::indexer
