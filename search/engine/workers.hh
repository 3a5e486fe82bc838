// SPDX-License-Identifier: GPL-3.0-or-later
// Threads that help with one query at a time.
#pragma once

#include <cstddef>
#include <functional>

namespace demarche::search {

/// Calls `work(job)` for jobs 0 to `jobs` - 1 on at most `threads` threads, this one among them, and returns when all
/// are done. The helpers are started when first needed and kept. An exception of a job is thrown here. Jobs may not
/// call this again.
void work_side_by_side(std::size_t jobs, std::size_t threads, const std::function<void(std::size_t job)>& work);

} // namespace demarche::search
