// SPDX-License-Identifier: GPL-3.0-or-later
// Decoding: byte order marks, declarations, UTF-8, detection, the fall-back, and what is no text at all.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/decode.hh"
#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

using namespace std::string_literals;

const std::string bad = "\xef\xbf\xbd";

/// Windows-1251 for small and capital Russian letters and ASCII.
std::string to_1251(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        out += static_cast<char>(c < 0x80 ? c : c - 0x410 + 0xc0);
    }
    return out;
}

std::string to_utf16(std::string_view text, bool big) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        const char low = static_cast<char>(c & 0xffU);
        const char high = static_cast<char>((c >> 8U) & 0xffU);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

const std::string russian = "Президент России заявил журналистам в Москве что готов к переговорам в любое время и без "
                            "предварительных условий но ответа пока не получил";

struct Row {
    const char* name;
    std::string bytes;
    std::string declared;
    std::string text;
    std::string charset;
    std::size_t replaced;
    bool assumed;
};

const std::vector<Row> rows{
    {"empty", "", "", "", "UTF-8", 0, false},
    {"ascii", "plain", "", "plain", "UTF-8", 0, false},
    {"UTF-8", "café — Путин", "", "café — Путин", "UTF-8", 0, false},
    {"UTF-8 with mark",
     "\xef\xbb\xbf"
     "café",
     "", "café", "UTF-8", 0, false},
    {"a mark beats the declaration",
     "\xef\xbb\xbf"
     "café",
     "windows-1251", "café", "UTF-8", 0, false},
    {"UTF-16LE with mark", "\xff\xfe"s + to_utf16("café", false), "", "café", "UTF-16LE", 0, false},
    {"UTF-16BE with mark", "\xfe\xff"s + to_utf16("café", true), "", "café", "UTF-16BE", 0, false},
    {"UTF-32LE with mark", "\xff\xfe\0\0a\0\0\0"s, "", "a", "UTF-32LE", 0, false},
    {"UTF-16LE without mark", to_utf16("A statement in English", false), "", "A statement in English", "UTF-16LE", 0,
     false},
    {"UTF-16BE without mark", to_utf16("A statement in English", true), "", "A statement in English", "UTF-16BE", 0,
     false},
    {"astral in UTF-16", "\xff\xfe\x3d\xd8\x00\xde"s, "", "😀", "UTF-16LE", 0, false},
    {"lone surrogate in UTF-16",
     "\xff\xfe\x3d\xd8"
     "a\0"s,
     "", bad + "a", "UTF-16LE", 1, false},
    {"declared windows-1251", to_1251("Путин"), "windows-1251", "Путин", "windows-1251", 0, false},
    {"declared in quotes and capitals", to_1251("Путин"), "\"WINDOWS-1251\"", "Путин", "windows-1251", 0, false},
    {"declared Latin-1 means windows-1252",
     "\x93"
     "caf\xe9\x94",
     "iso-8859-1", "“café”", "windows-1252", 0, false},
    {"declared wrongly: it is UTF-8", "café — Путин", "iso-8859-1", "café — Путин", "UTF-8", 0, false},
    {"declared UTF-8 but it cannot be", "caf\xe9 cr\xe8me", "utf-8", "café crème", "windows-1252", 0, true},
    {"declared something unknown", "café", "x-no-such-thing", "café", "UTF-8", 0, false},
    {"detected Russian", to_1251(russian), "", russian, "windows-1251", 0, false},
    {"damaged UTF-8 stays UTF-8", "Путин готов \xff к переговорам", "", "Путин готов " + bad + " к переговорам",
     "UTF-8", 1, false},
    {"cut UTF-8 stays UTF-8", "« Nous sommes prêts à négocier à Genève dès l’été \xe2\x80", "",
     "« Nous sommes prêts à négocier à Genève dès l’été " + bad, "UTF-8", 1, false},
    {"windows-1252 assumed",
     "\x93"
     "ready\x94",
     "", "“ready”", "windows-1252", 0, true},
    {"undefined byte of windows-1252",
     "a\x81z \x93"
     "b\x94",
     "", "a" + bad + "z “b”", "windows-1252", 1, true},
    {"line ends", "a\r\nb\rc\n\r\n", "", "a\nb\nc\n\n", "UTF-8", 0, false},
    {"NUL", "a\0b"s, "", "a" + bad + "b", "UTF-8", 1, false},
    {"Shift JIS declared", "\x93\x8c\x8b\x9e", "Shift_JIS", "東京", "Shift_JIS", 0, false},
    {"GB 2312 declared", "\xd6\xd0\xb9\xfa", "gb2312", "中国", "GB18030", 0, false},
};

} // namespace

TEST_CASE("bytes become text") {
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const Decoded decoded = decode(row.bytes, row.declared);
            CHECK(decoded.text == row.text);
            CHECK(decoded.charset == row.charset);
            CHECK(decoded.replaced == row.replaced);
            CHECK(decoded.assumed == row.assumed);
            CHECK(is_utf8(decoded.text));
        }
    }
}

TEST_CASE("any bytes give valid text") {
    std::string bytes;
    for (int i = 0; i < 256; ++i) {
        bytes += static_cast<char>(i);
    }
    for (const char* declared : {"", "utf-8", "utf-16", "windows-1251", "shift_jis", "iso-2022-jp", "utf-7"}) {
        const Decoded decoded = decode(bytes, declared);
        CHECK(is_utf8(decoded.text));
        CHECK(decoded.text.find('\0') == std::string::npos);
        CHECK(decoded.text.find('\r') == std::string::npos);
        CHECK(decoded.replaced > 0);
    }
}

TEST_CASE("what is no text looks binary") {
    CHECK_FALSE(looks_binary(""));
    CHECK_FALSE(looks_binary("plain text\r\n\twith tabs"));
    CHECK_FALSE(looks_binary("Путин"));
    CHECK_FALSE(looks_binary("\xff\xfe"s + to_utf16("UTF-16 with a mark", false)));
    CHECK_FALSE(looks_binary(to_utf16("UTF-16 without a mark", true)));
    CHECK_FALSE(looks_binary("a single NUL\0 in a longer text that is otherwise all right, as it can happen"s));
    CHECK(looks_binary("\x7f"
                       "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0"s));
    CHECK(looks_binary("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"s));
    CHECK(looks_binary("\x1f\x8b\x08\0\0\0\0\0\0\x03\x01\x02\x03\x04"s));
}

} // namespace demarche::text
