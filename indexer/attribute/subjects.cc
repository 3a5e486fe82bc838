// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/subjects.hh"

#include <algorithm>

#include "indexer/attribute/adverbials.hh"

namespace demarche::indexer {

namespace {

bool has_form(const SentenceView& view, int at, VerbForm form) {
    return (view.token(at).info().verb_forms & static_cast<std::uint8_t>(form)) != 0;
}

/// Verbs before "to" under which an infinitive still reports what was said: "went on to say".
bool infinitive_reports(const SentenceView& view, int to) {
    const std::string before = view.lower_word(to - 1);
    return before == "on" || before.starts_with("continue") || before == "forward" || before == "out" || before == "up";
}

} // namespace

const ReportingVerb* choose_verb(const SentenceView& view, const Lexicon& lexicon, int at, int& after) {
    const WordInfo& info = view.token(at).info();
    const ReportingVerb* plain = nullptr;
    for (const std::uint16_t index : info.verbs) {
        const ReportingVerb& candidate = lexicon.verbs()[index];
        if (candidate.particle.empty()) {
            plain = plain == nullptr ? &candidate : plain;
        } else if (view.lower_word(at + 1) == candidate.particle) {
            after = at + 2;
            return &candidate;
        }
    }
    after = at + 1;
    return plain;
}

Cue analyse_cue(const SentenceView& view, int verb) {
    Cue cue{.first = verb, .verb = verb, .after = verb + 1};
    const Token& token = view.token(verb);
    if (token.all_capitals && token.end - token.begin > 1 && verb > 0) {
        return cue;
    }
    if (token.capital && verb > 0 && !view.is_quotation(verb - 1)) {
        return cue; // part of a name or a headline
    }
    bool be = false;
    bool have = false;
    bool negated = false;
    bool possible = false;
    bool& helped = cue.helped;
    int at = verb - 1;
    for (; view.inside(at); --at) {
        // "Smith on Tuesday said": a day is capitalized, too.
        if (view.is_word(at) && view.is(at, time_words)) {
            if (const int time = time_before(view, at + 1); time <= at) {
                cue.first = time;
                at = time;
                continue;
            }
        }
        if (view.is(at, WordClass::relative) || view.is_name_word(at)) {
            break;
        }
        if (view.is(at, WordClass::negation)) {
            negated = true;
        }
        if (view.is(at, WordClass::auxiliary | WordClass::modal)) {
            helped = true;
            be = be || view.is(at, WordClass::be);
            have = have || view.is(at, WordClass::have);
            const std::string word = view.lower_word(at);
            possible = possible || word == "should" || word == "could" || word == "may" || word == "might" ||
                       word == "must" || word == "can";
            cue.first = at;
            continue;
        }
        if (is_adverb(view, at) || view.is(at, WordClass::negation)) {
            cue.first = at;
            continue;
        }
        const int time = time_before(view, at + 1);
        if (time <= at) {
            cue.first = time;
            at = time;
            continue;
        }
        break;
    }
    if (view.is(at, WordClass::to) && !view.is_name_word(at)) {
        cue.infinitive = true;
        cue.first = at;
        cue.reports = has_form(view, verb, VerbForm::base) && infinitive_reports(view, at);
        if (cue.reports) {
            // The verb group goes on to the left: "went on to say".
            int left = at - 1;
            while (view.inside(left) && !view.is_nominal(left) && !view.is_subject_pronoun(left) &&
                   !view.is_comma(left) && !view.is_quotation(left) && !view.is(left, WordClass::coordinator)) {
                cue.first = left--;
            }
        }
        return cue;
    }
    cue.gerund = has_form(view, verb, VerbForm::gerund) && !be;
    cue.passive = be && has_form(view, verb, VerbForm::participle) && !has_form(view, verb, VerbForm::gerund);
    // "the report", "his call": a noun.
    if (!helped && view.is(at, WordClass::determiner | WordClass::possessive) &&
        !view.is(at, WordClass::subject_other) && !cue.gerund) {
        return cue;
    }
    if (!helped && (view.is(at, WordClass::determiner | WordClass::possessive) || view.token(at).possessive) &&
        !view.is(at, WordClass::subject_other)) {
        return cue;
    }
    if (!helped && (has_form(view, verb, VerbForm::base) || has_form(view, verb, VerbForm::third)) &&
        !has_form(view, verb, VerbForm::past)) {
        if (view.is(at, WordClass::preposition | WordClass::adjective) ||
            (view.inside(at) && view.is_kind(at, TokenKind::number))) {
            return cue;
        }
    }
    cue.reports = !negated && !possible;
    return cue;
}

bool Subjects::agrees(const NounPhrase& phrase, const Cue& cue, const ReportingVerb& verb) const {
    if (cue.helped || cue.gerund || cue.infinitive || !phrase || has_form(view_, cue.verb, VerbForm::past)) {
        return true;
    }
    const int head = phrase.head;
    const bool third = has_form(view_, cue.verb, VerbForm::third);
    const bool many = view_.is(head, WordClass::humans | WordClass::crowd | WordClass::subject_plural) ||
                      view_.is_kind(head, TokenKind::number);
    if (third) {
        // "social media posts", "two calls": a plural noun, unless something that can speak in the singular stands
        // before it.
        const bool described =
            verb.weight >= 9 && view_.is(phrase.begin, WordClass::determiner | WordClass::possessive);
        return !many && (described || view_.is_name_word(head) ||
                         view_.is(head, speaking_nouns | personal_subjects | WordClass::subject_other));
    }
    // A base form needs a plural subject: "California state", "the final say" are nouns.
    for (int i = phrase.begin; i < phrase.end; ++i) {
        if (view_.is(i, WordClass::coordinator)) {
            return true;
        }
    }
    if (many || view_.is(head, WordClass::subject_first | WordClass::subject_first_plural | WordClass::subject_second |
                                   WordClass::subject_other)) {
        return true;
    }
    const std::string_view word = view_.word(head);
    return word.ends_with('s') && !word.ends_with("ss") &&
           (!view_.is_name_word(head) || view_.is(head, speaking_nouns));
}

bool Subjects::can_speak(const NounPhrase& phrase, const ReportingVerb& verb) const {
    if (!phrase) {
        return false;
    }
    const int head = phrase.head;
    if (view_.is_name_word(head) || view_.is_subject_pronoun(head) ||
        view_.is(head, speaking_nouns | WordClass::subject_other)) {
        return true;
    }
    // An unknown noun: strong verbs vouch for it, when it is a description of one ("the mogul's caddie").
    return verb.weight >= 8 && view_.is_word(head) && !view_.is(head, time_words | WordClass::event);
}

Subject Subjects::of(const Cue& cue, const ReportingVerb& verb, const std::vector<Report>& before) const {
    Subject out;
    out.begin = cue.first;
    const int left = cue.first - 1;
    if (cue.passive) {
        // "was quoted as saying" is found at its gerund; other passives name the addressee or nobody.
        return out;
    }
    if (cue.gerund) {
        return of_gerund(cue, before);
    }
    if (!view_.inside(left) || view_.is_quotation(left) || view_.is_kind(left, TokenKind::stop)) {
        out.may_follow = true;
        return out;
    }
    if (view_.is(left, WordClass::relative) && !view_.is_name_word(left)) {
        int antecedent = view_.is_comma(left - 1) ? left - 2 : left - 1;
        if (view_.is(left - 1, WordClass::coordinator)) {
            antecedent = left - 2; // "her but who suggested": joined to an earlier relative clause
        }
        NounPhrase phrase = view_.noun_phrase_before(antecedent);
        if (can_speak(phrase, verb)) {
            out.found = true;
            out.phrase = phrase;
            out.rule = SourceRule::relative;
            out.begin = left;
            return out;
        }
        return out;
    }
    if (view_.is_comma(left)) {
        const NounPhrase phrase = across_apposition(left);
        if (can_speak(phrase, verb)) {
            out.found = true;
            out.phrase = phrase;
            out.rule = SourceRule::apposition;
            out.begin = phrase.begin;
            return out;
        }
        out.may_follow = true;
        return out;
    }
    if (view_.is(left, WordClass::coordinator) || view_.lower_word(left) == "then") {
        return shared(cue, before);
    }
    NounPhrase phrase = view_.noun_phrase_before(left);
    if (phrase && !view_.is_subject_pronoun(phrase.head)) {
        const NounPhrase outer = outer_subject(phrase, cue.first);
        if (outer.head != phrase.head && !view_.is_name_word(outer.head)) {
            // "a person familiar with the talks" is the whole description.
            phrase = {outer.begin, phrase.end, outer.head};
        } else {
            phrase = outer;
        }
    }
    if (can_speak(phrase, verb)) {
        out.found = true;
        out.phrase = phrase;
        out.rule = SourceRule::before;
        out.begin = phrase.begin;
        // "the campaign of X and Y said", "Trump and Pence said"
        if (view_.is(phrase.begin - 1, WordClass::coordinator)) {
            const NounPhrase first = view_.noun_phrase_before(phrase.begin - 2);
            const int edge = first.begin - 1;
            const bool alike = view_.is_name_word(first.head) == view_.is_name_word(phrase.head) ||
                               view_.is(phrase.begin, WordClass::possessive | WordClass::subject_other);
            if (first && alike &&
                (!view_.inside(edge) || view_.is_comma(edge) || view_.is_quotation(edge) ||
                 view_.is(edge, WordClass::coordinator | WordClass::subordinator))) {
                out.phrase.begin = first.begin;
                out.begin = first.begin;
            }
        }
        return out;
    }
    return out;
}

NounPhrase Subjects::outer_subject(const NounPhrase& inner, int before) const {
    const int edge = inner.begin - 1;
    if (!view_.inside(edge)) {
        return inner;
    }
    const bool behind_preposition =
        view_.is_word(edge) && view_.is(edge, WordClass::preposition | WordClass::to) && !view_.is_name_word(edge);
    const bool behind_verb = view_.is_verb_like(edge) && !view_.is(edge, WordClass::that);
    if (!behind_preposition && !behind_verb) {
        return inner;
    }
    const NounPhrase outer = clause_subject(before);
    if (!outer || outer.end > inner.begin) {
        return inner;
    }
    const bool speaks =
        view_.is_name_word(outer.head) || view_.is(outer.head, speaking_nouns | WordClass::subject_other);
    if (!speaks) {
        return inner;
    }
    // No second clause may lie between them.
    bool relative = false;
    for (int i = outer.end; i < inner.begin; ++i) {
        if (view_.is_comma(i) || view_.is_quotation(i) || view_.is_kind(i, TokenKind::colon)) {
            return inner;
        }
        relative = relative || view_.is(i, WordClass::relative);
    }
    if (behind_verb && !relative && !view_.word(edge).ends_with("ing") && !view_.word(outer.end).ends_with("ing") &&
        !view_.word(outer.end).ends_with("ed")) {
        return inner;
    }
    return outer;
}

Subject Subjects::of_gerund(const Cue& cue, const std::vector<Report>& before) const {
    const int left = cue.first - 1;
    Subject none;
    none.begin = cue.first;
    if (!view_.inside(left)) {
        return shared(cue, before);
    }
    if (view_.is_comma(left) || view_.is_kind(left, TokenKind::dash) || view_.is_quotation(left) ||
        view_.is(left, WordClass::by)) {
        return shared(cue, before);
    }
    if (view_.is(left, WordClass::coordinator)) {
        return before.empty() ? none : shared(cue, before);
    }
    if (view_.is(left, WordClass::preposition | WordClass::subordinator)) {
        const std::string word = view_.lower_word(left);
        return word == "while" || word == "in" || word == "as" ? shared(cue, before) : none;
    }
    if (view_.is(left, WordClass::statement_vehicle | WordClass::document | WordClass::report)) {
        return shared(cue, before); // "issued a statement saying"
    }
    if (view_.is_name_word(left)) {
        Subject out;
        out.phrase = view_.noun_phrase_before(left);
        out.found = static_cast<bool>(out.phrase);
        out.rule = SourceRule::before;
        out.begin = out.found ? out.phrase.begin : cue.first;
        return out;
    }
    return none;
}

NounPhrase Subjects::across_apposition(int comma) const {
    // "Another delegate, Jim Poolman, said": the name behind a description is the better source.
    NounPhrase name_behind;
    NounPhrase best;
    int right = comma;
    for (int rounds = 0; rounds < 6; ++rounds) {
        int left = right - 1;
        int steps = 0;
        while (view_.inside(left) && !view_.is_comma(left) && !view_.is_quotation(left) &&
               !view_.is_kind(left, TokenKind::colon) && steps < 40) {
            --left;
            ++steps;
        }
        if (!view_.is_comma(left)) {
            break;
        }
        NounPhrase phrase = view_.noun_phrase_before(left - 1);
        if (phrase) {
            const int edge = phrase.begin - 1;
            const bool at_clause_start =
                !view_.inside(edge) || view_.is_comma(edge) || view_.is_quotation(edge) ||
                view_.is_kind(edge, TokenKind::colon) || view_.is_kind(edge, TokenKind::dash) ||
                view_.is(edge, WordClass::coordinator | WordClass::subordinator | WordClass::that);
            const bool speaks = view_.is_name_word(phrase.head) || view_.is_subject_pronoun(phrase.head) ||
                                view_.is(phrase.head, speaking_nouns);
            if (at_clause_start && speaks) {
                best = phrase;
                const NounPhrase behind = view_.noun_phrase_at(left + 1);
                const bool named =
                    behind && behind.end == right && view_.is_name_word(behind.head) && view_.is_name_word(left + 1);
                name_behind = named && !view_.is_name_word(phrase.head) ? behind : NounPhrase{};
            }
        }
        right = left;
    }
    return best && name_behind ? name_behind : best;
}

NounPhrase Subjects::inverted(int after) const {
    const int at = skip_adverbs(view_, after);
    const NounPhrase phrase = view_.noun_phrase_at(at);
    if (!phrase) {
        return {};
    }
    const int head = phrase.head;
    const bool speaks = view_.is_name_word(head) || view_.is_subject_pronoun(head) || view_.is(head, speaking_nouns);
    // A verb behind it would make it the subject of the reported clause.
    if (!speaks || view_.is(phrase.end, WordClass::auxiliary | WordClass::modal) ||
        (view_.is_verb_like(phrase.end) && !view_.word(phrase.end).ends_with("ing") &&
         view_.token(phrase.end).info().verb_forms == 0)) {
        return {};
    }
    // "said another advocate, Andrew Pincus": the name is the better source.
    if (!view_.is_name_word(head) && view_.is_comma(phrase.end) && view_.is_name_word(phrase.end + 1)) {
        const NounPhrase name = view_.noun_phrase_at(phrase.end + 1);
        if (name && view_.is_name_word(name.head) && !view_.is_verb_like(name.end)) {
            return name;
        }
    }
    return phrase;
}

NounPhrase Subjects::clause_subject(int before) const {
    // A clause longer than this has no subject that could be told.
    constexpr int longest_clause = 160;
    int at = 0;
    // Behind the last clause boundary, then past an introduction that a comma ends.
    for (int i = before - 1; i > std::max(0, before - longest_clause); --i) {
        if (view_.is_kind(i, TokenKind::colon) ||
            (view_.is_comma(i - 1) && view_.is(i, WordClass::coordinator) && view_.noun_phrase_at(i + 1) &&
             view_.is_verb_like(view_.noun_phrase_at(i + 1).end))) {
            at = i + 1;
            break;
        }
    }
    if (before - at > longest_clause) {
        return {};
    }
    while (view_.is(at, WordClass::coordinator) || is_adverb(view_, at) || view_.is_comma(at)) {
        ++at;
    }
    for (int rounds = 0; rounds < 3; ++rounds) {
        const bool introduction =
            (view_.is(at, WordClass::preposition | WordClass::subordinator) && !view_.is_subject_pronoun(at)) ||
            (view_.is_word(at) && view_.word(at).ends_with("ing"));
        if (!introduction) {
            break;
        }
        int comma = at;
        while (comma < before && !view_.is_comma(comma)) {
            ++comma;
        }
        if (comma >= before) {
            break;
        }
        at = comma + 1;
    }
    const NounPhrase phrase = view_.noun_phrase_at(at);
    return phrase && phrase.end <= before ? phrase : NounPhrase{};
}

Subject Subjects::shared(const Cue& cue, const std::vector<Report>& before) const {
    Subject out;
    out.begin = cue.first;
    if (!before.empty() && !before.back().source.empty()) {
        out.found = true;
        out.rule = SourceRule::inherited;
        out.inherited = before.back().source;
        return out;
    }
    const NounPhrase phrase = clause_subject(cue.first);
    if (phrase && (view_.is_name_word(phrase.head) || view_.is_subject_pronoun(phrase.head) ||
                   view_.is(phrase.head, speaking_nouns | WordClass::subject_other))) {
        out.found = true;
        out.rule = SourceRule::inherited;
        out.phrase = phrase;
        out.begin = cue.first;
    }
    return out;
}

} // namespace demarche::indexer
