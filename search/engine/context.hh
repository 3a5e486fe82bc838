// SPDX-License-Identifier: GPL-3.0-or-later
// What stands before and after a statement in its article.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/model/statement.hh"

namespace demarche::search {

struct Context {
    std::string before;
    std::string after;
};

/// Up to `words` words on each side, cut at white space; line breaks are spaces. Empty when the statement's spans lie
/// outside.
Context context_of(std::string_view article_text, const Statement& statement, std::size_t words);

} // namespace demarche::search
