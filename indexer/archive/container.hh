// SPDX-License-Identifier: GPL-3.0-or-later
// Which kind of container bytes are: told by content alone.
#pragma once

#include <cstddef>
#include <string_view>

namespace demarche::indexer {

enum class Container {
    none,
    /// One compressed stream: gzip, bzip2, xz, zstd.
    compressed,
    tar,
    zip,
    seven_zip,
    warc,
};

/// First bytes that container_of wants to see.
inline constexpr std::size_t container_head = 512;

Container container_of(std::string_view head);

/// A name without the ending that compression gave it: "a.jsonl.gz" is "a.jsonl".
std::string_view without_compression(std::string_view name);

} // namespace demarche::indexer
