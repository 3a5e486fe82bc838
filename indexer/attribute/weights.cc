// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/weights.hh"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace demarche::indexer {

namespace {

std::uint64_t hash_of(std::string_view feature) {
    return XXH3_64bits(feature.data(), feature.size());
}

} // namespace

std::vector<std::string> Features::list() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < count_; ++i) {
        out.emplace_back((*this)[i]);
    }
    return out;
}

Weights::Weights(std::string_view table) {
    const auto lines = static_cast<std::size_t>(std::count(table.begin(), table.end(), '\n')) + 1;
    // At most half full.
    slots_.resize(std::bit_ceil(2 * lines));
    while (!table.empty()) {
        const size_t end = std::min(table.find('\n'), table.size());
        const std::string_view line = table.substr(0, end);
        table.remove_prefix(std::min(end + 1, table.size()));
        const size_t tab = line.find('\t');
        if (line.empty() || line.front() == '#' || tab == std::string_view::npos || tab == 0) {
            continue;
        }
        double weight = 0;
        const std::string_view number = line.substr(tab + 1);
        if (std::from_chars(number.data(), number.data() + number.size(), weight).ec != std::errc()) {
            continue;
        }
        const std::string_view feature = line.substr(0, tab);
        if (feature == "bias") {
            bias_ = weight;
            continue;
        }
        const std::uint64_t hash = hash_of(feature);
        Slot& slot = slots_[slot_of(hash)];
        if (slot.hash == 0) {
            slot = {hash, weight};
        }
    }
}

std::size_t Weights::slot_of(std::uint64_t hash) const {
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].hash != 0 && slots_[at].hash != hash) {
        at = (at + 1) & (slots_.size() - 1);
    }
    return at;
}

double Weights::probability(const Features& features) const {
    double sum = bias_;
    for (std::size_t i = 0; i < features.size(); ++i) {
        // A free slot's weight is 0.
        sum += slots_[slot_of(hash_of(features[i]))].weight;
    }
    return 1.0 / (1.0 + std::exp(-sum));
}

} // namespace demarche::indexer
