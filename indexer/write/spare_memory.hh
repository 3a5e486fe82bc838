// SPDX-License-Identifier: GPL-3.0-or-later
// Memory that was freed, given back to the system.
#pragma once

namespace demarche::indexer {

/// Has the allocator give back what it keeps for later: before a step that needs other memory than the one that ended.
/// Does nothing where the allocator has no way to.
void release_spare_memory();

} // namespace demarche::indexer
