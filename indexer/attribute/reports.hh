// SPDX-License-Identifier: GPL-3.0-or-later
// Reporting clauses: who reports with which words, and where in the sentence the reported content stands.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/attribute/content_end.hh"
#include "indexer/attribute/phrases.hh"

namespace demarche::indexer {

/// Which construction gave a statement; the order has no meaning. Confidence and `--explain` use it.
enum class Rule : std::uint8_t {
    quote_then_cue,       // “…,” he said
    cue_then_quote,       // he said, “…”
    that_clause,          // he said that …
    bare_clause,          // he said …
    wh_clause,            // he asked whether …
    infinitive,           // he promised to …
    noun_phrase,          // he announced a …
    inside_object,        // he urged Europe to …; he called it a …
    preposition,          // he called for …
    clause_then_cue,      // …, he said
    split_clause,         // …, he said, …
    according_to,         // according to him, …
    colon,                // He: …
    loose_quotation,      // a quotation with no cue of its own
    reported_speech_noun, // his warning that …
    turn,                 // a turn of a transcript
    speech,               // a speech or statement printed whole
    operative,            // an operative clause of a resolution
};

std::string_view to_string(Rule rule);

/// How the source was found.
enum class SourceRule : std::uint8_t { none, before, apposition, relative, inverted, inherited, by_phrase };

std::string_view to_string(SourceRule rule);

/// One reporting clause of a sentence. All ranges are tokens.
struct Report {
    std::uint32_t sentence = 0;
    Rule rule = Rule::bare_clause;
    SourceRule source_rule = SourceRule::none;
    /// The reporting words.
    Range cue;
    /// Null for "according to" and a colon.
    const ReportingVerb* verb = nullptr;
    /// Who speaks, as written; empty when the sentence does not say.
    Range source;
    Range addressee;
    /// The whole reporting clause: source, cue, addressee and adverbials; where date, place and event stand.
    Range clause;
    /// What is reported, in one or two pieces; empty when it stands in a following quotation (`expects_quotation`).
    std::vector<Range> content;
    /// The clause ends with a colon, or with a stop and nothing reported: the next quotation is its content.
    bool expects_quotation = false;
    /// Ends with the sentence and reports what stands before it: a following quotation in the paragraph continues it.
    bool trailing = false;
    bool gerund = false;
    bool passive = false;
    /// Only credits a source for what another report of the sentence says (", Reuters reported"): no statement of its
    /// own.
    bool credit = false;
    /// The places where the content could have ended before the sentence does, tried in order.
    std::vector<Boundary> boundaries;
};

/// The reporting clauses of a sentence, in order; their contents do not overlap.
std::vector<Report> find_reports(const SentenceView& view, const Lexicon& lexicon);

} // namespace demarche::indexer
