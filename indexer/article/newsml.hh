// SPDX-License-Identifier: GPL-3.0-or-later
// Articles of news agencies: NewsML-G2 items and messages, NewsML 1, NITF alone or inside them.
#pragma once

#include <string_view>

#include "common/report/diagnostics.hh"
#include "indexer/article/emitter.hh"

namespace demarche::indexer {

/// Reads a document (UTF-8). Text may stand as NITF, as XHTML or plain. Items that are no texts (pictures, packages
/// that only list others) are passed over; a text item without text is reported, as is what is not well-formed.
void read_newsml(std::string_view xml, std::string_view source, Emitter& emitter, Diagnostics& diagnostics);

} // namespace demarche::indexer
