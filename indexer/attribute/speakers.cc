// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/speakers.hh"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "common/names/key.hh"
#include "common/text/fold.hh"
#include "indexer/attribute/antecedents.hh"

namespace demarche::indexer {

namespace {

SpeakerType type_of(NamedKind kind) {
    switch (kind) {
    case NamedKind::person:
    case NamedKind::unknown:
        return SpeakerType::person;
    case NamedKind::country:
        return SpeakerType::country;
    case NamedKind::organisation:
    case NamedKind::outlet:
        return SpeakerType::organisation;
    }
    return SpeakerType::none;
}

class Resolver {
  public:
    Resolver(const SegmentedText& text, const std::vector<Report>& reports, const std::vector<Draft>& drafts,
             const Entities& entities, const names::WhoIsWho& who, std::optional<Date> day)
        : text_(text), reports_(reports), drafts_(drafts), entities_(entities), who_(who), day_(day),
          antecedents_(text, entities) {}

    std::vector<Speaker> run() {
        for (const Report& report : reports_) {
            if (!report.source.empty()) {
                const int mention = entities_.mention_at(head_of(core_of(report.source)));
                if (mention >= 0) {
                    antecedents_.speaks(entities_.mentions[static_cast<size_t>(mention)].entity);
                }
            }
        }
        std::vector<Speaker> speakers;
        speakers.reserve(drafts_.size());
        for (const Draft& draft : drafts_) {
            Speaker speaker;
            if (draft.report >= 0) {
                const Report& report = reports_[static_cast<size_t>(draft.report)];
                speaker = resolve(report.source);
                if (report.source_rule == SourceRule::inherited && !report.source.empty()) {
                    speaker.as_written = text_.slice(report.source);
                }
            } else if (draft.rule == Rule::turn) {
                speaker = resolve_label(draft.source);
            } else if (!draft.source.empty()) {
                speaker = resolve(draft.source);
            } else if (draft.carried_from >= 0 && static_cast<size_t>(draft.carried_from) < speakers.size()) {
                speaker = speakers[static_cast<size_t>(draft.carried_from)];
                speaker.as_written.clear();
                speaker.certainty *= 0.9;
            }
            speaker.meant = meant_in(draft, speaker.entity);
            speakers.push_back(std::move(speaker));
        }
        return speakers;
    }

  private:
    /// Whom the third-person pronouns of a statement mean. Inside quotation marks nobody speaks of himself as "he".
    std::vector<int> meant_in(const Draft& draft, int speaker) const {
        constexpr double sure = 0.3;
        std::vector<int> found;
        for (const Range& piece : draft.pieces) {
            for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
                const Token& token = text_.tokens[i];
                if (token.kind != TokenKind::word || !token.is(WordClass::subject_male | WordClass::subject_female |
                                                               WordClass::object | WordClass::possessive)) {
                    continue;
                }
                const std::string word = lower(text_.word(i));
                const bool male = word == "he" || word == "him" || word == "his";
                const bool female = word == "she" || word == "her";
                if (!male && !female) {
                    continue;
                }
                const bool verbatim = token.quotation != 0 || draft.rule == Rule::turn || draft.rule == Rule::speech;
                for (const Candidate& candidate :
                     antecedents_.person(i, male ? 'm' : 'f', verbatim ? speaker : -1).candidates) {
                    if (candidate.probability >= sure && candidate.entity != speaker &&
                        std::find(found.begin(), found.end(), candidate.entity) == found.end()) {
                        found.push_back(candidate.entity);
                        break;
                    }
                    if (candidate.probability >= sure) {
                        break;
                    }
                }
            }
        }
        return found;
    }

    /// The speaker of source words. Sources shared by several reports are resolved once.
    Speaker resolve(Range source) {
        if (source.empty()) {
            return {};
        }
        const std::uint64_t key = (static_cast<std::uint64_t>(source.begin) << 32) | source.end;
        if (const auto known = resolved_.find(key); known != resolved_.end()) {
            return known->second;
        }
        Speaker speaker = resolve_words(source);
        if (speaker.as_written.empty()) {
            speaker.as_written = one_line(text_.slice(source));
        }
        if (speaker.naming != Naming::none) {
            antecedents_.spoke(source.begin, speaker.entity, speaker.plural ? speaker.name : std::string(),
                               speaker.type);
        }
        resolved_.emplace(key, speaker);
        return speaker;
    }

    /// The speaker of a transcript's label: "QUESTION" and the like name nobody; "A" is the person interviewed.
    Speaker resolve_label(Range label) {
        const Token& first = text_.tokens[label.begin];
        Speaker speaker;
        if (label.end - label.begin == 1 && first.is(WordClass::asker) && !first.is(WordClass::human)) {
            speaker.as_written = text_.slice(label);
            return speaker;
        }
        if (label.end - label.begin == 1 && first.is(WordClass::asker) && first.all_capitals) {
            speaker.as_written = text_.slice(label);
            return speaker;
        }
        if (label.end - label.begin == 1 && first.is(WordClass::answerer)) {
            const int person = interviewed(label.begin);
            if (person >= 0) {
                from_entity(speaker, person);
                speaker.naming = Naming::name;
            }
            speaker.as_written = text_.slice(label);
            return speaker;
        }
        speaker = resolve(label);
        if (speaker.naming == Naming::description) {
            if (const int chair = named_in_list(label); chair >= 0) {
                from_entity(speaker, chair);
                speaker.naming = Naming::office;
            }
        }
        // "Mr. Nebenzia (Russian Federation)": the bracket says for whom.
        for (std::uint32_t i = label.begin; i < label.end; ++i) {
            if (text_.tokens[i].kind == TokenKind::bracket) {
                const int mention = entities_.mention_at(i + 1);
                if (mention >= 0) {
                    const NamedEntity& of =
                        entities_
                            .entities[static_cast<size_t>(entities_.mentions[static_cast<size_t>(mention)].entity)];
                    if (of.kind == NamedKind::country) {
                        speaker.country = of.canonical;
                    } else if (of.kind == NamedKind::organisation) {
                        speaker.affiliation = of.canonical;
                    }
                }
                break;
            }
        }
        return speaker;
    }

    /// "President: Mr. Haverkamp" at the head of a record: who "The President:" is. -1 when no such line is there.
    int named_in_list(Range label) {
        const std::string head = lower(text_.word(head_of(core_of(label))));
        const auto [known, fresh] = listed_.try_emplace(head, -1);
        if (!fresh) {
            return known->second;
        }
        constexpr std::uint32_t longest_line = 12;
        bool begins = true;
        for (std::uint32_t i = 0; i + 2 < text_.tokens.size(); ++i) {
            const bool here = begins;
            begins = text_.tokens[i].kind == TokenKind::paragraph;
            if (!here || lower(text_.word(i)) != head ||
                (text_.tokens[i + 1].kind != TokenKind::colon && text_.tokens[i + 1].kind != TokenKind::bracket)) {
                continue;
            }
            int person = -1;
            std::uint32_t end = i + 2;
            for (; end < text_.tokens.size() && text_.tokens[end].kind != TokenKind::paragraph; ++end) {
                const int mention = entities_.mention_at(end);
                if (mention >= 0 && person < 0) {
                    const int entity = entities_.mentions[static_cast<size_t>(mention)].entity;
                    person = entities_.entities[static_cast<size_t>(entity)].kind == NamedKind::person ? entity : -1;
                }
            }
            if (person >= 0 && end - i < longest_line) {
                known->second = person;
                break;
            }
        }
        return known->second;
    }

    /// The first person named before a token.
    int interviewed(std::uint32_t token) const {
        for (const NameMention& mention : entities_.mentions) {
            if (mention.name.begin >= token) {
                break;
            }
            if (entities_.entities[static_cast<size_t>(mention.entity)].kind == NamedKind::person) {
                return mention.entity;
            }
        }
        return -1;
    }

    Speaker resolve_words(Range source) {
        const Token& first = text_.tokens[source.begin];
        const bool possessive = first.is(WordClass::possessive) && !first.is(WordClass::relative);
        if (source.end - source.begin == 1 && (first.is(personal) || possessive) &&
            !(first.all_capitals && first.end - first.begin > 1)) {
            return pronoun(source.begin);
        }
        const Range core = core_of(source);
        // "Ruritania and Graustark said", "Smith and Jones said"
        std::vector<Range> parts = split_coordination(core);
        Speaker speaker = single(parts.front(), source);
        for (size_t i = 1; i < parts.size(); ++i) {
            const Speaker other = single(parts[i], parts[i]);
            if (!other.name.empty()) {
                speaker.others.push_back(other.name);
                speaker.plural = true;
            }
        }
        return speaker;
    }

    static constexpr WordClasses personal =
        WordClass::subject_male | WordClass::subject_female | WordClass::subject_plural | WordClass::subject_thing |
        WordClass::subject_first | WordClass::subject_first_plural | WordClass::subject_second;

    Speaker pronoun(std::uint32_t token) {
        Speaker speaker;
        speaker.naming = Naming::pronoun;
        const Token& word = text_.tokens[token];
        const std::string written = lower(text_.word(token));
        if (word.is(WordClass::subject_male) || word.is(WordClass::subject_female) || written == "his" ||
            written == "her") {
            const char gender = word.is(WordClass::subject_male) || written == "his" ? 'm' : 'f';
            Antecedents::Choice choice = antecedents_.person(token, gender);
            speaker.candidates = std::move(choice.candidates);
            if (choice.entity >= 0) {
                from_entity(speaker, choice.entity);
                speaker.certainty = choice.certainty;
            }
            return speaker;
        }
        if (word.is(WordClass::subject_plural) || written == "their") {
            speaker.plural = true;
            speaker.name = antecedents_.plural(token);
            speaker.type = speaker.name.empty() ? SpeakerType::none : SpeakerType::description;
            speaker.certainty = 0.5;
            return speaker;
        }
        if (word.is(WordClass::subject_thing) || written == "its") {
            const int entity = antecedents_.thing(token);
            if (entity >= 0) {
                from_entity(speaker, entity);
                speaker.certainty = 0.5;
            }
        }
        return speaker;
    }

    /// The source up to its first comma, or preposition behind a name.
    Range core_of(Range source) const {
        for (std::uint32_t i = source.begin; i < source.end; ++i) {
            const Token& token = text_.tokens[i];
            if (token.kind == TokenKind::comma || token.kind == TokenKind::bracket) {
                return i > source.begin ? Range{source.begin, i} : source;
            }
        }
        return source;
    }

    std::vector<Range> split_coordination(Range core) const {
        std::vector<Range> parts;
        std::uint32_t begin = core.begin;
        for (std::uint32_t i = core.begin; i < core.end; ++i) {
            if (text_.tokens[i].is(WordClass::coordinator) && !text_.tokens[i].capital && i > begin &&
                entities_.mention_at(i) < 0 && ends_in_name({begin, i}) && i + 1 < core.end) {
                parts.push_back({begin, i});
                begin = i + 1;
            }
        }
        parts.push_back({begin, core.end});
        return parts;
    }

    /// The last token of the head: before a preposition.
    std::uint32_t head_of(Range core) const {
        std::uint32_t head = core.begin;
        bool person = false;
        for (std::uint32_t i = core.begin; i < core.end; ++i) {
            const Token& token = text_.tokens[i];
            if (i > core.begin && token.is(WordClass::preposition) && entities_.mention_at(i) < 0) {
                break;
            }
            if (person && !token.is(WordClass::human | WordClass::humans) && entities_.mention_at(i) < 0) {
                break; // "a person | familiar with the talks"
            }
            if (token.kind == TokenKind::word && !token.possessive) {
                head = i;
                person = token.is(WordClass::human | WordClass::humans) && !token.capital;
            }
        }
        return head;
    }

    bool ends_in_name(Range core) const { return entities_.mention_at(head_of(core)) >= 0; }

    Speaker single(Range core, Range whole) {
        Speaker speaker;
        const std::uint32_t head = head_of(core);
        const int mention = entities_.mention_at(head);
        if (mention >= 0 && !entities_.mentions[static_cast<size_t>(mention)].adjective) {
            const NameMention& m = entities_.mentions[static_cast<size_t>(mention)];
            speaker.naming = Naming::name;
            from_entity(speaker, m.entity);
            return speaker;
        }
        speaker.naming = Naming::description;
        speaker.type = SpeakerType::description;
        speaker.plural = text_.tokens[head].is(WordClass::humans | WordClass::crowd);
        speaker.gender = text_.tokens[head].info().gender == 0 ? 'u' : text_.tokens[head].info().gender;
        speaker.name = description(whole);
        speaks_for(speaker, core, head);
        office_holder(speaker, core, head);
        if (speaker.naming == Naming::description) {
            described_person(speaker, core, head);
        }
        return speaker;
    }

    /// "a spokesman for the EU", "the ministry of Varenia": for whom a description speaks.
    void speaks_for(Speaker& speaker, Range core, std::uint32_t head) const {
        for (std::uint32_t i = core.begin; i < core.end; ++i) {
            const int m = entities_.mention_at(i);
            if (m < 0 || i == head) {
                continue;
            }
            const NamedEntity& e =
                entities_.entities[static_cast<size_t>(entities_.mentions[static_cast<size_t>(m)].entity)];
            if (e.kind == NamedKind::country) {
                speaker.country = e.canonical;
            } else if (e.kind == NamedKind::organisation && i > head) {
                speaker.affiliation = e.canonical;
            }
        }
    }

    void from_entity(Speaker& speaker, int entity) const {
        const NamedEntity& e = entities_.entities[static_cast<size_t>(entity)];
        speaker.entity = entity;
        speaker.name = e.canonical;
        speaker.type = type_of(e.kind);
        speaker.role = e.role;
        speaker.country = e.country;
        speaker.affiliation = e.affiliation;
        speaker.gender = e.gender;
    }

    /// "the Russian president", "France's foreign minister", and "the president" where the article names one by that
    /// title.
    void office_holder(Speaker& speaker, Range core, std::uint32_t head) {
        if (!text_.tokens[core.begin].is(WordClass::determiner) && !text_.tokens[core.begin].capital) {
            return;
        }
        std::string country;
        std::uint32_t office_begin = core.begin;
        for (std::uint32_t i = core.begin; i <= head; ++i) {
            const int m = entities_.mention_at(i);
            if (m >= 0) {
                const NamedEntity& e =
                    entities_.entities[static_cast<size_t>(entities_.mentions[static_cast<size_t>(m)].entity)];
                if (e.kind != NamedKind::country && e.kind != NamedKind::organisation) {
                    return;
                }
                country = e.canonical;
                office_begin = i + 1;
            } else if (text_.tokens[i].possessive || text_.tokens[i].is(WordClass::determiner)) {
                office_begin = i + 1;
            }
        }
        if (office_begin > head || (core.end > head + 1 && country.empty())) {
            return;
        }
        const std::string words = names::name_key(text_.slice({office_begin, head + 1}));
        const names::OfficeWord* office = who_.find_office_word(words);
        if (office == nullptr) {
            return;
        }
        // Somebody of the article who is called by this title.
        int found = -1;
        for (size_t e = 0; e < std::min<size_t>(entities_.entities.size(), 1500); ++e) {
            const NamedEntity& entity = entities_.entities[e];
            if (entity.kind != NamedKind::person) {
                continue;
            }
            const bool by_role = !entity.role.empty() && role_is(entity.role, office->office) &&
                                 (country.empty() || entity.country == country);
            bool by_term = false;
            if (!country.empty() && entity.known && day_) {
                for (const names::EntityId holder : who_.office_holders(office->office, country, *day_)) {
                    by_term = by_term || holder == *entity.known;
                }
            }
            if (by_role || by_term) {
                if (found >= 0 && !by_term) {
                    return; // two of that title
                }
                found = static_cast<int>(e);
            }
        }
        const std::string written = speaker.name;
        if (found >= 0) {
            from_entity(speaker, found);
            speaker.naming = Naming::office;
            speaker.role = one_line(text_.slice({office_begin, head + 1}));
            return;
        }
        if (country.empty() || !day_) {
            return;
        }
        const std::vector<names::EntityId> holders = who_.office_holders(office->office, country, *day_);
        if (holders.size() == 1) {
            const names::Entity& person = who_.entity(holders.front());
            speaker.naming = Naming::office;
            speaker.type = SpeakerType::person;
            speaker.name = person.canonical;
            speaker.gender = person.gender;
            speaker.country = country;
            speaker.role = one_line(text_.slice({office_begin, head + 1}));
        }
    }

    /// "the senator", "the Orlavian president", "the New York businessman": the one person of the article whose titles
    /// and descriptions hold these words.
    void described_person(Speaker& speaker, Range core, std::uint32_t head) {
        const Token& first = text_.tokens[core.begin];
        if (!first.is(WordClass::determiner) || first.is(WordClass::number | WordClass::subject_other) ||
            !text_.tokens[head].is(WordClass::human) || lower(text_.word(core.begin)) != "the" ||
            (head + 1 < core.end && !text_.tokens[head + 1].is(WordClass::of))) {
            return;
        }
        std::vector<std::string> wanted;
        for (std::uint32_t i = core.begin + 1; i < core.end; ++i) {
            const Token& token = text_.tokens[i];
            if (token.kind != TokenKind::word || token.possessive) {
                return;
            }
            if (i > head && token.is(WordClass::of | WordClass::determiner)) {
                continue;
            }
            std::string key = text::fold(text_.word(i));
            std::erase(key, '.');
            wanted.push_back(std::move(key));
        }
        // A list of thousands of names describes nobody.
        constexpr size_t most_entities = 1500;
        if (entities_.entities.size() > most_entities) {
            return;
        }
        const std::uint32_t here = text_.tokens[core.begin].sentence;
        int found = -1;
        std::uint32_t found_sentence = 0;
        std::uint32_t other_sentence = 0;
        bool other = false;
        for (size_t e = 0; e < entities_.entities.size(); ++e) {
            const NamedEntity& entity = entities_.entities[e];
            if (entity.kind != NamedKind::person || entity.title_words.empty() || !has_words(entity, wanted)) {
                continue;
            }
            std::uint32_t last = 0;
            bool before = false;
            for (const std::uint32_t m : entity.mentions) {
                if (entities_.mentions[m].name.begin < core.begin) {
                    last = text_.tokens[entities_.mentions[m].name.begin].sentence;
                    before = true;
                }
            }
            if (!before) {
                continue;
            }
            if (found >= 0) {
                other = true;
                other_sentence = std::max(other_sentence, std::min(last, found_sentence));
            }
            if (found < 0 || last > found_sentence) {
                found = static_cast<int>(e);
                found_sentence = last;
            }
        }
        constexpr std::uint32_t clearly_nearer = 4;
        if (found < 0 || (other && found_sentence - other_sentence < clearly_nearer) || here - found_sentence > 30) {
            return;
        }
        from_entity(speaker, found);
        speaker.naming = Naming::office;
        speaker.certainty = other ? 0.6 : 0.8;
    }

    static bool has_words(const NamedEntity& entity, const std::vector<std::string>& wanted) {
        const auto has = [&](const std::string& word) {
            return std::binary_search(entity.title_words.begin(), entity.title_words.end(), word);
        };
        return std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
            if (has(word)) {
                return true;
            }
            // "Orlavian" for somebody of Orlavia.
            constexpr size_t stem = 4;
            return word.size() > stem && !entity.country.empty() &&
                   text::fold(entity.country).compare(0, stem, word, 0, stem) == 0;
        });
    }

    bool role_is(const std::string& role, const std::string& office) const {
        const std::string key = names::name_key(role);
        // The title may carry a country or a "former" before the office: compare its ends.
        for (size_t at = 0; at < key.size();) {
            if (const names::OfficeWord* word = who_.find_office_word(std::string_view(key).substr(at));
                word != nullptr) {
                return word->office == office && (at == 0 || key.compare(0, 6, "former") != 0);
            }
            const size_t space = key.find(' ', at);
            if (space == std::string::npos) {
                break;
            }
            at = space + 1;
        }
        return false;
    }

    static std::string one_line(std::string_view text) {
        std::string out;
        for (const char c : text) {
            if (c == '\n' || c == '\t' || c == '\r') {
                out += ' ';
            } else {
                out += c;
            }
        }
        return out;
    }

    /// A description as written, without what follows a comma.
    std::string description(Range source) const {
        const Range core = core_of(source);
        return one_line(text_.slice(core));
    }

    const SegmentedText& text_;
    const std::vector<Report>& reports_;
    const std::vector<Draft>& drafts_;
    const Entities& entities_;
    const names::WhoIsWho& who_;
    std::optional<Date> day_;
    Antecedents antecedents_;
    std::unordered_map<std::uint64_t, Speaker> resolved_;
    /// Answers of named_in_list.
    std::unordered_map<std::string, int> listed_;
};

} // namespace

std::string_view to_string(Naming naming) {
    constexpr std::array<std::string_view, 5> names{"none", "name", "pronoun", "description", "office"};
    return names.at(static_cast<size_t>(naming));
}

std::vector<Speaker> resolve_speakers(const SegmentedText& text, const std::vector<Report>& reports,
                                      const std::vector<Draft>& drafts, const Entities& entities,
                                      const names::WhoIsWho& who, std::optional<Date> day) {
    return Resolver(text, reports, drafts, entities, who, day).run();
}

} // namespace demarche::indexer
