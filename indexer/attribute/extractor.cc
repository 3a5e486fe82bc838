// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/extractor.hh"

#include <algorithm>
#include <optional>

#include "common/text/utf8.hh"
#include "indexer/attribute/announced_speech.hh"
#include "indexer/attribute/circumstances.hh"
#include "indexer/attribute/drafts.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/identity.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/attribute/speakers.hh"
#include "indexer/attribute/topics.hh"

namespace demarche::indexer {

namespace {

/// Canonical names of those named inside a statement, each once, in order.
std::vector<std::string> mentions_in(const Draft& draft, const Entities& entities, const std::vector<int>& meant) {
    std::vector<std::string> names;
    for (const Range& piece : draft.pieces) {
        for (std::uint32_t token = piece.begin; token < piece.end; ++token) {
            const int index = entities.mention_at(token);
            if (index < 0) {
                continue;
            }
            const NameMention& mention = entities.mentions[static_cast<size_t>(index)];
            const NamedEntity& entity = entities.entities[static_cast<size_t>(mention.entity)];
            if (entity.kind != NamedKind::unknown &&
                std::find(names.begin(), names.end(), entity.canonical) == names.end()) {
                names.push_back(entity.canonical);
            }
            token = std::max(token, mention.name.end - 1);
        }
    }
    for (const int entity : meant) {
        const std::string& name = entities.entities[static_cast<size_t>(entity)].canonical;
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(name);
        }
    }
    return names;
}

/// `detailed`: with the choices the models had, which only explaining needs and which cost too much to copy otherwise.
Evidence evidence_of(const Draft& draft, const Speaker& speaker, const std::vector<Report>& reports,
                     const Entities& entities, bool detailed) {
    Evidence why;
    why.rule = draft.rule;
    why.kind = draft.kind;
    why.naming = speaker.naming;
    why.speaker_type = speaker.type;
    why.certainty = speaker.certainty;
    why.carried = draft.carried_from >= 0;
    if (detailed) {
        for (const Candidate& candidate : speaker.candidates) {
            why.antecedents.push_back({entities.entities[static_cast<size_t>(candidate.entity)].canonical, candidate});
        }
    }
    why.pieces = static_cast<int>(draft.pieces.size());
    for (const Range& piece : draft.pieces) {
        why.words += static_cast<int>(piece.end - piece.begin);
    }
    if (speaker.entity >= 0) {
        why.name_words = static_cast<int>(entities.entities[static_cast<size_t>(speaker.entity)].words.size());
    }
    if (draft.report >= 0) {
        const Report& report = reports[static_cast<size_t>(draft.report)];
        why.source_rule = report.source_rule;
        why.gerund = report.gerund;
        if (detailed) {
            why.boundaries = report.boundaries;
        }
        why.verb = report.verb != nullptr ? report.verb->lemma : std::string();
        for (auto other = static_cast<size_t>(draft.report);
             other < reports.size() && why.reports < 3 && reports[other].sentence == report.sentence; ++other) {
            ++why.reports;
        }
        for (auto other = static_cast<size_t>(draft.report);
             why.reports < 3 && other-- > 0 && reports[other].sentence == report.sentence;) {
            ++why.reports;
        }
    }
    return why;
}

} // namespace

std::vector<Statement> Extractor::extract(const Article& article, std::vector<Evidence>* evidence) const {
    const SegmentedText text = segment(article.text, Lexicon::of(article.language));
    std::optional<Date> published = Date::from_iso(article.published);
    DateSource published_source = article.date_given ? DateSource::given : DateSource::published;
    if (!published) {
        published = date_in_path(article.source.empty() ? article.id : article.source);
        published_source = DateSource::path;
    }
    std::vector<Turn> turns = find_turns(text);
    std::optional<AnnouncedSpeech> speech;
    if (turns.empty()) {
        speech = announced_speech(article, text, *who_, published);
        if (speech) {
            turns = speech_turns(text);
        }
    }
    const std::vector<Report> reports = find_all_reports(text, turns);
    const std::vector<Draft> drafts = assemble(text, reports, turns);
    const Entities entities = find_entities(text, *who_, published);
    std::vector<Speaker> speakers = resolve_speakers(text, reports, drafts, entities, *who_, published);

    const Dateline dateline = read_dateline(text, entities, published);
    const CircumstanceReader circumstances(text, reports, entities, dateline, published, published_source);

    const Topics& topics = Topics::of(article.language);

    std::vector<Statement> statements;
    statements.reserve(drafts.size());
    text::CodePointCounter code_points(article.text);
    for (size_t i = 0; i < drafts.size(); ++i) {
        const Draft& draft = drafts[i];
        Speaker& speaker = speakers[i];
        if (draft.rule == Rule::speech && speech) {
            speaker.naming = Naming::name;
            speaker.type = SpeakerType::person;
            speaker.name = speech->speaker;
            speaker.as_written = speech->as_written;
            speaker.role = speech->role;
            speaker.country = speech->country;
        }
        Statement& s = statements.emplace_back();
        s.article = article.id;
        s.kind = draft.kind;
        for (const Range& piece : draft.pieces) {
            s.spans.push_back(
                {code_points.at(text.tokens[piece.begin].begin), code_points.at(text.tokens[piece.end - 1].end)});
            s.text += (s.text.empty() ? "" : " ") + std::string(text.slice(piece));
        }
        s.speaker = speaker.name;
        if (!speaker.name.empty()) {
            s.speakers.push_back(speaker.name);
            for (std::string& other : speaker.others) {
                s.speakers.push_back(std::move(other));
            }
            s.speaker_type = speaker.type;
        }
        s.speaker_as_written = speaker.as_written;
        s.speaker_role = speaker.role;
        s.affiliation = speaker.affiliation;
        s.country = speaker.country;
        if (draft.report >= 0) {
            s.cue = text.slice(reports[static_cast<size_t>(draft.report)].cue);
        }
        Circumstances around = circumstances.read(draft);
        s.date = around.date;
        s.date_end = around.date_end;
        s.date_source = around.date_source;
        s.place = std::move(around.place);
        s.event = std::move(around.event);
        s.addressee = std::move(around.addressee);
        s.via = std::move(around.via);
        s.mentions = mentions_in(draft, entities, speaker.meant);
        s.topics = topics.in(text, draft.pieces);
        s.published = article.published;
        s.language = article.language;
        s.title = article.title;
        s.url = article.url;
        s.outlet = article.outlet;
        Evidence why = evidence_of(draft, speaker, reports, entities, evidence != nullptr);
        s.confidence = confidence_of(why);
        if (evidence != nullptr) {
            evidence->push_back(std::move(why));
        }
    }
    set_statement_ids(statements);
    return statements;
}

} // namespace demarche::indexer
