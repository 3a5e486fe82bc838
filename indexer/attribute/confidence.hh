// SPDX-License-Identifier: GPL-3.0-or-later
// How sure a statement and its speaker are: a logistic model over what the rules saw.
#pragma once

#include <string>
#include <vector>

#include "common/model/statement.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/reports.hh"
#include "indexer/attribute/speakers.hh"
#include "indexer/attribute/weights.hh"

namespace demarche::indexer {

/// Why a statement was taken for one, and why by this speaker.
struct Evidence {
    Rule rule = Rule::loose_quotation;
    Kind kind = Kind::direct;
    SourceRule source_rule = SourceRule::none;
    Naming naming = Naming::none;
    SpeakerType speaker_type = SpeakerType::none;
    /// Lemma of the reporting verb, empty when there is none.
    std::string verb;
    /// The speaker comes from another statement.
    bool carried = false;
    bool gerund = false;
    /// Reports in the same sentence.
    int reports = 0;
    int words = 0;
    int pieces = 1;
    /// Words of the speaker's fullest name in the article; 0 when it is no name.
    int name_words = 0;
    /// How far the antecedent was ahead of the next candidate.
    double certainty = 1;
    /// The places where the content could have ended before the sentence does.
    std::vector<Boundary> boundaries;
    /// Of a pronoun: whom it may mean, by canonical name.
    struct Antecedent {
        std::string name;
        Candidate candidate;
    };
    std::vector<Antecedent> antecedents;
};

/// The features of the model that are true of a statement, as "name=value". All are general: none holds a name.
Features features_of(const Evidence& evidence);

/// Probability, 0 to 1, that this is a statement and by this speaker. Weights are in the language's confidence.tsv,
/// which scripts/train-confidence writes.
double confidence_of(const Evidence& evidence);

} // namespace demarche::indexer
