// SPDX-License-Identifier: GPL-3.0-or-later
// The weight of a word in a statement: BM25 whose statistics are those of the whole index, not of one segment.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

namespace demarche::search {

/// How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), above 0 for every n up to N.
double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term);

/// The part of BM25 that depends on the document. The inverse document frequency, and any weight of a part of the
/// query, come as the factor (OP_SCALE_WEIGHT). Every contribution is rounded to a multiple of 2^-20: sums of those are
/// exact, so that scores are equal to the bit however documents are spread over segments and in whatever order Xapian
/// adds them up.
class WordWeight : public Xapian::Weight {
  public:
    WordWeight(double average_length, double k1, double b);

    WordWeight* clone() const override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }
    std::string name() const override { return "demarche"; }

  private:
    void init(double factor) override { factor_ = factor; }

    double average_length_;
    double k1_;
    double b_;
    double factor_ = 0;
};

} // namespace demarche::search
