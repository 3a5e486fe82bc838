// SPDX-License-Identifier: GPL-3.0-or-later
// Words as the contract defines them, with offsets: the one tokenizer of index, query and highlighting.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::text {

/// Where a word stands in a text: [begin, end) are bytes, `cp_begin`, `cp_end` are code points.
struct WordRange {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t cp_begin = 0;
    std::size_t cp_end = 0;
};

/// One word of a text.
struct Word : WordRange {
    /// The word's characters without format characters, acronym dots ("U.S." is "US") and final 's; case and accents as
    /// written: what stemming and folding take.
    std::string form;
};

/// The words of valid UTF-8, in order. A word is a maximal run of letters, marks and digits with inner apostrophes; a
/// final 's is dropped from its form; apostrophes at either end are no part of it; format characters inside are
/// ignored, except U+200B, which separates; hyphen, dot, underscore, @ and # separate; a dotted acronym (single
/// letters, each followed by a dot, at least two) is one word. Runs of scripts written without spaces are cut by ICU's
/// dictionary.
std::vector<Word> words(std::string_view text);

/// A word that is looked at and not kept: `form` lies in the text, or in memory that the next word takes.
struct WordView : WordRange {
    std::string_view form;
    /// Known to be letters and digits of ASCII alone; what is not said to be so can be so all the same.
    bool plain = false;
};

/// Calls `use` with each of words(), without a string for each.
void each_word(std::string_view text, const std::function<void(const WordView&)>& use);

} // namespace demarche::text
