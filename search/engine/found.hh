// SPDX-License-Identifier: GPL-3.0-or-later
// Documents of one segment that a part of a query means, and how they are put together.
#pragma once

#include <cstdint>
#include <vector>

namespace demarche::search {

/// Document ids, from 1, in rising order.
using Documents = std::vector<std::uint32_t>;

struct Found {
    Documents documents;
    /// What each scores, in steps (Weighing); empty when nothing adds to scores.
    std::vector<std::uint32_t> steps;

    /// Takes documents out.
    void remove(const Documents& these);
    /// Keeps those for which `keep(docid)` holds; `at(i)` is called before the document of that number is looked at.
    template <typename Keep, typename At = decltype([](std::size_t) {})>
    void filter(Keep&& keep, At&& at = {}) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < documents.size(); ++i) {
            at(i);
            if (keep(documents[i])) {
                documents[kept] = documents[i];
                if (!steps.empty()) {
                    steps[kept] = steps[i];
                }
                ++kept;
            }
        }
        documents.resize(kept);
        steps.resize(steps.empty() ? 0 : kept);
    }
    /// Adds the steps of `others`, which holds all of these documents.
    void add_steps(const Found& others);
};

/// Documents of several lists as one, with the sum of what was added of each.
class Union {
  public:
    /// `expected` is about how many additions there will be.
    Union(std::uint32_t documents, std::uint64_t expected, bool summing);
    Union(const Union&) = delete;
    Union& operator=(const Union&) = delete;
    ~Union();

    void add(std::uint32_t docid, std::uint32_t amount) {
        if (scratch_ == nullptr) {
            sparse_.push_back(std::uint64_t{docid} << 32U | amount);
            return;
        }
        scratch_->bits[docid / 64] |= std::uint64_t{1} << (docid % 64);
        if (summing_) {
            scratch_->sums[docid] += amount;
        }
    }
    /// The documents; their sums as steps when summing. Once.
    Found take();

  private:
    /// A bit and a sum for each document; all zero between two unions.
    struct Scratch {
        std::vector<std::uint64_t> bits;
        std::vector<std::uint32_t> sums;
    };
    static std::vector<Scratch*>& spare();

    Found take_dense();

    bool summing_;
    Scratch* scratch_ = nullptr;
    std::size_t words_ = 0;
    std::vector<std::uint64_t> sparse_;
};

} // namespace demarche::search
