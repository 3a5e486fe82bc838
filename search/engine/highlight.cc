// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/highlight.hh"

#include <algorithm>

#include "common/index/filters.hh"
#include "common/text/stem.hh"
#include "common/text/words.hh"

namespace demarche::search {

void Highlighter::collect(const Plan& plan) {
    if (plan.type == Plan::Type::none_of) {
        return;
    }
    if (plan.type == Plan::Type::terms) {
        for (const PlanTerm& term : plan.terms) {
            if (!index::is_filter(term.term)) {
                terms_.push_back(term.term);
            }
        }
    }
    if (plan.type == Plan::Type::pattern) {
        patterns_.push_back(plan.pattern);
    }
    for (const Plan& child : plan.children) {
        collect(child);
    }
}

std::vector<Span> Highlighter::ranges(std::string_view text, std::string_view language) const {
    if (terms_.empty() && patterns_.empty()) {
        return {};
    }
    const std::vector<text::Word> words = text::words(text);
    text::Stemmer& stemmer = stemmers_.try_emplace(std::string(language), language).first->second;
    std::vector<std::string> forms;
    std::vector<std::string> terms;
    for (const text::Word& word : words) {
        forms.push_back(text::folded_form(word.form));
        terms.push_back(stemmer.term(word.form));
    }
    std::vector<WordRange> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::find(terms_.begin(), terms_.end(), terms[i]) != terms_.end()) {
            found.push_back({i, i + 1});
        }
    }
    for (const Pattern& pattern : patterns_) {
        for (const Pattern::Item& item : pattern.items) {
            const auto places = find_item(item, words.size(), [&](const WordSpec& spec, std::size_t at) {
                return spec.accepts(forms[at], terms[at]);
            });
            found.insert(found.end(), places.begin(), places.end());
        }
    }
    std::sort(found.begin(), found.end(), [](const WordRange& a, const WordRange& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    std::vector<Span> spans;
    std::size_t covered = 0;
    for (const WordRange& range : found) {
        const auto begin = static_cast<std::uint32_t>(words[range.begin].cp_begin);
        const auto end = static_cast<std::uint32_t>(words[range.end - 1].cp_end);
        if (range.begin < covered) {
            spans.back().end = std::max(spans.back().end, end);
        } else {
            spans.push_back({begin, end});
        }
        covered = std::max(covered, range.end);
    }
    return spans;
}

} // namespace demarche::search
