// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/entity_linker.hh"

#include <algorithm>
#include <span>
#include <string_view>

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

    std::optional<Date> day_;
};

} // namespace

void link_entities(NameState& state, std::optional<Date> day) {
    Linker(state, day).run();
}

} // namespace demarche::indexer
