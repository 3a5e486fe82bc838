// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the values of facet fields, exactly, from the columns of the documents that match.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "search/engine/index_reader.hh"
#include "search/engine/search.hh"

namespace demarche::search {

class FacetCounter {
  public:
    /// `fields` are facet names; others count nothing.
    explicit FacetCounter(const std::vector<std::string>& fields);

    /// Counts these documents of a segment.
    void count(const Segment& segment, const std::vector<std::uint32_t>& documents);
    std::vector<Facet> result();

    bool empty() const { return fields_.empty(); }

  private:
    struct Field {
        std::string name;
        std::map<std::string, std::uint64_t, std::less<>> counts;
    };

    static void count_values(Field& field, const index::StringColumnView& column,
                             const std::vector<std::uint32_t>& documents);
    static void count_days(Field& field, const index::Columns& columns, const std::vector<std::uint32_t>& documents);

    std::vector<Field> fields_;
};

} // namespace demarche::search
