// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/pattern.hh"

namespace demarche::search {

namespace {

/// Looks for one range of each list, the chosen ones from left to right. Bounded: a statement that repeats a word a
/// thousand times must not make a query endless; what lies beyond the bound is taken for not arranged.
class Arrangement {
  public:
    Arrangement(Pattern::Type type, std::size_t distance, const std::vector<std::vector<WordRange>>& places)
        : type_(type), distance_(distance), places_(places), used_(places.size()) {}

    bool exists() { return next(0, 0, 0, 0); }

  private:
    static constexpr std::size_t most_steps = 100'000;

    /// `begin` is where the first chosen range begins, `end` where the last one ends, `words` how many words the chosen
    /// ones take.
    bool next(std::size_t chosen, std::size_t begin, std::size_t end, std::size_t words) {
        if (chosen == places_.size()) {
            return true;
        }
        for (std::size_t i = 0; i < places_.size(); ++i) {
            if (used_[i] || (type_ == Pattern::Type::adj && i != chosen)) {
                continue;
            }
            used_[i] = true;
            for (const WordRange& range : places_[i]) {
                if (++steps_ > most_steps) {
                    return false;
                }
                if (chosen > 0 && range.begin < end) {
                    continue;
                }
                const std::size_t first = chosen == 0 ? range.begin : begin;
                const std::size_t taken = words + range.end - range.begin;
                if (chosen > 0 && !close(first, end, range, taken)) {
                    break;
                }
                if (next(chosen + 1, first, range.end, taken)) {
                    return true;
                }
            }
            used_[i] = false;
        }
        return false;
    }

    bool close(std::size_t first, std::size_t end, const WordRange& range, std::size_t taken) const {
        return type_ == Pattern::Type::window ? range.end - first - taken <= distance_ : range.begin - end <= distance_;
    }

    Pattern::Type type_;
    std::size_t distance_;
    const std::vector<std::vector<WordRange>>& places_;
    std::vector<bool> used_;
    std::size_t steps_ = 0;
};

} // namespace

bool arranged(Pattern::Type type, std::size_t distance, const std::vector<std::vector<WordRange>>& places) {
    return Arrangement(type, distance, places).exists();
}

} // namespace demarche::search
