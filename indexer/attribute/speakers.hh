// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks: from the words of a source ("the Russian president", "he", "Mr. Putin") to a name.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "indexer/attribute/antecedents.hh"
#include "indexer/attribute/drafts.hh"
#include "indexer/attribute/entities.hh"

namespace demarche::indexer {

/// How the words of a source named the speaker.
enum class Naming : std::uint8_t { none, name, pronoun, description, office };

std::string_view to_string(Naming naming);

struct Speaker {
    SpeakerType type = SpeakerType::none;
    Naming naming = Naming::none;
    std::string name;
    /// Further speakers of the same statement.
    std::vector<std::string> others;
    std::string as_written;
    std::string role;
    std::string affiliation;
    std::string country;
    /// Index into Entities::entities, or -1.
    int entity = -1;
    char gender = 'u';
    bool plural = false;
    /// How clearly the antecedent of a pronoun was ahead of the next candidate; 1 for names.
    double certainty = 1;
    /// Entities that pronouns inside the statement mean ("I will meet with him"), the speaker left out.
    std::vector<int> meant;
    /// Of a pronoun: whom it may mean.
    std::vector<Candidate> candidates;
};

/// The speaker of every draft, in their order.
std::vector<Speaker> resolve_speakers(const SegmentedText& text, const std::vector<Report>& reports,
                                      const std::vector<Draft>& drafts, const Entities& entities,
                                      const names::WhoIsWho& who, std::optional<Date> day);

} // namespace demarche::indexer
