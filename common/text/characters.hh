// SPDX-License-Identifier: GPL-3.0-or-later
// What folding and word breaking must agree on about single characters.
#pragma once

namespace demarche::text {

/// Marks that stand for an apostrophe in some script or transliteration: ' ’ ‘ ‛ ʹ ʻ ʼ ʽ ʾ ʿ, Armenian and full-width
/// ones.
constexpr bool is_apostrophe(char32_t c) {
    return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x201b || c == 0x02b9 || (c >= 0x02bb && c <= 0x02bf) ||
           c == 0x055a || c == 0xff07;
}

/// Letters that Unicode ignores by default (Hangul fillers): they fold to nothing, so they are no part of a word.
constexpr bool is_filler(char32_t c) {
    return c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0;
}

/// The zero width space: the one format character that separates words.
constexpr char32_t zero_width_space = 0x200b;

} // namespace demarche::text
