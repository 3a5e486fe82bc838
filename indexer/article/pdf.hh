// SPDX-License-Identifier: GPL-3.0-or-later
// PDF documents as articles, where the program was built with poppler.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// Reads a document. The error says why there is none: PDF is not built in, the file is damaged or encrypted, or it is
/// a scan without text.
Result<Article> read_pdf(std::string_view bytes);

/// The text of pages, each as its lines: lines of a paragraph and words cut at a line's end are joined, page numbers
/// and lines that stand at the head or foot of most pages are dropped.
std::string join_pages(const std::vector<std::string>& pages);

} // namespace demarche::indexer
