// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/closeness.hh"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace demarche::search {

namespace {

/// The terms of the statement's words that a plan for one bare word names.
std::vector<std::string> word_terms(const Plan& plan) {
    std::vector<std::string> terms;
    if (plan.type == Plan::Type::terms && plan.weight > 0) {
        for (const PlanTerm& term : plan.terms) {
            if (term.term[0] < 'A' || term.term[0] > 'Z') {
                terms.push_back(term.term);
            }
        }
    } else if (plan.type == Plan::Type::any_of && !plan.children.empty()) {
        return word_terms(plan.children.front());
    }
    return terms;
}

} // namespace

Closeness::Closeness(const Plan& plan, const Ranking& ranking) : ranking_(ranking) {
    if (plan.type != Plan::Type::all_of) {
        return;
    }
    for (const Plan& child : plan.children) {
        if (child.type != Plan::Type::none_of) {
            if (auto terms = word_terms(child); !terms.empty()) {
                words_.push_back(std::move(terms));
            }
        }
    }
}

const std::vector<Closeness::Row>& Closeness::rows(const Segment& segment) {
    const auto [at, is_new] = rows_.try_emplace(&segment);
    if (is_new) {
        const index::Words& table = segment.words();
        for (std::size_t word = 0; word < words_.size(); ++word) {
            for (const std::string& term : words_[word]) {
                if (const auto number = table.find_term(term)) {
                    table.each_row_of_term(*number, [&](std::uint32_t row) { at->second.emplace_back(row, word); });
                }
            }
        }
        std::sort(at->second.begin(), at->second.end());
        at->second.erase(std::unique(at->second.begin(), at->second.end()), at->second.end());
    }
    return at->second;
}

double Closeness::lift(const Segment& segment, std::uint32_t docid) {
    const std::vector<Row>& wanted_rows = rows(segment);
    segment.words().read(docid, here_);
    // For each word of the statement, which word of the query it is.
    places_.clear();
    inside_.assign(words_.size(), 0);
    for (std::size_t at = 0; at < here_.size(); ++at) {
        for (auto row = std::lower_bound(wanted_rows.begin(), wanted_rows.end(), Row{here_[at], 0});
             row != wanted_rows.end() && row->first == here_[at]; ++row) {
            places_.emplace_back(at, row->second);
            inside_[row->second] = 1;
        }
    }
    const auto wanted = static_cast<std::size_t>(std::count(inside_.begin(), inside_.end(), std::size_t{1}));
    if (wanted < 2) {
        return 1;
    }
    // The shortest stretch that holds every word that is there (the others are in names).
    inside_.assign(words_.size(), 0);
    std::size_t different = 0;
    std::size_t shortest = here_.size();
    std::size_t left = 0;
    for (std::size_t right = 0; right < places_.size(); ++right) {
        different += inside_[places_[right].second]++ == 0 ? 1 : 0;
        while (different == wanted) {
            shortest = std::min(shortest, places_[right].first - places_[left].first + 1);
            different -= --inside_[places_[left].second] == 0 ? 1 : 0;
            ++left;
        }
    }
    // The words in the query's order, one behind the other.
    std::size_t longest_row = 1;
    std::size_t row = 1;
    for (std::size_t i = 1; i < places_.size(); ++i) {
        const bool follows =
            places_[i].first == places_[i - 1].first + 1 && places_[i].second == places_[i - 1].second + 1;
        row = follows ? row + 1 : 1;
        longest_row = std::max(longest_row, row);
    }
    const auto count = static_cast<double>(wanted);
    const double tight = shortest < wanted ? 1 : count / static_cast<double>(shortest);
    const double in_order = static_cast<double>(longest_row - 1) / static_cast<double>(words_.size() - 1);
    return 1 + ranking_.closeness * tight + ranking_.order * in_order;
}

} // namespace demarche::search
