// SPDX-License-Identifier: GPL-3.0-or-later
// Cuts a query into tokens: runs of text, phrases, parentheses, bars.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/query/error.hh"

namespace demarche::search {

enum class TokenType { text, phrase, open, close, bar, end };

struct Token {
    TokenType type = TokenType::end;
    /// The run as typed; of a phrase, what stands between its quotation marks.
    std::string text;
    /// Code point where it begins, from 1.
    std::size_t column = 1;
    /// No white space stands before it.
    bool glued = false;
    /// The n of "…"~n.
    std::optional<std::size_t> distance;
};

/// The tokens of valid UTF-8, ended by one of type end. Error: a quotation mark that is not closed.
///
/// A phrase is opened by any of " “ ” „ ‟ « » 「 『 ＂ and closed by any mark of the same family (" “ ” „ ‟ ＂ are one
/// family, « » another): what word processors make of quotation marks is not worth an error.
QueryResult<std::vector<Token>> tokenize(std::string_view query);

} // namespace demarche::search
