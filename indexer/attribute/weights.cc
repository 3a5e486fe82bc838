// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/weights.hh"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace demarche::indexer {

Weights::Weights(std::string_view table) {
    while (!table.empty()) {
        const size_t end = std::min(table.find('\n'), table.size());
        const std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        const size_t tab = line.find('\t');
        if (line.empty() || line.front() == '#' || tab == std::string_view::npos) {
            continue;
        }
        double weight = 0;
        const std::string_view number = line.substr(tab + 1);
        if (std::from_chars(number.data(), number.data() + number.size(), weight).ec != std::errc()) {
            continue;
        }
        if (line.substr(0, tab) == "bias") {
            bias_ = weight;
        } else {
            weights_.emplace(line.substr(0, tab), weight);
        }
    }
}

double Weights::probability(const std::vector<std::string>& features) const {
    double sum = bias_;
    for (const std::string& feature : features) {
        if (const auto found = weights_.find(feature); found != weights_.end()) {
            sum += found->second;
        }
    }
    return 1.0 / (1.0 + std::exp(-sum));
}

} // namespace demarche::indexer
