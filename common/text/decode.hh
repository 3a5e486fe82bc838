// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes of unknown encoding to UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace demarche::text {

/// Text made of bytes. Line ends are "\n", NUL characters are U+FFFD, a byte order mark is gone.
struct Decoded {
    std::string text;
    /// IANA name of what the bytes were taken for ("UTF-8", "windows-1251").
    std::string charset;
    /// Number of places where bytes could not be read and U+FFFD stands instead.
    std::size_t replaced = 0;
    /// True when nothing told the encoding and windows-1252 was assumed.
    bool assumed = false;
    /// True when the encoding was told by the looks of the bytes alone.
    bool detected = false;
};

/// Decodes `bytes`. In order: a byte order mark; `declared` (HTTP header, XML or meta declaration; empty when there is
/// none) if ICU knows it and the bytes do not contradict it; strict UTF-8; detection (ICU, with confidence of at least
/// 50, or 30 for text that is mostly not ASCII); windows-1252.
Decoded decode(std::string_view bytes, std::string_view declared = {});

/// True when the bytes look like no text in any encoding (many control characters): images, executables, archives.
bool looks_binary(std::string_view bytes);

} // namespace demarche::text
