// SPDX-License-Identifier: GPL-3.0-or-later
// What a page says about its article in JSON-LD (schema.org).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche::indexer {

/// Empty members are not known. Dates are as written.
struct LinkedData {
    /// True when something of an article's type was there.
    bool article = false;
    /// True when the page is said to be a list, a shop's offer, a search.
    bool listing = false;
    std::string title;
    std::string body;
    std::string url;
    std::string outlet;
    std::string published;
    std::string modified;
    std::string language;
    std::string place;
    std::vector<std::string> authors;
};

/// Reads the scripts of a page together: objects, lists, @graph, references by @id. Of several articles the one whose
/// address is `url` or, failing that, whose headline is `title` is taken, else the first. Slightly broken JSON (line
/// ends in strings, commas before brackets, comments around it) is read; what cannot be is passed over.
LinkedData read_linked_data(const std::vector<std::string>& scripts, std::string_view url, std::string_view title);

} // namespace demarche::indexer
