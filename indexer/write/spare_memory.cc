// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/spare_memory.hh"

#include <cstddef>

#include <malloc.h>

/// jemalloc's, where the program is linked with it; it has no header that all systems have in one place.
extern "C" int mallctl(const char* name, void* old, std::size_t* old_size, void* value, std::size_t value_size)
    __attribute__((weak));

namespace demarche::indexer {

void release_spare_memory() {
    if (mallctl != nullptr) {
        // MALLCTL_ARENAS_ALL of its documentation, which is part of its interface.
        mallctl("arena.4096.purge", nullptr, nullptr, nullptr, 0);
    } else {
        malloc_trim(0);
    }
}

} // namespace demarche::indexer
