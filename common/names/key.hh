// SPDX-License-Identifier: GPL-3.0-or-later
// The key by which names are looked up.
#pragma once

#include <string>
#include <string_view>

namespace demarche::names {

/// The folded words of a name (text::words, then text::fold of each) joined by one space: "Jean-Yves Le Drian" is
/// "jean yves le drian", "U.S." is "us". Two spellings with one key are the same name. UTF-8 in and out.
std::string name_key(std::string_view name);

} // namespace demarche::names
