// SPDX-License-Identifier: GPL-3.0-or-later
// The program's two streams and its terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "search/options.hh"
#include "search/query/error.hh"

namespace demarche::search {

/// Writes all of it to standard output and gives `code`; what a closed pipe does not take is not our failure (0).
int write_out(std::string_view text, int code);

/// A line on standard error: "demarche-search: note: …".
void say(std::string_view severity, const std::string& text);

/// The error, and for errors of the query the place in it; gives the exit code.
int report(const QueryError& error, const std::string& query);

bool use_colour(const Options& options);

/// Columns, within reason; 80 when standard output is no terminal.
std::size_t terminal_width();

} // namespace demarche::search
