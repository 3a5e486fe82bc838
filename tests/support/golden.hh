// SPDX-License-Identifier: GPL-3.0-or-later
// Comparing a text with the one that was approved (a golden file), and saying where they differ.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche::test {

struct Comparison {
    bool same = false;
    /// Empty when same; else a unified diff, approved against received, and how to approve it.
    std::string difference;
};

/// Compares `received` with the golden file `name` below the folder `goldens` (a path from the repository's root). When
/// they differ, `received` is kept in the build folder, where scripts/approve finds it.
Comparison compare_golden(const std::filesystem::path& goldens, const std::string& name, std::string_view received);

/// The lines that differ, each with three lines around it, as `diff -u` shows them; empty when the texts are equal.
std::string unified_diff(std::string_view approved, std::string_view received);

/// Replaces what changes from run to run or from machine to machine: every `path` by `name` for each pair given,
/// durations by <TIME>, rates by <RATE>.
std::string sanitized(std::string text, const std::vector<std::pair<std::string, std::string>>& replacements);

} // namespace demarche::test
