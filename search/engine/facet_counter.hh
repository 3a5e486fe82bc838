// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the values of facet fields, exactly, from the columns of the documents that match.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "search/engine/index_reader.hh"
#include "search/engine/search.hh"

namespace demarche::search {

class FacetCounter {
  public:
    /// `fields` are facet names; others count nothing.
    explicit FacetCounter(const std::vector<std::string>& fields);

    /// Turns to another segment; what was counted of the last one is kept.
    void begin(const Segment& segment);
    void add(std::uint32_t docid);
    std::vector<Facet> result();

    bool empty() const { return fields_.empty(); }

  private:
    struct Field {
        std::string name;
        std::optional<index::StringColumnView> column;
        /// By number in the current segment's dictionary.
        std::vector<std::uint64_t> here;
        /// Years or months of dates.
        std::map<std::int32_t, std::uint64_t> days;
        std::map<std::string, std::uint64_t, std::less<>> counts;
    };

    void end_segment();

    std::vector<Field> fields_;
    const Segment* segment_ = nullptr;
};

} // namespace demarche::search
