// SPDX-License-Identifier: GPL-3.0-or-later
// Index terms: fold(stem(word)), stemmed first, because stemmers need the accents that folding drops.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include <xapian.h>

namespace demarche::text {

/// Makes the terms of one language. Not thread-safe: one for each thread. Keeps a bounded cache of words seen.
class Stemmer {
  public:
    /// `language` is BCP 47 ("en", "pt-BR"); only its primary subtag counts. Unknown or empty: words are folded only.
    explicit Stemmer(std::string_view language);

    /// The term of a word's form (words.hh). Never longer than 64 bytes (longer forms are cut at a character and end in
    /// a hash of the whole), so that Xapian's limit of 245 bytes holds with any prefix. Good until the next call.
    const std::string& term(std::string_view form);

    /// True when the language has a stemmer.
    bool stems() const { return stems_; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    std::string make(std::string_view form) const;

    Xapian::Stem stem_;
    bool stems_ = false;
    bool turkic_ = false;
    std::unordered_map<std::string, std::string, Hash, std::equal_to<>> cache_;
};

/// The form of a word as phrases and exact searches compare it: folded, cut to 64 bytes as terms are.
std::string folded_form(std::string_view form);

} // namespace demarche::text
