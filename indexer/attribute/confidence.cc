// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/confidence.hh"

#include <algorithm>
#include <cmath>
#include <string_view>

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

} // namespace

Features features_of(const Evidence& e) {
    const auto kind = to_string(e.kind);
    const auto naming = to_string(e.naming);
    Features features;
    features.add("rule=", to_string(e.rule), "/", kind);
    features.add("naming=", naming, "/", kind);
    features.add("source=", to_string(e.source_rule), "/", naming);
    features.add("speaker=", to_string(e.speaker_type));
    features.add("words=", words_bin(e.words), "/", kind);
    features.add("reports=", std::to_string(std::min(e.reports, 3)));
    features.add("pieces=", std::to_string(std::min(e.pieces, 3)));
    features.add("name-words=", std::to_string(std::min(e.name_words, 3)));
    if (!e.verb.empty()) {
        features.add("verb=", e.verb);
    }
    if (e.carried) {
        features.add("carried");
    }
    if (e.gerund) {
        features.add("gerund");
    }
    if (e.certainty < 1) {
        features.add("certainty=", std::to_string(static_cast<int>(e.certainty * 10)), "/", naming);
    }
    return features;
}

double confidence_of(const Evidence& evidence) {
    static const Weights weights(data::en_confidence_tsv);
    // Two digits are all that a probability of this kind is worth.
    return std::round(100.0 * weights.probability(features_of(evidence))) / 100.0;
}

} // namespace demarche::indexer
