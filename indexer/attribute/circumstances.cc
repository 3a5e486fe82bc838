// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/circumstances.hh"

#include <algorithm>

#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "indexer/attribute/drafts.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/reports.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/sentences.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

namespace {

/// How far a reporting clause is followed, and how far back a day is looked for that "the next day" counts from.
constexpr std::uint32_t max_extension = 16;
constexpr std::uint32_t max_between = 40;
constexpr std::uint32_t max_tokens_back = 200;
constexpr size_t max_reports_back = 4;
constexpr size_t max_credits = 8;

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

CircumstanceReader::CircumstanceReader(const SegmentedText& text, const std::vector<Report>& reports,
                                       const Entities& entities, const Dateline& dateline,
                                       std::optional<Date> published, DateSource published_source)
    : text_(text), reports_(reports), entities_(entities), dateline_(dateline), published_(published),
      published_source_(published_source) {
    size_t of_sentence = 0;
    for (const Report& report : reports) {
        for (std::uint32_t i = report.source.begin; report.credit && i < report.source.end; ++i) {
            const int index = entities.mention_at(i);
            if (index < 0) {
                continue;
            }
            const NamedEntity& source =
                entities.entities[static_cast<size_t>(entities.mentions[static_cast<size_t>(index)].entity)];
            if (!credits_.empty() && credits_.back().sentence != report.sentence) {
                of_sentence = credits_.size();
            }
            const bool known = std::any_of(credits_.begin() + static_cast<std::ptrdiff_t>(of_sentence), credits_.end(),
                                           [&](const Credit& credit) { return credit.name == source.canonical; });
            if (credits(source) && !known && credits_.size() < of_sentence + max_credits) {
                credits_.push_back({report.sentence, source.canonical});
            }
        }
    }
}

/// A clause goes on until something else begins: "told reporters in New York on Thursday, as …".
Range CircumstanceReader::extended(Range clause, const Report& report, const Draft& draft) const {
    const std::uint32_t limit = std::min({static_cast<std::uint32_t>(text_.tokens.size()),
                                          text_.sentences[report.sentence].end, clause.end + max_extension});
    const auto is_content = [&](std::uint32_t token) {
        const auto holds = [token](const Range& piece) { return piece.contains(token); };
        return std::any_of(draft.pieces.begin(), draft.pieces.end(), holds) ||
               std::any_of(report.content.begin(), report.content.end(), holds);
    };
    const auto index = static_cast<size_t>(&report - reports_.data());
    const std::uint32_t next_report = index + 1 < reports_.size() ? reports_[index + 1].clause.begin : limit;
    while (clause.end < limit && clause.end != next_report) {
        const Token& token = text_.tokens[clause.end];
        const bool goes_on = token.kind == TokenKind::word || token.kind == TokenKind::number ||
                             (token.kind == TokenKind::stop && !token.space_before && token.space_after &&
                              text_.tokens[clause.end - 1].is(WordClass::month | WordClass::weekday));
        if (!goes_on || token.quotation != 0 || token.is(WordClass::that | WordClass::subordinator) ||
            is_content(clause.end)) {
            break;
        }
        ++clause.end;
    }
    return clause;
}

/// The parts between commas that tell of time, place or occasion; others are appositions and tell of other days.
void CircumstanceReader::add_adverbials(Range range, std::vector<Range>& clauses) const {
    std::uint32_t begin = range.begin;
    for (std::uint32_t at = range.begin; at <= range.end && range.end <= range.begin + max_between; ++at) {
        if (at < range.end && text_.tokens[at].kind != TokenKind::comma) {
            continue;
        }
        if (begin < at && text_.tokens[begin].is(WordClass::relative)) {
            // The reader of dates sees whether it tells of speech: ", who spoke on Sunday,". Its end is not known.
            clauses.push_back({begin, at});
            return;
        }
        if (begin < at && (is_adverbial(begin) || text_.tokens[begin].is(WordClass::adverb))) {
            clauses.push_back({begin, at});
        }
        begin = at + 1;
    }
}

bool CircumstanceReader::is_adverbial(std::uint32_t begin) const {
    const Token& first = text_.tokens[begin];
    return first.is(WordClass::preposition | WordClass::weekday | WordClass::day_word | WordClass::recent) ||
           (first.kind == TokenKind::word && text_.word(begin).ends_with("ing"));
}

std::vector<Range> CircumstanceReader::clauses_of(const Report& report, const Draft& draft) const {
    std::vector<Range> clauses;
    // The cue with its adverbials first, then what stands between the source and it ("Putin, at his annual press
    // conference in Moscow, said"), then an introduction of the sentence.
    clauses.push_back(extended({report.cue.begin, report.clause.end}, report, draft));
    const Sentence& sentence = text_.sentences[report.sentence];
    if (!report.source.empty() && report.source.begin >= sentence.begin) {
        if (report.source.end <= report.cue.begin) {
            if (text_.tokens[report.source.begin].is(WordClass::recent | WordClass::weekday)) {
                clauses.push_back(report.source); // "This week Velikar said"
            }
            add_adverbials({report.source.end, report.cue.begin}, clauses);
        } else if (report.source.begin >= report.cue.end) {
            // “…,” said Ulf Bakkeland, the leader of the Coast Party, late on Wednesday.
            std::uint32_t end = clauses.front().end;
            const std::uint32_t limit = std::min(sentence.end, end + max_extension);
            while (end < limit && text_.tokens[end].quotation == 0 && text_.tokens[end].kind != TokenKind::quote &&
                   text_.tokens[end].kind != TokenKind::colon) {
                ++end;
            }
            std::uint32_t comma = report.source.begin;
            while (comma < clauses.front().end && text_.tokens[comma].kind != TokenKind::comma) {
                ++comma;
            }
            clauses.front().end = comma;
            add_adverbials({comma, end}, clauses);
        }
    }
    // Reports are in the order of the text. A sentence may have any number of them: only those near are looked at.
    const auto index = static_cast<size_t>(&report - reports_.data());
    if (report.source_rule == SourceRule::inherited) {
        // The clauses this one depends on: "said on Monday that …, adding …".
        for (size_t back = 1; back <= std::min(index, max_reports_back); ++back) {
            const Report& other = reports_[index - back];
            if (other.sentence != report.sentence) {
                break;
            }
            clauses.push_back({other.cue.begin, other.clause.end});
        }
    }
    const auto first_report = std::lower_bound(reports_.begin(), reports_.end(), report.sentence,
                                               [](const Report& r, std::uint32_t s) { return r.sentence < s; });
    const std::uint32_t intro_end = std::min(report.clause.begin, first_report->clause.begin);
    const Token& first = text_.tokens[sentence.begin];
    if (intro_end > sentence.begin &&
        (is_adverbial(sentence.begin) || first.is(WordClass::subordinator | WordClass::adverb) ||
         (first.is(WordClass::determiner | WordClass::number) && // "A week later, …"
          text_.tokens[sentence.begin + 1].is(WordClass::period | WordClass::recent)))) {
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
        clauses = clauses_of(report, draft);
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
        const bool addressed = !report.addressee.empty();
        if (addressed || (report.verb != nullptr && report.verb->allows(Frame::addressee))) {
            // "told a news conference"
            out.event = event_at(addressed ? report.addressee.begin : report.cue.end, clauses.front().end);
            if (!out.event.empty() && addressed) {
                out.addressee.clear();
            }
        }
        for (const Range& clause : clauses) {
            read_place(clause, out);
            read_event(clause, out);
        }
    } else if (draft.rule == Rule::loose_quotation && draft.carried_from < 0) {
        // No cue, but the sentence around it may tell: "In Brussels, she thanked “the dockers first”".
        const Sentence& sentence = text_.sentences[text_.tokens[draft.pieces.front().begin].sentence];
        std::uint32_t comma = sentence.begin;
        while (comma < std::min(sentence.end, sentence.begin + max_extension) &&
               text_.tokens[comma].kind != TokenKind::comma) {
            ++comma;
        }
        if (text_.tokens[comma].kind == TokenKind::comma && is_adverbial(sentence.begin)) {
            clauses.push_back({sentence.begin, comma});
            read_place(clauses.front(), out);
            read_event(clauses.front(), out);
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
        if (time.kind == SaidTime::Kind::later) {
            // "the next morning": after the day that was told last, as long as that leads to the past.
            const std::optional<Date> before = day_told_before(clause.begin);
            if (before && (!published_ || before->plus_days(time.days) <= *published_)) {
                out.date = before->plus_days(time.days);
                out.date_source = DateSource::stated;
            }
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
    } else if (dateline_.date) {
        out.date = dateline_.date; // it has a year, or there would be none
        out.date_source = DateSource::stated;
    }
}

std::optional<Date> CircumstanceReader::day_told_before(std::uint32_t token) const {
    const std::uint32_t begin = token > max_tokens_back ? token - max_tokens_back : 0;
    return last_day_told(text_, {begin, token}, dateline_.date ? dateline_.date : published_);
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
    auto credit = std::lower_bound(credits_.begin(), credits_.end(), sentence,
                                   [](const Credit& c, std::uint32_t s) { return c.sentence < s; });
    for (; credit != credits_.end() && credit->sentence <= last_sentence && out.via.size() < max_credits; ++credit) {
        add_unique(out.via, credit->name);
    }
    add_unique(out.via, dateline_.agency);
}

} // namespace demarche::indexer
