// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/circumstances.hh"

#include <algorithm>

#include "indexer/attribute/said_date.hh"

namespace demarche::indexer {

namespace {

/// Longest event phrase in words: "joint press conference after the summit" is cut behind its head anyway.
constexpr std::uint32_t max_event_words = 7;

std::string one_line(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

/// Agencies and outlets are credited; a spokesman or a ministry behind a statement is not.
bool credits(const NamedEntity& entity) {
    return entity.kind == NamedKind::outlet || entity.kind == NamedKind::unknown ||
           (entity.kind == NamedKind::organisation && !entity.known);
}

void add_unique(std::vector<std::string>& list, const std::string& value) {
    if (!value.empty() && std::find(list.begin(), list.end(), value) == list.end()) {
        list.push_back(value);
    }
}

} // namespace

Dateline read_dateline(const SegmentedText& text, const Entities& entities, std::optional<Date> published) {
    const DatelineTokens& tokens = text.dateline;
    Dateline out;
    if (!tokens.found()) {
        return out;
    }
    out.tokens = {tokens.begin, tokens.end};
    const auto entity_at = [&](std::uint32_t token) -> const NamedEntity* {
        const int mention = entities.mention_at(token);
        return mention < 0
                   ? nullptr
                   : &entities.entities[static_cast<size_t>(entities.mentions[static_cast<size_t>(mention)].entity)];
    };
    if (tokens.agency_end > tokens.agency_begin) {
        const NamedEntity* agency = entity_at(tokens.agency_begin);
        out.agency = agency != nullptr && agency->known
                         ? agency->canonical
                         : one_line(text.slice({tokens.agency_begin, tokens.agency_end}));
    }
    const SaidTime time = read_said_time(text, {tokens.place_end, tokens.end}, published);
    if (time.kind == SaidTime::Kind::days && time.range.first == time.range.last) {
        out.date = time.range.first;
    }
    out.place = one_line(text.slice({tokens.begin, tokens.place_end}));
    if (tokens.capitals) {
        // "NEW YORK" is written "New York".
        bool start = true;
        for (char& c : out.place) {
            if (c >= 'A' && c <= 'Z') {
                c = start ? c : static_cast<char>(c + 32);
                start = false;
            } else if (static_cast<unsigned char>(c) < 128) {
                start = true;
            }
        }
    }
    return out;
}

std::vector<Range> CircumstanceReader::clauses_of(const Report& report) const {
    std::vector<Range> clauses;
    // The cue with its adverbials first, then an introduction of the sentence, then the source's own words.
    clauses.push_back({report.cue.begin, report.clause.end});
    const Sentence& sentence = text_.sentences[report.sentence];
    std::uint32_t intro_end = report.clause.begin;
    for (const Report& other : reports_) {
        if (other.sentence == report.sentence && other.clause.begin < intro_end) {
            // The clause this one depends on: "said on Monday that …, adding …".
            if (report.source_rule == SourceRule::inherited) {
                clauses.push_back({other.cue.begin, other.clause.end});
            }
            intro_end = std::min(intro_end, other.clause.begin);
        }
    }
    const Token& first = text_.tokens[sentence.begin];
    const bool participle = first.kind == TokenKind::word && text_.word(sentence.begin).ends_with("ing");
    if (intro_end > sentence.begin && (participle ||
                                       first.is(WordClass::preposition | WordClass::weekday | WordClass::day_word |
                                                WordClass::recent | WordClass::subordinator) ||
                                       first.is(WordClass::adverb))) {
        std::uint32_t comma = sentence.begin;
        while (comma < intro_end && text_.tokens[comma].kind != TokenKind::comma) {
            ++comma;
        }
        // "On Dec. 19, 2024, …" has a comma inside.
        if (comma + 2 < intro_end && text_.tokens[comma + 1].kind == TokenKind::number &&
            text_.tokens[comma + 2].kind == TokenKind::comma) {
            comma += 2;
        }
        clauses.push_back({sentence.begin, comma});
    }
    return clauses;
}

Circumstances CircumstanceReader::read(const Draft& draft) const {
    Circumstances out;
    std::vector<Range> clauses;
    if (draft.report >= 0) {
        const Report& report = reports_[static_cast<size_t>(draft.report)];
        clauses = clauses_of(report);
        read_addressee(report, clauses, out);
        // "called on Europeans today not to …": the time may stand inside the object.
        if (report.rule == Rule::inside_object || report.rule == Rule::preposition) {
            const Range content = draft.pieces.front();
            std::uint32_t end = content.begin;
            while (end < content.end && end < content.begin + 8 && !text_.tokens[end].is(WordClass::day_word)) {
                ++end;
            }
            if (end + 1 < content.end && text_.tokens[end].is(WordClass::day_word) &&
                (text_.tokens[end + 1].is(WordClass::to | WordClass::negation))) {
                clauses.push_back({end, end + 1});
            }
        }
        for (const Range& clause : clauses) {
            read_place(clause, out);
            read_event(clause, out);
        }
    }
    read_date(clauses, out);
    if (out.place.empty()) {
        out.place = dateline_.place;
    }
    read_credits(draft, out);
    return out;
}

void CircumstanceReader::read_date(const std::vector<Range>& clauses, Circumstances& out) const {
    for (const Range& clause : clauses) {
        const SaidTime time = read_said_time(text_, clause, dateline_.date ? dateline_.date : published_);
        if (time.kind == SaidTime::Kind::vague) {
            return;
        }
        if (time.kind == SaidTime::Kind::days) {
            out.date = time.range.first;
            out.date_source = DateSource::stated;
            if (time.range.last != time.range.first) {
                out.date_end = time.range.last;
            }
            return;
        }
    }
    if (published_) {
        out.date = published_;
        out.date_source = published_source_;
    }
}

void CircumstanceReader::read_place(Range clause, Circumstances& out) const {
    for (std::uint32_t i = clause.begin; i + 1 < clause.end && out.place.empty(); ++i) {
        const Token& token = text_.tokens[i];
        if (token.quotation != 0 || !(token.is(WordClass::in | WordClass::at) ||
                                      (token.kind == TokenKind::word && lower(text_.word(i)) == "from"))) {
            continue;
        }
        std::uint32_t name = i + 1;
        if (text_.tokens[name].is(WordClass::determiner) && name + 1 < clause.end) {
            ++name;
        }
        const int index = entities_.mention_at(name);
        if (index < 0) {
            continue;
        }
        const NameMention& mention = entities_.mentions[static_cast<size_t>(index)];
        const NamedEntity& entity = entities_.entities[static_cast<size_t>(mention.entity)];
        if (mention.adjective || mention.possessive || entity.kind == NamedKind::person ||
            entity.kind == NamedKind::outlet || entity.kind == NamedKind::organisation) {
            continue;
        }
        // The name as written: a capital stands for itself here.
        out.place = mention.metonym || entity.kind != NamedKind::country ? one_line(text_.slice(mention.name))
                                                                         : entity.canonical;
    }
}

void CircumstanceReader::read_event(Range clause, Circumstances& out) const {
    for (std::uint32_t i = clause.begin; i + 1 < clause.end && out.event.empty(); ++i) {
        const Token& token = text_.tokens[i];
        const bool introduces =
            token.is(WordClass::at | WordClass::in) ||
            (token.kind == TokenKind::word &&
             (lower(text_.word(i)) == "during" || lower(text_.word(i)) == "after" || lower(text_.word(i)) == "ahead"));
        if (token.quotation != 0 || !introduces) {
            continue;
        }
        std::uint32_t begin = i + 1;
        while (begin < clause.end &&
               text_.tokens[begin].is(WordClass::determiner | WordClass::possessive | WordClass::of)) {
            ++begin;
        }
        std::uint32_t head = 0;
        for (std::uint32_t k = begin; k < clause.end && k < begin + max_event_words; ++k) {
            const Token& t = text_.tokens[k];
            if ((t.kind != TokenKind::word && t.kind != TokenKind::number) || t.is(WordClass::preposition)) {
                break;
            }
            if (t.possessive) {
                begin = k + 1;
                continue;
            }
            if (t.is(WordClass::event)) {
                head = k;
            }
        }
        if (head != 0) {
            out.event = one_line(text_.slice({begin, head + 1}));
        }
    }
}

void CircumstanceReader::read_addressee(const Report& report, const std::vector<Range>& clauses,
                                        Circumstances& out) const {
    const auto entity_at = [&](std::uint32_t token) -> const NamedEntity* {
        const int index = entities_.mention_at(token);
        return index < 0 || entities_.mentions[static_cast<size_t>(index)].possessive
                   ? nullptr
                   : &entities_.entities[static_cast<size_t>(entities_.mentions[static_cast<size_t>(index)].entity)];
    };
    if (!report.addressee.empty()) {
        if (text_.tokens[report.addressee.begin].is(WordClass::object)) {
            return;
        }
        for (std::uint32_t i = report.addressee.end; i-- > report.addressee.begin;) {
            if (const NamedEntity* entity = entity_at(i)) {
                out.addressee = entity->canonical;
                return;
            }
        }
        out.addressee = one_line(text_.slice(report.addressee));
        return;
    }
    // "said in an interview with Reuters", "said to reporters"
    for (const Range& clause : clauses) {
        for (std::uint32_t i = clause.begin; i + 1 < clause.end; ++i) {
            const Token& token = text_.tokens[i];
            const bool interview = i > 0 && token.is(WordClass::with) && text_.tokens[i - 1].is(WordClass::event);
            // The "to" of "according to" belongs to the cue.
            if (token.quotation != 0 || report.cue.contains(i) || (!token.is(WordClass::to) && !interview)) {
                continue;
            }
            std::uint32_t name = i + 1;
            while (name + 1 < clause.end && text_.tokens[name].is(WordClass::determiner)) {
                ++name;
            }
            if (const NamedEntity* entity = entity_at(name)) {
                out.addressee = entity->canonical;
                return;
            }
            if (text_.tokens[name].is(WordClass::humans)) {
                out.addressee = one_line(text_.slice({name, name + 1}));
                return;
            }
        }
    }
}

void CircumstanceReader::read_credits(const Draft& draft, Circumstances& out) const {
    const std::uint32_t sentence = text_.tokens[draft.pieces.front().begin].sentence;
    const std::uint32_t last_sentence = text_.tokens[draft.pieces.back().end - 1].sentence;
    for (const Report& report : reports_) {
        if (report.sentence < sentence || report.sentence > last_sentence || !report.credit) {
            continue;
        }
        for (std::uint32_t i = report.source.begin; i < report.source.end; ++i) {
            const int index = entities_.mention_at(i);
            if (index < 0) {
                continue;
            }
            const NamedEntity& source =
                entities_.entities[static_cast<size_t>(entities_.mentions[static_cast<size_t>(index)].entity)];
            if (credits(source)) {
                add_unique(out.via, source.canonical);
            }
        }
    }
    add_unique(out.via, dateline_.agency);
}

} // namespace demarche::indexer
