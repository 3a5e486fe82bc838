// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/facet_counter.hh"

#include <algorithm>
#include <iterator>

namespace demarche::search {

namespace {

bool is_of_days(std::string_view field) {
    return field == "year" || field == "month";
}

std::map<std::int32_t, std::uint64_t> count_days(const index::Columns& columns, const Documents& documents) {
    std::map<std::int32_t, std::uint64_t> counts;
    std::int32_t first = INT32_MAX;
    std::int32_t last = INT32_MIN;
    for (const std::uint32_t docid : documents) {
        if (const std::int32_t day = columns.day(docid); day != index::no_day) {
            first = std::min(first, day);
            last = std::max(last, day);
        }
    }
    // Days lie close together but for slips of the pen.
    constexpr std::int64_t widest = 1 << 20;
    if (first <= last && std::int64_t{last} - first < widest) {
        std::vector<std::uint32_t> days(static_cast<std::size_t>(last - first) + 1);
        for (const std::uint32_t docid : documents) {
            if (const std::int32_t day = columns.day(docid); day != index::no_day) {
                ++days[static_cast<std::size_t>(day - first)];
            }
        }
        for (std::size_t i = 0; i < days.size(); ++i) {
            if (days[i] > 0) {
                counts.emplace_hint(counts.end(), first + static_cast<std::int32_t>(i), days[i]);
            }
        }
        return counts;
    }
    for (const std::uint32_t docid : documents) {
        if (const std::int32_t day = columns.day(docid); day != index::no_day) {
            ++counts[day];
        }
    }
    return counts;
}

/// Counts where several values of a document may count as one, which counts once.
void count_joined(const Segment& segment, const index::StringColumnView& column, const Documents& documents,
                  std::vector<std::uint32_t>& counts) {
    std::unordered_map<std::string_view, std::uint32_t> firsts;
    std::vector<std::uint32_t> same(column.dictionary().size());
    for (std::uint32_t id = 0; id < same.size(); ++id) {
        same[id] = firsts.try_emplace(segment.counted_as(column.dictionary().value(id)), id).first->second;
    }
    std::vector<std::uint32_t> of_document;
    for (const std::uint32_t docid : documents) {
        of_document.clear();
        column.each(docid, [&](std::uint32_t id) {
            if (std::find(of_document.begin(), of_document.end(), same[id]) == of_document.end()) {
                of_document.push_back(same[id]);
                ++counts[same[id]];
            }
        });
    }
}

} // namespace

std::uint32_t FacetValues::number(const Segment& segment, const index::Dictionary& dictionary, std::uint32_t id,
                                  bool names) {
    std::vector<std::uint32_t>& known = of_segment_[&segment];
    if (known.empty()) {
        known.assign(dictionary.size(), unknown);
    }
    if (known[id] == unknown) {
        const std::string_view value = names ? segment.counted_as(dictionary.value(id)) : dictionary.value(id);
        const auto [at, is_new] = numbers_.try_emplace(value, static_cast<std::uint32_t>(values_.size()));
        if (is_new) {
            values_.push_back(value);
        }
        known[id] = at->second;
    }
    return known[id];
}

const std::vector<std::uint32_t>& FacetValues::ranks() {
    const auto old = static_cast<std::ptrdiff_t>(sorted_.size());
    if (sorted_.size() < values_.size()) {
        while (sorted_.size() < values_.size()) {
            sorted_.push_back(static_cast<std::uint32_t>(sorted_.size()));
        }
        const auto before = [this](std::uint32_t a, std::uint32_t b) { return values_[a] < values_[b]; };
        std::sort(sorted_.begin() + old, sorted_.end(), before);
        std::inplace_merge(sorted_.begin(), sorted_.begin() + old, sorted_.end(), before);
        ranks_.resize(values_.size());
        for (std::uint32_t i = 0; i < sorted_.size(); ++i) {
            ranks_[sorted_[i]] = i;
        }
    }
    return ranks_;
}

FacetCounter::FacetCounter(const std::vector<std::string>& fields, std::size_t segments) {
    for (const std::string& name : fields) {
        fields_.push_back({name, std::vector<Counts>(segments)});
    }
}

void FacetCounter::count(std::size_t number, const Segment& segment, const Documents& documents) {
    for (Field& field : fields_) {
        Counts& counts = field.segments[number];
        counts.segment = &segment;
        if (is_of_days(field.name)) {
            counts.by_day = count_days(segment.columns(), documents);
            continue;
        }
        const index::Field* row = index::find_field(field.name);
        if (row == nullptr || !row->facet) {
            continue;
        }
        if (const auto column = segment.columns().strings(row->column)) {
            counts.by_id.resize(column->dictionary().size());
            if (row->kind == index::FieldKind::name && segment.has_joined_names()) {
                count_joined(segment, *column, documents, counts.by_id);
                continue;
            }
            for (const std::uint32_t docid : documents) {
                column->each(docid, [&](std::uint32_t id) { ++counts.by_id[id]; });
            }
        }
    }
}

Facet FacetCounter::of_values(const Field& field, FacetValues& values, std::size_t most) {
    std::vector<std::uint64_t> sums(values.size());
    std::vector<std::uint32_t> numbers;
    for (const Counts& counts : field.segments) {
        if (counts.by_id.empty()) {
            continue;
        }
        const index::Field& row = *index::find_field(field.name);
        const bool names = row.kind == index::FieldKind::name;
        const auto column = counts.segment->columns().strings(row.column);
        for (std::uint32_t id = 0; column && id < counts.by_id.size(); ++id) {
            if (counts.by_id[id] == 0) {
                continue;
            }
            const std::uint32_t number = values.number(*counts.segment, column->dictionary(), id, names);
            sums.resize(std::max<std::size_t>(sums.size(), number + std::size_t{1}));
            if (sums[number] == 0) {
                numbers.push_back(number);
            }
            sums[number] += counts.by_id[id];
        }
    }
    const std::vector<std::uint32_t>& ranks = values.ranks();
    const std::size_t shown = std::min(most, numbers.size());
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        return sums[a] != sums[b] ? sums[a] > sums[b] : ranks[a] < ranks[b];
    };
    if (shown < numbers.size()) {
        const auto end = numbers.begin() + static_cast<std::ptrdiff_t>(shown);
        std::partial_sort(numbers.begin(), end, numbers.end(), before);
    } else {
        std::sort(numbers.begin(), numbers.end(), before);
    }
    Facet facet{field.name, {}};
    facet.counts.reserve(shown);
    for (std::size_t i = 0; i < shown; ++i) {
        facet.counts.emplace_back(values.value(numbers[i]), sums[numbers[i]]);
    }
    return facet;
}

Facet FacetCounter::of_days(const Field& field, std::size_t most) {
    std::map<std::string, std::uint64_t> sums;
    for (const Counts& counts : field.segments) {
        for (const auto& [day, count] : counts.by_day) {
            sums[Date::from_days(day).iso().substr(0, field.name == "year" ? 4 : 7)] += count;
        }
    }
    Facet facet{field.name, {sums.begin(), sums.end()}};
    std::stable_sort(facet.counts.begin(), facet.counts.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    facet.counts.resize(std::min(facet.counts.size(), most));
    return facet;
}

std::vector<Facet> FacetCounter::result(FacetCache& cache, std::size_t most) const {
    std::vector<Facet> facets;
    for (const Field& field : fields_) {
        facets.push_back(is_of_days(field.name) ? of_days(field, most) : of_values(field, cache[field.name], most));
    }
    return facets;
}

} // namespace demarche::search
