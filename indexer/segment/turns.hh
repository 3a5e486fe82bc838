// SPDX-License-Identifier: GPL-3.0-or-later
// Transcripts, interviews and speeches printed whole: paragraphs that are all one speaker's words, without quotation
// marks.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// What one speaker says until the next label.
struct Turn {
    /// The label's tokens without its colon: "MR. PRICE", "Mr. Nebenzia (Russian Federation)"; empty in a speech.
    Range label;
    /// Statements of readable size: one for each paragraph, longer ones cut at sentence ends. Token ranges.
    std::vector<Range> pieces;
};

/// The turns of a text, in order; none where it is no transcript.
std::vector<Turn> find_turns(const SegmentedText& text);

/// The paragraphs of a speech or statement printed whole, from `first_paragraph` on. Used when something outside the
/// text ("Speech by …" in its title) says that it is one. Paragraphs that speak of the speaker in the third person are
/// left out.
std::vector<Turn> speech_turns(const SegmentedText& text);

/// Share of words that are first-person pronouns, outside quotations.
double first_person_share(const SegmentedText& text);

/// Longest statement cut from a turn, in code points, unless a single sentence is longer.
inline constexpr std::uint32_t max_turn_piece = 600;

} // namespace demarche::indexer
