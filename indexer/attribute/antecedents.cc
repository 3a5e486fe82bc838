// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/antecedents.hh"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace demarche::indexer {

namespace {

/// Antecedents further back than this are not looked for.
constexpr std::uint32_t max_sentences = 14;

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

Antecedents::Choice Antecedents::person(std::uint32_t token, char gender) const {
    const Place here = place_of(token);
    std::unordered_map<int, double> scores;
    const auto& mentions = entities_.mentions;
    const auto behind = std::partition_point(mentions.begin(), mentions.end(),
                                             [&](const NameMention& m) { return m.name.begin < token; });
    for (auto m = behind; m != mentions.begin();) {
        --m;
        const Place there = place_of(m->name.begin);
        if (here.sentence - there.sentence > max_sentences) {
            break;
        }
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(m->entity)];
        if (!may_be_person(m->entity)) {
            continue;
        }
        if (entity.gender != 'u' && entity.gender != gender) {
            continue;
        }
        const double sentences = here.sentence - there.sentence;
        const double paragraphs = here.paragraph - there.paragraph;
        double score = -0.5 * sentences - 0.4 * paragraphs;
        score += is_subject(*m) ? 1.6 : 0;
        score -= m->quoted ? 1.5 : 0;
        score -= m->possessive ? 0.4 : 0;
        score -= entity.kind == NamedKind::unknown ? 0.8 : 0;
        score += entity.gender == gender ? 0.5 : 0;
        const auto [at, fresh] = scores.try_emplace(m->entity, score);
        if (!fresh) {
            at->second = std::max(at->second, score) + 0.1;
        }
    }
    // Those who spoke just before are taken up again by pronouns.
    for (size_t back = 0; back < std::min<size_t>(spoken_.size(), 3); ++back) {
        const Spoken& spoken = spoken_[spoken_.size() - 1 - back];
        if (spoken.token >= token || spoken.entity < 0) {
            continue;
        }
        const Place there = place_of(spoken.token);
        const auto at = scores.find(spoken.entity);
        if (at != scores.end()) {
            at->second += (back == 0 ? 1.0 : 0.4) - 0.15 * (here.sentence - there.sentence);
        } else if (here.sentence - there.sentence <= 4) {
            const NamedEntity& entity = entities_.entities[static_cast<size_t>(spoken.entity)];
            if ((entity.kind == NamedKind::person || entity.kind == NamedKind::unknown) &&
                (entity.gender == 'u' || entity.gender == gender)) {
                scores.emplace(spoken.entity, 0.5 - 0.4 * (here.sentence - there.sentence));
            }
        }
    }
    Choice choice;
    double best = -1e9;
    double second = -1e9;
    for (const auto& [entity, score] : scores) {
        if (score > best || (score == best && entity < choice.entity)) {
            second = best;
            best = score;
            choice.entity = entity;
        } else {
            second = std::max(second, score);
        }
    }
    if (choice.entity >= 0) {
        choice.certainty = second < -1e8 ? 0.9 : 1.0 / (1.0 + std::exp(-(best - second)));
    }
    return choice;
}

int Antecedents::thing(std::uint32_t token) const {
    const Place here = place_of(token);
    int best = -1;
    double best_score = -1e9;
    for (size_t i = entities_.mentions.size(); i-- > 0;) {
        const NameMention& m = entities_.mentions[i];
        if (m.name.begin >= token) {
            continue;
        }
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
    for (size_t i = spoken_.size(); i-- > 0;) {
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
