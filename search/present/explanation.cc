// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/present/explanation.hh"

#include <fmt/format.h>

#include "common/record/json_writer.hh"

namespace demarche::search {

namespace {

std::string iso_or_empty(const std::optional<Date>& day) {
    return day ? day->iso() : std::string();
}

} // namespace

std::string explanation_text(const Explanation& explanation) {
    std::string out = fmt::format("tree:   {}\n", explanation.tree);
    for (const NameReading& reading : explanation.readings) {
        std::string names;
        for (const std::string& name : reading.names) {
            names += (names.empty() ? "" : ", ") + name;
        }
        out += fmt::format("name:   “{}” is {}{}\n", reading.value, names.empty() ? "nobody in this index" : names,
                           reading.office.empty() ? "" : " (" + reading.office + ")");
    }
    for (const auto& [field, days] : explanation.days) {
        out += fmt::format("days:   {} from {} to {}\n", field, days.first ? days.first->iso() : "the first",
                           days.last ? days.last->iso() : "the last");
    }
    for (const auto& [text, count] : explanation.parts) {
        out += fmt::format("part:   {} has {}\n", text, count);
    }
    out += "plan:   " + explanation.plan + "\n";
    return out;
}

void append_explanation(std::string& out, const Explanation& explanation) {
    record::JsonObject object(out);
    object.string("tree", explanation.tree);
    const auto list = [&](std::string_view key, const auto& rows, auto&& write) {
        std::string& array = object.value(key);
        array += '[';
        bool first = true;
        for (const auto& row : rows) {
            array += first ? "" : ",";
            first = false;
            record::JsonObject item(array);
            write(item, row);
            item.end();
        }
        array += ']';
    };
    list("names", explanation.readings, [](record::JsonObject& item, const NameReading& reading) {
        item.string("value", reading.value);
        item.strings("names", reading.names);
        item.string_or_null("office", reading.office);
    });
    list("dates", explanation.days, [](record::JsonObject& item, const std::pair<std::string, DayRange>& row) {
        item.string("field", row.first);
        item.string_or_null("first", iso_or_empty(row.second.first));
        item.string_or_null("last", iso_or_empty(row.second.last));
    });
    list("parts", explanation.parts, [](record::JsonObject& item, const std::pair<std::string, std::uint64_t>& row) {
        item.string("query", row.first);
        item.integer("count", static_cast<std::int64_t>(row.second));
    });
    object.string("plan", explanation.plan);
    object.end();
}

} // namespace demarche::search
