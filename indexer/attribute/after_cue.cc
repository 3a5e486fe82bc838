// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/after_cue.hh"

#include <algorithm>
#include <string>

#include "indexer/attribute/adverbials.hh"

namespace demarche::indexer {

namespace {

class Reader {
  public:
    explicit Reader(const SentenceView& view) : view_(view) {}

    /// Reads addressee and adverbials behind the cue and finds where the content begins.
    After run(const Cue& cue, const ReportingVerb& verb, const Subject& subject) const {
        After out;
        int at = cue.after;
        const int limit = content_limit();
        at = skip_adverbs(view_, at);
        if (verb.allows(Frame::addressee) && !cue.passive && subject.rule != SourceRule::inverted) {
            if (view_.is_word(at) && view_.is(at, WordClass::object)) {
                out.addressee = {at, at + 1, at};
            } else if (const NounPhrase object = view_.noun_phrase_at(at); object && !view_.is_subject_pronoun(at)) {
                const bool clause_follows = is_clause_verb(object.end);
                if (verb.allows(Frame::needs_addressee) || (!clause_follows && introduces(object.end, verb))) {
                    out.addressee = object;
                }
            }
            if (out.addressee) {
                at = out.addressee.end;
                at = skip_apposition_of_addressee(at);
            }
        }
        for (int rounds = 0; rounds < 6; ++rounds) {
            const int before = at;
            at = skip_adverbs(view_, at);
            const bool takes = view_.is_word(at) && view_.is(at, WordClass::preposition) &&
                               verb.takes_preposition(view_.lower_word(at));
            if (!takes) {
                at = skip_time(view_, at);
                at = skip_circumstance(view_, at, limit);
            }
            if (view_.is_comma(at) && !view_.is_quotation(at + 1) && parenthesis_end(at) > 0) {
                at = parenthesis_end(at);
            }
            if (at == before) {
                break;
            }
        }
        out.clause_end = at;
        if (at >= limit) {
            out.ends_sentence = true;
            return out;
        }
        content_at(at, verb, out, cue);
        return out;
    }

  private:
    int content_limit() const { return indexer::content_limit(view_); }

    /// ", however," and the like: the item behind the second comma, or 0.
    int parenthesis_end(int comma) const {
        for (int i = comma + 1; i < comma + 5; ++i) {
            if (view_.is_comma(i)) {
                return i + 1;
            }
            if (!view_.is(i, WordClass::adverb | WordClass::preposition | WordClass::determiner) &&
                !view_.is(i, time_words)) {
                return 0;
            }
        }
        return 0;
    }

    int skip_apposition_of_addressee(int at) const {
        if (view_.is(at, WordClass::coordinator)) {
            const NounPhrase second = view_.noun_phrase_at(at + 1);
            if (second && !is_clause_verb(second.end)) {
                return second.end;
            }
        }
        return at;
    }

    bool is_clause_verb(int at) const {
        return view_.is_verb_like(at) || view_.is(at, WordClass::auxiliary | WordClass::modal);
    }

    /// Can content begin at `at` behind an optional addressee? ("told reporters | that", "asked him | whether")
    bool introduces(int at, const ReportingVerb& verb) const {
        return view_.is(at, WordClass::that | WordClass::wh | WordClass::to) || view_.is_quotation(at) ||
               (view_.is_comma(at) && view_.is_quotation(at + 1)) || view_.is_kind(at, TokenKind::colon) ||
               (view_.is_word(at) && verb.takes_preposition(view_.lower_word(at)));
    }

    void content_at(int at, const ReportingVerb& verb, After& out, const Cue& cue) const {
        const auto found = [&](int begin, Rule rule) {
            out.content = begin;
            out.rule = rule;
        };
        if (view_.is_kind(at, TokenKind::colon)) {
            if (at + 1 >= content_limit()) {
                out.ends_sentence = true;
                out.colon_at_end = true;
                return;
            }
            return found(at + 1, view_.is_quotation(at + 1) ? Rule::cue_then_quote : Rule::colon);
        }
        if (view_.is_comma(at)) {
            out.comma = true;
            if (view_.is_quotation(at + 1) && verb.allows(Frame::quotation)) {
                return found(at + 1, Rule::cue_then_quote);
            }
            if (view_.is(at + 1, WordClass::that) && verb.allows(Frame::that_clause)) {
                return found(at + 2, Rule::that_clause);
            }
            return;
        }
        if (view_.is_quotation(at)) {
            const Quotation& quotation =
                view_.text().quotations[view_.text().tokens[view_.item(at).begin].quotation - 1];
            if (quotation.title_like && verb.weight < 7) {
                return; // "read “The Long Winter”"
            }
            if (verb.allows(Frame::quotation) || verb.allows(Frame::inside_object) || verb.allows(Frame::noun_phrase)) {
                found(at, Rule::cue_then_quote);
            }
            return;
        }
        if (view_.is(at, WordClass::that) && verb.allows(Frame::that_clause)) {
            return found(at + 1, Rule::that_clause);
        }
        if (view_.is(at, WordClass::wh) &&
            (verb.allows(Frame::wh_clause) || (verb.allows(Frame::noun_phrase) && view_.lower_word(at) == "what"))) {
            return found(at, Rule::wh_clause);
        }
        const std::string word = view_.lower_word(at);
        const int to = view_.is(at, WordClass::negation) ? at + 1 : at;
        if (view_.is(to, WordClass::to) && verb.allows(Frame::infinitive)) {
            return found(at, Rule::infinitive);
        }
        if (view_.is(at, WordClass::preposition) || view_.is(at, WordClass::to)) {
            if (verb.takes_preposition(word)) {
                return found(at + 1, Rule::preposition);
            }
            if (!verb.allows(Frame::bare_clause)) {
                return;
            }
        }
        if (cue.passive) {
            return;
        }
        if (verb.allows(Frame::inside_object)) {
            return found(at, Rule::inside_object);
        }
        if (verb.allows(Frame::preposition)) {
            // "accused Moscow of …": the object belongs to what is said.
            const NounPhrase object = view_.noun_phrase_at(at);
            const int end = view_.is(at, WordClass::object) ? at + 1 : object ? object.end : -1;
            if (end > 0) {
                for (int i = end; i < std::min(end + 12, view_.size()); ++i) {
                    if (view_.is_word(i) && verb.takes_preposition(view_.lower_word(i))) {
                        return found(at, Rule::preposition);
                    }
                    if (view_.is_comma(i)) {
                        break;
                    }
                }
            }
        }
        const bool needs_clause = verb.weight < 9 || verb.allows(Frame::noun_phrase);
        if (verb.allows(Frame::bare_clause) && (!needs_clause || clause_follows(at))) {
            return found(at, Rule::bare_clause);
        }
        if (verb.allows(Frame::noun_phrase)) {
            return found(at, Rule::noun_phrase);
        }
        // Verbs that take only quotations: a quotation somewhere in their object makes it a statement.
        if (verb.allows(Frame::quotation)) {
            for (int i = at; i < content_limit(); ++i) {
                if (view_.is_comma(i) || view_.is_kind(i, TokenKind::colon)) {
                    break;
                }
                if (view_.is_quotation(i)) {
                    return found(at, Rule::inside_object);
                }
            }
        }
    }

    /// A subject and a verb begin at `at`.
    bool clause_follows(int at) const {
        const NounPhrase subject = view_.noun_phrase_at(at);
        return subject && is_clause_verb(subject.end);
    }

    const SentenceView& view_;
};

} // namespace

int content_limit(const SentenceView& view) {
    int end = view.size();
    while (end > 0 && (view.is_kind(end - 1, TokenKind::stop) || view.is_kind(end - 1, TokenKind::paragraph))) {
        --end;
    }
    return end;
}

After look_after(const SentenceView& view, const Cue& cue, const ReportingVerb& verb, const Subject& subject) {
    return Reader(view).run(cue, verb, subject);
}

} // namespace demarche::indexer
