// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/language/guess.hh"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

#include <unicode/uscript.h>

#include "common/text/csv.hh"
#include "common/text/fold.hh"
#include "common/text/utf8.hh"
#include "common/text/words.hh"
#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t sample_bytes = 6000;

/// Folded common words, each with the languages it belongs to (indices into `languages`).
struct CommonWords {
    std::vector<std::string> languages;
    std::unordered_map<std::string, std::vector<std::size_t>> words;
};

const CommonWords& common_words() {
    static const CommonWords built = [] {
        constexpr std::string_view folder = "language/data/";
        constexpr std::string_view name = "/function_words.tsv";
        CommonWords out;
        for (const data::File& file : data::files()) {
            if (!file.path.starts_with(folder) || !file.path.ends_with(name)) {
                continue;
            }
            const std::string_view language =
                file.path.substr(folder.size(), file.path.size() - folder.size() - name.size());
            text::CsvReader rows(file.text, std::string(file.path), text::tsv_format);
            std::vector<std::string> row;
            bool header = true;
            while (rows.next(row).value_or(false)) {
                if (!std::exchange(header, false)) {
                    std::vector<std::size_t>& belongs = out.words[text::fold(row.front())];
                    // Two words of one language can fold to the same ("à" and "a").
                    if (belongs.empty() || belongs.back() != out.languages.size()) {
                        belongs.push_back(out.languages.size());
                    }
                }
            }
            out.languages.emplace_back(language);
        }
        return out;
    }();
    return built;
}

/// Letters that Persian has and Arabic has not.
bool is_persian(char32_t c) {
    return c == 0x67e || c == 0x686 || c == 0x698 || c == 0x6af || c == 0x6cc || c == 0x6a9;
}

/// Letters of each script, and those that tell Persian from Arabic.
struct Letters {
    std::map<UScriptCode, std::size_t> scripts;
    std::size_t all = 0;
    std::size_t persian = 0;
};

Letters count_letters(std::string_view text) {
    Letters out;
    for (std::size_t at = 0; at < text.size();) {
        const auto c = text::next_code_point(text, at);
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = c < 0x80
                                       ? (((c | 0x20U) >= 'a' && (c | 0x20U) <= 'z') ? USCRIPT_LATIN : USCRIPT_COMMON)
                                       : uscript_getScript(static_cast<UChar32>(c), &status);
        if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
            ++out.scripts[script];
            ++out.all;
            out.persian += static_cast<std::size_t>(is_persian(c));
        }
    }
    return out;
}

/// Scripts that belong to one language, as far as news goes.
constexpr std::array<std::pair<UScriptCode, std::string_view>, 7> script_languages{{{USCRIPT_GREEK, "el"},
                                                                                    {USCRIPT_HEBREW, "he"},
                                                                                    {USCRIPT_HANGUL, "ko"},
                                                                                    {USCRIPT_THAI, "th"},
                                                                                    {USCRIPT_DEVANAGARI, "hi"},
                                                                                    {USCRIPT_GEORGIAN, "ka"},
                                                                                    {USCRIPT_ARMENIAN, "hy"}}};

std::string by_script(const Letters& letters) {
    const auto share = [&](UScriptCode script) {
        const auto found = letters.scripts.find(script);
        return found == letters.scripts.end() ? 0.0
                                              : static_cast<double>(found->second) / static_cast<double>(letters.all);
    };
    for (const auto& [script, language] : script_languages) {
        if (share(script) > 0.5) {
            return std::string(language);
        }
    }
    if (share(USCRIPT_ARABIC) > 0.5) {
        return letters.persian * 50 > letters.all ? "fa" : "ar";
    }
    const double kana = share(USCRIPT_HIRAGANA) + share(USCRIPT_KATAKANA);
    if (kana + share(USCRIPT_HAN) > 0.5) {
        return kana > 0.05 ? "ja" : "zh";
    }
    return {};
}

/// For each language how often its common words stand in a text.
std::vector<double> word_scores(const std::vector<text::Word>& words) {
    const CommonWords& common = common_words();
    std::vector<double> scores(common.languages.size(), 0);
    for (const text::Word& word : words) {
        const auto found = common.words.find(text::fold(word.form));
        if (found != common.words.end()) {
            // A word that many languages share says little about any of them.
            for (const std::size_t language : found->second) {
                scores[language] += 1.0 / static_cast<double>(found->second.size());
            }
        }
    }
    return scores;
}

std::string by_words(std::string_view text) {
    const CommonWords& common = common_words();
    const std::vector<text::Word> words = text::words(text);
    std::vector<double> scores = word_scores(words);
    if (scores.empty() || words.empty()) {
        return {};
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    const double score = std::exchange(*best, 0.0);
    const double next = *std::max_element(scores.begin(), scores.end());
    // News has one such word in three; lists of names and numbers have none, and remain unknown.
    const bool clear = score >= 2 && score >= 0.1 * static_cast<double>(words.size()) && score > 1.3 * next;
    return clear ? common.languages[static_cast<std::size_t>(best - scores.begin())] : std::string();
}

/// The text's first few thousand bytes.
std::string_view sample_of(std::string_view text) {
    std::string_view sample = text.substr(0, sample_bytes);
    while (sample.size() < text.size() && !sample.empty() &&
           (static_cast<unsigned char>(text[sample.size()]) & 0xc0U) == 0x80U) {
        sample.remove_suffix(1);
    }
    return sample;
}

bool is_told_by_script(std::string_view language) {
    constexpr std::array<std::string_view, 4> others{"ar", "fa", "ja", "zh"};
    return std::find(others.begin(), others.end(), language) != others.end() ||
           std::any_of(script_languages.begin(), script_languages.end(),
                       [&](const auto& one) { return one.second == language; });
}

} // namespace

std::string guess_language(std::string_view text) {
    const std::string_view sample = sample_of(text);
    const Letters letters = count_letters(sample);
    if (letters.all == 0) {
        return {};
    }
    const std::string language = by_script(letters);
    return language.empty() ? by_words(sample) : language;
}

std::string contradicted_language(std::string_view text, std::string_view declared) {
    const std::string guessed = guess_language(text);
    if (guessed.empty() || guessed == declared) {
        return {};
    }
    const CommonWords& common = common_words();
    const auto known = std::find(common.languages.begin(), common.languages.end(), declared);
    if (known == common.languages.end()) {
        return is_told_by_script(declared) ? guessed : std::string();
    }
    const auto told = std::find(common.languages.begin(), common.languages.end(), guessed);
    if (told == common.languages.end()) {
        return guessed;
    }
    const std::vector<double> scores = word_scores(text::words(sample_of(text)));
    const double of_declared = scores[static_cast<std::size_t>(known - common.languages.begin())];
    const double of_guessed = scores[static_cast<std::size_t>(told - common.languages.begin())];
    // A page of another language quotes a line of this one, or shares words with it.
    return of_guessed >= 10 && of_guessed > 4 * of_declared ? guessed : std::string();
}

} // namespace demarche::indexer
