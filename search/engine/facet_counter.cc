// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/facet_counter.hh"

#include <algorithm>

namespace demarche::search {

FacetCounter::FacetCounter(const std::vector<std::string>& fields) {
    for (const std::string& name : fields) {
        fields_.push_back({name, std::nullopt, {}, {}, {}});
    }
}

void FacetCounter::begin(const Segment& segment) {
    end_segment();
    segment_ = &segment;
    for (Field& field : fields_) {
        if (field.name == "year" || field.name == "month") {
            continue;
        }
        const index::Field* row = index::find_field(field.name);
        if (row == nullptr || !row->facet) {
            continue;
        }
        if (auto column = segment.columns().strings(row->column)) {
            field.column = *column;
            field.here.assign(column->dictionary().size(), 0);
        }
    }
}

void FacetCounter::add(std::uint32_t docid) {
    for (Field& field : fields_) {
        if (field.column) {
            field.column->each(docid, [&](std::uint32_t id) { ++field.here[id]; });
        } else if (const std::int32_t day = segment_->columns().day(docid); day != index::no_day) {
            ++field.days[day];
        }
    }
}

void FacetCounter::end_segment() {
    for (Field& field : fields_) {
        if (field.column) {
            for (std::uint32_t id = 0; id < field.here.size(); ++id) {
                if (field.here[id] != 0) {
                    field.counts[std::string(field.column->dictionary().value(id))] += field.here[id];
                }
            }
            field.column.reset();
        }
        for (const auto& [day, count] : field.days) {
            field.counts[Date::from_days(day).iso().substr(0, field.name == "year" ? 4 : 7)] += count;
        }
        field.days.clear();
    }
}

std::vector<Facet> FacetCounter::result() {
    end_segment();
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
