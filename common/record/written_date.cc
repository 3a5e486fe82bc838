// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/written_date.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "common/model/date.hh"
#include "common/report/error.hh"
#include "common/text/ascii.hh"

namespace demarche::record {

namespace {

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> weekdays{"sunday",   "monday", "tuesday", "wednesday",
                                                   "thursday", "friday", "saturday"};

/// Zones of RFC 2822; their offsets are fixed by it.
struct Zone {
    std::string_view name;
    std::string_view offset;
};
constexpr std::array<Zone, 11> zones{{{"z", "Z"},
                                      {"gmt", "Z"},
                                      {"ut", "Z"},
                                      {"utc", "Z"},
                                      {"est", "-05:00"},
                                      {"edt", "-04:00"},
                                      {"cst", "-06:00"},
                                      {"cdt", "-05:00"},
                                      {"mst", "-07:00"},
                                      {"pst", "-08:00"},
                                      {"pdt", "-07:00"}}};

tl::unexpected<Error> no_date(std::string_view text, std::string why) {
    return fail(
        {fmt::format("\"{}\" is no date", text), "", std::move(why), "write it as 2024-12-19", Exit::some_failed});
}

tl::unexpected<Error> no_such_date(std::string_view text) {
    return no_date(text, "the calendar has no such day or the clock no such time");
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::optional<unsigned> to_number(std::string_view digits) {
    unsigned value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return result.ec == std::errc{} && result.ptr == digits.data() + digits.size() ? std::optional(value)
                                                                                   : std::nullopt;
}

/// Index (from 1) of the name that `word` is or, with at least three letters, begins.
template <std::size_t size>
unsigned find_name(const std::array<std::string_view, size>& names, std::string_view word) {
    for (std::size_t i = 0; i < size; ++i) {
        if (word.size() >= 3 && names[i].starts_with(word)) {
            return static_cast<unsigned>(i + 1);
        }
    }
    return 0;
}

struct Fields {
    std::vector<unsigned> numbers;
    std::optional<unsigned> year;
    unsigned month = 0;
    bool month_first = false;
    std::string time;
    bool afternoon = false;
    bool morning = false;
    std::string zone;
};

/// "10:00", "10:00:30", also with a fraction that is dropped.
bool read_time(std::string_view token, Fields& fields) {
    const std::size_t colon = token.find(':');
    const std::size_t second = token.find(':', colon + 1);
    const auto hour = to_number(token.substr(0, colon));
    const auto minute =
        to_number(token.substr(colon + 1, second == std::string_view::npos ? second : second - colon - 1));
    std::optional<unsigned> seconds = 0U;
    if (second != std::string_view::npos) {
        seconds = to_number(token.substr(second + 1, token.find('.', second) - second - 1));
    }
    if (!fields.time.empty() || !hour || !minute || !seconds || *hour > 23 || *minute > 59 || *seconds > 60) {
        return false;
    }
    fields.time = second == std::string_view::npos ? fmt::format("{:02}:{:02}", *hour, *minute)
                                                   : fmt::format("{:02}:{:02}:{:02}", *hour, *minute, *seconds);
    return true;
}

bool read_zone(std::string_view token, Fields& fields) {
    if (fields.time.empty() || !fields.zone.empty()) {
        return false;
    }
    for (const Zone& zone : zones) {
        if (token == zone.name) {
            fields.zone = zone.offset;
            return true;
        }
    }
    if (token[0] != '+' && token[0] != '-') {
        return false;
    }
    const bool colon = token.size() == 6 && token[3] == ':';
    if (!colon && token.size() != 5) {
        return false;
    }
    const auto hours = to_number(token.substr(1, 2));
    const auto minutes = to_number(token.substr(token.size() - 2));
    if (!hours || !minutes || *hours > 14 || *minutes > 59) {
        return false;
    }
    fields.zone = fmt::format("{}{:02}:{:02}", token[0], *hours, *minutes);
    return true;
}

/// One word of a written date; false when it has no place in one.
bool read_token(std::string_view token, Fields& fields) {
    if (is_digit(token[0])) {
        if (token.find(':') != std::string_view::npos) {
            return read_time(token, fields);
        }
        const auto end = std::find_if_not(token.begin(), token.end(), is_digit);
        const auto digits = token.substr(0, static_cast<std::size_t>(end - token.begin()));
        const std::string_view suffix = token.substr(digits.size());
        const bool ordinal = suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th";
        const auto number = to_number(digits);
        if (!number || (!suffix.empty() && !ordinal) || (digits.size() != 4 && digits.size() > 2)) {
            return false;
        }
        if (digits.size() == 4) {
            const bool first = !fields.year.has_value();
            fields.year = number;
            return first;
        }
        fields.numbers.push_back(*number);
        return true;
    }
    if (token == "am" || token == "a.m." || token == "a.m" || token == "pm" || token == "p.m." || token == "p.m") {
        (token[0] == 'a' ? fields.morning : fields.afternoon) = true;
        return !fields.time.empty();
    }
    if (token == "at" || token == "of" || token == "the" || token == "on") {
        return true;
    }
    if (read_zone(token, fields)) {
        return true;
    }
    const std::string_view word = token.ends_with('.') ? token.substr(0, token.size() - 1) : token;
    if (const unsigned month = find_name(months, word == "sept" ? "sep" : word)) {
        const bool first = fields.month == 0;
        fields.month = month;
        return first;
    }
    return find_name(weekdays, word) != 0 || word == "thur" || word == "thurs" || word == "tues" || word == "wednes";
}

Result<std::string> read_words(std::string_view text) {
    Fields fields;
    const std::string small = text::lower_ascii(text);
    for (std::size_t at = 0; at < small.size();) {
        const std::size_t end = std::min(small.find_first_of(" \t,", at), small.size());
        const std::string_view token = std::string_view(small).substr(at, end - at);
        if (!token.empty() && token[0] == '(') {
            break; // A comment of RFC 2822 ends the date.
        }
        if (!token.empty() && !read_token(token, fields)) {
            return no_date(text, fmt::format("\"{}\" cannot be understood", token));
        }
        at = end + 1;
    }
    if (!fields.year || fields.month == 0 || fields.numbers.size() != 1) {
        return no_date(text, "day, month and year are needed");
    }
    const auto date = Date::make(static_cast<int>(*fields.year), fields.month, fields.numbers[0]);
    if (!date) {
        return no_such_date(text);
    }
    std::string out = date->iso();
    if (!fields.time.empty()) {
        if (fields.morning || fields.afternoon) {
            const unsigned hour = to_number(std::string_view(fields.time).substr(0, 2)).value_or(0);
            if (hour == 0 || hour > 12) {
                return no_such_date(text);
            }
            fields.time.replace(0, 2, fmt::format("{:02}", hour % 12 + (fields.afternoon ? 12U : 0U)));
        }
        out += "T" + fields.time + fields.zone;
    }
    return out;
}

/// Three numbers with one kind of separator between them.
Result<std::string> read_numbers(std::string_view text, char separator) {
    const std::size_t one = text.find(separator);
    const std::size_t two = text.find(separator, one + 1);
    const std::string_view first = text.substr(0, one);
    const auto a = to_number(first);
    const auto b = to_number(text.substr(one + 1, two - one - 1));
    const auto c = to_number(text.substr(two + 1));
    if (!a || !b || !c) {
        return no_date(text, "day, month and year are needed");
    }
    const bool year_first = first.size() == 4;
    if (!year_first && text.size() - two - 1 != 4) {
        return no_date(text, "the year must have four digits");
    }
    if (separator == '/' && !year_first && *a <= 12 && *b <= 12 && *a != *b) {
        return no_date(text, "the day could be the first or the second number");
    }
    unsigned month = *b;
    unsigned day = year_first ? *c : *a;
    if (separator == '/' && !year_first && *b > 12 && *a <= 12) {
        std::swap(month, day);
    }
    const auto date = Date::make(static_cast<int>(year_first ? *a : *c), month, day);
    if (!date) {
        return no_such_date(text);
    }
    return date->iso();
}

} // namespace

Result<std::string> read_written_date(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) {
        return no_date("", "it is empty");
    }
    text = text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
    if (Date::from_iso(text)) {
        return std::string(text);
    }
    if (text.size() >= 10 && std::all_of(text.begin(), text.begin() + 4, is_digit) && text[4] == '-' &&
        text[7] == '-') {
        return no_such_date(text);
    }
    if (std::all_of(text.begin(), text.end(), is_digit)) {
        if (text.size() != 8) {
            return no_date(text, "a number alone is read only as YYYYMMDD");
        }
        const std::string iso = fmt::format("{}-{}-{}", text.substr(0, 4), text.substr(4, 2), text.substr(6, 2));
        return Date::from_iso(iso) ? Result<std::string>(iso) : no_such_date(text);
    }
    if (text.find_first_not_of("0123456789./") == std::string_view::npos) {
        for (const char separator : {'.', '/'}) {
            if (std::count(text.begin(), text.end(), separator) == 2 &&
                text.find(separator == '.' ? '/' : '.') == std::string_view::npos) {
                return read_numbers(text, separator);
            }
        }
    }
    return read_words(text);
}

} // namespace demarche::record
