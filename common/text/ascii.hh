// SPDX-License-Identifier: GPL-3.0-or-later
// Letters of markup, headers and names of formats, which are ASCII whatever language the text has.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace demarche::text {

inline bool is_ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A to Z in lower case, all other bytes as they are.
inline std::string lower_ascii(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

} // namespace demarche::text
