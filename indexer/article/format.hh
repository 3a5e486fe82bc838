// SPDX-License-Identifier: GPL-3.0-or-later
// Which format an entry is in, told by its first bytes, and by its name only where those leave it open.
#pragma once

#include <string_view>

namespace demarche::indexer {

enum class Format {
    /// No bytes, or nothing but white space.
    empty,
    plain_text,
    /// One JSON object a line.
    json_lines,
    /// One JSON value: an article, or a list of them.
    json,
    /// Known, and not read.
    unsupported,
    /// No text.
    binary,
};

struct FormatGuess {
    Format format = Format::plain_text;
    /// What it is, for messages: "gzip", "HTML".
    std::string_view name;
};

/// `head` are the first bytes (as many as there are, up to some ten thousand), `name` the entry's.
FormatGuess guess_format(std::string_view head, std::string_view name);

} // namespace demarche::indexer
