// SPDX-License-Identifier: GPL-3.0-or-later
// Failures of inputs as JSON records: the lines of --errors.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::indexer {

/// Where in the input something failed.
struct Place {
    /// The file, or "-".
    std::string archive;
    /// The member inside; empty for the file itself.
    std::string entry;
    /// Line and column in it, from 1.
    std::optional<std::size_t> line = std::nullopt;
    std::optional<std::size_t> column = std::nullopt;
    /// Number of the article in a list of them, from 0.
    std::optional<std::size_t> item = std::nullopt;
};

/// Takes the place of an error apart: the shortest part that is a file is the archive. What is no file at all (it has
/// vanished, its name is no UTF-8) is all archive.
Place read_place(std::string_view where);

/// Appends one object, without a line end.
void append_failure(std::string& out, const Error& error);

} // namespace demarche::indexer
