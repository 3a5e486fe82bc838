// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/weight.hh"

#include <algorithm>
#include <limits>
#include <numeric>

namespace demarche::search {

namespace {

/// No sum of contributions, each over 1 + k1, is larger.
double most(const Plan& plan) {
    if (plan.type == Plan::Type::none_of) {
        return 0;
    }
    double sum = std::accumulate(plan.word_weights.begin(), plan.word_weights.end(), plan.weight);
    for (const Plan& child : plan.children) {
        sum += most(child);
    }
    return sum;
}

} // namespace

double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term) {
    const auto n = static_cast<double>(std::min(documents, with_term));
    return std::log(1 + (static_cast<double>(documents) - n + 0.5) / (n + 0.5));
}

Weighing::Weighing(const Plan& plan, double average_length, const Ranking& ranking)
    : average_length_(average_length), k1_(ranking.k1), b_(ranking.b), scale_(1U << 20U) {
    // A query of hundreds of words gets larger steps, the same in every segment.
    constexpr double room = std::numeric_limits<std::uint32_t>::max() / 2;
    while (scale_ > 1 && most(plan) * (k1_ + 1) * scale_ > room) {
        scale_ /= 2;
    }
    norms_.reserve(usual);
    for (std::size_t length = 0; length < usual; ++length) {
        norms_.push_back(norm_of(static_cast<double>(length)));
    }
}

} // namespace demarche::search
