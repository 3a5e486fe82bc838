// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/entity_roles.hh"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "common/names/meaning.hh"

namespace demarche::indexer {

namespace {

using names::Meaning;
using names::Phrase;

class RoleReader : private NamePass {
  public:
    explicit RoleReader(NameState& state) : NamePass(state) {}

    void run() {
        roles_behind_names();
        gather_title_words();
    }

  private:
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
};

} // namespace

void read_roles(NameState& state) {
    RoleReader(state).run();
}

} // namespace demarche::indexer
