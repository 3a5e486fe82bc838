// SPDX-License-Identifier: GPL-3.0-or-later
// Random queries with their meaning: the plain evaluation of a query, statement by statement. It shares the tokenizer
// and the stemmer with the engine and nothing else.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/model/statement.hh"
#include "tests/oracle/corpora.hh"

namespace demarche::test {

/// A statement as the evaluation sees it.
struct Record {
    Statement statement;
    /// Its words in order, folded; and their terms in its language.
    std::vector<std::string> forms;
    std::vector<std::string> terms;
    /// Of the article's title, in the article's language.
    std::vector<std::string> title_forms;
    std::vector<std::string> title_terms;
};

Record record_of(const Statement& statement, const Article& article);

/// A query as typed, and whether a statement is meant by it.
struct Meaning {
    std::string text;
    std::function<bool(const Record&)> holds;
};

/// `depth`: how deep operators nest at most.
Meaning random_meaning(std::mt19937& random, const Vocabulary& vocabulary, int depth);

/// Counts of a field's values among records: facets.
std::map<std::string, std::uint64_t> counts_of(const std::vector<const Record*>& records, const std::string& field);

} // namespace demarche::test
