// SPDX-License-Identifier: GPL-3.0-or-later
// From an entry of an archive to articles: what every format's reader is given and gives.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/report/diagnostics.hh"
#include "indexer/archive/entry.hh"
#include "indexer/article/sidecar.hh"

namespace demarche::indexer {

/// Takes an article, and gives false to end the reading.
using ArticleSink = std::function<bool(Article&&)>;

/// Takes an article whose statements are given, and gives false to end the reading. An article of which statements
/// alone were given has no text. `piece` counts from 1 what came of one article in the entry.
using GivenSink = std::function<bool(Article&&, std::vector<Statement>&&, std::size_t piece)>;

struct ReadOptions {
    /// For articles that have no date (ISO 8601) or outlet of their own; empty for none.
    std::string date;
    std::string outlet;
    /// The format of everything, as format_named() knows it; empty to tell it by content and name.
    std::string format = {};
    /// "member=column" for tables whose columns have other names.
    std::vector<std::string> columns = {};
    /// A table that tells about the articles, which must outlive the reading; nullptr for none.
    const Sidecar* sidecar = nullptr;
    /// Bytes of one text article or one line of JSON Lines; more is refused.
    std::size_t largest = 256U << 20U;
    /// Takes statement records, and articles marked as extracted with theirs; without it they are refused.
    GivenSink given;
};

/// Reads all articles of one entry, whatever its format, and hands them on with everything filled but the language of
/// those that do not name theirs. Ids are the record's own, else its URL, else the entry's name; one that was used
/// before in the entry gets "~2" behind it, then "~3". What cannot be read is reported to `diagnostics` with its place,
/// and reading goes on behind it. False when the sink ended it.
bool read_articles(Entry& entry, const ReadOptions& options, const ArticleSink& sink, Diagnostics& diagnostics);

} // namespace demarche::indexer
