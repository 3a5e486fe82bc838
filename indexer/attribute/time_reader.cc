// SPDX-License-Identifier: GPL-3.0-or-later
// Written dates and feasts; relative expressions are read in time_relative.cc.
#include "indexer/attribute/time_reader.hh"

#include <algorithm>
#include <charconv>

#include "common/model/date.hh"
#include "indexer/attribute/calendar.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/attribute/time_words.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

namespace {

/// "19" of "19th"; 0 for anything else, or above `most`.
int small_number(std::string_view word, int most) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const std::string_view rest = word.substr(static_cast<std::size_t>(end - word.data()));
    const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
    return error == std::errc() && (rest.empty() || ordinal) && value >= 1 && value <= most ? value : 0;
}

/// The numbers of "19.12.2024" or "19-20"; empty unless there are `count` of them and nothing else.
std::vector<int> numbers_in(std::string_view word, char separator, std::size_t count) {
    std::vector<int> numbers;
    while (true) {
        int value = 0;
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (error != std::errc()) {
            return {};
        }
        numbers.push_back(value);
        word.remove_prefix(static_cast<std::size_t>(end - word.data()));
        if (word.empty() || word.front() != separator) {
            break;
        }
        word.remove_prefix(1);
    }
    return word.empty() && numbers.size() == count ? numbers : std::vector<int>{};
}

std::optional<Date> make(int year, int month, int day) {
    return month < 1 || day < 1 ? std::nullopt
                                : Date::make(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

} // namespace

TimeReader::TimeReader(const SegmentedText& text, Range where, std::optional<Date> published)
    : text_(text), where_(where), published_(published), words_(TimeWords::of("en")) {
    lower_.reserve(where.end - where.begin);
    kinds_.reserve(where.end - where.begin);
    for (std::uint32_t i = where.begin; i < where.end; ++i) {
        const Token& token = text.tokens[i];
        lower_.push_back(token.quotation == 0 ? lower(text.word(i)) : std::string());
        kinds_.push_back(token.quotation == 0 && token.kind == TokenKind::word ? words_.find(lower_.back())
                                                                               : TimeWord{});
    }
}

const std::string& TimeReader::lower_at(std::uint32_t token) const {
    static const std::string none;
    return token >= where_.begin && token < where_.end ? lower_[token - where_.begin] : none;
}

TimeWord TimeReader::word(std::uint32_t token) const {
    return token >= where_.begin && token < where_.end ? kinds_[token - where_.begin] : TimeWord{};
}

bool TimeReader::kind_at(std::uint32_t token, TokenKind kind) const {
    return token >= where_.begin && token < where_.end && text_.tokens[token].quotation == 0 &&
           text_.tokens[token].kind == kind;
}

bool TimeReader::has(std::uint32_t token, WordClasses classes) const {
    return token >= where_.begin && token < where_.end && text_.tokens[token].quotation == 0 &&
           text_.tokens[token].is(classes);
}

SaidTime TimeReader::at(std::uint32_t token) const {
    using Reading = SaidTime (TimeReader::*)(std::uint32_t) const;
    // Longer expressions before those that they begin with.
    for (const Reading reading : {&TimeReader::phrase_at, &TimeReader::counted, &TimeReader::lasting,
                                  &TimeReader::numeric_date, &TimeReader::month_first, &TimeReader::day_first,
                                  &TimeReader::day_alone, &TimeReader::modified, &TimeReader::stretch}) {
        const SaidTime time = (this->*reading)(token);
        if (!time.tokens.empty()) {
            return time;
        }
    }
    return {};
}

SaidTime TimeReader::phrase_at(std::uint32_t token) const {
    const std::vector<TimePhrase>* phrases = words_.phrases(lower_at(token));
    const TimeWord first = word(token);
    if (first.is(TimeKind::vague_verb)) {
        // "has long said", "once said", but not "a long interview", "at once"
        const bool verb_follows = token + 1 < where_.end && text_.tokens[token + 1].info().verb_forms != 0;
        if (verb_follows || has(token - 1, WordClass::have)) {
            return vague({token, token + 1});
        }
    }
    if (phrases == nullptr) {
        return {};
    }
    for (const TimePhrase& phrase : *phrases) {
        std::uint32_t at = token + 1;
        bool matches = true;
        for (const std::string& next : phrase.rest) {
            // "New Year's Eve" is written without its 's in the data.
            at += at < where_.end && text_.tokens[at].possessive ? 1 : 0;
            at += kind_at(at, TokenKind::stop) && !text_.tokens[at].space_before ? 1 : 0; // "St. Patrick's Day"
            matches = matches && lower_at(at) == next;
            ++at;
        }
        const TimeWord behind = word(at);
        const bool goes_on = phrase.kind == TimePhraseKind::vague && !phrase.rest.empty() &&
                             (behind.is_unit() || behind.is(TimeKind::number) || behind.is(TimeKind::some) ||
                              kind_at(at, TokenKind::number)); // "in the past two weeks"
        if (!matches || goes_on) {
            continue;
        }
        const Range tokens{token, at};
        switch (phrase.kind) {
        case TimePhraseKind::vague:
            return vague(tokens);
        case TimePhraseKind::day:
            // "USA Today", "the Tonight Show": a name inside a sentence.
            if (phrase.rest.empty() && text_.tokens[token].capital && token > where_.begin &&
                !kind_at(token - 1, TokenKind::stop)) {
                return no_day(tokens);
            }
            return published_ ? said_on(published_->plus_days(phrase.a), {token, behind_parts(at)}) : no_day(tokens);
        case TimePhraseKind::nothing:
            return no_day(tokens);
        default:
            return feast(phrase, tokens);
        }
    }
    return {};
}

SaidTime TimeReader::feast(const TimePhrase& phrase, Range tokens) const {
    const auto in_year = [&](int year) -> std::optional<Date> {
        switch (phrase.kind) {
        case TimePhraseKind::fixed:
            return make(year, phrase.a, phrase.b);
        case TimePhraseKind::nth:
            return nth_weekday(year, phrase.a, phrase.b, phrase.c);
        default: {
            const std::optional<Date> easter = easter_of(year);
            return easter ? std::optional(easter->plus_days(phrase.a)) : std::nullopt;
        }
        }
    };
    std::uint32_t behind = tokens.end;
    behind += kind_at(behind, TokenKind::comma) && year_at(behind + 1) != 0 ? 1 : 0;
    if (const int year = year_at(behind); year != 0) {
        const std::optional<Date> day = in_year(year);
        tokens.end = behind + 1;
        return day ? said_on(*day, tokens) : no_day(tokens);
    }
    for (int year = published_ ? published_->year() : 0; published_ && year >= published_->year() - 1; --year) {
        const std::optional<Date> day = in_year(year);
        if (day && *day <= *published_) {
            return said_on(*day, tokens);
        }
    }
    return no_day(tokens);
}

/// "2024-12-19", "19.12.2024", "19/12/2024" where it can be read in one way only.
SaidTime TimeReader::numeric_date(std::uint32_t token) const {
    if (!kind_at(token, TokenKind::number)) {
        return {};
    }
    const std::string& word = lower_at(token);
    if (const std::optional<Date> iso = Date::from_iso(word)) {
        return said_on(*iso, {token, token + 1});
    }
    if (const std::vector<int> parts = numbers_in(word, '.', 3); !parts.empty()) {
        const std::optional<Date> date = make(parts[2], parts[1], parts[0]);
        return date && parts[2] >= 1000 ? said_on(*date, {token, token + 1}) : SaidTime{};
    }
    if (kind_at(token + 1, TokenKind::other) && lower_at(token + 1) == "/" && lower_at(token + 3) == "/") {
        const std::vector<int> first = numbers_in(word, '/', 1);
        const std::vector<int> second = numbers_in(lower_at(token + 2), '/', 1);
        const int year = year_at(token + 4);
        if (!first.empty() && !second.empty() && year != 0) {
            const std::optional<Date> day_first = make(year, second[0], first[0]);
            const std::optional<Date> month_first = make(year, first[0], second[0]);
            const Range tokens{token, token + 5};
            if (day_first && month_first && *day_first != *month_first) {
                return no_day(tokens); // the 3rd of April or the 4th of March
            }
            const std::optional<Date> date = day_first ? day_first : month_first;
            return date ? said_on(*date, tokens) : no_day(tokens);
        }
    }
    return {};
}

std::uint32_t TimeReader::behind_stop(std::uint32_t token) const {
    return kind_at(token, TokenKind::stop) && !text_.tokens[token].space_before ? token + 1 : token;
}

std::uint32_t TimeReader::behind_parts(std::uint32_t token) const {
    while (word(token).is(TimeKind::part) && !text_.tokens[token].capital) {
        ++token;
    }
    return token;
}

int TimeReader::month_at(std::uint32_t token) const {
    const TimeWord found = word(token);
    return found.is_month() && text_.tokens[token].capital ? found.value : 0;
}

TimeReader::Days TimeReader::days_at(std::uint32_t token) const {
    if (!kind_at(token, TokenKind::number)) {
        return {};
    }
    const std::string& word = lower_at(token);
    if (const std::vector<int> both = numbers_in(word, '-', 2); !both.empty()) {
        const bool fits = both[0] >= 1 && both[0] < both[1] && both[1] <= 31;
        return fits ? Days{both[0], both[1]} : Days{};
    }
    const int first = small_number(word, 31);
    int last = first;
    if (first != 0 && kind_at(token + 1, TokenKind::dash) && kind_at(token + 2, TokenKind::number)) {
        last = std::max(first, small_number(lower_at(token + 2), 31));
    }
    return {first, last};
}

int TimeReader::year_at(std::uint32_t token) const {
    const std::string& word = lower_at(token);
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool whole = error == std::errc() && end == word.data() + word.size() && word.size() == 4;
    return whole && value >= 1800 && value < 2100 ? value : 0;
}

/// "Dec. 19, 2024", "December 19th", "March 2016". A month without a day is read with its modifiers.
SaidTime TimeReader::month_first(std::uint32_t token) const {
    const int month = month_at(token);
    if (month == 0) {
        return {};
    }
    std::uint32_t next = behind_stop(token + 1);
    next += lower_at(next) == "the" && days_at(next + 1).first != 0 ? 1 : 0;
    const Days found = days_at(next);
    if (found.first == 0) {
        return {};
    }
    std::uint32_t behind = next + (kind_at(next + 1, TokenKind::dash) && found.last != found.first ? 3 : 1);
    const std::uint32_t comma = kind_at(behind, TokenKind::comma) ? behind + 1 : behind;
    const int year = year_at(comma);
    behind = year != 0 ? comma + 1 : behind;
    return month_day(year, month, found, {token, behind});
}

/// "19 December 2024", "the 19th of December".
SaidTime TimeReader::day_first(std::uint32_t token) const {
    const Days found = days_at(token);
    if (found.first == 0) {
        return {};
    }
    std::uint32_t next = token + (kind_at(token + 1, TokenKind::dash) && found.last != found.first ? 3 : 1);
    next += has(next, WordClass::of) ? 1 : 0;
    const int month = month_at(next);
    if (month == 0) {
        return {};
    }
    const std::uint32_t behind = behind_stop(next + 1);
    const std::uint32_t comma = kind_at(behind, TokenKind::comma) ? behind + 1 : behind;
    const int year = year_at(comma);
    return month_day(year, month, found, {token, year != 0 ? comma + 1 : next + 1});
}

/// "on the 19th", where nothing follows that is numbered by it.
SaidTime TimeReader::day_alone(std::uint32_t token) const {
    const std::string& word = lower_at(token);
    if (!published_ || !kind_at(token, TokenKind::number) || word.size() < 3 || lower_at(token - 1) != "the" ||
        !has(token - 2, WordClass::on)) {
        return {};
    }
    const int day = small_number(word, 31);
    if (day == 0 || begins_noun_phrase(token + 1) ||
        (kind_at(token + 1, TokenKind::word) && text_.tokens[token + 1].entry == nullptr)) {
        return {};
    }
    for (int back = 0; back < 3; ++back) {
        const Date month = published_->plus_months(-back);
        const std::optional<Date> date = make(month.year(), static_cast<int>(month.month()), day);
        if (date && *date <= *published_) {
            return said_on(*date, {token, token + 1});
        }
    }
    return {};
}

SaidTime TimeReader::month_day(int year, int month, Days found, Range tokens) const {
    if (year != 0) {
        const std::optional<Date> first = make(year, month, found.first);
        const std::optional<Date> last = make(year, month, found.last);
        return first && last ? said_in({*first, *last}, tokens) : no_day(tokens);
    }
    if (!published_) {
        return no_day(tokens);
    }
    // The last year that has the day: eight years lie between two leap days around 1900.
    for (int back = 0; back <= 8; ++back) {
        const std::optional<Date> first = make(published_->year() - back, month, found.first);
        const std::optional<Date> last = make(published_->year() - back, month, found.last);
        // A date up to a week ahead is a slip of the dateline, not last year's.
        if (first && last && *first <= published_->plus_days(7)) {
            return said_in({*first, *last}, tokens);
        }
    }
    return no_day(tokens);
}

SaidTime TimeReader::up_to_now(DateRange range, Range tokens) const {
    if (published_ && range.first > *published_) {
        return no_day(tokens);
    }
    return said_in({range.first, published_ ? std::min(range.last, *published_) : range.last}, tokens);
}

bool TimeReader::begins_noun_phrase(std::uint32_t token) const {
    if (!kind_at(token, TokenKind::word) && !kind_at(token, TokenKind::number)) {
        return false;
    }
    return text_.tokens[token].capital || has(token, WordClass::determiner | WordClass::possessive) ||
           (text_.tokens[token].entry == nullptr && kind_at(token, TokenKind::word));
}

} // namespace demarche::indexer
