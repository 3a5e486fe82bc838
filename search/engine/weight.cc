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

double Bm25::part(double factor, double count, double length) const {
    const double relative = length / average_length;
    return rounded(factor * count * (k1 + 1) / (count + k1 * (1 - b + b * relative)));
}

double Bm25::most(double factor, double count, double length) const {
    return part(factor, count, length) + 1 / steps;
}

WordWeight::WordWeight(const Bm25& bm25) : bm25_(bm25) {
    need_stat(WDF);
    need_stat(DOC_LENGTH);
    need_stat(WDF_MAX);
    need_stat(DOC_LENGTH_MIN);
}

WordWeight* WordWeight::clone() const {
    return new WordWeight(bm25_);
}

double WordWeight::get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const {
    return bm25_.part(factor_, wdf, length);
}

double WordWeight::get_maxpart() const {
    return bm25_.most(factor_, get_wdf_upper_bound(), get_doclength_lower_bound());
}

} // namespace demarche::search
