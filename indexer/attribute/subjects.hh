// SPDX-License-Identifier: GPL-3.0-or-later
// The subject of a reporting verb: before it, across appositions, behind it, or shared with another verb.
#pragma once

#include <vector>

#include "indexer/attribute/phrases.hh"
#include "indexer/attribute/reports.hh"

namespace demarche::indexer {

/// A reporting verb in its sentence, with its auxiliaries. Items.
struct Cue {
    /// First item of the verb group: "has", "also", "repeatedly".
    int first = 0;
    int verb = 0;
    /// One past the verb and its particle.
    int after = 0;
    /// False when the word is a noun here, or is negated, or only possible.
    bool reports = false;
    bool gerund = false;
    bool infinitive = false;
    bool passive = false;
    /// Auxiliaries stand before it.
    bool helped = false;
};

/// The reporting verb that the word at an item is a form of, its particle included where it follows ("pointed out");
/// null when it is none. `after` becomes the item behind both.
const ReportingVerb* choose_verb(const SentenceView& view, const Lexicon& lexicon, int at, int& after);

/// Reads the verb group around item `verb`, which must have verb forms.
Cue analyse_cue(const SentenceView& view, int verb);

struct Subject {
    bool found = false;
    /// Nothing speaks against a subject behind the verb.
    bool may_follow = false;
    NounPhrase phrase;
    /// The source of the report it is shared with, when there is no phrase of its own.
    Range inherited;
    SourceRule rule = SourceRule::none;
    /// First item of the reporting clause.
    int begin = 0;
};

class Subjects {
  public:
    explicit Subjects(const SentenceView& view) : view_(view) {}

    /// The subject of a cue, given the reports found before it in the sentence.
    Subject of(const Cue& cue, const ReportingVerb& verb, const std::vector<Report>& before) const;

    /// True when subject and verb agree in number, so that the word is a verb here and no noun.
    bool agrees(const NounPhrase& phrase, const Cue& cue, const ReportingVerb& verb) const;

    /// "said Morton Blackwell": the noun phrase behind the verb, when it can be its subject.
    NounPhrase inverted(int after) const;

    /// The subject of the clause that an item stands in, found from the clause's beginning; it ends before the item.
    NounPhrase clause_subject(int before) const;

  private:
    NounPhrase across_apposition(int comma) const;
    bool can_speak(const NounPhrase& phrase, const ReportingVerb& verb) const;
    Subject of_gerund(const Cue& cue, const std::vector<Report>& before) const;
    Subject shared(const Cue& cue, const std::vector<Report>& before) const;
    /// The clause's subject where `inner` is only the object of a phrase attached to it: "a source familiar with | the
    /// case".
    NounPhrase outer_subject(const NounPhrase& inner, int before) const;

    const SentenceView& view_;
};

} // namespace demarche::indexer
