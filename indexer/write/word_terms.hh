// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a statement: the terms of its document, and the segment's words in their order.
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
#include "common/text/stem.hh"

namespace demarche::indexer {

/// Makes the words of one segment. Keeps a stemmer for each language, and what it has made. Not thread-safe.
class WordTerms {
  public:
    /// The stemmer of a language (BCP 47).
    text::Stemmer& stemmer(std::string_view language_code) { return language(language_code).stemmer; }

    /// Adds a text's terms to a document, each with how often it stands there, and its words, in order, to the words of
    /// the segment. The document's length is its number of words.
    void add(std::string_view text, std::string_view language_code, Xapian::Document& document,
             index::WordsBuilder& words);

  private:
    /// A word's form as it was met: the number of its term here and its own among the segment's words.
    struct Known {
        std::uint32_t term = none;
        std::uint32_t number = 0;
    };
    static constexpr std::uint32_t none = UINT32_MAX;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    using Numbers = std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>>;
    /// One language's stemmer and the words met in the segment: stemming and folding are done once for each.
    struct Language {
        text::Stemmer stemmer;
        std::unordered_map<std::string, Known, Hash, std::equal_to<>> words;
    };

    Language& language(std::string_view code);
    Known known(Language& language, const std::string& form, index::WordsBuilder& words);
    void forget();

    std::map<std::string, Language, std::less<>> languages_;
    /// The different terms, by number; the strings are those of `numbers_`.
    Numbers numbers_;
    std::vector<const std::string*> terms_;
    /// Of the text at hand; kept for its memory.
    std::vector<std::uint32_t> here_;
};

} // namespace demarche::indexer
