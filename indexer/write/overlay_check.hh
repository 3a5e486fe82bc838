// SPDX-License-Identifier: GPL-3.0-or-later
// Looks over what an overlay says of the index it belongs to.
#pragma once

#include <optional>
#include <string>

#include "common/index/overlay.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::indexer {

/// What is wrong, or nothing: families of statements that do not count or are in another family, or without their
/// smallest id; copies of articles that do not count; corrections that cannot be read.
std::optional<std::string> wrong_with_overlay(const index::Overlay& overlay, const OpenIndex& index);

} // namespace demarche::indexer
