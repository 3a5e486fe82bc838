// SPDX-License-Identifier: GPL-3.0-or-later
// Antecedents of pronouns: whom "he" means, from the names before it and those who spoke before.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "common/model/statement.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/weights.hh"

namespace demarche::indexer {

/// A person that a pronoun may mean.
struct Candidate {
    int entity = -1;
    /// General features, as "name=value": distances, grammatical places, gender; no names.
    Features features;
    /// The model's probability that this is the one.
    double probability = 0;
};

class Antecedents {
  public:
    Antecedents(const SegmentedText& text, const Entities& entities);

    struct Choice {
        int entity = -1;
        /// 0 to 1: the share of the best candidate's probability in that of the best two.
        double certainty = 0;
        std::vector<Candidate> candidates;
    };

    /// The person a "he" or "she" at `token` means; never `except` (an entity, or -1). Candidates come likeliest first.
    Choice person(std::uint32_t token, char gender, int except = -1) const;
    /// The organisation or country an "it" means, or -1.
    int thing(std::uint32_t token) const;
    /// The description of several people a "they" means, or empty.
    std::string plural(std::uint32_t token) const;

    /// Tells that an entity speaks somewhere in the article: of an unknown kind, it is a person.
    void speaks(int entity) { speaks_.insert(entity); }

    /// Notes who was found to speak at a source's first token. `plural_name` is empty for one person.
    void spoke(std::uint32_t token, int entity, const std::string& plural_name, SpeakerType type);

  private:
    struct Place {
        std::uint32_t sentence = 0;
        std::uint32_t paragraph = 0;
    };
    Place place_of(std::uint32_t token) const;
    /// Persons, and unknown names that are like one.
    bool may_be_person(int entity) const;
    bool is_subject(const NameMention& mention) const;

    struct Spoken {
        std::uint32_t token = 0;
        int entity = -1;
        std::string plural_name;
        SpeakerType type = SpeakerType::none;
    };

    const SegmentedText& text_;
    const Entities& entities_;
    std::vector<Spoken> spoken_;
    std::unordered_set<int> speaks_;
};

} // namespace demarche::indexer
