// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of demarche-search as plain values.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "search/engine/search.hh"

namespace demarche::search {

enum class Colour { automatic, always, never };

struct Options {
    /// The arguments that are no options, joined by blanks.
    std::string query;
    std::vector<std::filesystem::path> indexes;
    std::string format = "text";
    Request request;
    /// The query is text: words without operators.
    bool literal = false;
    /// Run the better query where the one typed is a question or finds nothing.
    bool relax = false;
    /// The field whose values are wanted; the query is the beginning of the values then.
    std::string values;
    /// A file of queries, one a line.
    std::string batch;
    /// Processors to use; 0: all.
    std::size_t jobs = 0;
    bool count = false;
    bool explain = false;
    bool fields = false;
    bool quiet = false;
    Colour colour = Colour::automatic;
    /// --now, as written.
    std::string now;
    bool month_first = false;
};

/// The program is to print this and end (help, version, a wrong option).
struct EarlyExit {
    int code = 0;
    std::string to_stdout;
    std::string to_stderr;
};

std::variant<Options, EarlyExit> read_options(int argc, const char* const* argv);

} // namespace demarche::search
