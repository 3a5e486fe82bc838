// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/word_terms.hh"

#include <algorithm>
#include <utility>

#include "common/index/checksum.hh"
#include "common/text/words.hh"

namespace demarche::indexer {

WordTerms::Language& WordTerms::language(std::string_view code) {
    const auto found = languages_.find(code);
    if (found != languages_.end()) {
        return found->second;
    }
    return languages_.emplace(std::string(code), Language{text::Stemmer(code), {}}).first->second;
}

void WordTerms::Forms::clear() {
    *this = Forms();
}

WordTerms::Forms::Slot& WordTerms::Forms::slot(std::string_view form, std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
        Slot& slot = slots_[i];
        const bool is_it = slot.hash == hash && slot.size == form.size() &&
                           std::string_view(bytes_).substr(slot.begin, slot.size) == form;
        if (slot.size == 0 || is_it) {
            return slot;
        }
    }
}

void WordTerms::Forms::grow() {
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
        std::size_t i = slot.hash & mask;
        while (slots_[i].size != 0) {
            i = (i + 1) & mask;
        }
        if (slot.size != 0) {
            slots_[i] = slot;
        }
    }
}

template <typename Make>
WordTerms::Known WordTerms::Forms::get(std::string_view form, Make&& make) {
    const std::uint64_t hash = index::checksum(form);
    if (const Slot& found = slot(form, hash); found.size != 0) {
        return found.known;
    }
    if (++taken_ * 2 > slots_.size()) {
        grow();
    }
    const Known known = make();
    slot(form, hash) = {hash, static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(form.size()),
                        known};
    bytes_ += form;
    return known;
}

void WordTerms::forget() {
    for (auto& [code, language] : languages_) {
        language.forms.clear();
    }
    numbers_.clear();
    terms_.clear();
}

WordTerms::Known WordTerms::learn(Language& language, const std::string& form, index::WordsBuilder& words) {
    Known made;
    if (const std::string& term = language.stemmer.term(form); !term.empty()) {
        const auto [at, is_new] = numbers_.try_emplace(term, static_cast<std::uint32_t>(terms_.size()));
        if (is_new) {
            terms_.push_back(term);
        }
        made.term = at->second;
        made.number = words.number(text::folded_form(form), term);
    }
    return made;
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
    text::each_word(text, [&](const text::WordView& word) {
        const Known made = spoken.forms.get(word.form, [&] { return learn(spoken, std::string(word.form), words); });
        if (made.term != none) {
            here_.push_back(made.term);
            words.add_number(made.number);
        }
    });
    words.end_document();
    // Xapian looks each term up among the document's: once for each different one.
    std::sort(here_.begin(), here_.end());
    for (std::size_t i = 0; i < here_.size();) {
        std::size_t end = i + 1;
        while (end < here_.size() && here_[end] == here_[i]) {
            ++end;
        }
        document.add_term(terms_[here_[i]], static_cast<Xapian::termcount>(end - i));
        i = end;
    }
}

} // namespace demarche::indexer
