// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/name_pass.hh"

#include "common/text/fold.hh"

namespace demarche::indexer {

const std::string& NamePass::folded(std::uint32_t i) {
    std::string& value = folds_[i];
    if (value.empty()) {
        value = text::fold(text_.word(i));
        std::erase(value, '.');
        if (value.empty()) {
            value = " ";
        }
    }
    return value;
}

const std::vector<std::string_view>& NamePass::words_of(const NameMention& mention) {
    std::vector<std::string_view>& words = words_;
    words.clear();
    for (std::uint32_t i = mention.name.begin; i < mention.name.end; ++i) {
        if (is_word(i)) {
            words.push_back(folded(i));
        }
    }
    // "Sr", "Jr", "II" are no surnames.
    while (words.size() > 1 &&
           (words.back() == "jr" || words.back() == "sr" || words.back() == "ii" || words.back() == "iii")) {
        words.pop_back();
    }
    return words;
}

} // namespace demarche::indexer
