// SPDX-License-Identifier: GPL-3.0-or-later
// Articles as JSON: one object a line, or one value that is an article or a list of them.
#pragma once

#include <string_view>

#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/article/emitter.hh"

namespace demarche::indexer {

/// Reads lines of any number without keeping them; blank ones are passed over. A line that is no article is reported
/// with file, line and column, and reading goes on behind it.
void read_json_lines(ByteStream& bytes, std::string_view source, const ReadOptions& options, Emitter& emitter,
                     Diagnostics& diagnostics);

/// Reads one JSON text: an object, or a list of objects.
void read_json(std::string_view text, std::string_view source, Emitter& emitter, Diagnostics& diagnostics);

} // namespace demarche::indexer
