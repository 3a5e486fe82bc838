// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/found_date.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include <fmt/format.h>
#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "common/model/date.hh"
#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "common/text/fold.hh"
#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Days before the web and its archives, and the zero of clocks, are placeholders.
bool is_plausible(std::string_view iso) {
    const std::optional<Date> date = Date::from_iso(iso);
    return date && date->year() >= 1700 && date->year() <= 2200 && iso.substr(0, 10) != "1970-01-01";
}

std::optional<std::string> plausible(std::string iso) {
    return is_plausible(iso) ? std::optional(std::move(iso)) : std::nullopt;
}

std::optional<std::string> day(int year, unsigned month, unsigned of_month) {
    const std::optional<Date> date = Date::make(year, month, of_month);
    return date ? plausible(date->iso()) : std::nullopt;
}

/// "2019-11-18 21:57:00.000 +0000" in the form of ISO 8601.
std::string tidied(std::string_view text) {
    std::string out(text);
    const std::size_t digits_before = std::min(out.find_first_not_of("0123456789"), out.size());
    if (digits_before == 8 && out.size() >= 15 && (out[8] == 'T' || out[8] == 't')) {
        // The basic form: "20191118T215700+0000".
        out.insert(13, ":").insert(11, ":").insert(6, "-").insert(4, "-");
    }
    if (out.size() > 11 && out[10] == ' ' && is_digit(out[11])) {
        out[10] = 'T';
    }
    if (out.size() < 17 || (out[10] != 'T' && out[10] != 't')) {
        return out;
    }
    out[10] = 'T';
    if (const std::size_t point = out.find_first_of(".,", 16); point != std::string::npos) {
        std::size_t end = point + 1;
        while (end < out.size() && is_digit(out[end])) {
            ++end;
        }
        out.erase(point, end - point);
    }
    out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
    const std::size_t sign = out.find_last_of("+-");
    if (sign != std::string::npos && sign > 13) {
        const std::size_t digits = out.size() - sign - 1;
        if (digits == 4 && out.find(':', sign) == std::string::npos) {
            out.insert(sign + 3, ":");
        } else if (digits == 2) {
            out += ":00";
        }
    }
    for (const std::string_view zone : {"UTC", "GMT"}) {
        if (out.ends_with(zone)) {
            out.replace(out.size() - 3, 3, "Z");
        }
    }
    return out;
}

/// Seconds or thousandths of seconds since 1970.
std::optional<std::string> from_seconds(std::string_view digits) {
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) {
        return std::nullopt;
    }
    if (digits.size() == 13) {
        value /= 1000;
    }
    const auto days = static_cast<int>(value / 86'400);
    const std::int64_t rest = value % 86'400;
    return plausible(
        fmt::format("{}T{:02}:{:02}:{:02}Z", Date::from_days(days).iso(), rest / 3600, rest / 60 % 60, rest % 60));
}

using Months = std::unordered_map<std::string, unsigned>;

/// Folded names and abbreviations of months in the languages of news.
const Months& months() {
    static const Months built = [] {
        Months out;
        constexpr std::array languages{"en", "fr", "de", "es", "it", "pt", "nl", "ru", "uk", "be", "bg",
                                       "pl", "cs", "sk", "sl", "hr", "sr", "bs", "mk", "ro", "hu", "tr",
                                       "az", "sv", "da", "nb", "fi", "et", "lv", "lt", "el", "ar", "fa",
                                       "he", "id", "ms", "hi", "bn", "ca", "ka", "hy", "kk", "sq", "is"};
        for (const char* const language : languages) {
            UErrorCode status = U_ZERO_ERROR;
            const icu::DateFormatSymbols symbols(icu::Locale(language), status);
            if (U_FAILURE(status)) {
                continue;
            }
            for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
                for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
                    std::int32_t count = 0;
                    const icu::UnicodeString* const names = symbols.getMonths(count, context, width);
                    for (std::int32_t i = 0; i < count && i < 12; ++i) {
                        std::string name;
                        names[i].toUTF8String(name);
                        while (name.ends_with('.')) {
                            name.pop_back();
                        }
                        std::string key = text::fold(name);
                        if (key.size() >= 3 && !is_digit(key[0])) {
                            out.try_emplace(std::move(key), static_cast<unsigned>(i) + 1);
                        }
                    }
                }
            }
        }
        out.try_emplace("sept", 9);
        return out;
    }();
    return built;
}

/// A number, a word, or one other character of a line.
struct Token {
    std::string_view text;
    unsigned number = 0;
    bool is_number = false;
    bool is_word = false;
};

std::vector<Token> tokens(std::string_view line) {
    std::vector<Token> out;
    for (std::size_t at = 0; at < line.size() && out.size() < 200;) {
        const char c = line[at];
        const std::size_t begin = at;
        Token token;
        if (is_digit(c)) {
            while (at < line.size() && is_digit(line[at])) {
                ++at;
            }
            token.is_number = at - begin <= 4;
            std::from_chars(line.data() + begin, line.data() + at, token.number);
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80) {
            // The marks of Chinese, Japanese and Korean dates stand alone.
            constexpr std::array<std::string_view, 6> marks{"年", "月", "日", "년", "월", "일"};
            const auto mark = std::find_if(marks.begin(), marks.end(),
                                           [&](std::string_view one) { return line.substr(at).starts_with(one); });
            if (mark != marks.end()) {
                at += mark->size();
            } else {
                while (at < line.size() &&
                       ((line[at] >= 'a' && line[at] <= 'z') || (line[at] >= 'A' && line[at] <= 'Z') ||
                        static_cast<unsigned char>(line[at]) >= 0x80)) {
                    if (line.substr(at).starts_with("\xc2\xa0")) {
                        break;
                    }
                    ++at;
                }
                at = std::max(at, begin + 1);
            }
            token.is_word = true;
        } else {
            ++at;
            if (c == ' ' || c == '\t' || c == '\n') {
                continue;
            }
        }
        token.text = line.substr(begin, at - begin);
        if (token.text != "\xc2" && token.text != "\xa0") {
            out.push_back(token);
        }
    }
    return out;
}

unsigned month_of(const Token& token) {
    if (!token.is_word || token.text.size() > 40) {
        return 0;
    }
    const auto found = months().find(text::fold(token.text));
    return found == months().end() ? 0 : found->second;
}

bool is_day(const Token& token) {
    return token.is_number && token.text.size() <= 2 && token.number >= 1 && token.number <= 31;
}

bool is_year(const Token& token) {
    return token.is_number && token.text.size() == 4 && token.number >= 1700 && token.number <= 2200;
}

/// What may stand between the parts of a date: "18th of November, 2019", "18 de noviembre de 2019", "18. November".
bool is_filling(const Token& token) {
    static constexpr std::array<std::string_view, 12> words{".",  ",",  "de",  "of", "st", "nd",
                                                            "rd", "th", "del", "º",  "г",  "ª"};
    return std::find(words.begin(), words.end(), token.text) != words.end();
}

/// Place of the first token behind `from` that is no filling.
std::size_t behind(const std::vector<Token>& all, std::size_t from) {
    ++from;
    while (from < all.size() && is_filling(all[from])) {
        ++from;
    }
    return from;
}

/// A date whose first token is `i`.
std::optional<std::string> date_at(const std::vector<Token>& all, std::size_t i) {
    const auto at = [&](std::size_t place) { return place < all.size() ? all[place] : Token{}; };
    const std::size_t second = behind(all, i);
    const std::size_t third = behind(all, second);
    if (is_day(all[i])) {
        if (const unsigned month = month_of(at(second)); month != 0 && is_year(at(third))) {
            return day(static_cast<int>(at(third).number), month, all[i].number);
        }
        // "18.11.2019", "18/11/2019", "18-11-2019"
        const std::string_view separator = at(i + 1).text;
        if ((separator == "." || separator == "/" || separator == "-") && at(i + 3).text == separator &&
            is_day(at(i + 2)) && is_year(at(i + 4))) {
            unsigned of_month = all[i].number;
            unsigned month = at(i + 2).number;
            if (separator != "." && of_month <= 12 && month <= 12 && of_month != month) {
                return std::nullopt;
            }
            if (separator != "." && month > 12) {
                std::swap(of_month, month);
            }
            return day(static_cast<int>(at(i + 4).number), month, of_month);
        }
    }
    if (const unsigned month = month_of(all[i]); month != 0 && is_day(at(second)) && is_year(at(third))) {
        return day(static_cast<int>(at(third).number), month, at(second).number);
    }
    if (is_year(all[i])) {
        const std::string_view separator = at(i + 1).text;
        const bool written = separator == "年" || separator == "년";
        const bool numbers = (separator == "-" || separator == "/" || separator == ".") && at(i + 3).text == separator;
        if ((numbers || (written && (at(i + 3).text == "月" || at(i + 3).text == "월"))) && is_day(at(i + 2)) &&
            is_day(at(i + 4))) {
            return day(static_cast<int>(all[i].number), at(i + 2).number, at(i + 4).number);
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> metadata_date(std::string_view text) {
    text = trimmed(text);
    if (text.empty() || text.size() > 80) {
        return std::nullopt;
    }
    if (text.find_first_not_of("0123456789") == std::string_view::npos && (text.size() == 10 || text.size() == 13)) {
        return from_seconds(text);
    }
    const std::string tidy = tidied(text);
    if (Date::from_iso(tidy)) {
        return plausible(tidy);
    }
    if (tidy.size() > 10 && Date::from_iso(tidy.substr(0, 10))) {
        // A day with a time that cannot be read.
        return plausible(tidy.substr(0, 10));
    }
    if (Result<std::string> written = record::read_written_date(text)) {
        return plausible(*std::move(written));
    }
    return printed_date(text);
}

std::optional<std::string> url_date(std::string_view url) {
    url = url.substr(0, url.find_first_of("?#"));
    for (std::size_t at = 0; at + 8 <= url.size(); ++at) {
        if (!is_digit(url[at]) || (at > 0 && is_digit(url[at - 1]))) {
            continue;
        }
        std::size_t end = at;
        while (end < url.size() && is_digit(url[end])) {
            ++end;
        }
        const auto number = [&](std::size_t from, std::size_t count) {
            unsigned value = 0;
            std::from_chars(url.data() + from, url.data() + from + count, value);
            return value;
        };
        if (end - at == 8) {
            const unsigned year = number(at, 4);
            if (year >= 1990 && year <= 2100) {
                if (std::optional<std::string> found =
                        day(static_cast<int>(year), number(at + 4, 2), number(at + 6, 2))) {
                    return found;
                }
            }
        }
        const unsigned year = end - at == 4 ? number(at, 4) : 0;
        if (year < 1990 || year > 2100 || end >= url.size()) {
            continue;
        }
        const char separator = url[end];
        if (separator != '/' && separator != '-' && separator != '_') {
            continue;
        }
        const std::size_t month_end = url.find(separator, end + 1);
        if (month_end == std::string_view::npos) {
            continue;
        }
        const std::string_view month_text = url.substr(end + 1, month_end - end - 1);
        std::size_t day_end = month_end + 1;
        while (day_end < url.size() && is_digit(url[day_end])) {
            ++day_end;
        }
        const std::size_t day_size = day_end - month_end - 1;
        if (day_size < 1 || day_size > 2 || month_text.empty()) {
            continue;
        }
        unsigned month = 0;
        if (month_text.size() <= 2 && month_text.find_first_not_of("0123456789") == std::string_view::npos) {
            month = number(end + 1, month_text.size());
        } else if (month_text.size() >= 3 && month_text.size() <= 9) {
            const auto found = months().find(text::fold(month_text));
            month = found == months().end() ? 0 : found->second;
        }
        if (std::optional<std::string> found = day(static_cast<int>(year), month, number(month_end + 1, day_size))) {
            return found;
        }
    }
    return std::nullopt;
}

std::optional<std::string> printed_date(std::string_view line) {
    // Without a digit there is no date, and most lines have none.
    if (std::none_of(line.begin(), line.end(), is_digit)) {
        return std::nullopt;
    }
    const std::vector<Token> all = tokens(line);
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (std::optional<std::string> found = date_at(all, i)) {
            return found;
        }
    }
    return std::nullopt;
}

bool speaks_of_change(std::string_view line) {
    static const std::vector<std::string> words = [] {
        std::vector<std::string> out;
        for (const char* const word :
             {"updated",       "update:",       "modified",    "revised",     "©",          "copyright",
              "(c)",           "reviewed",      "обновлено",   "изменено",    "обновлен",   "aktualisiert",
              "geändert",      "stand:",        "mis à jour",  "mise à jour", "modifié",    "actualizado",
              "actualización", "modificado",    "atualizado",  "aggiornato",  "bijgewerkt", "gewijzigd",
              "aktualizacja",  "aktualizováno", "güncelleme",  "更新",        "最后修改",   "수정",
              "event date",    "expires",       "valid until", "deadline"}) {
            out.push_back(text::fold(word));
        }
        return out;
    }();
    const std::string folded = text::fold(line);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return folded.find(word) != std::string::npos; });
}

} // namespace demarche::indexer
