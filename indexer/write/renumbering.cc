// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/renumbering.hh"

#include <algorithm>

namespace demarche::indexer {

void Renumbering::appended(const std::string& from, const std::string& to, std::uint32_t documents,
                           std::uint32_t articles) {
    steps_[from] = {to, documents, articles, {}, {}};
}

void Renumbering::rebuilt(const std::string& from, const std::string& to, const index::DeadOfSegment& dead) {
    Step& step = steps_[from];
    step = {to, 0, 0, {}, {}};
    std::uint32_t before = 0;
    for (const auto& [first, count] : dead.documents) {
        step.dead_documents.push_back({first, first + count, before});
        before += count;
    }
    before = 0;
    for (const std::uint32_t number : dead.articles) {
        step.dead_articles.push_back({number, number + 1, before++});
    }
}

std::optional<std::uint32_t> Renumbering::without(const std::vector<Gap>& gaps, std::uint32_t number) {
    // The last gap that does not begin behind the number.
    const auto behind = std::upper_bound(gaps.begin(), gaps.end(), number,
                                         [](std::uint32_t wanted, const Gap& gap) { return wanted < gap.first; });
    if (behind == gaps.begin()) {
        return number;
    }
    const Gap& gap = *std::prev(behind);
    if (number < gap.behind) {
        return std::nullopt;
    }
    return number - gap.before - (gap.behind - gap.first);
}

std::optional<Renumbering::Address> Renumbering::document(Address old) const {
    for (auto step = steps_.find(old.first); step != steps_.end(); step = steps_.find(old.first)) {
        const auto number = without(step->second.dead_documents, old.second);
        if (!number) {
            return std::nullopt;
        }
        old = {step->second.to, *number + step->second.documents};
    }
    return old;
}

std::optional<Renumbering::Address> Renumbering::article(Address old) const {
    for (auto step = steps_.find(old.first); step != steps_.end(); step = steps_.find(old.first)) {
        const auto number = without(step->second.dead_articles, old.second);
        if (!number) {
            return std::nullopt;
        }
        old = {step->second.to, *number + step->second.articles};
    }
    return old;
}

} // namespace demarche::indexer
