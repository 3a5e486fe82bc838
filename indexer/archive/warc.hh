// SPDX-License-Identifier: GPL-3.0-or-later
// Crawls: WARC 1.0 and 1.1, from which the pages are taken.
#pragma once

#include <functional>
#include <string>

#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/entry.hh"

namespace demarche::indexer {

/// Gives the pages of a WARC stream (not compressed) to `sink`: responses with status 200, resources, and text that was
/// converted from pages, when their type is one that articles have. Their names and addresses are the records' targets.
/// Pages that are no articles are counted, and one warning tells how many. A record with a false length, or one that is
/// cut off, is reported, and reading goes on at the next record that can be found. False when the sink ended it.
bool read_warc(ByteStream& bytes, const std::string& source, const std::function<bool(Entry&)>& sink,
               Diagnostics& diagnostics);

} // namespace demarche::indexer
