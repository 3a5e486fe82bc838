// SPDX-License-Identifier: GPL-3.0-or-later
// Articles out of feeds: RSS 2.0, RSS 1.0, Atom.
#pragma once

#include <string_view>

#include "common/report/diagnostics.hh"
#include "indexer/article/emitter.hh"

namespace demarche::indexer {

/// Reads a feed (UTF-8). The text is the full content where an item has it (content:encoded, Atom's content), else its
/// description; HTML in it becomes plain. The feed's title is the outlet. An item without text is reported, as is what
/// is not well-formed; everything that can be read is given.
void read_feed(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics);

} // namespace demarche::indexer
