// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/utf8.hh"

#include <algorithm>
#include <cstring>

#include <unicode/utf8.h>

namespace demarche::text {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

std::uint64_t load8(const char* bytes) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// Decodes at `at` as ICU does: negative for an ill-formed part, of which the maximal subpart is consumed.
UChar32 decode_one(std::string_view text, std::size_t& at) {
    // U8_NEXT counts in 32 bits; a character needs four bytes, so a window is enough for texts of any size.
    const std::string_view window = text.substr(at, 4);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(window.data());
    std::int32_t used = 0;
    UChar32 c = 0;
    U8_NEXT(bytes, used, static_cast<std::int32_t>(window.size()), c);
    at += static_cast<std::size_t>(used);
    return c;
}

/// Start of the first ill-formed part at or behind `at`, or the text's size.
std::size_t find_ill_formed(std::string_view text, std::size_t at) {
    while ((at = skip_ascii(text, at)) < text.size()) {
        std::size_t next = at;
        if (decode_one(text, next) < 0) {
            return at;
        }
        at = next;
    }
    return at;
}

/// The byte `count` code points behind byte `at`; the text's size when it has fewer.
std::size_t advance(std::string_view text, std::size_t at, std::size_t count) {
    while (count >= 8 && at + 8 <= text.size() && (load8(text.data() + at) & high_bits) == 0) {
        at += 8;
        count -= 8;
    }
    for (; count > 0 && at < text.size(); --count) {
        ++at;
        while (at < text.size() && is_continuation(text[at])) {
            ++at;
        }
    }
    return at;
}

} // namespace

std::size_t skip_ascii(std::string_view text, std::size_t at) {
    while (at + 8 <= text.size() && (load8(text.data() + at) & high_bits) == 0) {
        at += 8;
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) {
        ++at;
    }
    return at;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (const char byte : text) {
        count += static_cast<std::size_t>(!is_continuation(byte));
    }
    return count;
}

bool is_utf8(std::string_view text) {
    return find_ill_formed(text, 0) == text.size();
}

std::size_t repair_utf8(std::string& text) {
    std::size_t bad = find_ill_formed(text, 0);
    if (bad == text.size()) {
        return 0;
    }
    std::string out;
    out.reserve(text.size() + 16);
    std::size_t good = 0;
    std::size_t count = 0;
    while (bad < text.size()) {
        out.append(text, good, bad - good);
        append_utf8(out, 0xfffd);
        ++count;
        good = bad;
        decode_one(text, good);
        bad = find_ill_formed(text, good);
    }
    out.append(text, good, std::string::npos);
    text = std::move(out);
    return count;
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xc0U | (c >> 6U));
        out += static_cast<char>(0x80U | (c & 0x3fU));
    } else if ((c >= 0xd800 && c < 0xe000) || c > 0x10ffff) {
        out += "\xef\xbf\xbd";
    } else if (c < 0x10000) {
        out += static_cast<char>(0xe0U | (c >> 12U));
        out += static_cast<char>(0x80U | ((c >> 6U) & 0x3fU));
        out += static_cast<char>(0x80U | (c & 0x3fU));
    } else {
        out += static_cast<char>(0xf0U | (c >> 18U));
        out += static_cast<char>(0x80U | ((c >> 12U) & 0x3fU));
        out += static_cast<char>(0x80U | ((c >> 6U) & 0x3fU));
        out += static_cast<char>(0x80U | (c & 0x3fU));
    }
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    if (at >= text.size()) {
        return 0xfffd;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
        ++at;
        return byte;
    }
    const UChar32 c = decode_one(text, at);
    return c < 0 ? 0xfffd : static_cast<char32_t>(c);
}

std::string_view slice_code_points(std::string_view text, std::size_t begin, std::size_t end) {
    if (end <= begin) {
        return {};
    }
    const std::size_t first = advance(text, 0, begin);
    const std::size_t last = advance(text, first, end - begin);
    return text.substr(first, last - first);
}

std::uint32_t CodePointCounter::at(std::size_t byte) {
    byte = std::min(byte, text_.size());
    if (byte < byte_) {
        byte_ = 0;
        code_points_ = 0;
    }
    code_points_ += count_code_points(text_.substr(byte_, byte - byte_));
    byte_ = byte;
    return static_cast<std::uint32_t>(code_points_);
}

} // namespace demarche::text
