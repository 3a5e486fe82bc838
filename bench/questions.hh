// SPDX-License-Identifier: GPL-3.0-or-later
// The questions that the benchmarks of searching ask of every engine.
#pragma once

#include <string>
#include <vector>

#include "search/engine/index_reader.hh"

namespace demarche::bench {

/// One question: in the query language, in those of the peers, and in its parts for whoever builds queries from them.
struct Question {
    std::string kind;
    std::string query;
    /// FTS5's expression, and what is asked of the row beside it.
    std::string match;
    std::string where;
    bool facet = false;

    /// Folded words: of the phrase, or to be found all, or `any` of them.
    std::vector<std::string> words;
    bool any = false;
    bool phrase = false;
    /// Empty, or the name to be equal to.
    std::string speaker;
    /// Empty, or the first and the last day (YYYY-MM-DD).
    std::string first_day;
    std::string last_day;
};

/// The same questions for the same index, `of_each` of each kind, drawn from its statements so that each has an answer.
std::vector<Question> draw(const search::IndexReader& reader, std::size_t of_each);

/// A line, without its end, of what tabs separate: kind, query, `all`, `any` or `phrase`, the words with spaces between
/// them, speaker, first day, last day, 1 when counts by speaker are asked for too or 0.
std::string line_of(const Question& question);

} // namespace demarche::bench
