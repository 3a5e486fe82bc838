// SPDX-License-Identifier: GPL-3.0-or-later
// Corrections by hand, put into the statements of articles and taken out again.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "common/index/corrections.hh"
#include "common/index/manifest.hh"
#include "common/model/statement.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// Corrects the statements of an article (or piece) as they were found, and keeps what they were; a correction whose
/// statement is not among them applies to nothing from now on. True when something changed in `corrections`.
bool correct_statements(index::CorrectionMap& corrections, std::string_view ledger_id,
                        std::vector<Statement>& statements);

/// The statements of an article as they were found: the contrary.
Result<void> restore_statements(const index::CorrectionMap& corrections, std::string_view ledger_id,
                                std::vector<Statement>& statements);

/// The corrections of the overlay that a manifest names.
Result<index::CorrectionMap> load_corrections(const std::filesystem::path& index, const index::Manifest& manifest);

} // namespace demarche::indexer
