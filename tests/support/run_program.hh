// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a program as a user would, and keeps what it wrote and how it ended.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace demarche::test {

struct RunOptions {
    /// Added to a small fixed environment (PATH with the built programs first, TZ=UTC, LC_ALL=C.UTF-8, HOME in the
    /// working folder); nothing of the caller's own gets through but what sanitizers and coverage need.
    std::map<std::string, std::string> environment;
    /// What the program reads from standard input.
    std::string input;
    /// Working folder; the caller's when empty.
    std::filesystem::path folder;
    /// Standard output and standard error are one terminal of 80 columns; all that is written comes as `out`.
    bool terminal = false;
    /// Stop reading standard output after so many bytes and close it, as `head` does.
    std::optional<std::size_t> close_output_after;
    /// Seconds until the program is killed.
    unsigned timeout = 60;
};

struct Outcome {
    /// Exit code; 128 + signal number when a signal ended it, as a shell says it.
    int exit = 0;
    std::string out;
    std::string err;
    bool timed_out = false;
};

/// Runs `program` (found in PATH unless it has a slash) with `arguments`, and waits for its end. Throws
/// std::system_error when it cannot be started.
Outcome run_program(const std::string& program, const std::vector<std::string>& arguments,
                    const RunOptions& options = {});

} // namespace demarche::test
