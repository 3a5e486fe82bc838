// SPDX-License-Identifier: GPL-3.0-or-later
// The best of all matches.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "search/engine/matching.hh"

namespace demarche::search {

/// The best `wanted` matches of all offered.
class Best {
  public:
    Best(Sort sort, std::size_t wanted) : sort_(sort), wanted_(wanted) {}

    void offer(const Match& match) {
        if (wanted_ == 0) {
            return;
        }
        const auto before = [this](const Match& a, const Match& b) { return comes_before(sort_, a, b); };
        if (heap_.size() == wanted_) {
            // The heap's front is the last of those kept.
            if (!before(match, heap_.front())) {
                return;
            }
            std::pop_heap(heap_.begin(), heap_.end(), before);
            heap_.back() = match;
        } else {
            heap_.push_back(match);
        }
        std::push_heap(heap_.begin(), heap_.end(), before);
    }

    /// What scores less comes too late; 0 while there is room.
    double least_score() const { return wanted_ > 0 && heap_.size() == wanted_ ? heap_.front().score : 0; }

    /// In order; none are left.
    std::vector<Match> sorted() {
        std::sort_heap(heap_.begin(), heap_.end(),
                       [this](const Match& a, const Match& b) { return comes_before(sort_, a, b); });
        return std::exchange(heap_, {});
    }

  private:
    Sort sort_;
    std::size_t wanted_;
    std::vector<Match> heap_;
};

} // namespace demarche::search
