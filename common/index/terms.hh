// SPDX-License-Identifier: GPL-3.0-or-later
// Terms of the index: a prefix and a value, made in one way for both programs.
#pragma once

#include <string>
#include <string_view>

#include "common/model/date.hh"

namespace demarche::index {

/// Prefix and value. A value that would pass Xapian's limit of 245 bytes (or holds zero bytes, which count double) is
/// cut at a character and ends in the hash of the whole, so that different values keep different terms.
std::string make_term(std::string_view prefix, std::string_view value);

/// The key of a field's value: names::name_key, or the folded text when that holds no letter and no digit.
std::string value_key(std::string_view value);

/// D20241219, M202412, Y2024.
std::string day_term(Date date);
std::string month_term(int year, unsigned month);
std::string year_term(int year);

} // namespace demarche::index
