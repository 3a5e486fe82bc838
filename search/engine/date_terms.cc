// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/date_terms.hh"

#include "common/index/terms.hh"
#include "common/model/date.hh"

namespace demarche::search {

namespace {

constexpr std::size_t most_terms = 150;

/// The last day of the month that `day` lies in.
Date end_of_month(Date day) {
    return *Date::make(day.year(), day.month(), days_in_month(day.year(), day.month()));
}

} // namespace

std::optional<std::vector<std::string>> date_terms(std::int32_t least, std::int32_t most) {
    const std::int32_t first = Date::make(1000, 1, 1)->days();
    const std::int32_t last = Date::make(9998, 12, 31)->days();
    if (least < first || most > last || least > most) {
        return std::nullopt;
    }
    std::vector<std::string> terms;
    for (std::int32_t day = least; day <= most;) {
        const Date date = Date::from_days(day);
        const std::int32_t year_end = Date::make(date.year(), 12, 31)->days();
        const std::int32_t month_end = end_of_month(date).days();
        if (date.day() == 1 && date.month() == 1 && year_end <= most) {
            terms.push_back(index::year_term(date.year()));
            day = year_end + 1;
        } else if (date.day() == 1 && month_end <= most) {
            terms.push_back(index::month_term(date.year(), date.month()));
            day = month_end + 1;
        } else {
            terms.push_back(index::day_term(date));
            ++day;
        }
        if (terms.size() > most_terms) {
            return std::nullopt;
        }
    }
    return terms;
}

std::optional<std::vector<std::string>> cheap_date_terms(const Segment& segment, const index::Field& field,
                                                         std::int32_t least, std::int32_t most) {
    // One document in so many: reading a posting costs about as much as looking up the days of that many.
    constexpr std::uint32_t share = 16;
    if (field.column != "day") {
        return std::nullopt;
    }
    auto terms = date_terms(least, most);
    if (!terms) {
        return std::nullopt;
    }
    std::uint64_t frequency = 0;
    for (const std::string& term : *terms) {
        frequency += segment.frequency(term);
        if (frequency > segment.documents() / share) {
            return std::nullopt;
        }
    }
    return terms;
}

} // namespace demarche::search
