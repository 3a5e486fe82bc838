// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the files that say what golden runs do.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::test {

/// One golden run: a `[name]` line (followed by `terminal` when output goes to one), then lines of shell.
struct Case {
    std::string name;
    bool terminal = false;
    std::string commands;
};

/// The cases of a file's text. Lines before the first name and lines that begin with '#' are comments. Throws
/// std::runtime_error for a name used twice, an empty case and an unknown word after a name.
std::vector<Case> parse_cases(std::string_view text);

} // namespace demarche::test
