// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the values of facet fields, exactly, from the columns of the documents that match.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/engine/found.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/plan.hh"

namespace demarche::search {

/// Counts of a field's values, the most frequent first, ties by value.
struct Facet {
    std::string field;
    std::vector<std::pair<std::string, std::uint64_t>> counts;
};

/// One number for each value of a field, whatever number the segments' dictionaries give it. Learns what it is asked
/// for and keeps it from query to query. The segments must outlive it.
class FacetValues {
  public:
    /// With `names`, of what counts for the value since users joined names.
    std::uint32_t number(const Segment& segment, const index::Dictionary& dictionary, std::uint32_t id, bool names);
    /// Where the value of a number stands among all that are known, in the order of their bytes.
    const std::vector<std::uint32_t>& ranks();
    std::string_view value(std::uint32_t number) const { return values_[number]; }
    std::size_t size() const { return values_.size(); }

  private:
    static constexpr std::uint32_t unknown = UINT32_MAX;

    std::unordered_map<const Segment*, std::vector<std::uint32_t>> of_segment_;
    std::unordered_map<std::string_view, std::uint32_t> numbers_;
    std::vector<std::string_view> values_;
    std::vector<std::uint32_t> sorted_;
    std::vector<std::uint32_t> ranks_;
};

/// By field name.
using FacetCache = std::map<std::string, FacetValues, std::less<>>;

class FacetCounter {
  public:
    /// `fields` are facet names; others count nothing.
    FacetCounter(const std::vector<std::string>& fields, std::size_t segments);

    /// Counts documents of a segment; `number` tells the segments apart. Those of different ones may be counted at the
    /// same time.
    void count(std::size_t number, const Segment& segment, const Documents& documents);
    /// At most `most` values of each field.
    std::vector<Facet> result(FacetCache& cache, std::size_t most) const;

    bool empty() const { return fields_.empty(); }

  private:
    /// Of one field in one segment: by number in its dictionary, or by day.
    struct Counts {
        const Segment* segment = nullptr;
        std::vector<std::uint32_t> by_id;
        std::map<std::int32_t, std::uint64_t> by_day;
    };
    struct Field {
        std::string name;
        std::vector<Counts> segments;
    };

    static Facet of_values(const Field& field, FacetValues& values, std::size_t most);
    static Facet of_days(const Field& field, std::size_t most);

    std::vector<Field> fields_;
};

} // namespace demarche::search
