// SPDX-License-Identifier: GPL-3.0-or-later
// The words of a statement: the terms of its document, and the segment's words in their order.
#pragma once

#include <cstddef>
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

    /// The forms met, each with what is known of it. Looked into once for every word of an archive, and far larger than
    /// a processor's cache: slots in one piece of memory, each with the hash of its form.
    class Forms {
      public:
        /// What is known of a form, made by `make()` where it is new.
        template <typename Make>
        Known get(std::string_view form, Make&& make);
        void clear();

      private:
        struct Slot {
            std::uint64_t hash = 0;
            /// Of its bytes in `bytes_`; no word is empty.
            std::uint32_t begin = 0;
            std::uint32_t size = 0;
            Known known;
        };
        /// The form's slot, or the free one where it belongs.
        Slot& slot(std::string_view form, std::uint64_t hash);
        void grow();

        /// A power of two, of which at most half are taken.
        std::vector<Slot> slots_ = std::vector<Slot>(1024);
        std::size_t taken_ = 0;
        std::string bytes_;
    };

    /// One language's stemmer and the words met in the segment: stemming and folding are done once for each.
    struct Language {
        text::Stemmer stemmer;
        Forms forms;
    };

    Language& language(std::string_view code);
    Known learn(Language& language, const std::string& form, index::WordsBuilder& words);
    void forget();

    std::map<std::string, Language, std::less<>> languages_;
    /// The different terms, and the number of each.
    std::vector<std::string> terms_;
    std::unordered_map<std::string, std::uint32_t> numbers_;
    /// Of the text at hand; kept for its memory.
    std::vector<std::uint32_t> here_;
};

} // namespace demarche::indexer
