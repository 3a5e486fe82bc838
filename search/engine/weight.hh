// SPDX-License-Identifier: GPL-3.0-or-later
// The weight of a word in a statement: BM25 whose statistics are those of the whole index, not of one segment.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

namespace demarche::search {

/// How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)), above 0 for every n up to N.
double inverse_document_frequency(std::uint64_t documents, std::uint64_t with_term);

/// BM25 with statistics of the whole index.
struct Bm25 {
    double average_length = 1;
    double k1 = 1.2;
    double b = 0.5;

    /// What a term adds to the score of a document of `length` words where it stands `count` times. `factor` is the
    /// inverse document frequency times the weight of that part of the query. Every contribution is rounded to a
    /// multiple of 2^-20: sums of those are exact, so that scores are equal to the bit however documents are spread
    /// over segments and in whatever order they are added up.
    double part(double factor, double count, double length) const;
    /// No part is more, for documents of at least `length` words.
    double most(double factor, double count, double length) const;
};

/// Bm25 as Xapian asks for it. The factor comes by OP_SCALE_WEIGHT.
class WordWeight : public Xapian::Weight {
  public:
    explicit WordWeight(const Bm25& bm25);

    WordWeight* clone() const override;
    double get_sumpart(Xapian::termcount wdf, Xapian::termcount length, Xapian::termcount) const override;
    double get_maxpart() const override;
    double get_sumextra(Xapian::termcount, Xapian::termcount) const override { return 0; }
    double get_maxextra() const override { return 0; }
    std::string name() const override { return "demarche"; }

  private:
    void init(double factor) override { factor_ = factor; }

    Bm25 bm25_;
    double factor_ = 0;
};

} // namespace demarche::search
