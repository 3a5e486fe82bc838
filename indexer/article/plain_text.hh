// SPDX-License-Identifier: GPL-3.0-or-later
// Plain text articles: a body, perhaps below a block of header lines or YAML-style front matter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// An article and what was odd about its head; warnings name their line.
struct PlainText {
    Article article;
    std::vector<Error> warnings;
    /// True when the head gave a date, even one that could not be read.
    bool dated = false;
};

/// Reads decoded text. A header block is lines "Key: value" from the first line to the first blank one, the first with
/// a key that is known: Title (Headline), Date (Published), Modified, Outlet (Publisher), URL (Link), Author (Authors,
/// By), Agency (Agencies), Place, Language (Lang), Id; case does not matter, several authors are separated by ";" or ",
/// ", and a line that begins with blanks goes on with the one above. Front matter stands between lines "---" and "---"
/// (or
/// "...") and has the same keys, with lists in YAML's ways. Other keys are passed over. Without either all of the text
/// is the body, the first line too. A date that cannot be read is a warning and leaves the article without one.
/// `source` names the text in warnings.
PlainText read_plain_text(std::string_view text, std::string_view source);

} // namespace demarche::indexer
