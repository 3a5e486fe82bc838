// SPDX-License-Identifier: GPL-3.0-or-later
// Which documents of a segment a plan means, all of them and without scores: what counts, facets and orders by date
// need. Walks postings itself, which takes a fraction of what the matcher takes for a full list.
#pragma once

#include <cstdint>
#include <vector>

#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"

namespace demarche::search {

/// Document ids in rising order, the dead left out. Throws Xapian::Error.
std::vector<std::uint32_t> documents_of(const Plan& plan, const Segment& segment);

} // namespace demarche::search
