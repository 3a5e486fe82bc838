// SPDX-License-Identifier: GPL-3.0-or-later
// Statements before their speakers are known: reporting clauses joined with the quotations that belong to them.
#pragma once

#include <cstdint>
#include <vector>

#include "common/model/statement.hh"
#include "indexer/attribute/reports.hh"
#include "indexer/segment/turns.hh"

namespace demarche::indexer {

struct Draft {
    Kind kind = Kind::direct;
    Rule rule = Rule::bare_clause;
    /// Tokens of what was said, in order, without outer quotation marks; never empty.
    std::vector<Range> pieces;
    /// Index into the reports; -1 for a quotation without a cue of its own.
    int report = -1;
    /// The draft whose speaker this one takes, or -1 (only without a report).
    int carried_from = -1;
    /// Without a report: the subject of the sentence around the quotation, if that is what speaks.
    Range source;
    std::uint32_t paragraph = 0;
};

/// All reports of a text outside the turns of a transcript or speech, in order.
std::vector<Report> find_all_reports(const SegmentedText& text, const std::vector<Turn>& turns);

/// Joins reports and quotations to statements, in order of their first token; pieces of different drafts never overlap.
/// Turns give statements of their own.
std::vector<Draft> assemble(const SegmentedText& text, const std::vector<Report>& reports,
                            const std::vector<Turn>& turns);

} // namespace demarche::indexer
