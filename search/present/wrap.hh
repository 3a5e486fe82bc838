// SPDX-License-Identifier: GPL-3.0-or-later
// Text broken into lines for a terminal, with parts of it marked.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/statement.hh"

namespace demarche::search {

struct WrapStyle {
    /// Before each line.
    std::string indent;
    /// Columns of a line, the indent among them.
    std::size_t width = 80;
    /// Before and after a marked part; every line closes what it opened.
    std::string mark_on;
    std::string mark_off;
};

/// `text` in lines broken at blanks; a word longer than a line has one of its own. `marks` are ranges of code points,
/// in order. Characters that could disturb a terminal are made visible; wide characters count two columns, combining
/// ones none.
std::string wrap(std::string_view text, const std::vector<Span>& marks, const WrapStyle& style);

} // namespace demarche::search
