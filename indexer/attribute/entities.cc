// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/entities.hh"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "common/names/key.hh"
#include "common/names/meaning.hh"
#include "common/text/fold.hh"

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

class Scanner {
  public:
    Scanner(const SegmentedText& text, const names::WhoIsWho& who, std::optional<Date> day)
        : text_(text), who_(who), day_(day) {
        out_.at_token.assign(text.tokens.size(), 0);
    }

    Entities run() {
        scan();
        link_full_names();
        link_single_words();
        name_entities();
        roles_behind_names();
        gather_title_words();
        forget_dropped();
        return std::move(out_);
    }

  private:
    /// What the scan learnt of a mention.
    struct Facts {
        NamedKind kind = NamedKind::unknown;
        std::optional<names::EntityId> known;
        char gender = 'u';
        std::string country;
        bool person_title = false;
        /// A word of a headline, which only joins names known from the text.
        bool headline = false;
        /// One word that begins a sentence: capitals say nothing.
        bool sentence_start = false;
        /// Stands where places and things stand.
        bool place_like = false;
    };

    const Token& token(std::uint32_t i) const { return text_.tokens[i]; }
    bool is_word(std::uint32_t i) const { return token(i).kind == TokenKind::word && !token(i).possessive; }

    bool is_capital(std::uint32_t i) const { return is_word(i) && token(i).capital; }

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
        folded(i);
        const std::array<std::string_view, 3> keys{folded(i), "of", folded(i + 2)};
        const names::Match match = who_.phrases().longest(keys);
        return match.words == 3;
    }

    /// A word that is a title before a name: "President", "Sen.", "Republican".
    bool is_title(std::uint32_t i) const {
        return token(i).is(WordClass::human | WordClass::humans | WordClass::abbreviation_title | WordClass::adjective);
    }

    const std::string& folded(std::uint32_t i) {
        folds_.resize(text_.tokens.size());
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

    void scan() {
        const auto size = static_cast<std::uint32_t>(text_.tokens.size());
        for (std::uint32_t i = 0; i < size;) {
            if (!is_name_word(i)) {
                ++i;
                continue;
            }
            i = run_at(i);
        }
    }

    /// Reads the run of name words that begins at `begin` and gives the token behind it.
    std::uint32_t run_at(std::uint32_t begin) {
        std::vector<std::uint32_t> words; // tokens of the run's words
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
        folded(words.front()); // sizes the cache: references stay valid below
        const Parts parts = parts_of(words);
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

    Parts parts_of(const std::vector<std::uint32_t>& words) {
        Parts parts;
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

    std::vector<std::string> words_of(const NameMention& mention) {
        std::vector<std::string> words;
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

    int new_entity(std::uint32_t mention, std::vector<std::string> words) {
        NamedEntity entity;
        entity.kind = facts_[mention].kind;
        entity.known = facts_[mention].known;
        entity.words = std::move(words);
        out_.entities.push_back(std::move(entity));
        return static_cast<int>(out_.entities.size()) - 1;
    }

    void attach(std::uint32_t mention, int entity) {
        out_.mentions[mention].entity = entity;
        NamedEntity& e = out_.entities[static_cast<size_t>(entity)];
        e.mentions.push_back(mention);
        const Facts& facts = facts_[mention];
        if (e.gender == 'u') {
            e.gender = facts.gender;
        }
        if (facts.person_title && e.kind == NamedKind::unknown) {
            e.kind = NamedKind::person;
        }
        e.place_like = e.place_like || facts.place_like;
        if (!facts.country.empty() && e.country.empty()) {
            e.country = facts.country;
        }
        const NameMention& m = out_.mentions[mention];
        if (m.full.begin < m.name.begin && e.role.empty()) {
            e.role = text_.slice({m.full.begin, m.name.begin});
        }
        if (!e.known && facts.known) {
            e.known = facts.known;
        }
    }

    static bool first_names_agree(const std::string& a, const std::string& b) {
        return a == b || ((a.size() == 1 || b.size() == 1) && a.front() == b.front());
    }

    /// Names of two words and more, and all that the names data knows, become entities.
    void link_full_names() {
        for (std::uint32_t i = 0; i < out_.mentions.size(); ++i) {
            std::vector<std::string> words = words_of(out_.mentions[i]);
            const Facts& facts = facts_[i];
            if (words.empty() || (words.size() < 2 && !facts.known)) {
                continue;
            }
            int found = -1;
            for (size_t e = 0; e < out_.entities.size() && found < 0; ++e) {
                const NamedEntity& entity = out_.entities[e];
                if (facts.known || entity.known) {
                    if (facts.known && entity.known && *facts.known == *entity.known) {
                        found = static_cast<int>(e);
                    }
                    if (facts.known && entity.known) {
                        continue;
                    }
                }
                if (entity.words.size() > 1 && words.size() > 1 && entity.words.back() == words.back() &&
                    first_names_agree(entity.words.front(), words.front()) && entity.kind != NamedKind::country) {
                    found = static_cast<int>(e);
                }
            }
            if (found < 0) {
                found = new_entity(i, words);
            } else if (words.size() > out_.entities[static_cast<size_t>(found)].words.size()) {
                out_.entities[static_cast<size_t>(found)].words = std::move(words);
            }
            attach(i, found);
        }
    }

    /// Surnames and first names alone join the person they belong to; what is left becomes an entity of its own.
    void link_single_words() {
        for (std::uint32_t i = 0; i < out_.mentions.size(); ++i) {
            if (out_.mentions[i].entity >= 0) {
                continue;
            }
            std::vector<std::string> words = words_of(out_.mentions[i]);
            if (words.empty()) {
                words.emplace_back(" ");
            }
            int best = -1;
            double best_score = -1;
            for (size_t e = 0; e < out_.entities.size(); ++e) {
                const NamedEntity& entity = out_.entities[e];
                if (entity.words.empty() || (entity.kind != NamedKind::person && entity.kind != NamedKind::unknown)) {
                    continue;
                }
                const bool surname = entity.words.back() == words.back();
                const bool first = entity.words.size() > 1 && entity.words.front() == words.back();
                if (!surname && !first) {
                    continue;
                }
                const char gender = facts_[i].gender;
                if (gender != 'u' && gender_of(entity) != 'u' && gender != gender_of(entity)) {
                    continue;
                }
                const double score = (surname ? 4.0 : 1.0) + prominence(entity, i) +
                                     (gender != 'u' && gender == gender_of(entity) ? 2.0 : 0.0);
                if (score > best_score) {
                    best_score = score;
                    best = static_cast<int>(e);
                }
            }
            if (best < 0 && (facts_[i].headline || (facts_[i].sentence_start && !stands_elsewhere(i, words.back())))) {
                drop(i);
                continue;
            }
            if (best < 0) {
                best = new_entity(i, words);
                know_by_surname(out_.entities.back());
            }
            attach(i, best);
        }
    }

    /// Is the word a name elsewhere, where a common word would not be capitalized?
    bool stands_elsewhere(std::uint32_t mention, const std::string& word) {
        if (!who_.by_surname(word).empty() || text_.tokens[out_.mentions[mention].name.end].possessive) {
            return true;
        }
        for (std::uint32_t i = 0; i < out_.mentions.size(); ++i) {
            if (i != mention && !facts_[i].sentence_start && !facts_[i].headline &&
                out_.mentions[i].name.end - out_.mentions[i].name.begin == 1 &&
                folded(out_.mentions[i].name.begin) == word) {
                return true;
            }
        }
        return false;
    }

    /// Forgets a mention that turned out to be none; it keeps its place with no entity.
    void drop(std::uint32_t mention) {
        for (std::uint32_t t = out_.mentions[mention].name.begin; t < out_.mentions[mention].name.end; ++t) {
            out_.at_token[t] = 0;
        }
    }

    /// Between people of one surname, the one named before, and more often, is meant.
    double prominence(const NamedEntity& entity, std::uint32_t mention) const {
        double score = 0;
        for (const std::uint32_t other : entity.mentions) {
            score += other < mention ? 0.2 : 0.02;
        }
        return std::min(score, 2.0);
    }

    char gender_of(const NamedEntity& entity) const {
        if (entity.gender != 'u') {
            return entity.gender;
        }
        if (entity.known) {
            return who_.entity(*entity.known).gender;
        }
        return entity.words.size() > 1 ? who_.gender_of_given_name(entity.words.front()) : 'u';
    }

    /// A surname alone that the names data knows: the one person of that name, or the one in office on the article's
    /// day.
    void know_by_surname(NamedEntity& entity) const {
        const std::span<const names::EntityId> people = who_.by_surname(entity.words.back());
        std::vector<names::EntityId> possible;
        for (const names::EntityId id : people) {
            if (people.size() == 1 || (day_ && !who_.offices_of(id, *day_).empty())) {
                possible.push_back(id);
            }
        }
        if (possible.size() == 1) {
            entity.known = possible.front();
            entity.kind = NamedKind::person;
        }
    }

    void name_entities() {
        for (NamedEntity& entity : out_.entities) {
            if (!entity.known && entity.words.size() > 1 && entity.kind != NamedKind::organisation) {
                std::string key;
                for (const std::string& word : entity.words) {
                    key += (key.empty() ? "" : " ") + word;
                }
                for (const names::EntityId id : who_.find(key)) {
                    if (who_.entity(id).kind == names::EntityKind::person) {
                        entity.known = id;
                        break;
                    }
                }
            }
            entity.gender = gender_of(entity);
            if (entity.known) {
                const names::Entity& known = who_.entity(*entity.known);
                entity.canonical = known.canonical;
                entity.country = entity.country.empty() ? known.country : entity.country;
                if (day_ && known.kind == names::EntityKind::person) {
                    const std::vector<const names::Term*> terms = who_.offices_of(*entity.known, *day_);
                    if (!terms.empty() && who_.find(names::EntityKind::organisation, terms.front()->of)) {
                        entity.affiliation = terms.front()->of;
                    }
                }
                if (known.kind == names::EntityKind::person) {
                    entity.kind = NamedKind::person;
                }
            } else {
                entity.canonical = fullest(entity);
            }
            if (entity.kind == NamedKind::unknown && entity.words.size() > 1 && entity.words.size() < 5) {
                entity.kind = who_.is_given_name(entity.words.front()) ? NamedKind::person : NamedKind::unknown;
            }
        }
    }

    /// Takes out the mentions that became nothing, so that every mention has an entity.
    void forget_dropped() {
        std::vector<std::uint32_t> place(out_.mentions.size(), 0);
        std::vector<NameMention> kept;
        for (size_t i = 0; i < out_.mentions.size(); ++i) {
            place[i] = static_cast<std::uint32_t>(kept.size());
            if (out_.mentions[i].entity >= 0) {
                kept.push_back(out_.mentions[i]);
            }
        }
        for (std::uint32_t& at : out_.at_token) {
            at = at == 0 ? 0 : place[at - 1] + 1;
        }
        for (NamedEntity& entity : out_.entities) {
            for (std::uint32_t& mention : entity.mentions) {
                mention = place[mention];
            }
        }
        out_.mentions = std::move(kept);
    }

    /// "a spokeswoman for | the Russian foreign ministry": up to the next comma, without its article.
    std::string noun_phrase_behind(std::uint32_t preposition) const {
        std::uint32_t begin = preposition + 1;
        while (token(begin).is(WordClass::determiner)) {
            ++begin;
        }
        std::uint32_t end = begin;
        while (is_word(end) && end < begin + 6 &&
               !token(end).is(WordClass::verb | WordClass::relative | WordClass::auxiliary)) {
            ++end;
        }
        const int index = static_cast<int>(out_.at_token[begin]) - 1;
        if (index >= 0 && out_.mentions[static_cast<size_t>(index)].entity >= 0 &&
            out_.mentions[static_cast<size_t>(index)].name.end == end) {
            return out_.entities[static_cast<size_t>(out_.mentions[static_cast<size_t>(index)].entity)].canonical;
        }
        return end > begin ? std::string(text_.slice({begin, end})) : std::string();
    }

    /// The words of descriptions at the names of people: "New York businessman | X", "X, | the mayor of Selma".
    void gather_title_words() {
        constexpr std::uint32_t reach = 7;
        constexpr WordClasses stop = WordClass::preposition | WordClass::conjunction | WordClass::auxiliary |
                                     WordClass::modal | WordClass::subordinator | WordClass::relative | WordClass::to;
        for (const NameMention& mention : out_.mentions) {
            if (mention.entity < 0 || mention.quoted) {
                continue;
            }
            NamedEntity& entity = out_.entities[static_cast<size_t>(mention.entity)];
            if (entity.kind != NamedKind::person) {
                continue;
            }
            std::vector<std::uint32_t> words;
            bool person = false;
            for (std::uint32_t i = mention.name.begin; i-- > 0 && words.size() < reach;) {
                if (token(i).kind == TokenKind::stop && !token(i).space_before && i > 0 &&
                    token(i - 1).is(WordClass::abbreviation_title)) {
                    continue;
                }
                if (!is_word(i) || token(i).sentence != token(mention.name.begin).sentence ||
                    token(i).is(stop | WordClass::determiner) ||
                    (token(i).is(WordClass::verb) && !token(i).is(WordClass::human))) {
                    break;
                }
                words.push_back(i);
                person = person || token(i).is(WordClass::human | WordClass::abbreviation_title);
            }
            add_title_words(entity, words, person);
            if (person && !words.empty()) {
                role_before(entity, {words.back(), mention.name.begin});
            }
            std::uint32_t at = mention.name.end;
            if (token(at).kind != TokenKind::comma) {
                continue;
            }
            words.clear();
            person = false;
            for (++at; at + 1 < text_.tokens.size() && is_word(at) && words.size() < reach + 2; ++at) {
                if (token(at).is(WordClass::of) && person) {
                    continue;
                }
                if (token(at).is(stop) || (token(at).is(WordClass::verb) && !token(at).is(WordClass::human))) {
                    break;
                }
                words.push_back(at);
                person = person || token(at).is(WordClass::human);
            }
            add_title_words(entity, words, person);
        }
        for (NamedEntity& entity : out_.entities) {
            std::sort(entity.title_words.begin(), entity.title_words.end());
            entity.title_words.erase(std::unique(entity.title_words.begin(), entity.title_words.end()),
                                     entity.title_words.end());
        }
    }

    /// Role and affiliation out of the words before a name: "NATO | Secretary General", "Kremlin | spokesman".
    void role_before(NamedEntity& entity, Range words) {
        std::uint32_t begin = words.begin;
        for (std::uint32_t i = words.begin; i < words.end; ++i) {
            const int index = static_cast<int>(out_.at_token[i]) - 1;
            if (index < 0 || out_.mentions[static_cast<size_t>(index)].entity < 0) {
                continue;
            }
            const NamedEntity& of =
                out_.entities[static_cast<size_t>(out_.mentions[static_cast<size_t>(index)].entity)];
            if (of.kind == NamedKind::country && entity.country.empty()) {
                entity.country = of.canonical;
            } else if (of.kind == NamedKind::organisation) {
                entity.affiliation = of.canonical;
            }
            begin = i + 1;
        }
        while (begin < words.end &&
               (token(begin).possessive || (token(begin).is(WordClass::adjective) && begin + 1 < words.end))) {
            ++begin;
        }
        if (begin < words.end && entity.role.empty()) {
            entity.role = text_.slice({begin, words.end});
        }
    }

    void add_title_words(NamedEntity& entity, const std::vector<std::uint32_t>& words, bool person) {
        if (!person) {
            return;
        }
        for (const std::uint32_t word : words) {
            const std::string& key = folded(word);
            entity.title_words.push_back(key);
            std::string_view full = text_.lexicon->title_in_full(key);
            while (!full.empty()) {
                const size_t end = std::min(full.find(' '), full.size());
                entity.title_words.emplace_back(full.substr(0, end));
                full.remove_prefix(std::min(end + 1, full.size()));
            }
        }
    }

    /// "Lenka Šimková, the Varenian foreign minister," and "X, foreign minister of Varenia": the office behind a name.
    void roles_behind_names() {
        constexpr std::uint32_t reach = 7;
        for (const NameMention& mention : out_.mentions) {
            if (mention.entity < 0) {
                continue;
            }
            NamedEntity& entity = out_.entities[static_cast<size_t>(mention.entity)];
            std::uint32_t at = mention.name.end;
            if (entity.kind != NamedKind::person || !entity.role.empty() || token(at).kind != TokenKind::comma) {
                continue;
            }
            std::string country;
            const std::uint32_t end =
                std::min<std::uint32_t>(at + 1 + reach, static_cast<std::uint32_t>(text_.tokens.size()) - 1);
            for (++at; at < end && is_word(at); ++at) {
                const int other = static_cast<int>(out_.at_token[at]) - 1;
                if (other >= 0 && out_.mentions[static_cast<size_t>(other)].entity >= 0) {
                    const NamedEntity& near =
                        out_.entities[static_cast<size_t>(out_.mentions[static_cast<size_t>(other)].entity)];
                    country = near.kind == NamedKind::country ? near.canonical : country;
                    continue;
                }
                std::array<std::string_view, 4> keys;
                size_t count = 0;
                for (std::uint32_t k = at; k < end && count < keys.size() && is_word(k); ++k) {
                    keys[count++] = folded(k);
                }
                const names::Match match = who_.phrases().longest(std::span(keys.data(), count));
                if (!match || Meaning::unpack(who_.phrases().values(match.id).front()).what != Phrase::office) {
                    continue;
                }
                entity.role = text_.slice({at, at + static_cast<std::uint32_t>(match.words)});
                // "… minister of Varenia"
                const std::uint32_t behind = at + static_cast<std::uint32_t>(match.words);
                const int of = token(behind).is(WordClass::of) ? static_cast<int>(out_.at_token[behind + 1]) - 1 : -1;
                if (of >= 0 && out_.mentions[static_cast<size_t>(of)].entity >= 0) {
                    country =
                        out_.entities[static_cast<size_t>(out_.mentions[static_cast<size_t>(of)].entity)].canonical;
                }
                entity.country = entity.country.empty() ? country : entity.country;
                if (token(behind).is(WordClass::for_)) {
                    entity.affiliation = noun_phrase_behind(behind);
                }
                break;
            }
        }
    }

    /// The longest spelling in the article; the first of equals.
    std::string fullest(const NamedEntity& entity) {
        size_t best_words = 0;
        std::string_view best;
        for (const std::uint32_t m : entity.mentions) {
            const size_t count = words_of(out_.mentions[m]).size();
            if (count > best_words) {
                best_words = count;
                best = text_.slice(out_.mentions[m].name);
            }
        }
        std::string name;
        for (const char c : best) {
            name += c == '\n' || c == '\t' ? ' ' : c;
        }
        return name;
    }

    const SegmentedText& text_;
    const names::WhoIsWho& who_;
    std::optional<Date> day_;
    Entities out_;
    std::vector<Facts> facts_;
    std::vector<std::string> folds_;
    std::uint32_t headline_sentence_ = 0xffffffff;
    bool headline_ = false;
};

} // namespace

Entities find_entities(const SegmentedText& text, const names::WhoIsWho& who, std::optional<Date> day) {
    return Scanner(text, who, day).run();
}

} // namespace demarche::indexer
