// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions that are checked document by document against a segment's columns and statements.
#pragma once

#include <cstdint>

#include "common/index/schema.hh"
#include "search/engine/found.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/word_rows.hh"

namespace demarche::search {

/// Documents, of `among` when it is given, whose column of `field` lies from `least` to `most`.
Documents in_range(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most,
                   const Documents* among);

/// Whether a document's column of the plan's field has exactly the plan's value.
DocumentCheck value_check(const Segment& segment, const Plan& plan);

/// Whether the pattern (of forms) stands in a document's title; reads the statement.
DocumentCheck title_check(const Segment& segment, const Pattern& pattern);

} // namespace demarche::search
