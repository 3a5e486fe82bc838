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

double Closeness::lift(const Segment& segment, std::uint32_t docid) const {
    const index::Words& table = segment.words();
    std::vector<std::uint32_t> rows;
    table.read(docid, rows);
    // For each word of the statement, which word of the query it is.
    std::vector<std::pair<std::size_t, std::size_t>> places;
    std::vector<bool> present(words_.size());
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const std::string_view term = rows[at] < table.size() ? table.term(rows[at]) : std::string_view{};
        for (std::size_t word = 0; word < words_.size(); ++word) {
            if (std::find(words_[word].begin(), words_[word].end(), term) != words_[word].end()) {
                places.emplace_back(at, word);
                present[word] = true;
            }
        }
    }
    const auto wanted = static_cast<std::size_t>(std::count(present.begin(), present.end(), true));
    if (wanted < 2) {
        return 1;
    }
    // The shortest stretch that holds every word that is there (the others are in names).
    std::vector<std::size_t> inside(words_.size());
    std::size_t different = 0;
    std::size_t shortest = rows.size();
    std::size_t left = 0;
    for (std::size_t right = 0; right < places.size(); ++right) {
        different += inside[places[right].second]++ == 0 ? 1 : 0;
        while (different == wanted) {
            shortest = std::min(shortest, places[right].first - places[left].first + 1);
            different -= --inside[places[left].second] == 0 ? 1 : 0;
            ++left;
        }
    }
    // The words in the query's order, one behind the other.
    std::size_t longest_row = 1;
    std::size_t row = 1;
    for (std::size_t i = 1; i < places.size(); ++i) {
        const bool follows = places[i].first == places[i - 1].first + 1 && places[i].second == places[i - 1].second + 1;
        row = follows ? row + 1 : 1;
        longest_row = std::max(longest_row, row);
    }
    const auto count = static_cast<double>(wanted);
    const double tight = shortest < wanted ? 1 : count / static_cast<double>(shortest);
    const double in_order = static_cast<double>(longest_row - 1) / static_cast<double>(words_.size() - 1);
    return 1 + ranking_.closeness * tight + ranking_.order * in_order;
}

} // namespace demarche::search
