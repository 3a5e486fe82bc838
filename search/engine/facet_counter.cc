// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/facet_counter.hh"

#include <algorithm>
#include <unordered_map>

namespace demarche::search {

FacetCounter::FacetCounter(const std::vector<std::string>& fields) {
    for (const std::string& name : fields) {
        fields_.push_back({name, {}});
    }
}

void FacetCounter::count(const Segment& segment, const std::vector<std::uint32_t>& documents) {
    for (Field& field : fields_) {
        if (field.name == "year" || field.name == "month") {
            count_days(field, segment.columns(), documents);
            continue;
        }
        const index::Field* row = index::find_field(field.name);
        if (row == nullptr || !row->facet) {
            continue;
        }
        if (const auto column = segment.columns().strings(row->column)) {
            count_values(field, *column, documents);
        }
    }
}

void FacetCounter::count_values(Field& field, const index::StringColumnView& column,
                                const std::vector<std::uint32_t>& documents) {
    std::vector<std::uint32_t> counts(column.dictionary().size());
    for (const std::uint32_t docid : documents) {
        column.each(docid, [&](std::uint32_t id) { ++counts[id]; });
    }
    for (std::uint32_t id = 0; id < counts.size(); ++id) {
        if (counts[id] != 0) {
            field.counts[std::string(column.dictionary().value(id))] += counts[id];
        }
    }
}

void FacetCounter::count_days(Field& field, const index::Columns& columns,
                              const std::vector<std::uint32_t>& documents) {
    std::unordered_map<std::int32_t, std::uint64_t> days;
    for (const std::uint32_t docid : documents) {
        if (const std::int32_t day = columns.day(docid); day != index::no_day) {
            ++days[day];
        }
    }
    for (const auto& [day, count] : days) {
        field.counts[Date::from_days(day).iso().substr(0, field.name == "year" ? 4 : 7)] += count;
    }
}

std::vector<Facet> FacetCounter::result() {
    std::vector<Facet> facets;
    for (Field& field : fields_) {
        Facet facet{field.name, {field.counts.begin(), field.counts.end()}};
        std::stable_sort(facet.counts.begin(), facet.counts.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        facets.push_back(std::move(facet));
    }
    return facets;
}

} // namespace demarche::search
