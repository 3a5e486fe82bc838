// SPDX-License-Identifier: GPL-3.0-or-later
// The weight of a word in a statement: BM25 whose statistics are those of the whole index, not of one segment.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"

namespace demarche::search {

/// How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), above 0 for every n up to N.
double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term);

/// Scores as whole numbers of small steps: sums of those are exact, so that scores are equal to the bit however
/// documents are spread over segments and in whatever order contributions are added up.
class Weighing {
  public:
    /// `plan` tells how large sums may become; `average_length` is in words.
    Weighing(const Plan& plan, double average_length, const Ranking& ranking);

    /// Steps that a part of the query adds which stands `count` times in a document of `length` words; `weight` is its
    /// inverse document frequency times its share. Terms that are no words of the text (names' words) stand there once.
    std::uint32_t steps(double weight, std::uint32_t count, std::uint32_t length) const {
        const double times = count > 1 ? static_cast<double>(count) : 1.0;
        const double value = weight * times * (k1_ + 1) / (times + norm(length));
        return static_cast<std::uint32_t>(value * scale_ + 0.5);
    }

    /// The usual lengths, for which a document's part is computed once.
    static constexpr std::uint32_t usual = 256;

    double score(std::uint32_t steps) const { return static_cast<double>(steps) / scale_; }

  private:
    double norm(std::uint32_t length) const {
        return length < norms_.size() ? norms_[length] : norm_of(static_cast<double>(length));
    }
    double norm_of(double length) const { return k1_ * (1 - b_ + b_ * (length / average_length_)); }

    double average_length_;
    double k1_;
    double b_;
    double scale_;
    /// Of the usual lengths.
    std::vector<double> norms_;
};

/// Weighing::steps of one part of a query, from a table where it is asked often.
class StepsOf {
  public:
    /// `asked` is about how many documents there are to weigh.
    StepsOf(const Weighing& weighing, double weight, std::uint64_t asked) : weighing_(weighing), weight_(weight) {
        constexpr std::uint64_t many = std::uint64_t{4} * counts * Weighing::usual;
        if (asked < many) {
            return;
        }
        table_.reserve(std::size_t{counts} * Weighing::usual);
        for (std::uint32_t count = 0; count < counts; ++count) {
            for (std::uint32_t length = 0; length < Weighing::usual; ++length) {
                table_.push_back(weighing.steps(weight, count, length));
            }
        }
    }

    std::uint32_t operator()(std::uint32_t count, std::uint32_t length) const {
        return count < counts && length < Weighing::usual && !table_.empty() ? table_[count * Weighing::usual + length]
                                                                             : weighing_.steps(weight_, count, length);
    }

  private:
    static constexpr std::uint32_t counts = 4;

    const Weighing& weighing_;
    double weight_;
    std::vector<std::uint32_t> table_;
};

} // namespace demarche::search
