// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/topics.hh"

#include <algorithm>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

/// Prefix terms are found by this many bytes; shorter ones are not allowed in the file.
constexpr size_t prefix_key = 3;

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const size_t end = std::min(text.find(separator), text.size());
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// Words that begin no term.
constexpr WordClasses function_words = WordClass::determiner | WordClass::possessive | WordClass::preposition |
                                       WordClass::conjunction | WordClass::auxiliary | WordClass::modal |
                                       WordClass::object | WordClass::relative | WordClass::wh | WordClass::to |
                                       WordClass::adverb;

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool matches(std::string_view word, std::string_view pattern) {
    if (!pattern.empty() && pattern.back() == '*') {
        return word.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return word == pattern;
}

} // namespace

const Topics& Topics::of(std::string_view language) {
    static const Topics english(data::en_topics_tsv);
    (void)language; // a language is added by its topics.tsv and a line here
    return english;
}

Topics::Topics(std::string_view table) {
    bool header = true;
    for (const std::string& line : split(table, '\n')) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (header) {
            header = false;
            continue;
        }
        const std::vector<std::string> columns = split(line, '\t');
        if (columns.size() < 2) {
            continue;
        }
        const auto topic = static_cast<std::uint32_t>(names_.size());
        names_.push_back(columns[0]);
        for (const std::string& written : split(columns[1], '|')) {
            std::vector<std::string> words = split(written, ' ');
            std::string first = words.front();
            words.erase(words.begin());
            const bool capitals = first.front() == '^';
            first.erase(0, capitals ? 1 : 0);
            beginnings_.set(beginning(first));
            Term term{topic, capitals, std::move(words)};
            if (first.back() == '*' && first.size() > prefix_key) {
                first.pop_back();
                prefixes_[first.substr(0, prefix_key)].push_back({first, std::move(term)});
            } else {
                words_[first].push_back(std::move(term));
            }
        }
    }
}

std::size_t Topics::beginning(std::string_view word) {
    std::size_t key = 0;
    for (const char c : word.substr(0, prefix_key)) {
        // Capitals and small letters differ in one bit.
        key = key * 31 + (static_cast<unsigned char>(c) | 0x20U);
    }
    return key % most_beginnings;
}

bool Topics::follows(const SegmentedText& text, std::uint32_t token, std::uint32_t end, const Term& term) const {
    for (size_t i = 0; i < term.rest.size(); ++i) {
        const std::uint32_t at = token + 1 + static_cast<std::uint32_t>(i);
        if (at >= end || !matches(lower(text.word(at)), term.rest[i])) {
            return false;
        }
    }
    return true;
}

std::vector<std::string> Topics::in(const SegmentedText& text, const std::vector<Range>& pieces) const {
    std::vector<std::uint32_t> found;
    for (const Range& piece : pieces) {
        for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
            const Token& token = text.tokens[i];
            if (token.kind != TokenKind::word || token.possessive || token.end - token.begin < 2 ||
                (token.is(function_words) && !token.all_capitals)) {
                continue;
            }
            const std::string_view written = text.word(i);
            if (is_ascii(written.substr(0, prefix_key)) && !beginnings_.test(beginning(written))) {
                continue;
            }
            const std::string word = lower(written);
            if (const auto terms = words_.find(word); terms != words_.end()) {
                for (const Term& term : terms->second) {
                    if ((!term.capitals || token.all_capitals) && follows(text, i, piece.end, term)) {
                        found.push_back(term.topic);
                    }
                }
            }
            if (word.size() >= prefix_key) {
                if (const auto bucket = prefixes_.find(word.substr(0, prefix_key)); bucket != prefixes_.end()) {
                    for (const Prefix& prefix : bucket->second) {
                        if (word.starts_with(prefix.start) && follows(text, i, piece.end, prefix.term)) {
                            found.push_back(prefix.term.topic);
                        }
                    }
                }
            }
        }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    std::vector<std::string> topics;
    topics.reserve(found.size());
    for (const std::uint32_t topic : found) {
        topics.push_back(names_[topic]);
    }
    return topics;
}

} // namespace demarche::indexer
