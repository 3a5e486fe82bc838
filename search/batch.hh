// SPDX-License-Identifier: GPL-3.0-or-later
// Many queries against one open index: a query a line, an answer a line.
#pragma once

#include "common/model/date.hh"
#include "search/options.hh"

namespace demarche::search {

/// Answers each line of options.batch in order, on as many threads as there are cores. A line that cannot be answered
/// gets an error in its place and the run ends with Exit::some_failed.
int answer_batch(const Options& options, Date today);

} // namespace demarche::search
