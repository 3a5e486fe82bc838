// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/case_file.hh"

#include <algorithm>
#include <stdexcept>

namespace demarche::test {

namespace {

Case parse_head(std::string_view line) {
    const std::size_t end = line.find(']');
    if (end == std::string_view::npos || end == 1) {
        throw std::runtime_error("no name: " + std::string(line));
    }
    Case head{std::string(line.substr(1, end - 1)), false, {}};
    std::string_view rest = line.substr(end + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest == "terminal") {
        head.terminal = true;
    } else if (!rest.empty()) {
        throw std::runtime_error("unknown word after a name: " + std::string(line));
    }
    return head;
}

} // namespace

std::vector<Case> parse_cases(std::string_view text) {
    std::vector<Case> cases;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with('#') || line.empty()) {
            continue;
        }
        if (line.starts_with('[')) {
            Case next = parse_head(line);
            const auto same = [&next](const Case& other) { return other.name == next.name; };
            if (std::any_of(cases.begin(), cases.end(), same)) {
                throw std::runtime_error("two cases are named " + next.name);
            }
            cases.push_back(std::move(next));
        } else if (!cases.empty()) {
            cases.back().commands += std::string(line) + "\n";
        }
    }
    for (const Case& one : cases) {
        if (one.commands.empty()) {
            throw std::runtime_error("nothing to run in " + one.name);
        }
    }
    return cases;
}

} // namespace demarche::test
