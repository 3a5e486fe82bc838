// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/page_words.hh"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/text/csv.hh"
#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

using Words = std::unordered_map<std::string, Says>;

const Words& page_words() {
    static const Words built = [] {
        Words out;
        text::CsvReader rows(data::page_words_tsv, "page_words.tsv", text::tsv_format);
        std::vector<std::string> row;
        while (rows.next(row).value_or(false)) {
            if (row.size() == 2) {
                out[row[0]] = row[1] == "drop" ? Says::drop : row[1] == "weak" ? Says::weak : Says::keep;
            }
        }
        return out;
    }();
    return built;
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

} // namespace

Says words_say(std::string_view value) {
    const Words& words = page_words();
    Says strongest = Says::nothing;
    std::string word;
    std::string before;
    const auto look = [&](const std::string& one) {
        const auto found = words.find(one);
        if (found != words.end()) {
            strongest = std::max(strongest, found->second);
        }
    };
    const auto finish = [&](bool whole) {
        if (word.empty()) {
            return;
        }
        look(word);
        if (!before.empty()) {
            look(before + "-" + word);
        }
        before = whole ? std::string() : word;
        word.clear();
    };
    for (std::size_t i = 0; i < value.size() && i < 512; ++i) {
        const char c = value[i];
        if (is_upper(c) && i > 0 && is_lower(value[i - 1])) {
            finish(false);
        }
        if (is_upper(c) || is_lower(c)) {
            word += is_upper(c) ? static_cast<char>(c + 32) : c;
        } else {
            finish(c == ' ');
        }
    }
    finish(true);
    return strongest;
}

Says element_says(const Dom& dom, NodeId id) {
    Says strongest = Says::nothing;
    for (const std::string_view name : {"class", "id", "role", "itemprop", "data-component", "aria-label"}) {
        const std::string_view value = dom.attribute(id, name);
        if (!value.empty()) {
            strongest = std::max(strongest, words_say(value));
        }
    }
    return strongest;
}

} // namespace demarche::indexer
