// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden.hh"

#include <algorithm>
#include <cstdint>
#include <regex>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "tests/support/temp_dir.hh"

namespace demarche::test {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t context_lines = 3;

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1);
        lines.push_back(text.substr(0, end + 1));
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// One line of a diff: ' ', '-' or '+', and the text.
struct Edit {
    char sign;
    std::string_view line;
};

/// The edits by longest common subsequence; quadratic, which golden files are small enough for.
std::vector<Edit> edits_of(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b) {
    std::vector<std::vector<std::uint32_t>> common(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            common[i][j] = a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
        }
    }
    std::vector<Edit> edits;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() || j < b.size()) {
        if (i < a.size() && j < b.size() && a[i] == b[j]) {
            edits.push_back({' ', a[i++]});
            ++j;
        } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
            edits.push_back({'-', a[i++]});
        } else {
            edits.push_back({'+', b[j++]});
        }
    }
    return edits;
}

} // namespace

std::string unified_diff(std::string_view approved, std::string_view received) {
    const std::vector<Edit> edits = edits_of(lines_of(approved), lines_of(received));
    std::vector<bool> shown(edits.size(), false);
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (edits[i].sign != ' ') {
            const std::size_t begin = i - std::min(i, context_lines);
            std::fill(shown.begin() + static_cast<std::ptrdiff_t>(begin),
                      shown.begin() + static_cast<std::ptrdiff_t>(std::min(i + context_lines + 1, edits.size())), true);
        }
    }
    std::string out;
    std::size_t line = 1; // of the approved text
    for (std::size_t i = 0; i < edits.size(); ++i) {
        if (shown[i] && (i == 0 || !shown[i - 1])) {
            out += fmt::format("@@ line {} @@\n", line);
        }
        if (shown[i]) {
            out += edits[i].sign;
            out += edits[i].line;
            if (!edits[i].line.ends_with('\n')) {
                out += "\n\\ no newline at the end\n";
            }
        }
        line += edits[i].sign == '+' ? 0 : 1;
    }
    return out;
}

Comparison compare_golden(const fs::path& goldens, const std::string& name, std::string_view received) {
    const fs::path golden = fs::path(DEMARCHE_SOURCE_DIR) / goldens / name;
    const fs::path kept = fs::path(DEMARCHE_RECEIVED_DIR) / goldens / name;
    const bool exists = fs::exists(golden);
    const std::string approved = exists ? read_file(golden) : std::string();
    if (exists && approved == received) {
        fs::remove(kept);
        return {true, {}};
    }
    write_file(kept, received);
    return {false, fmt::format("{}\n{}(scripts/approve shows and approves such differences)",
                               exists ? golden.string() : "no golden file " + golden.string(),
                               unified_diff(approved, received))};
}

std::string sanitized(std::string text, const std::vector<std::pair<std::string, std::string>>& replacements) {
    for (const auto& [what, name] : replacements) {
        for (std::size_t at = text.find(what); !what.empty() && at != std::string::npos;
             at = text.find(what, at + name.size())) {
            text.replace(at, what.size(), name);
        }
    }
    static const std::regex rate(R"(\b[0-9][0-9.,]*( ?[kM]B/s| (articles|statements)/s))");
    static const std::regex time(R"(\b[0-9]+(\.[0-9]+)? ?(ms|µs|s|seconds?|minutes?)\b)");
    text = std::regex_replace(text, rate, "<RATE>");
    return std::regex_replace(text, time, "<TIME>");
}

} // namespace demarche::test
