// SPDX-License-Identifier: GPL-3.0-or-later
// Weights of a logistic model, read from a data file of the language, and the features that they weigh.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::indexer {

/// What is true of something that a model judges, as "name=value". One block of memory holds them all: several models
/// ask about every clause and every pronoun.
class Features {
  public:
    /// More are not kept.
    static constexpr std::size_t most = 16;

    /// Adds a feature, put together from its parts.
    template <typename... Parts>
    void add(const Parts&... parts) {
        if (count_ == most) {
            return;
        }
        if (text_.capacity() < usual_size) {
            text_.reserve(usual_size);
        }
        (text_.append(std::string_view(parts)), ...);
        ends_[count_++] = static_cast<std::uint32_t>(text_.size());
    }

    std::size_t size() const { return count_; }
    std::string_view operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(text_).substr(begin, ends_[i] - begin);
    }
    std::vector<std::string> list() const;

  private:
    static constexpr std::size_t usual_size = 320;
    std::string text_;
    std::array<std::uint32_t, most> ends_{};
    std::size_t count_ = 0;
};

/// A table "feature<TAB>weight" as scripts/train-confidence writes it; features that it does not have weigh nothing.
class Weights {
  public:
    explicit Weights(std::string_view table);

    /// The model's probability, 0 to 1, for something of which these features are true.
    double probability(const Features& features) const;

  private:
    /// Features are known by a hash of 64 bits, which tells a few thousand of them apart; 0: the slot is free.
    struct Slot {
        std::uint64_t hash = 0;
        double weight = 0;
    };
    /// The slot of a feature, or the free one where it belongs.
    std::size_t slot_of(std::uint64_t hash) const;

    std::vector<Slot> slots_;
    double bias_ = 0;
};

} // namespace demarche::indexer
