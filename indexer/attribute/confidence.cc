// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/confidence.hh"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "generated/demarche_indexing_data.hh"
#include "indexer/attribute/weights.hh"

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
    static const Weights weights(data::en_confidence_tsv);
    // Two digits are all that a probability of this kind is worth.
    return std::round(100.0 * weights.probability(features_of(evidence))) / 100.0;
}

} // namespace demarche::indexer
