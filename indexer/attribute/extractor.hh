// SPDX-License-Identifier: GPL-3.0-or-later
// From an article to its statements.
#pragma once

#include <string>
#include <vector>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "indexer/attribute/confidence.hh"

namespace demarche::indexer {

/// Finds what an article reports as said, by whom and when. What it gives depends on the article and the names alone.
/// Const and shared by threads.
class Extractor {
  public:
    /// `who` must outlive the extractor.
    explicit Extractor(const names::WhoIsWho& who) : who_(&who) {}

    /// The statements in the order of the text; spans never overlap.
    std::vector<Statement> extract(const Article& article) const { return extract(article, nullptr); }

    /// The same; `evidence`, unless null, receives one entry for each statement.
    std::vector<Statement> extract(const Article& article, std::vector<Evidence>* evidence) const;

  private:
    const names::WhoIsWho* who_;
};

} // namespace demarche::indexer
