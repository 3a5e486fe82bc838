// SPDX-License-Identifier: GPL-3.0-or-later
// The terms of a statement: what of it can be searched, as the schema lays down.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <xapian.h>

#include "common/index/forms.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/text/stem.hh"

namespace demarche::indexer {

/// Makes terms. Keeps a stemmer for each language. Not thread-safe.
class DocumentTerms {
  public:
    /// Makes the terms that all statements of an article share.
    void begin_article(const Article& article);

    /// Adds the statement's terms to a document, and its words, in order, to the words of the segment. Words count
    /// (wdf), so that a document's length is its number of words; all other terms do not.
    void add(const Statement& statement, Xapian::Document& document, index::WordsBuilder& words);

  private:
    text::Stemmer& stemmer(std::string_view language);

    std::map<std::string, text::Stemmer, std::less<>> stemmers_;
    std::vector<std::string> article_terms_;
};

} // namespace demarche::indexer
