// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/mend.hh"

#include <array>
#include <string_view>

#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

/// What windows-1252 has for the bytes 0x80 to 0x9f; 0 for those it leaves undefined.
constexpr std::array<char32_t, 32> high_controls{0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                                 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                                 0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                                 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

/// The byte that windows-1252 shows as this character, or -1. The bytes it leaves undefined come as controls.
int byte_of(char32_t c) {
    if ((c >= 0xa0 && c <= 0xff) || (c >= 0x80 && c <= 0x9f)) {
        return static_cast<int>(c);
    }
    for (std::size_t i = 0; i < high_controls.size(); ++i) {
        if (high_controls[i] != 0 && high_controls[i] == c) {
            return static_cast<int>(0x80 + i);
        }
    }
    return -1;
}

/// The bytes of one character that was encoded twice, from `at` on; `at` moves behind it. Empty, and `at` unmoved, for
/// anything else.
std::string twice_encoded(std::string_view text, std::size_t& at) {
    std::size_t next = at;
    const int lead = byte_of(next_code_point(text, next));
    const std::size_t length = lead >= 0xc2 && lead <= 0xdf   ? 2
                               : lead >= 0xe0 && lead <= 0xef ? 3
                               : lead >= 0xf0 && lead <= 0xf4 ? 4
                                                              : 0;
    if (length == 0) {
        return {};
    }
    std::string bytes(1, static_cast<char>(lead));
    while (bytes.size() < length && next < text.size()) {
        const int trail = byte_of(next_code_point(text, next));
        if (trail < 0x80 || trail > 0xbf) {
            return {};
        }
        bytes += static_cast<char>(trail);
    }
    if (bytes.size() < length || !is_utf8(bytes)) {
        return {};
    }
    at = next;
    return bytes;
}

} // namespace

std::size_t mend_double_encoding(std::string& text) {
    // The lead bytes of nearly all such text.
    if (text.find("\xc3") == std::string::npos && text.find("\xc5") == std::string::npos) {
        return 0;
    }
    std::string out;
    std::size_t mended = 0;
    std::size_t others = 0;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t ascii = at;
        at = skip_ascii(text, at);
        out.append(text, ascii, at - ascii);
        if (at == text.size()) {
            break;
        }
        const std::string bytes = twice_encoded(text, at);
        if (!bytes.empty()) {
            out += bytes;
            ++mended;
            continue;
        }
        const std::size_t begin = at;
        // Letters beyond Latin-1, and Latin-1's own, speak against it: such text has none.
        const char32_t c = next_code_point(text, at);
        others += static_cast<std::size_t>(c >= 0xc0 && c != 0xfffd);
        out.append(text, begin, at - begin);
    }
    if (mended < 2 || others * 10 > mended) {
        return 0;
    }
    text = std::move(out);
    return mended;
}

} // namespace demarche::text
