// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/byline.hh"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/text/ascii.hh"
#include "indexer/article/dom.hh"

namespace demarche::indexer {

namespace {

bool is_address(std::string_view text) {
    return text.starts_with("http://") || text.starts_with("https://");
}

/// A name as written in a byline: "By Anton Brandeis" without the "By"; empty for what is no name.
std::string author_name(std::string name) {
    for (const std::string_view prefix : {"by ", "by: ", "von ", "par ", "por ", "автор: ", "author: "}) {
        if (text::lower_ascii(name).starts_with(prefix)) {
            name.erase(0, prefix.size());
        }
    }
    for (const std::string_view separator : {"|", "•", "·", " / "}) {
        const std::size_t at = name.find(separator);
        if (at == 0) {
            return author_name(one_line(std::string_view(name).substr(separator.size())));
        }
        name.resize(std::min(name.size(), at));
    }
    while (!name.empty() && (name.back() == ',' || name.back() == ' ' || name.back() == ':')) {
        name.pop_back();
    }
    // Dates and times of bylines.
    const auto digits = std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool bad = name.size() > 90 || digits >= 3 || is_address(name) || name.starts_with("www.") ||
                     name.find('@') != std::string::npos || text::lower_ascii(name) == "admin" ||
                     name.find("{{") != std::string::npos || text::lower_ascii(name) == "null";
    return bad ? std::string() : name;
}

} // namespace

std::vector<std::string> authors_of(const std::vector<std::string>& written) {
    std::vector<std::string> out;
    const auto add = [&](std::string_view part) {
        std::string name = author_name(one_line(part));
        if (!name.empty() && std::find(out.begin(), out.end(), name) == out.end()) {
            out.push_back(std::move(name));
        }
    };
    for (const std::string& line : written) {
        std::string rest = line;
        for (const std::string_view both : {" and ", " und ", " et ", " & "}) {
            for (std::size_t at = rest.find(both); at != std::string::npos; at = rest.find(both)) {
                rest.replace(at, both.size(), ";");
            }
        }
        // A comma separates people where both sides are several words: not in "Brandeis, Anton".
        const bool commas = line.find(';') == std::string::npos &&
                            (rest.find(';') != std::string::npos || rest.find(' ') < rest.find(','));
        for (std::size_t begin = 0; begin <= rest.size();) {
            const std::size_t end = std::min(rest.find_first_of(commas ? ";," : ";", begin), rest.size());
            add(std::string_view(rest).substr(begin, end - begin));
            begin = end + 1;
        }
    }
    return out;
}

} // namespace demarche::indexer
