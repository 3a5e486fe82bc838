// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/confidence.hh"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <unordered_map>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

std::string_view words_bin(int words) {
    return words < 4    ? "1-3"
           : words < 8  ? "4-7"
           : words < 16 ? "8-15"
           : words < 31 ? "16-30"
           : words < 61 ? "31-60"
                        : "61+";
}

/// Weights by feature; the bias is called "bias".
std::unordered_map<std::string, double> read_weights() {
    std::unordered_map<std::string, double> weights;
    std::string_view rest = data::en_confidence_tsv;
    while (!rest.empty()) {
        const size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const size_t tab = line.find('\t');
        if (line.empty() || line.front() == '#' || tab == std::string_view::npos) {
            continue;
        }
        double weight = 0;
        const std::string_view number = line.substr(tab + 1);
        if (std::from_chars(number.data(), number.data() + number.size(), weight).ec == std::errc()) {
            weights.emplace(line.substr(0, tab), weight);
        }
    }
    return weights;
}

} // namespace

std::vector<std::string> features_of(const Evidence& e) {
    const std::string kind(to_string(e.kind));
    const std::string rule(to_string(e.rule));
    const std::string naming(to_string(e.naming));
    std::vector<std::string> features{
        "rule=" + rule + "/" + kind,
        "naming=" + naming + "/" + kind,
        "source=" + std::string(to_string(e.source_rule)) + "/" + naming,
        "speaker=" + std::string(to_string(e.speaker_type)),
        "words=" + std::string(words_bin(e.words)) + "/" + kind,
        "reports=" + std::to_string(std::min(e.reports, 3)),
        "pieces=" + std::to_string(std::min(e.pieces, 3)),
        "name-words=" + std::to_string(std::min(e.name_words, 3)),
    };
    if (!e.verb.empty()) {
        features.push_back("verb=" + e.verb);
    }
    if (e.carried) {
        features.emplace_back("carried");
    }
    if (e.gerund) {
        features.emplace_back("gerund");
    }
    if (e.certainty < 1) {
        features.push_back("certainty=" + std::to_string(static_cast<int>(e.certainty * 10)) + "/" + naming);
    }
    return features;
}

double confidence_of(const Evidence& evidence) {
    static const std::unordered_map<std::string, double> weights = read_weights();
    const auto weight = [](const std::string& feature) {
        const auto found = weights.find(feature);
        return found == weights.end() ? 0.0 : found->second;
    };
    double sum = weight("bias");
    for (const std::string& feature : features_of(evidence)) {
        sum += weight(feature);
    }
    // Two digits are all that a probability of this kind is worth.
    return std::round(100.0 / (1.0 + std::exp(-sum))) / 100.0;
}

} // namespace demarche::indexer
