// SPDX-License-Identifier: GPL-3.0-or-later
// Markdown as the text that it stands for.
#pragma once

#include <string>
#include <string_view>

namespace demarche::indexer {

struct MarkdownText {
    /// Paragraphs, one a line, without marks of emphasis, links and headings.
    std::string text;
    /// The first heading of the first level; it is no part of the text.
    std::string title;
};

/// Reads the body of a Markdown document (behind its head). Lines of one paragraph are joined; code, tables and HTML
/// stay as they are.
MarkdownText read_markdown(std::string_view markdown);

} // namespace demarche::indexer
