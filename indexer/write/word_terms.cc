// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/word_terms.hh"

#include <algorithm>

#include "common/text/words.hh"

namespace demarche::indexer {

WordTerms::Language& WordTerms::language(std::string_view code) {
    const auto found = languages_.find(code);
    if (found != languages_.end()) {
        return found->second;
    }
    return languages_.emplace(std::string(code), Language{text::Stemmer(code), {}}).first->second;
}

void WordTerms::forget() {
    for (auto& [code, language] : languages_) {
        language.words.clear();
    }
    numbers_.clear();
    terms_.clear();
}

WordTerms::Known WordTerms::known(Language& language, const std::string& form, index::WordsBuilder& words) {
    if (const auto found = language.words.find(form); found != language.words.end()) {
        return found->second;
    }
    Known made;
    if (const std::string& term = language.stemmer.term(form); !term.empty()) {
        const auto [at, is_new] = numbers_.try_emplace(term, static_cast<std::uint32_t>(terms_.size()));
        if (is_new) {
            terms_.push_back(&at->first);
        }
        made.term = at->second;
        made.number = words.number(text::folded_form(form), term);
    }
    return language.words.emplace(form, made).first->second;
}

void WordTerms::add(std::string_view text, std::string_view language_code, Xapian::Document& document,
                    index::WordsBuilder& words) {
    // A segment of much foreign text or noise has very many forms: what was made can be made again.
    constexpr std::size_t most_kept = 200'000;
    if (terms_.size() >= most_kept) {
        forget();
    }
    Language& spoken = language(language_code);
    here_.clear();
    for (const text::Word& word : text::words(text)) {
        const Known made = known(spoken, word.form, words);
        if (made.term != none) {
            here_.push_back(made.term);
            words.add_number(made.number);
        }
    }
    words.end_document();
    // Xapian looks each term up among the document's: once for each different one.
    std::sort(here_.begin(), here_.end());
    for (std::size_t i = 0; i < here_.size();) {
        std::size_t end = i + 1;
        while (end < here_.size() && here_[end] == here_[i]) {
            ++end;
        }
        document.add_term(*terms_[here_[i]], static_cast<Xapian::termcount>(end - i));
        i = end;
    }
}

} // namespace demarche::indexer
