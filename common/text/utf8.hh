// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 as bytes and as code points: counting, repairing, slicing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche::text {

/// The first byte at or behind `at` that is not ASCII, or the text's size.
std::size_t skip_ascii(std::string_view text, std::size_t at);

/// Number of code points of valid UTF-8.
std::size_t count_code_points(std::string_view text);

/// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// Replaces every maximal ill-formed part by U+FFFD (Unicode's recommended practice) and gives their number.
std::size_t repair_utf8(std::string& text);

/// Appends one code point.
void append_utf8(std::string& out, char32_t c);

/// The code point at byte `at` of valid UTF-8; `at` moves behind it. U+FFFD for ill-formed bytes (one byte consumed at
/// least).
char32_t next_code_point(std::string_view text, std::size_t& at);

/// The bytes of code points [begin, end) of valid UTF-8; clipped at the end of the text.
std::string_view slice_code_points(std::string_view text, std::size_t begin, std::size_t end);

/// Turns byte offsets into code point offsets. Offsets must be asked for in rising order for speed (any order is
/// right).
class CodePointCounter {
  public:
    explicit CodePointCounter(std::string_view text) : text_(text) {}
    /// Code points before byte `at`.
    std::uint32_t at(std::size_t byte);

  private:
    std::string_view text_;
    std::size_t byte_ = 0;
    std::size_t code_points_ = 0;
};

} // namespace demarche::text
