// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/columns.hh"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "common/index/string_sections.hh"

namespace demarche::index {

namespace {

constexpr double confidence_steps = 10'000;

template <typename T>
std::string array_bytes(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

std::int32_t day_or_none(const std::optional<Date>& date) {
    return date ? date->days() : no_day;
}

} // namespace

std::uint16_t confidence_step(double confidence) {
    return static_cast<std::uint16_t>(std::lround(std::clamp(confidence, 0.0, 1.0) * confidence_steps));
}

ColumnsBuilder::ColumnsBuilder() = default;

void ColumnsBuilder::add(const Statement& statement, std::uint32_t article) {
    for (std::size_t i = 0; i < string_columns.size(); ++i) {
        Strings& column = strings_[i];
        const auto put = [&](std::string_view value) {
            if (!value.empty()) {
                column.values.push_back(column.dictionary.add(value));
            }
        };
        const StringColumn& what = string_columns[i];
        if (what.single != nullptr) {
            put(statement.*what.single);
        } else if (what.many != nullptr) {
            for (const std::string& value : statement.*what.many) {
                put(value);
            }
        } else {
            put(to_string(statement.kind));
        }
        column.starts.push_back(static_cast<std::uint32_t>(column.values.size()));
    }
    days_.push_back(day_or_none(statement.date));
    published_.push_back(day_or_none(Date::from_iso(statement.published)));
    confidence_.push_back(confidence_step(statement.confidence));
    articles_.push_back(article);
    ids_.push_back(statement.id);
}

void ColumnsBuilder::write(SectionWriter& out) const {
    for (std::size_t i = 0; i < string_columns.size(); ++i) {
        const std::string name(string_columns[i].name);
        const Strings& column = strings_[i];
        const std::vector<std::uint32_t> final_ids = column.dictionary.write(out, name);
        const bool wide = final_ids.size() >= UINT16_MAX;
        const std::size_t width = wide ? 4 : 2;
        const std::size_t documents = column.starts.size() - 1;
        bool single = true;
        for (std::size_t d = 0; d < documents; ++d) {
            single = single && column.starts[d + 1] - column.starts[d] <= 1;
        }
        std::string values;
        if (final_ids.empty()) {
            // Nothing to say of any document: no values at all.
        } else if (single) {
            // The values alone: no dictionary is so large that it has the number that stands for none.
            values.assign(documents * width, '\xff');
            for (std::size_t d = 0; d < documents; ++d) {
                if (column.starts[d] < column.starts[d + 1]) {
                    const std::uint32_t id = final_ids[column.values[column.starts[d]]];
                    std::memcpy(values.data() + d * width, &id, width);
                }
            }
        } else {
            for (const std::uint32_t provisional : column.values) {
                const std::uint32_t id = final_ids[provisional];
                values.append(reinterpret_cast<const char*>(&id), width);
            }
            out.add(name + ".first", array_bytes(column.starts));
        }
        out.add(name + (wide ? ".u32" : ".u16"), std::move(values));
    }
    out.add("day", array_bytes(days_));
    out.add("published", array_bytes(published_));
    out.add("confidence", array_bytes(confidence_));
    out.add("article", array_bytes(articles_));
    write_strings(out, "id", ids_);
    std::vector<std::uint32_t> order(ids_.size());
    std::iota(order.begin(), order.end(), 1U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const int compared = ids_[a - 1].compare(ids_[b - 1]);
        return compared != 0 ? compared < 0 : a < b;
    });
    out.add("id.order", array_bytes(order));
}

Result<StringColumnView> StringColumnView::open(const SectionFile& file, std::string_view column,
                                                std::uint32_t documents) {
    const std::string name(column);
    StringColumnView view;
    auto dictionary = Dictionary::open(file, name);
    if (!dictionary) {
        return fail(dictionary.error());
    }
    view.dictionary_ = *dictionary;
    const bool single = !file.find(name + ".first");
    if (!single) {
        auto starts = file.array<std::uint32_t>(name + ".first", documents + std::size_t{1});
        if (!starts) {
            return fail(starts.error());
        }
        view.starts_ = *starts;
    }
    view.wide_ = !file.find(name + ".u16");
    auto values = file.section(name + (view.wide_ ? ".u32" : ".u16"));
    if (!values) {
        return fail(values.error());
    }
    view.values_ = *values;
    view.values_count_ = values->size() / (view.wide_ ? 4 : 2);
    if (single && view.dictionary_.size() > 0 && view.values_count_ < documents) {
        return fail(file.damaged("column " + name + " has not as many values as there are documents"));
    }
    return view;
}

Result<Columns> Columns::open(const SectionFile& file, std::uint32_t documents) {
    Columns columns;
    columns.file_ = &file;
    columns.documents_ = documents;
    const auto days = file.array<std::int32_t>("day", documents);
    const auto published = file.array<std::int32_t>("published", documents);
    const auto confidence = file.array<std::uint16_t>("confidence", documents);
    const auto articles = file.array<std::uint32_t>("article", documents);
    for (const auto* part : {&days, &published, &confidence, &articles}) {
        if (!*part) {
            return fail(part->error());
        }
    }
    const auto order = file.array<std::uint32_t>("id.order", documents);
    if (!order) {
        return fail(order.error());
    }
    auto ids = StringList::open(file, "id");
    if (!ids) {
        return fail(ids.error());
    }
    if (ids->size() != documents) {
        return fail(file.damaged("column id has not as many values as there are documents"));
    }
    columns.days_ = *days;
    columns.published_ = *published;
    columns.confidence_ = *confidence;
    columns.articles_ = *articles;
    columns.ids_ = *ids;
    columns.id_order_ = *order;
    return columns;
}

std::vector<std::uint32_t> Columns::with_id(std::string_view wanted) const {
    std::uint32_t low = 0;
    std::uint32_t high = documents_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (id(nth_by_id(middle)) < wanted) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    std::vector<std::uint32_t> found;
    for (; low < documents_ && id(nth_by_id(low)) == wanted; ++low) {
        found.push_back(nth_by_id(low));
    }
    return found;
}

} // namespace demarche::index
