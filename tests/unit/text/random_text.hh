// SPDX-License-Identifier: GPL-3.0-or-later
// Random Unicode text that stresses words and folding more than evenly drawn code points would.
#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

#include "common/text/utf8.hh"

namespace demarche::test {

/// Up to `most` pieces: letters of many scripts, marks, apostrophes, format characters, dots, white space, any code
/// point.
inline std::string random_text(std::mt19937& random, std::size_t most) {
    static constexpr std::array<std::u32string_view, 9> sets{U"abcSTUxyz",
                                                             U"éßİıŁøÆﬁǅK",
                                                             U"ПутинЇёй",
                                                             U"'’‘ʼ＇ʹ՚",
                                                             U"\u0301\u0308\u0345\u0327\u3099\u09be\u0483\u20e3\ufe0f",
                                                             U".,-_@#“”« ",
                                                             U"\u00ad\u200b\u200d\u200e\u2060\ufeff\u115f\u3164",
                                                             U"我们がカｶﾞ각ไทยမြန်",
                                                             U"0٣²½ⅣＡ𝐀😀"};
    std::uniform_int_distribution<std::size_t> length(0, most);
    std::uniform_int_distribution<std::size_t> set(0, sets.size());
    std::uniform_int_distribution<char32_t> any(1, 0x10ffff);
    std::string out;
    for (std::size_t left = length(random); left > 0; --left) {
        const std::size_t which = set(random);
        if (which == sets.size()) {
            text::append_utf8(out, any(random));
        } else {
            std::uniform_int_distribution<std::size_t> one(0, sets[which].size() - 1);
            text::append_utf8(out, sets[which][one(random)]);
        }
    }
    return out;
}

} // namespace demarche::test
