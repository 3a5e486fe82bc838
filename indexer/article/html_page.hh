// SPDX-License-Identifier: GPL-3.0-or-later
// A web page as an article.
#pragma once

#include <string>
#include <string_view>

#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// Reads a page (UTF-8). `address` is where it was fetched, empty when not known. An error says why the page is no
/// article: it has no text, or is a list of links.
Result<Article> read_html_page(std::string_view html, std::string_view address);

/// Text of a piece of HTML, a paragraph a line; what has no markup comes back as one paragraph a line, too.
std::string text_of_html(std::string_view html);

} // namespace demarche::indexer
