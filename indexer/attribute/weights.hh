// SPDX-License-Identifier: GPL-3.0-or-later
// Weights of a logistic model, read from a data file of the language.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace demarche::indexer {

/// A table "feature<TAB>weight" as scripts/train-confidence writes it; features that it does not have weigh nothing.
class Weights {
  public:
    explicit Weights(std::string_view table);

    /// The model's probability, 0 to 1, for something of which these features are true.
    double probability(const std::vector<std::string>& features) const;

  private:
    std::unordered_map<std::string, double> weights_;
    double bias_ = 0;
};

} // namespace demarche::indexer
