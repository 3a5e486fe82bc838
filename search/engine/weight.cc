// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/weight.hh"

#include <algorithm>
#include <cmath>

namespace demarche::search {

namespace {

constexpr double steps = 1 << 20;

double rounded(double value) {
    return std::round(value * steps) / steps;
}

} // namespace

double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term) {
    const auto n = static_cast<double>(std::min(documents, with_term));
    return std::log(1 + (static_cast<double>(documents) - n + 0.5) / (n + 0.5));
}

WordWeight::WordWeight(double average_length, double k1, double b) : average_length_(average_length), k1_(k1), b_(b) {
    need_stat(WDF);
    need_stat(DOC_LENGTH);
    need_stat(WDF_MAX);
    need_stat(DOC_LENGTH_MIN);
}

WordWeight* WordWeight::clone() const {
    return new WordWeight(average_length_, k1_, b_);
}

double WordWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
    // Terms that are no words of the text (names' words) have no wdf: they count as standing there once.
    const double count = std::max(1.0, static_cast<double>(wdf));
    const double relative = static_cast<double>(length) / average_length_;
    return rounded(factor_ * count * (k1_ + 1) / (count + k1_ * (1 - b_ + b_ * relative)));
}

double WordWeight::get_maxpart() const {
    const double count = std::max(1.0, static_cast<double>(get_wdf_upper_bound()));
    const double relative = static_cast<double>(get_doclength_lower_bound()) / average_length_;
    return rounded(factor_ * count * (k1_ + 1) / (count + k1_ * (1 - b_ + b_ * relative))) + 1 / steps;
}

} // namespace demarche::search
