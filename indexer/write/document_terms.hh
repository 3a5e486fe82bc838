// SPDX-License-Identifier: GPL-3.0-or-later
// The terms of a statement: what of it can be searched, as the schema lays down.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <xapian.h>

#include "common/index/forms.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/text/stem.hh"

namespace demarche::indexer {

/// Makes the terms of one segment. Keeps a stemmer for each language, and what it has made. Not thread-safe.
class DocumentTerms {
  public:
    /// Makes the terms that all statements of an article share.
    void begin_article(const Article& article);

    /// Adds the statement's terms to a document, and its words, in order, to the words of the segment. Words count
    /// (wdf), so that a document's length is its number of words; all other terms do not.
    void add(const Statement& statement, Xapian::Document& document, index::WordsBuilder& words);

  private:
    /// A word's form as it was met: its term and its number among the segment's words.
    struct Known {
        std::string term;
        std::uint32_t number = 0;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    /// One language's stemmer and the words met in the segment: stemming and folding are done once for each.
    struct Language {
        text::Stemmer stemmer;
        std::unordered_map<std::string, Known, Hash, std::equal_to<>> words;
    };

    Language& language(std::string_view code);
    const Known& known(Language& language, const std::string& form, index::WordsBuilder& words);

    std::map<std::string, Language, std::less<>> languages_;
    std::vector<std::string> article_terms_;
    /// Names and values met, with the terms made of them.
    std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> names_;

    const std::vector<std::string>& name_terms(std::string_view field_prefix, std::string_view word_prefix,
                                               std::string_view name);
};

} // namespace demarche::indexer
