// SPDX-License-Identifier: GPL-3.0-or-later
// Resolutions and declarations: "The Council, … 1. Demands that …; 2. Requests …", "We, the leaders of …, Reaffirm …".
#pragma once

#include <vector>

#include "indexer/attribute/reports.hh"

namespace demarche::indexer {

/// The operative clauses of a text as reports by the body or the signatories that head it; none where it has no such
/// head. Preambular clauses ("Recalling …", "Mindful of …") are left out.
std::vector<Report> find_operative_clauses(const SegmentedText& text);

} // namespace demarche::indexer
