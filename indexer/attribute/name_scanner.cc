// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/name_scanner.hh"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "common/names/meaning.hh"

namespace demarche::indexer {

namespace {

using names::Meaning;
using names::Phrase;

constexpr std::array<std::string_view, 30> particles{
    "de", "del", "della", "di",   "da",  "dos", "du",  "la",  "le", "van", "von", "der", "den", "zu", "al",
    "el", "bin", "ibn",   "bint", "abu", "ben", "ter", "ten", "y",  "e",   "af",  "av",  "af",  "do", "das"};

/// Words that may join the parts of an organisation's name.
bool joins_name(std::string_view word) {
    return word == "of" || word == "for" || word == "on" || word == "and" || word == "the" || word == "&";
}

class Scanner : private NamePass {
  public:
    explicit Scanner(NameState& state) : NamePass(state) {}

    void run() {
        const auto size = static_cast<std::uint32_t>(text_.tokens.size());
        for (std::uint32_t i = 0; i < size;) {
            if (!is_name_word(i)) {
                ++i;
                continue;
            }
            i = run_at(i);
        }
    }

  private:
    using Facts = MentionFacts;

    bool starts_sentence(std::uint32_t i) const {
        const std::uint32_t begin = text_.sentences[token(i).sentence].begin;
        return i == begin || (i > 0 && (token(i - 1).kind == TokenKind::quote || token(i - 1).kind == TokenKind::stop));
    }

    /// A capitalized word that can be part of a name.
    bool is_name_word(std::uint32_t i) const {
        if (!is_capital(i)) {
            return false;
        }
        constexpr WordClasses closed =
            WordClass::preposition | WordClass::conjunction | WordClass::auxiliary | WordClass::modal |
            WordClass::object | WordClass::subordinator | WordClass::determiner | WordClass::possessive |
            WordClass::subject_male | WordClass::subject_female | WordClass::subject_plural | WordClass::subject_thing |
            WordClass::subject_first | WordClass::subject_first_plural | WordClass::subject_second |
            WordClass::relative | WordClass::wh | WordClass::negation | WordClass::adverb | WordClass::to |
            WordClass::weekday | WordClass::clause_start;
        if (token(i).is(closed)) {
            return token(i).all_capitals && token(i).end - token(i).begin > 1 &&
                   !token(i).is(WordClass::negation | WordClass::conjunction);
        }
        if (token(i).is(WordClass::month)) {
            return false;
        }
        return true;
    }

    /// "al-Hakiri", "el-Sisi": an article in lower case joined to a name.
    bool has_prefixed_article(std::uint32_t i) const {
        const std::string_view word = text_.word(i);
        return is_word(i) && !token(i).capital && word.size() > 3 && word[2] == '-' &&
               (word.starts_with("al") || word.starts_with("el") || word.starts_with("as") || word.starts_with("ad")) &&
               word[3] >= 'A' && word[3] <= 'Z';
    }

    /// "Secretary of State": the names data knows it as an office.
    bool is_office_with_of(std::uint32_t i) {
        if (!token(i + 1).is(WordClass::of) || !is_capital(i + 2)) {
            return false;
        }

        const std::array<std::string_view, 3> keys{folded(i), "of", folded(i + 2)};
        const names::Match match = who_.phrases().longest(keys);
        return match.words == 3;
    }

    /// A word that is a title before a name: "President", "Sen.", "Republican".
    bool is_title(std::uint32_t i) const {
        return token(i).is(WordClass::human | WordClass::humans | WordClass::abbreviation_title | WordClass::adjective);
    }

    /// Reads the run of name words that begins at `begin` and gives the token behind it.
    std::uint32_t run_at(std::uint32_t begin) {
        std::vector<std::uint32_t>& words = words_;
        words.clear();
        std::uint32_t i = begin;
        while (true) {
            words.push_back(i);
            std::uint32_t next = i + 1;
            if (token(next).kind == TokenKind::stop && !token(next).space_before && text_.word(next) == "." &&
                (token(i).end - token(i).begin == 1 || token(i).is(WordClass::abbreviation_title))) {
                ++next;
            }
            if ((is_name_word(next) || has_prefixed_article(next)) && token(next).quotation == token(begin).quotation) {
                i = next;
                continue;
            }
            if (token(i).is(WordClass::human) && is_office_with_of(i)) {
                words.push_back(next);
                i = next + 1;
                continue;
            }
            if (is_word(next) && !token(next).capital) {
                // "Ursula von der Leyen", "University of Chicago"
                std::uint32_t after = next;
                const bool organisation = token(i).is(WordClass::body);
                while (is_word(after) && after < next + 3 &&
                       (std::find(particles.begin(), particles.end(), text_.word(after)) != particles.end() ||
                        (organisation && joins_name(text_.word(after)) && text_.word(after) != "and"))) {
                    ++after;
                }
                if (after > next && is_name_word(after)) {
                    for (std::uint32_t k = next; k < after; ++k) {
                        words.push_back(k);
                    }
                    i = after;
                    continue;
                }
            }
            break;
        }
        split_run(words);
        return words.back() + 1;
    }

    /// Cuts a run into known phrases, titles and names.
    void split_run(const std::vector<std::uint32_t>& words) {

        const Parts& parts = parts_of(words);
        const bool body = ends_in_body(words);
        const bool headline = in_headline(words.front());
        const size_t last_title = body ? 0 : behind_last_title(words); // one past the last title that a name follows
        size_t title = 0; // first word of the titles before the name at hand
        bool demonym_first = false;
        Facts facts;
        for (size_t at = 0; at < words.size();) {
            const names::Match match = longest(parts, at);
            const size_t end = at + std::max<size_t>(match.words, 1);
            const bool last = end >= words.size();
            if (match) {
                const Meaning meaning = choose(match, last);
                const bool whole = last || !body;
                switch (meaning.what) {
                case Phrase::office:
                case Phrase::honorific:
                    if (!last && !body) {
                        const char gender = meaning.what == Phrase::honorific ? who_.honorific(meaning.id).gender
                                                                              : who_.office_word(meaning.id).gender;
                        facts.gender = gender == 'u' ? facts.gender : gender;
                        facts.person_title = true;
                        at = end;
                        continue;
                    }
                    break;
                case Phrase::demonym:
                    if (whole) {
                        facts.country = last ? facts.country : who_.entity(meaning.id).canonical;
                        demonym_first = demonym_first || at == 0;
                        known_mention(words, at, end, meaning, true);
                        at = end;
                        continue;
                    }
                    break;
                case Phrase::country:
                case Phrase::capital:
                case Phrase::seat:
                case Phrase::organisation:
                case Phrase::agency:
                case Phrase::outlet:
                    if (whole) {
                        if (is_members(words[end - 1], meaning)) {
                            at = end;
                            continue;
                        }
                        known_mention(words, at, end, meaning, false);
                        facts.country = meaning.what == Phrase::country && !last ? who_.entity(meaning.id).canonical
                                                                                 : facts.country;
                        at = end;
                        title = facts.person_title ? title : at;
                        continue;
                    }
                    break;
                case Phrase::person:
                    if (at >= last_title || end >= last_title) {
                        const int index = add(make(words, title, at, end));
                        facts.kind = NamedKind::person;
                        facts.known = meaning.id;
                        facts_[static_cast<size_t>(index)] = facts;
                        facts = {};
                        at = end;
                        title = at;
                        continue;
                    }
                    break;
                case Phrase::surname:
                    break;
                }
            }
            if (at + 1 < words.size() && is_title(words[at]) && !body) {
                facts.person_title =
                    facts.person_title || token(words[at]).is(WordClass::human | WordClass::abbreviation_title);
                const char gender = token(words[at]).info().gender;
                facts.gender = gender == 0 ? facts.gender : gender;
                ++at;
                continue;
            }
            if (at < last_title) {
                // What stands before a title: "NEA | President …", "Ohio | Gov. …".
                size_t stop = at;
                while (stop < last_title && !is_title(words[stop])) {
                    ++stop;
                }
                add(make(words, at, at, stop));
                at = stop;
                title = at;
                continue;
            }
            if (at == 1 && demonym_first && words.size() == 2 && !facts.person_title && !headline) {
                // "Varenian Daily": a demonym and one more word are a name together.
                at = 0;
                title = 0;
            }
            name_at(words, title, at, facts, body, headline);
            return;
        }
    }

    /// A run's words as the gazetteer knows them: hyphenated ones in parts.
    struct Parts {
        std::vector<std::string_view> keys;
        /// First part of each word, and one past the last.
        std::vector<size_t> first;
    };

    /// Until the next call.
    const Parts& parts_of(const std::vector<std::uint32_t>& words) {
        Parts& parts = parts_;
        parts.keys.clear();
        parts.first.clear();
        for (const std::uint32_t w : words) {
            parts.first.push_back(parts.keys.size());
            std::string_view key = folded(w);
            for (size_t dash = key.find('-'); dash != std::string_view::npos; dash = key.find('-')) {
                parts.keys.push_back(key.substr(0, dash));
                key.remove_prefix(dash + 1);
            }
            parts.keys.push_back(key);
        }
        parts.first.push_back(parts.keys.size());
        return parts;
    }

    /// The longest known phrase that begins with word `at` and ends with a whole word; `words` of the match counts
    /// words.
    names::Match longest(const Parts& parts, size_t at) const {
        names::Match match = who_.phrases().longest(std::span(parts.keys).subspan(parts.first[at]));
        const auto end = std::find(parts.first.begin() + static_cast<std::ptrdiff_t>(at), parts.first.end(),
                                   parts.first[at] + match.words);
        if (!match || end == parts.first.end()) {
            return {};
        }
        match.words = static_cast<size_t>(end - parts.first.begin()) - at;
        return match;
    }

    /// The rest of a run, which is one name.
    void name_at(const std::vector<std::uint32_t>& words, size_t title, size_t at, Facts facts, bool body,
                 bool headline) {
        const size_t count = words.size() - at;
        if (count == 1 && at == 0 && starts_sentence(words[0]) && token(words[0]).entry != nullptr) {
            return; // a common word that begins a sentence
        }
        if (count == 1 && token(words[at]).is(WordClass::humans | WordClass::crowd)) {
            return; // "Democrats"
        }
        if (words.size() == 1 && token(words[0]).is(WordClass::human)) {
            return; // "the President"
        }
        if (headline && count > 1 && !facts.person_title) {
            // Capitals say nothing in a headline: its words may join names the text knows.
            for (size_t i = at; i < words.size(); ++i) {
                add(make(words, i, i, i + 1));
                facts_.back().headline = true;
            }
            return;
        }
        if (facts.gender == 'u') {
            facts.gender = gender_before(words[0]);
        }
        const int index = add(make(words, title, at, words.size()));
        if (body) {
            facts.kind = NamedKind::organisation;
        } else if (facts.person_title || (count > 1 && who_.is_given_name(folded(words[at])))) {
            facts.kind = NamedKind::person;
        } else {
            facts.place_like = is_place_like(words[at]);
            facts.sentence_start = count == 1 && at == 0 && starts_sentence(words[0]);
        }
        facts_[static_cast<size_t>(index)] = facts;
    }

    /// "his wife, | Rakel Sund", "spokeswoman | Mira Holt": the gender of the noun right before a name.
    char gender_before(std::uint32_t first) const {
        std::uint32_t i = first;
        if (i > 0 && token(i - 1).kind == TokenKind::comma) {
            --i;
        }
        if (i == 0 || !is_word(i - 1) || token(i - 1).capital || token(i - 1).sentence != token(first).sentence) {
            return 'u';
        }
        const char gender = token(i - 1).info().gender;
        return gender == 0 ? 'u' : gender;
    }

    /// "the Mall", "in Youngstown", "near Selma": where a person's name would not stand.
    bool is_place_like(std::uint32_t first) const {
        if (first == 0 || token(first).sentence != token(first - 1).sentence) {
            return false;
        }
        const Token& before = token(first - 1);
        return before.is(WordClass::in | WordClass::at) || text_.word(first - 1) == "the" ||
               text_.word(first - 1) == "The" || text_.word(first - 1) == "near" || text_.word(first - 1) == "across";
    }

    /// One past the last title in a run that a name follows, or 0.
    size_t behind_last_title(const std::vector<std::uint32_t>& words) const {
        for (size_t i = words.size() - 1; i-- > 0;) {
            if (token(words[i]).is(WordClass::human | WordClass::abbreviation_title)) {
                return i + 1;
            }
        }
        return 0;
    }

    /// A sentence in which nearly every long word is capitalized.
    bool in_headline(std::uint32_t at) {
        const std::uint32_t index = token(at).sentence;
        if (index == headline_sentence_) {
            return headline_;
        }
        headline_sentence_ = index;
        const Sentence& sentence = text_.sentences[index];
        int capitals = 0;
        int longs = 0;
        bool common = false;
        for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
            if (is_word(i) && token(i).end - token(i).begin > 3) {
                ++longs;
                capitals += token(i).capital;
                // A word of the language that is capitalized without beginning the sentence.
                common = common ||
                         (i > sentence.begin && token(i).capital && token(i).entry != nullptr &&
                          !token(i).is(WordClass::human | WordClass::month | WordClass::weekday | WordClass::body));
            }
        }
        headline_ = longs >= 4 && capitals * 10 >= longs * 8 && (common || longs >= 8);
        return headline_;
    }

    /// "Democrats" are members of a party, not the party.
    bool is_members(std::uint32_t word, Meaning meaning) const {
        return meaning.what == Phrase::organisation && token(word).is(WordClass::humans);
    }

    bool ends_in_body(const std::vector<std::uint32_t>& words) const {
        return token(words.back()).is(WordClass::body | WordClass::document | WordClass::event) &&
               !token(words.back()).is(WordClass::human);
    }

    /// Of several meanings, the one that fits: a name that ends a run is no office.
    Meaning choose(names::Match match, bool last) const {
        const std::span<const std::uint32_t> values = who_.phrases().values(match.id);
        Meaning best = Meaning::unpack(values.front());
        for (const std::uint32_t value : values) {
            const Meaning meaning = Meaning::unpack(value);
            const bool title =
                meaning.what == Phrase::office || meaning.what == Phrase::honorific || meaning.what == Phrase::demonym;
            if (title == !last) {
                return meaning;
            }
        }
        return best;
    }

    void known_mention(const std::vector<std::uint32_t>& words, size_t at, size_t end, Meaning meaning,
                       bool adjective) {
        NameMention mention = make(words, at, at, end);
        mention.adjective = adjective;
        mention.metonym = meaning.what == Phrase::capital || meaning.what == Phrase::seat;
        const int index = add(mention);
        NamedKind kind = NamedKind::organisation;
        if (meaning.what == Phrase::agency || meaning.what == Phrase::outlet) {
            kind = NamedKind::outlet;
        } else if (meaning.what != Phrase::organisation) {
            kind = NamedKind::country;
        }
        facts_[static_cast<size_t>(index)].kind = kind;
        facts_[static_cast<size_t>(index)].known = meaning.id;
    }

    NameMention make(const std::vector<std::uint32_t>& words, size_t title, size_t begin, size_t end) const {
        NameMention mention;
        mention.name = {words[begin], words[end - 1] + 1};
        mention.full = {words[title], words[end - 1] + 1};
        mention.quoted = token(words[begin]).quotation != 0;
        mention.possessive = token(mention.name.end).possessive;
        return mention;
    }

    int add(const NameMention& mention) {
        const auto index = static_cast<int>(out_.mentions.size());
        for (std::uint32_t i = mention.name.begin; i < mention.name.end; ++i) {
            out_.at_token[i] = static_cast<std::uint32_t>(index) + 1;
        }
        out_.mentions.push_back(mention);
        facts_.emplace_back();
        return index;
    }

    /// Tokens of the words of the run at hand.
    std::vector<std::uint32_t> words_;
    Parts parts_;
    std::uint32_t headline_sentence_ = 0xffffffff;
    bool headline_ = false;
};

} // namespace

void scan_names(NameState& state) {
    Scanner(state).run();
}

} // namespace demarche::indexer
