// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/report/error.hh"

#include <fmt/format.h>
#include <unicode/utf8.h>

namespace demarche {

namespace {

/// Characters that move the cursor, reorder or hide what follows.
bool is_unsafe(UChar32 c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0x200e || c == 0x200f || c == 0x061c || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

} // namespace

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
    const auto length = static_cast<int32_t>(text.size());
    for (int32_t at = 0; at < length;) {
        const int32_t begin = at;
        UChar32 c = 0;
        U8_NEXT(bytes, at, length, c);
        if (c < 0) {
            for (int32_t i = begin; i < at; ++i) {
                out += fmt::format("\\x{:02x}", bytes[i]);
            }
        } else if (c == '\n' || c == '\t') {
            out += c == '\n' ? "\\n" : "\\t";
        } else if (is_unsafe(c)) {
            const auto value = static_cast<unsigned>(c);
            out += value < 0x100 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{{{:04x}}}", value);
        } else {
            out.append(text.substr(static_cast<size_t>(begin), static_cast<size_t>(at - begin)));
        }
    }
    return out;
}

std::string Error::message() const {
    std::string line;
    if (!where.empty()) {
        line += printable(where) + ": ";
    }
    line += printable(what);
    if (!why.empty()) {
        line += ": " + printable(why);
    }
    if (!hint.empty()) {
        line += "; " + printable(hint);
    }
    return line;
}

} // namespace demarche
