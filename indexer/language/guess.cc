// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/language/guess.hh"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include <unicode/uscript.h>

#include "common/text/ascii.hh"
#include "common/text/csv.hh"
#include "common/text/fold.hh"
#include "common/text/utf8.hh"
#include "common/text/words.hh"
#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t sample_bytes = 6000;

/// The common words of all languages, by their folded forms. Built once and then read by every thread.
class CommonWords {
  public:
    CommonWords() {
        constexpr std::string_view folder = "language/data/";
        constexpr std::string_view name = "/function_words.tsv";
        std::vector<std::pair<std::string, std::size_t>> belongs;
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
                    belongs.emplace_back(text::fold(row.front()), languages_.size());
                }
            }
            languages_.emplace_back(language);
        }
        std::sort(belongs.begin(), belongs.end());
        // Two words of one language can fold to the same ("à" and "a").
        belongs.erase(std::unique(belongs.begin(), belongs.end()), belongs.end());
        for (auto& [folded, language] : belongs) {
            words_[std::move(folded)].languages.push_back(language);
        }
        for (auto& [folded, word] : words_) {
            // A word that many languages share says little about any of them.
            word.share = 1.0 / static_cast<double>(word.languages.size());
            if (text::is_folded_ascii(folded)) {
                longest_plain_ = std::max(longest_plain_, folded.size());
            }
        }
        make_slots();
    }

    struct Word {
        /// Indices into languages().
        std::vector<std::size_t> languages;
        double share = 0;
    };

    const std::vector<std::string>& languages() const { return languages_; }

    /// What is known of a word of a text, or null; `folded` is memory to use.
    const Word* find(const text::WordView& word, std::string& folded) const {
        if (word.plain) {
            if (word.form.size() <= most_packed) {
                return find_packed(packed(word.form));
            }
            // Long words are many, and common words short.
            if (word.form.size() > longest_plain_) {
                return nullptr;
            }
        }
        text::fold_into(folded, word.form);
        const auto found = words_.find(folded);
        return found == words_.end() ? nullptr : &found->second;
    }

  private:
    /// A short word of ASCII letters and digits as a number, which is hashed and compared at once; never 0.
    static std::uint64_t packed(std::string_view word) {
        std::uint64_t value = 0;
        for (const char c : word) {
            // The bit makes letters small, and digits have it.
            value = value << 8U | static_cast<unsigned char>(c) | 0x20U;
        }
        return value;
    }
    static constexpr std::size_t most_packed = sizeof(std::uint64_t);

    struct Slot {
        std::uint64_t packed = 0; // 0 is free
        const Word* word = nullptr;
    };

    /// A quarter full, so that what is no common word seldom meets one.
    void make_slots() {
        slots_.resize(std::bit_ceil(words_.size() * 4 + 1));
        for (const auto& [folded, word] : words_) {
            if (!folded.empty() && folded.size() <= most_packed && text::is_folded_ascii(folded)) {
                std::size_t at = slot_of(packed(folded));
                while (slots_[at].packed != 0) {
                    at = next_slot(at);
                }
                slots_[at] = {packed(folded), &word};
            }
        }
    }

    const Word* find_packed(std::uint64_t word) const {
        std::size_t at = slot_of(word);
        while (slots_[at].packed != word && slots_[at].packed != 0) {
            at = next_slot(at);
        }
        return slots_[at].word;
    }

    std::size_t slot_of(std::uint64_t word) const { return (word * 0x9e3779b97f4a7c15U >> 32U) & (slots_.size() - 1); }
    std::size_t next_slot(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

    std::vector<std::string> languages_;
    std::unordered_map<std::string, Word> words_;
    /// The short plain ones once more.
    std::vector<Slot> slots_;
    /// Bytes of the longest one that is ASCII.
    std::size_t longest_plain_ = 0;
};

const CommonWords& common_words() {
    static const CommonWords built;
    return built;
}

/// Letters that Persian has and Arabic has not.
bool is_persian(char32_t c) {
    return c == 0x67e || c == 0x686 || c == 0x698 || c == 0x6af || c == 0x6cc || c == 0x6a9;
}

/// Letters of each script, and those that tell Persian from Arabic.
struct Letters {
    std::array<std::size_t, USCRIPT_CODE_LIMIT> scripts{};
    std::size_t all = 0;
    std::size_t persian = 0;
};

Letters count_letters(std::string_view text) {
    Letters out;
    for (std::size_t at = 0; at < text.size();) {
        if (const std::size_t end = text::skip_ascii(text, at); end != at) {
            const auto letters =
                static_cast<std::size_t>(std::count_if(text.begin() + at, text.begin() + end, text::is_ascii_letter));
            out.scripts[USCRIPT_LATIN] += letters;
            out.all += letters;
            at = end;
            continue;
        }
        const auto c = text::next_code_point(text, at);
        UErrorCode status = U_ZERO_ERROR;
        const UScriptCode script = uscript_getScript(static_cast<UChar32>(c), &status);
        if (script != USCRIPT_COMMON && script != USCRIPT_INHERITED) {
            // A newer Unicode's scripts have no place of their own.
            if (script >= 0 && script < USCRIPT_CODE_LIMIT) {
                ++out.scripts[static_cast<std::size_t>(script)];
            }
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
        return static_cast<double>(letters.scripts[static_cast<std::size_t>(script)]) /
               static_cast<double>(letters.all);
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

struct WordScores {
    /// For each language how often its common words stand in a text.
    std::vector<double> languages;
    std::size_t words = 0;
};

WordScores word_scores(std::string_view text) {
    const CommonWords& common = common_words();
    WordScores scores;
    scores.languages.assign(common.languages().size(), 0);
    std::string folded;
    text::each_word(text, [&](const text::WordView& word) {
        ++scores.words;
        if (const CommonWords::Word* const known = common.find(word, folded)) {
            for (const std::size_t language : known->languages) {
                scores.languages[language] += known->share;
            }
        }
    });
    return scores;
}

std::string by_words(std::string_view text) {
    auto [scores, words] = word_scores(text);
    if (scores.empty() || words == 0) {
        return {};
    }
    const auto best = std::max_element(scores.begin(), scores.end());
    const double score = std::exchange(*best, 0.0);
    const double next = *std::max_element(scores.begin(), scores.end());
    // News has one such word in three; lists of names and numbers have none, and remain unknown.
    const bool clear = score >= 2 && score >= 0.1 * static_cast<double>(words) && score > 1.3 * next;
    return clear ? common_words().languages()[static_cast<std::size_t>(best - scores.begin())] : std::string();
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
    const std::vector<std::string>& languages = common_words().languages();
    const auto known = std::find(languages.begin(), languages.end(), declared);
    if (known == languages.end()) {
        return is_told_by_script(declared) ? guessed : std::string();
    }
    const auto told = std::find(languages.begin(), languages.end(), guessed);
    if (told == languages.end()) {
        return guessed;
    }
    const std::vector<double> scores = word_scores(sample_of(text)).languages;
    const double of_declared = scores[static_cast<std::size_t>(known - languages.begin())];
    const double of_guessed = scores[static_cast<std::size_t>(told - languages.begin())];
    // A page of another language quotes a line of this one, or shares words with it.
    return of_guessed >= 10 && of_guessed > 4 * of_declared ? guessed : std::string();
}

} // namespace demarche::indexer
