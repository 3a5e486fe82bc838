// SPDX-License-Identifier: GPL-3.0-or-later
// One thing to read: a file, standard input, a member of a container.
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
    /// What the archive knows besides: the address it was fetched from, the encoding that the server told, the media
    /// type, and the day of the capture (ISO 8601). Empty when it does not say.
    std::string address = {};
    std::string charset = {};
    std::string media_type = {};
    std::string captured = {};
    /// Set for pages of a crawl: pages that are no articles are expected there, and are counted instead of reported.
    std::size_t* passed_over = nullptr;
};

} // namespace demarche::indexer
