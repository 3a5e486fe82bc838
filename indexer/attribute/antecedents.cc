// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/antecedents.hh"

#include <algorithm>
#include <cstddef>
#include <string>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

/// Antecedents further back than this are not looked for.
constexpr std::uint32_t max_sentences = 14;
/// The people named last; nobody before them is meant.
constexpr std::size_t most_candidates = 8;
/// … nor behind more mentions of names than these.
constexpr std::ptrdiff_t max_mentions = 250;

const Weights& weights() {
    static const Weights table(data::en_antecedents_tsv);
    return table;
}

/// A number of one digit.
std::string_view digit(std::size_t number) {
    return std::string_view("0123456789").substr(number, 1);
}

/// Sentences back, in steps that grow.
std::string_view bin(std::uint32_t sentences) {
    return digit(sentences < 4 ? sentences : sentences < 6 ? 4 : sentences < 9 ? 6 : 9);
}

} // namespace

Antecedents::Antecedents(const SegmentedText& text, const Entities& entities) : text_(text), entities_(entities) {}

Antecedents::Place Antecedents::place_of(std::uint32_t token) const {
    const std::uint32_t sentence = text_.tokens[token].sentence;
    return {sentence, text_.sentences[sentence].paragraph};
}

bool Antecedents::is_subject(const NameMention& mention) const {
    if (mention.possessive || mention.quoted) {
        return false;
    }
    const std::uint32_t begin = mention.full.begin;
    const std::uint32_t sentence_begin = text_.sentences[text_.tokens[begin].sentence].begin;
    if (begin > sentence_begin && text_.tokens[begin - 1].is(WordClass::preposition | WordClass::to)) {
        return false;
    }
    // Before any verb of its sentence.
    for (std::uint32_t i = sentence_begin; i < begin; ++i) {
        const Token& token = text_.tokens[i];
        if (token.quotation == 0 && token.is(WordClass::verb | WordClass::auxiliary | WordClass::modal)) {
            return false;
        }
    }
    return true;
}

bool Antecedents::may_be_person(int entity) const {
    const NamedEntity& e = entities_.entities[static_cast<size_t>(entity)];
    if (e.kind == NamedKind::person) {
        return true;
    }
    if (e.kind != NamedKind::unknown || e.place_like) {
        return false;
    }
    // Of an unknown name: it speaks, or it is named more than once and is no abbreviation.
    return speaks_.contains(entity) ||
           (e.mentions.size() > 1 && !text_.tokens[entities_.mentions[e.mentions.front()].name.begin].all_capitals);
}

Antecedents::Choice Antecedents::person(std::uint32_t token, char gender, int except) const {
    const Place here = place_of(token);
    /// What the mentions before the pronoun say of one entity.
    struct Seen {
        int entity = -1;
        std::uint32_t recent_sentence = 0;
        std::uint32_t recent_paragraph = 0;
        std::string_view recent_place;
        bool subject = false;
        std::uint32_t subject_sentence = 0;
        std::size_t count = 0;
        std::size_t rank = 0;
        std::size_t subject_rank = 3;
    };
    std::vector<Seen> seen;
    seen.reserve(most_candidates + 2);
    std::size_t subjects = 0;
    const auto& mentions = entities_.mentions;
    const auto behind = std::partition_point(mentions.begin(), mentions.end(),
                                             [&](const NameMention& m) { return m.name.begin < token; });
    for (auto m = behind; m != mentions.begin();) {
        --m;
        const Place there = place_of(m->name.begin);
        if (here.sentence - there.sentence > max_sentences || behind - m > max_mentions) {
            break;
        }
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(m->entity)];
        if (m->entity == except || !may_be_person(m->entity) || (entity.gender != 'u' && entity.gender != gender)) {
            continue;
        }
        auto known =
            std::find_if(seen.begin(), seen.end(), [&](const Seen& other) { return other.entity == m->entity; });
        const bool subject = is_subject(*m);
        if (known == seen.end() && seen.size() >= most_candidates) {
            continue;
        }
        if (known == seen.end()) {
            Seen fresh;
            fresh.entity = m->entity;
            fresh.recent_sentence = here.sentence - there.sentence;
            fresh.recent_paragraph = here.paragraph - there.paragraph;
            fresh.recent_place = m->quoted ? "quoted" : subject ? "subject" : m->possessive ? "possessive" : "other";
            fresh.rank = std::min<std::size_t>(seen.size(), 3);
            known = seen.insert(seen.end(), std::move(fresh));
        }
        ++known->count;
        if (subject && !known->subject) {
            known->subject = true;
            known->subject_sentence = here.sentence - there.sentence;
            known->subject_rank = std::min<std::size_t>(subjects++, 3);
        }
    }
    // Those who spoke just before may have been named further back.
    for (size_t back = 0; back < std::min<size_t>(spoken_.size(), 2); ++back) {
        const Spoken& spoken = spoken_[spoken_.size() - 1 - back];
        if (spoken.token >= token || spoken.entity < 0 || spoken.entity == except || !may_be_person(spoken.entity)) {
            continue;
        }
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(spoken.entity)];
        if (entity.gender != 'u' && entity.gender != gender) {
            continue;
        }
        if (std::none_of(seen.begin(), seen.end(), [&](const Seen& other) { return other.entity == spoken.entity; })) {
            Seen far;
            far.entity = spoken.entity;
            far.recent_sentence = max_sentences;
            far.recent_paragraph = 9;
            far.recent_place = "far";
            far.rank = 3;
            seen.push_back(std::move(far));
        }
    }
    const bool opens = token <= text_.sentences[here.sentence].begin + 1 &&
                       (here.sentence == 0 || text_.sentences[here.sentence - 1].paragraph != here.paragraph);
    Choice choice;
    choice.candidates.reserve(seen.size());
    double best = -1;
    double second = 0;
    for (const Seen& one : seen) {
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(one.entity)];
        std::size_t spoke_back = 3;
        std::uint32_t spoke_sentences = max_sentences;
        std::size_t turn = 0;
        for (size_t i = spoken_.size(); i-- > 0 && turn < 3 && spoken_.size() - i < 40;) {
            if (spoken_[i].token >= token || spoken_[i].entity < 0) {
                continue;
            }
            if (spoken_[i].entity == one.entity) {
                spoke_back = turn;
                spoke_sentences = here.sentence - place_of(spoken_[i].token).sentence;
                break;
            }
            ++turn;
        }
        Candidate candidate;
        candidate.entity = one.entity;
        const bool speaks = speaks_.contains(one.entity);
        Features& features = candidate.features;
        features.add("recent=", one.recent_place, "/", bin(one.recent_sentence));
        features.add("paragraph=", digit(std::min(one.recent_paragraph, 3U)), opens ? "/opens/" : "/inside/",
                     one.recent_place);
        features.add("subject=", one.subject ? bin(one.subject_sentence) : "no");
        features.add("rank=", digit(one.rank), "/", one.recent_place);
        features.add("subject-rank=", digit(one.subject_rank));
        features.add("spoke=", digit(spoke_back), "/", bin(spoke_sentences));
        features.add("gender=", entity.gender == gender ? "known" : "open");
        features.add("kind=", entity.kind == NamedKind::person ? "person" : speaks ? "speaks" : "unknown");
        features.add("count=", digit(std::min<std::size_t>(one.count, 4)));
        features.add("speaks=", speaks ? "yes" : "no");
        features.add("alone=", seen.size() == 1 ? "yes" : "no");
        candidate.probability = weights().probability(features);
        if (candidate.probability > best) {
            second = std::max(second, best);
            best = candidate.probability;
            choice.entity = one.entity;
        } else {
            second = std::max(second, candidate.probability);
        }
        choice.candidates.push_back(std::move(candidate));
    }
    std::stable_sort(choice.candidates.begin(), choice.candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.probability > b.probability; });
    if (choice.entity >= 0) {
        choice.certainty = std::min(0.99, best / std::max(1e-9, best + second) * (best < 0.3 ? 0.8 : 1.0));
    }
    return choice;
}

int Antecedents::thing(std::uint32_t token) const {
    const Place here = place_of(token);
    int best = -1;
    double best_score = -1e9;
    const auto& mentions = entities_.mentions;
    const auto behind = std::partition_point(mentions.begin(), mentions.end(),
                                             [&](const NameMention& m) { return m.name.begin < token; });
    for (auto i = behind; i != mentions.begin() && behind - i < max_mentions;) {
        const NameMention& m = *--i;
        const Place there = place_of(m.name.begin);
        if (here.sentence - there.sentence > 4) {
            break;
        }
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(m.entity)];
        if (entity.kind == NamedKind::person || entity.kind == NamedKind::unknown || m.adjective) {
            continue;
        }
        const double score = -1.0 * (here.sentence - there.sentence) + (is_subject(m) ? 1.5 : 0) - (m.quoted ? 1 : 0);
        if (score > best_score) {
            best_score = score;
            best = m.entity;
        }
    }
    return best;
}

std::string Antecedents::plural(std::uint32_t token) const {
    const Place here = place_of(token);
    for (size_t i = spoken_.size(); i-- > 0 && spoken_.size() - i < 40;) {
        if (spoken_[i].token < token && here.sentence - place_of(spoken_[i].token).sentence < 6 &&
            !spoken_[i].plural_name.empty()) {
            return spoken_[i].plural_name;
        }
    }
    return {};
}

void Antecedents::spoke(std::uint32_t token, int entity, const std::string& plural_name, SpeakerType type) {
    spoken_.push_back({token, entity, plural_name, type});
}

} // namespace demarche::indexer
