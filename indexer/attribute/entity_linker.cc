// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/entity_linker.hh"

#include <algorithm>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace demarche::indexer {

namespace {

class Linker : private NamePass {
  public:
    Linker(NameState& state, std::optional<Date> day) : NamePass(state), day_(day) {}

    void run() {
        link_full_names();
        link_single_words();
        name_entities();
    }

  private:
    using Facts = MentionFacts;

    int new_entity(std::uint32_t mention, const std::vector<std::string_view>& words) {
        NamedEntity entity;
        entity.kind = facts_[mention].kind;
        entity.known = facts_[mention].known;
        entity.words.assign(words.begin(), words.end());
        const auto index = static_cast<int>(out_.entities.size());
        if (entity.known) {
            by_known_.emplace(*entity.known, index);
        }
        out_.entities.push_back(std::move(entity));
        index_words(index);
        return index;
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

    static bool first_names_agree(std::string_view a, std::string_view b) {
        return a == b || ((a.size() == 1 || b.size() == 1) && a.front() == b.front());
    }

    /// Names of two words and more, and all that the names data knows, become entities.
    void link_full_names() {
        for (std::uint32_t i = 0; i < out_.mentions.size(); ++i) {
            const std::vector<std::string_view>& words = words_of(out_.mentions[i]);
            const Facts& facts = facts_[i];
            if (words.empty() || (words.size() < 2 && !facts.known)) {
                continue;
            }
            int found = -1;
            if (facts.known) {
                const auto known = by_known_.find(*facts.known);
                found = known == by_known_.end() ? -1 : known->second;
            }
            if (found < 0 && words.size() > 1) {
                for (const int e : named(words.back())) {
                    const NamedEntity& entity = out_.entities[static_cast<size_t>(e)];
                    if (!(facts.known && entity.known) && entity.words.size() > 1 &&
                        entity.words.back() == words.back() && first_names_agree(entity.words.front(), words.front()) &&
                        entity.kind != NamedKind::country) {
                        found = e;
                        break;
                    }
                }
            }
            if (found < 0) {
                found = new_entity(i, words);
            } else if (words.size() > out_.entities[static_cast<size_t>(found)].words.size()) {
                out_.entities[static_cast<size_t>(found)].words.assign(words.begin(), words.end());
                index_words(found);
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
            const std::vector<std::string_view>& words = words_of(out_.mentions[i]);
            // A name always has a word.
            const std::string_view last = words.empty() ? " " : words.back();
            int best = -1;
            double best_score = -1;
            for (const int e : named(last)) {
                const NamedEntity& entity = out_.entities[static_cast<size_t>(e)];
                if (entity.words.empty() || (entity.kind != NamedKind::person && entity.kind != NamedKind::unknown)) {
                    continue;
                }
                const bool surname = entity.words.back() == last;
                const bool first = entity.words.size() > 1 && entity.words.front() == last;
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
                    best = e;
                }
            }
            if (best < 0 && (facts_[i].headline || (facts_[i].sentence_start && !stands_elsewhere(i, last)))) {
                drop(i);
                continue;
            }
            if (best < 0) {
                best = words.empty() ? new_entity(i, {last}) : new_entity(i, words);
                know_by_surname(out_.entities.back());
            }
            attach(i, best);
        }
    }

    /// Is the word a name elsewhere, where a common word would not be capitalized?
    bool stands_elsewhere(std::uint32_t mention, std::string_view word) {
        if (!who_.by_surname(word).empty() || text_.tokens[out_.mentions[mention].name.end].possessive) {
            return true;
        }
        if (single_words_.empty()) {
            single_words_.emplace(); // never empty again
            for (std::uint32_t i = 0; i < out_.mentions.size(); ++i) {
                if (!facts_[i].sentence_start && !facts_[i].headline &&
                    out_.mentions[i].name.end - out_.mentions[i].name.begin == 1) {
                    single_words_.insert(folded(out_.mentions[i].name.begin));
                }
            }
        }
        return single_words_.contains(word);
    }

    /// Forgets a mention that turned out to be none; it keeps its place with no entity.
    void drop(std::uint32_t mention) {
        for (std::uint32_t t = out_.mentions[mention].name.begin; t < out_.mentions[mention].name.end; ++t) {
            out_.at_token[t] = 0;
        }
    }

    /// Between people of one surname, the one named before, and more often, is meant.
    double prominence(const NamedEntity& entity, std::uint32_t mention) const {
        constexpr double most = 2.0;
        double score = 0;
        for (const std::uint32_t other : entity.mentions) {
            score += other < mention ? 0.2 : 0.02;
            if (score >= most) {
                return most;
            }
        }
        return score;
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

    /// Makes an entity findable by its first and last word.
    void index_words(int entity) {
        const std::vector<std::string>& words = out_.entities[static_cast<size_t>(entity)].words;
        if (words.empty()) {
            return;
        }
        for (const std::string* const word : {&words.back(), &words.front()}) {
            std::vector<int>& bucket = by_word_[*word];
            if (bucket.size() < most_namesakes && (bucket.empty() || bucket.back() != entity)) {
                bucket.push_back(entity);
            }
        }
    }

    /// Entities whose first or last word this is, in order of appearance.
    const std::vector<int>& named(std::string_view word) const {
        static const std::vector<int> none;
        const auto found = by_word_.find(word);
        return found == by_word_.end() ? none : found->second;
    }

    /// More people of one name than this are not told apart in one article.
    static constexpr size_t most_namesakes = 64;

    std::optional<Date> day_;
    std::unordered_map<names::EntityId, int> by_known_;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
    };
    std::unordered_map<std::string, std::vector<int>, Hash, std::equal_to<>> by_word_;
    /// Words that are names alone where capitals mean something.
    std::unordered_set<std::string, Hash, std::equal_to<>> single_words_;
};

} // namespace

void link_entities(NameState& state, std::optional<Date> day) {
    Linker(state, day).run();
}

} // namespace demarche::indexer
