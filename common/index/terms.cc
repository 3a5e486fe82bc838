// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/terms.hh"

#include <fmt/format.h>

#include "common/index/checksum.hh"
#include "common/index/schema.hh"
#include "common/names/key.hh"
#include "common/text/fold.hh"

namespace demarche::index {

namespace {

constexpr std::size_t longest_value = 200;
constexpr std::size_t kept_of_long_value = 160;

} // namespace

std::string make_term(std::string_view prefix, std::string_view value) {
    std::string term(prefix);
    if (value.size() <= longest_value && value.find('\0') == std::string_view::npos) {
        term += value;
        return term;
    }
    std::size_t cut = value.size() < kept_of_long_value ? value.size() : kept_of_long_value;
    while (cut > 0 && cut < value.size() && (static_cast<unsigned char>(value[cut]) & 0xc0) == 0x80) {
        --cut;
    }
    for (const char c : value.substr(0, cut)) {
        if (c != '\0') {
            term += c;
        }
    }
    return term + '#' + hex(content_hash(value).low);
}

std::string value_key(std::string_view value) {
    std::string key = names::name_key(value);
    return key.empty() ? text::fold(value) : key;
}

std::string day_term(Date date) {
    return fmt::format("{}{:04}{:02}{:02}", prefix::day, date.year(), date.month(), date.day());
}

std::string month_term(int year, unsigned month) {
    return fmt::format("{}{:04}{:02}", prefix::month, year, month);
}

std::string year_term(int year) {
    return fmt::format("{}{:04}", prefix::year, year);
}

} // namespace demarche::index
