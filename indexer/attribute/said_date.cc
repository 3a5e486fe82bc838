// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/said_date.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>

namespace demarche::indexer {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<std::string_view, 13> numbers{"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                                   "seven", "eight", "nine", "ten",   "eleven", "twelve"};

class Reader {
  public:
    Reader(const SegmentedText& text, Range where, std::optional<Date> published)
        : text_(text), where_(where), published_(published) {}

    SaidTime run() {
        for (at_ = where_.begin; at_ < where_.end; ++at_) {
            const Token& token = text_.tokens[at_];
            if (token.quotation != 0 || (token.kind != TokenKind::word && token.kind != TokenKind::number)) {
                continue;
            }
            SaidTime time = at(at_);
            if (time.kind != SaidTime::Kind::none) {
                return time;
            }
        }
        return {};
    }

  private:
    std::string word(std::uint32_t i) const {
        return i < where_.end && text_.tokens[i].quotation == 0 ? lower(text_.word(i)) : std::string();
    }
    bool is(std::uint32_t i, WordClasses classes) const {
        return i < where_.end && text_.tokens[i].quotation == 0 && text_.tokens[i].is(classes);
    }

    static SaidTime days(Date first, Date last, Range tokens) {
        SaidTime time;
        time.kind = SaidTime::Kind::days;
        time.range = {first, last};
        time.tokens = tokens;
        return time;
    }

    SaidTime at(std::uint32_t i) {
        if (is(i, WordClass::vague_time)) {
            SaidTime time;
            time.kind = SaidTime::Kind::vague;
            time.tokens = {i, i + 1};
            // "previously said on Monday" is not vague.
            const SaidTime later = Reader(text_, {i + 1, where_.end}, published_).run();
            return later.kind == SaidTime::Kind::days ? later : time;
        }
        if (const SaidTime time = written_date(i); time.kind != SaidTime::Kind::none) {
            return time;
        }
        if (!published_) {
            return {};
        }
        const Date day = *published_;
        const std::string w = word(i);
        if (w == "today" || w == "tonight") {
            return days(day, day, {i, i + 1});
        }
        if (w == "yesterday") {
            return days(day.plus_days(-1), day.plus_days(-1), {i, i + 1});
        }
        if (is(i, WordClass::weekday) && text_.tokens[i].capital) {
            return weekday(i);
        }
        if (w == "overnight") {
            return days(day.plus_days(-1), day, {i, i + 1});
        }
        if (is(i, WordClass::recent)) {
            return recent(i);
        }
        if (w == "the" && word(i + 1) == "day" && word(i + 2) == "before") {
            return days(day.plus_days(-1), day.plus_days(-1), {i, i + 3});
        }
        if (w == "weekend" && (word(i - 1) == "the" || word(i - 1) == "this") && i > where_.begin) {
            return weekend(i);
        }
        if (const int count = number(i);
            count > 0 && is(i + 1, WordClass::period) &&
            (word(i + 2) == "ago" || word(i + 2) == "earlier" || word(i + 2) == "before")) {
            return ago(i, count);
        }
        if (w == "during" || w == "throughout") {
            return campaign(i);
        }
        return {};
    }

    /// The last such weekday, the day itself included; "last Monday" not included.
    SaidTime weekday(std::uint32_t i) const {
        const std::string name = word(i).substr(0, 3);
        const auto found = std::find(weekdays.begin(), weekdays.end(), name);
        if (found == weekdays.end()) {
            return {};
        }
        const std::string before = i > where_.begin ? word(i - 1) : std::string();
        if (before == "next" || before == "coming" || before == "until" || before == "by") {
            return {};
        }
        const auto wanted = static_cast<int>(found - weekdays.begin());
        int back = (static_cast<int>(published_->weekday()) - wanted + 7) % 7;
        if (before == "last" && back == 0) {
            back = 7;
        }
        const Date day = published_->plus_days(-back);
        return days(day, day, {i, i + 1});
    }

    SaidTime weekend(std::uint32_t i) const {
        const int back = (static_cast<int>(published_->weekday()) + 1) % 7; // days since Saturday
        const Date saturday = published_->plus_days(-back);
        return days(saturday, std::min(saturday.plus_days(1), *published_), {i, i + 1});
    }

    /// "last week", "earlier this month", "this morning", "in recent weeks".
    SaidTime recent(std::uint32_t i) const {
        const Date day = *published_;
        std::uint32_t at = i;
        bool last = false;
        bool current = false;
        bool early = false;
        while (is(at, WordClass::recent) || word(at) == "in" || word(at) == "the") {
            const std::string w = word(at);
            last = last || w == "last" || w == "past" || w == "previous";
            current = current || w == "this";
            early = early || w == "earlier";
            if (w == "next") {
                return {};
            }
            ++at;
        }
        const std::string unit = word(at);
        const Range tokens{i, at + 1};
        if (is(at, WordClass::day_part)) {
            return last      ? days(day.plus_days(-1), day.plus_days(-1), tokens)
                   : current ? days(day, day, tokens)
                             : SaidTime{};
        }
        if (is(at, WordClass::weekday) || is(at, WordClass::day_word) || is(at, WordClass::month)) {
            return {}; // "late Monday": the next word is read on its own
        }
        if (early && !current && unit == "day") {
            return days(day, day, tokens);
        }
        if (unit == "week") {
            const Date monday = day.plus_days(-static_cast<int>((day.weekday() + 6) % 7));
            if (last) {
                return days(monday.plus_days(-7), monday.plus_days(-1), tokens);
            }
            return current ? days(monday, day, tokens) : SaidTime{};
        }
        if (unit == "weekend") {
            return weekend(at);
        }
        if (unit == "month") {
            const Date first = *Date::make(day.year(), day.month(), 1);
            if (last) {
                return days(first.plus_months(-1), first.plus_days(-1), tokens);
            }
            return current ? days(first, day, tokens) : SaidTime{};
        }
        if (unit == "year") {
            const std::optional<Date> before_first = Date::make(day.year() - 1, 1, 1);
            const std::optional<Date> before_last = Date::make(day.year() - 1, 12, 31);
            if (last && before_first && before_last) {
                return days(*before_first, *before_last, tokens);
            }
            return current ? days(*Date::make(day.year(), 1, 1), day, tokens) : SaidTime{};
        }
        if ((last || current) && (is(at, WordClass::number) || unit == "few") && is(at + 1, WordClass::period)) {
            SaidTime vague;
            vague.kind = SaidTime::Kind::vague;
            vague.tokens = {i, at + 2};
            return vague;
        }
        return {};
    }

    SaidTime ago(std::uint32_t i, int count) const {
        const std::string unit = word(i + 1);
        const Range tokens{i, i + 3};
        const Date day = *published_;
        if (unit.starts_with("day")) {
            return days(day.plus_days(-count), day.plus_days(-count), tokens);
        }
        if (unit.starts_with("week")) {
            const Date monday = day.plus_days(-7 * count - static_cast<int>((day.weekday() + 6) % 7));
            return days(monday, monday.plus_days(6), tokens);
        }
        if (unit.starts_with("month")) {
            const Date month = day.plus_months(-count);
            return whole_month(month.year(), month.month(), tokens);
        }
        if (unit.starts_with("year")) {
            return whole_year(day.year() - count, tokens);
        }
        if (unit.starts_with("hour") || unit.starts_with("minute")) {
            return days(day, day, tokens);
        }
        return {};
    }

    /// "during his campaign", "throughout the talks": said sometime in a longer time.
    SaidTime campaign(std::uint32_t i) const {
        for (std::uint32_t at = i + 1; at < std::min(where_.end, i + 6); ++at) {
            const std::string w = word(at);
            if (w == "campaign" || w == "presidency" || w == "tenure" || w == "career" || w == "term" || w == "war" ||
                w == "primaries" || w == "election" || w == "years" || w == "months" || w == "weeks") {
                SaidTime vague;
                vague.kind = SaidTime::Kind::vague;
                vague.tokens = {i, at + 1};
                return vague;
            }
        }
        return {};
    }

    int number(std::uint32_t i) const {
        const std::string w = word(i);
        const auto found = std::find(numbers.begin(), numbers.end(), w);
        if (found != numbers.end()) {
            return static_cast<int>(found - numbers.begin());
        }
        int value = 0;
        const auto [end, error] = std::from_chars(w.data(), w.data() + w.size(), value);
        if (error != std::errc() || end != w.data() + w.size()) {
            return (w == "a" || w == "an") &&
                           (word(i + 2) == "ago" || word(i + 2) == "earlier" || word(i + 2) == "before")
                       ? 1
                       : -1;
        }
        return value;
    }

    int month(std::uint32_t i) const {
        if (!is(i, WordClass::month) || !text_.tokens[i].capital) {
            return 0;
        }
        const std::string w = word(i).substr(0, 3);
        const auto found = std::find(months.begin(), months.end(), w);
        return found == months.end() ? 0 : static_cast<int>(found - months.begin()) + 1;
    }

    int day_number(std::uint32_t i) const {
        std::string w = word(i);
        for (const std::string_view suffix : {"st", "nd", "rd", "th"}) {
            if (w.size() > 2 && w.ends_with(suffix)) {
                w.resize(w.size() - 2);
                break;
            }
        }
        int value = 0;
        const auto [end, error] = std::from_chars(w.data(), w.data() + w.size(), value);
        return error == std::errc() && end == w.data() + w.size() && !w.empty() && value >= 1 && value <= 31 ? value
                                                                                                             : 0;
    }

    int year_number(std::uint32_t i) const {
        const std::string w = word(i);
        int value = 0;
        const auto [end, error] = std::from_chars(w.data(), w.data() + w.size(), value);
        return error == std::errc() && end == w.data() + w.size() && w.size() == 4 && value >= 1800 && value < 2100
                   ? value
                   : 0;
    }

    std::uint32_t behind_stop(std::uint32_t i) const {
        return i < where_.end && text_.tokens[i].kind == TokenKind::stop && !text_.tokens[i].space_before ? i + 1 : i;
    }

    SaidTime whole_month(int year, unsigned month, Range tokens) const {
        const std::optional<Date> first = Date::make(year, month, 1);
        const std::optional<Date> last = Date::make(year, month, days_in_month(year, month));
        if (!first || !last) {
            return {};
        }
        return days(*first, published_ && *last > *published_ && *first <= *published_ ? *published_ : *last, tokens);
    }

    SaidTime whole_year(int year, Range tokens) const {
        const std::optional<Date> first = Date::make(year, 1, 1);
        const std::optional<Date> last = Date::make(year, 12, 31);
        if (!first || !last) {
            return {};
        }
        return days(*first, published_ && *last > *published_ && *first <= *published_ ? *published_ : *last, tokens);
    }

    /// "Dec. 19, 2024", "19 December", "December", "in 2016", "2024-12-19".
    SaidTime written_date(std::uint32_t i) const {
        if (const std::optional<Date> iso = Date::from_iso(word(i))) {
            return days(*iso, *iso, {i, i + 1});
        }
        if (const int m = month(i); m != 0) {
            const std::uint32_t next = behind_stop(i + 1);
            if (const int d = day_number(next); d != 0 && text_.tokens[next].kind == TokenKind::number) {
                const std::uint32_t comma =
                    next + 1 < where_.end && text_.tokens[next + 1].kind == TokenKind::comma ? next + 2 : next + 1;
                const int y = year_number(comma);
                return month_day(y, m, d, {i, y != 0 ? comma + 1 : next + 1});
            }
            const std::uint32_t of = word(next) == "of" ? next + 1 : next;
            if (const int y = year_number(of); y != 0) {
                return whole_month(y, static_cast<unsigned>(m), {i, of + 1});
            }
            if (!published_) {
                return {};
            }
            const int y = published_->year() - (m > static_cast<int>(published_->month()) ? 1 : 0);
            return whole_month(y, static_cast<unsigned>(m), {i, next});
        }
        if (const int d = day_number(i); d != 0) {
            const std::uint32_t next = word(i + 1) == "of" ? i + 2 : i + 1;
            if (const int m = month(next); m != 0) {
                const std::uint32_t behind = behind_stop(next + 1);
                const int y = year_number(behind);
                return month_day(y, m, d, {i, y != 0 ? behind + 1 : next + 1});
            }
        }
        if (const int y = year_number(i);
            y != 0 && i > where_.begin && (word(i - 1) == "in" || word(i - 1) == "since" || word(i - 1) == "during")) {
            return whole_year(y, {i, i + 1});
        }
        return {};
    }

    SaidTime month_day(int year, int month, int day, Range tokens) const {
        if (year == 0) {
            if (!published_) {
                return {};
            }
            year = published_->year();
            const std::optional<Date> this_year =
                Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
            // A date up to a week ahead is a slip of the dateline, not last year's.
            if (!this_year || *this_year > published_->plus_days(7)) {
                --year;
            }
        }
        const std::optional<Date> date = Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
        return date ? days(*date, *date, tokens) : SaidTime{};
    }

    const SegmentedText& text_;
    Range where_;
    std::optional<Date> published_;
    std::uint32_t at_ = 0;
};

} // namespace

std::optional<Date> date_in_path(std::string_view path) {
    const auto digit = [&](size_t i) { return i < path.size() && path[i] >= '0' && path[i] <= '9'; };
    const auto number_at = [&](size_t at, size_t count) {
        int value = 0;
        for (size_t i = at; i < at + count; ++i) {
            if (!digit(i)) {
                return -1;
            }
            value = value * 10 + (path[i] - '0');
        }
        return value;
    };
    std::optional<Date> found;
    for (size_t i = 0; i + 8 <= path.size(); ++i) {
        if (i > 0 && digit(i - 1)) {
            continue;
        }
        const int year = number_at(i, 4);
        if (year < 1000) {
            continue;
        }
        const char mark = path[i + 4];
        const size_t gap = mark == '-' || mark == '/' || mark == '_' || mark == '.' ? 1 : 0;
        const int month = number_at(i + 4 + gap, 2);
        const size_t day_at = i + 6 + 2 * gap;
        if (month < 1 || (gap != 0 && (day_at > path.size() || path[day_at - 1] != mark)) || digit(day_at + 2)) {
            continue;
        }
        const int day = number_at(day_at, 2);
        if (day >= 1) {
            if (const std::optional<Date> date =
                    Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) {
                found = date;
            }
        }
    }
    return found;
}

SaidTime read_said_time(const SegmentedText& text, Range where, std::optional<Date> published) {
    return Reader(text, where, published).run();
}

} // namespace demarche::indexer
