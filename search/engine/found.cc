// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/found.hh"

#include <algorithm>
#include <bit>
#include <memory>

namespace demarche::search {

void Found::remove(const Documents& these) {
    auto at = these.begin();
    filter([&](std::uint32_t docid) {
        while (at != these.end() && *at < docid) {
            ++at;
        }
        return at == these.end() || *at != docid;
    });
}

void Found::add_steps(const Found& others) {
    if (others.steps.empty()) {
        return;
    }
    steps.resize(documents.size());
    std::size_t at = 0;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        while (at < others.documents.size() && others.documents[at] < documents[i]) {
            ++at;
        }
        if (at < others.documents.size() && others.documents[at] == documents[i]) {
            steps[i] += others.steps[at];
        }
    }
}

// Fresh memory for each union would cost more than the union: the kernel has to clear it.
std::vector<Union::Scratch*>& Union::spare() {
    struct Owner {
        std::vector<Scratch*> list;
        Owner() = default;
        Owner(const Owner&) = delete;
        Owner& operator=(const Owner&) = delete;
        ~Owner() {
            for (const Scratch* scratch : list) {
                delete scratch;
            }
        }
    };
    thread_local Owner owner;
    return owner.list;
}

Union::Union(std::uint32_t documents, std::uint64_t expected, bool summing)
    : summing_(summing), words_(documents / 64 + 1) {
    // Sorting so many takes as long as going through all bits.
    constexpr std::uint32_t share = 128;
    if (expected < documents / share) {
        return;
    }
    auto& list = spare();
    if (list.empty()) {
        scratch_ = new Scratch;
    } else {
        scratch_ = list.back();
        list.pop_back();
    }
    if (scratch_->bits.size() < words_) {
        scratch_->bits.resize(words_);
    }
    if (summing && scratch_->sums.size() < words_ * 64) {
        scratch_->sums.resize(words_ * 64);
    }
}

Union::~Union() {
    // Not taken: an error came between.
    delete scratch_;
}

Found Union::take() {
    if (scratch_ != nullptr) {
        return take_dense();
    }
    Found out;
    std::sort(sparse_.begin(), sparse_.end());
    for (const std::uint64_t entry : sparse_) {
        const auto docid = static_cast<std::uint32_t>(entry >> 32U);
        const auto amount = static_cast<std::uint32_t>(entry);
        if (!out.documents.empty() && out.documents.back() == docid) {
            if (summing_) {
                out.steps.back() += amount;
            }
            continue;
        }
        out.documents.push_back(docid);
        if (summing_) {
            out.steps.push_back(amount);
        }
    }
    return out;
}

Found Union::take_dense() {
    Found out;
    std::size_t count = 0;
    for (std::size_t i = 0; i < words_; ++i) {
        count += static_cast<std::size_t>(std::popcount(scratch_->bits[i]));
    }
    out.documents.reserve(count);
    out.steps.reserve(summing_ ? count : 0);
    for (std::size_t i = 0; i < words_; ++i) {
        for (std::uint64_t word = scratch_->bits[i]; word != 0; word &= word - 1) {
            const auto docid = static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word));
            out.documents.push_back(docid);
            if (summing_) {
                out.steps.push_back(scratch_->sums[docid]);
                scratch_->sums[docid] = 0;
            }
        }
        scratch_->bits[i] = 0;
    }
    spare().push_back(scratch_);
    scratch_ = nullptr;
    return out;
}

} // namespace demarche::search
