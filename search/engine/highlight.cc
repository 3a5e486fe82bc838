// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/highlight.hh"

#include <algorithm>

#include "common/index/filters.hh"
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

bool Highlighter::Rows::has(const WordSpec& spec, std::uint32_t row) const {
    const auto word =
        std::find_if(of_words.begin(), of_words.end(), [&](const auto& entry) { return entry.first == &spec; });
    return word != of_words.end() && hold(word->second, row);
}

const Highlighter::Rows& Highlighter::rows(const Segment& segment) {
    const auto [at, is_new] = rows_.try_emplace(&segment);
    if (is_new) {
        const index::Words& table = segment.words();
        for (const std::string& term : terms_) {
            if (const auto number = table.find_term(term)) {
                table.each_row_of_term(*number, [&](std::uint32_t row) { at->second.of_terms.push_back(row); });
            }
        }
        std::sort(at->second.of_terms.begin(), at->second.of_terms.end());
        for (const Pattern& pattern : patterns_) {
            for (const Pattern::Item& item : pattern.items) {
                for (const Sequence& sequence : item) {
                    for (const WordSpec& spec : sequence) {
                        at->second.of_words.emplace_back(&spec, rows_of(table, spec));
                    }
                }
            }
        }
    }
    return at->second;
}

std::vector<Span> Highlighter::ranges(const Segment& segment, std::uint32_t docid, std::string_view text) {
    if (terms_.empty() && patterns_.empty()) {
        return {};
    }
    const std::vector<text::Word> words = text::words(text);
    segment.words().read(docid, here_);
    // An index whose words are cut in another way is of another version; this is one that is damaged.
    if (here_.size() != words.size()) {
        return {};
    }
    const Rows& wanted = rows(segment);
    std::vector<WordRange> found;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (std::binary_search(wanted.of_terms.begin(), wanted.of_terms.end(), here_[i])) {
            found.push_back({i, i + 1});
        }
    }
    for (const Pattern& pattern : patterns_) {
        for (const Pattern::Item& item : pattern.items) {
            const auto places = find_item(
                item, words.size(), [&](const WordSpec& spec, std::size_t at) { return wanted.has(spec, here_[at]); });
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
