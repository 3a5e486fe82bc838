// SPDX-License-Identifier: GPL-3.0-or-later
// Clears an index's folder of what no manifest names.
#pragma once

#include <filesystem>
#include <string_view>

#include "common/index/manifest.hh"

namespace demarche::indexer {

/// True for names that this program gives to what it puts into an index's folder.
bool is_part_of_index(std::string_view name);

/// Removes segments and small files that the manifest does not name: left by a run that was killed, or replaced.
/// Readers that have them open keep them. What cannot be removed stays for the next time.
void sweep(const std::filesystem::path& index, const index::Manifest& manifest);

} // namespace demarche::indexer
