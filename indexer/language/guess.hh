// SPDX-License-Identifier: GPL-3.0-or-later
// Which language a text is in, told by its script and its commonest words.
#pragma once

#include <string>
#include <string_view>

namespace demarche::indexer {

/// The BCP 47 tag of the text's language, judged by its first few thousand bytes; empty when nothing is clear enough.
/// Told by script: Greek, Hebrew, Arabic, Persian, Chinese, Japanese, Korean, Thai, Hindi, Georgian, Armenian; by
/// common words: every language that has the data file function_words.tsv.
std::string guess_language(std::string_view text);

/// The language of a text that is said to be `declared` (a tag without region) and clearly is not; empty when it may
/// be. Only languages that guess_language can tell contradict each other, and related ones only when they are far
/// apart.
std::string contradicted_language(std::string_view text, std::string_view declared);

} // namespace demarche::indexer
