// SPDX-License-Identifier: GPL-3.0-or-later
// Which format an entry is in, told by its first bytes, and by its name only where those leave it open.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace demarche::indexer {

enum class Format {
    /// No bytes, or nothing but white space.
    empty,
    plain_text,
    /// Plain text with marks for headings, emphasis and links.
    markdown,
    /// One JSON object a line.
    json_lines,
    /// One JSON value: an article, or a list of them.
    json,
    html,
    /// RSS 2.0, RSS 1.0, Atom.
    feed,
    /// NewsML-G2, or NITF.
    newsml,
    /// Comma or tab separated values with a header line.
    table,
    pdf,
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

/// The format of this name, as --as takes it ("html", "jsonl", "csv"); nothing for an unknown one.
std::optional<FormatGuess> format_named(std::string_view name);

/// The names that format_named knows.
std::vector<std::string_view> format_names();

/// `head` are the first bytes (as many as there are, up to some ten thousand), `name` the entry's.
FormatGuess guess_format(std::string_view head, std::string_view name);

} // namespace demarche::indexer
