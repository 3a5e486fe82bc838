// SPDX-License-Identifier: GPL-3.0-or-later
// Which documents of a segment a plan means, all of them, and what they score.
#pragma once

#include <cstdint>
#include <memory>

#include "search/engine/found.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"
#include "search/engine/weight.hh"

namespace demarche::search {

/// A plan made ready for one segment. Everything it is given must outlive it. Throws Xapian::Error.
class Evaluation {
  public:
    Evaluation(const Plan& plan, const Segment& segment);
    Evaluation(Evaluation&&) noexcept;
    Evaluation& operator=(Evaluation&&) noexcept;
    ~Evaluation();

    /// About how many documents will be looked at.
    std::uint64_t effort() const;
    /// The documents, the dead left out; with scores when `weighing` is given.
    Found find(const Weighing* weighing) const;

    const Segment& segment() const { return *segment_; }

    /// A part of the plan over this segment.
    struct Part;

  private:
    const Segment* segment_;
    std::unique_ptr<Part> root_;
};

} // namespace demarche::search
