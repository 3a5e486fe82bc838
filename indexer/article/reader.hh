// SPDX-License-Identifier: GPL-3.0-or-later
// From an entry of an archive to articles: what every format's reader is given and gives.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "common/model/article.hh"
#include "common/report/diagnostics.hh"
#include "indexer/archive/entry.hh"

namespace demarche::indexer {

/// Takes an article, and gives false to end the reading.
using ArticleSink = std::function<bool(Article&&)>;

struct ReadOptions {
    /// For articles that have no date (ISO 8601) or outlet of their own; empty for none.
    std::string date;
    std::string outlet;
    /// Bytes of one text article or one line of JSON Lines; more is refused.
    std::size_t largest = 256U << 20U;
};

/// Reads all articles of one entry, whatever its format, and hands them on with everything filled but the language of
/// those that do not name theirs. Ids are the record's own, else its URL, else the entry's name; one that was used
/// before in the entry gets "~2" behind it, then "~3". What cannot be read is reported to `diagnostics` with its place,
/// and reading goes on behind it. False when the sink ended it.
bool read_articles(Entry& entry, const ReadOptions& options, const ArticleSink& sink, Diagnostics& diagnostics);

} // namespace demarche::indexer
