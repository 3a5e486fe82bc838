// SPDX-License-Identifier: GPL-3.0-or-later
// What weighs how much when statements are ordered by relevance. The values were chosen by bench/relevance.
#pragma once

namespace demarche::search {

struct Ranking {
    /// BM25: how fast repetitions stop counting, and how much longer statements lose.
    double k1 = 1.2;
    double b = 0.5;
    /// How much a word counts that stands in the speaker's name, in a mentioned name, in the title, beside one in the
    /// statement.
    double speaker = 0.2;
    double mention = 0.1;
    double title = 0.3;
    /// The lift of a statement that has the words close together, and the share of it that their order adds.
    double closeness = 0.35;
    double order = 0.15;
};

} // namespace demarche::search
