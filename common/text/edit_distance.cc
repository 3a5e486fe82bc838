// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/edit_distance.hh"

#include <algorithm>
#include <vector>

#include "common/text/utf8.hh"

namespace demarche::text {

namespace {

std::vector<char32_t> code_points(std::string_view text) {
    std::vector<char32_t> out;
    for (std::size_t at = 0; at < text.size();) {
        out.push_back(next_code_point(text, at));
    }
    return out;
}

} // namespace

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    const auto s = code_points(a);
    const auto t = code_points(b);
    if (std::max(s.size(), t.size()) - std::min(s.size(), t.size()) > limit) {
        return limit + 1;
    }
    // Three rows of the table of optimal string alignment.
    std::vector<std::size_t> before(t.size() + 1);
    std::vector<std::size_t> last(t.size() + 1);
    std::vector<std::size_t> row(t.size() + 1);
    for (std::size_t j = 0; j <= t.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= s.size(); ++i) {
        row[0] = i;
        std::size_t least = row[0];
        for (std::size_t j = 1; j <= t.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (s[i - 1] == t[j - 1] ? 0U : 1U)});
            if (i > 1 && j > 1 && s[i - 1] == t[j - 2] && s[i - 2] == t[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
            least = std::min(least, row[j]);
        }
        if (least > limit) {
            return limit + 1;
        }
        before.swap(last);
        last.swap(row);
    }
    return std::min(last[t.size()], limit + 1);
}

std::string_view meant_for(std::string_view word, std::span<const std::string_view> choices) {
    std::string_view best;
    std::size_t nearest = 3;
    for (const std::string_view choice : choices) {
        const std::size_t distance = edit_distance(word, choice, nearest);
        if (distance < nearest && distance < choice.size() / 2 + 1) {
            nearest = distance;
            best = choice;
        }
    }
    return best;
}

} // namespace demarche::text
