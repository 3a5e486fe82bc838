// SPDX-License-Identifier: GPL-3.0-or-later
// One thing to read: a file, standard input, later a member of a container.
#pragma once

#include <string>

#include "indexer/archive/byte_stream.hh"

namespace demarche::indexer {

/// Names are UTF-8 whatever the file system holds (bytes that are none become U+FFFD).
struct Entry {
    /// Where it was read, for records and messages: the path as given and walked to, "-" for standard input.
    std::string source;
    /// Its name inside the archive: the path below the folder that was given, the file's name for a file. Ids of
    /// articles that have none come from it, so it is the same wherever the archive lies.
    std::string name;
    ByteStream& bytes;
};

} // namespace demarche::indexer
