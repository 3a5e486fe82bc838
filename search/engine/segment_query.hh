// SPDX-License-Identifier: GPL-3.0-or-later
// A plan as a Xapian query over one segment.
#pragma once

#include <xapian.h>

#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/weight.hh"

namespace demarche::search {

/// The query holds pointers into the segment, which must outlive it. Weights are the factors WordWeight is given; a
/// filter has none.
Xapian::Query segment_query(const Plan& plan, const Segment& segment, const Bm25& bm25);

} // namespace demarche::search
