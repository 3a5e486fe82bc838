// SPDX-License-Identifier: GPL-3.0-or-later
// What a page says about its article: title, address, outlet, authors, dates, language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/article/dom.hh"

namespace demarche::indexer {

/// Empty members are not known. Dates are ISO 8601.
struct PageMetadata {
    std::string title;
    /// The page's own, canonical address.
    std::string url;
    std::string outlet;
    std::vector<std::string> authors;
    std::string published;
    std::string modified;
    std::string place;
    /// BCP 47.
    std::string language;
    /// The article's text as JSON-LD gives it, perhaps cut.
    std::string body;
    /// The page says that it is an article.
    bool article = false;
    /// The page says that it is a list, an offer, a search.
    bool listing = false;
};

/// Reads JSON-LD, OpenGraph and other meta elements, microdata and <time>, in this order of trust. `address` is where
/// the page was fetched, as far as that is known. Dates that are only printed are for date_beside().
PageMetadata read_page_metadata(const Dom& dom, std::string_view address);

} // namespace demarche::indexer
