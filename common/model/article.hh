// SPDX-License-Identifier: GPL-3.0-or-later
// An article as the readers give it and as the index keeps it (the contract's article record).
#pragma once

#include <string>
#include <vector>

namespace demarche {

/// Strings are UTF-8; an empty string or list means "not known". `text` is the body as decoded, paragraphs separated by
/// newlines, and is never normalized: offsets of statements are code points into it.
struct Article {
    std::string id;
    std::string title;
    std::string text;
    std::string url;
    std::string outlet;
    std::vector<std::string> agencies;
    std::vector<std::string> authors;
    /// ISO 8601 date or date-time, as written.
    std::string published;
    std::string modified;
    std::string place;
    /// BCP 47.
    std::string language;
    /// Where the article was read: the path, and the entry inside a container.
    std::string source;
    /// True when `published` is the caller's default (`--date`) and not the article's own.
    bool date_given = false;
    /// Further places where the same article was read, as far as the one that gives it knows them.
    std::vector<std::string> sources = {};

    bool operator==(const Article&) const = default;
};

} // namespace demarche
