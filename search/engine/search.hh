// SPDX-License-Identifier: GPL-3.0-or-later
// Answers queries: the one entrance to the engine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/model/statement.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/name_resolver.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"
#include "search/query/error.hh"
#include "search/query/parser.hh"

namespace demarche::search {

enum class Sort {
    automatic, ///< by relevance when the query has words, else newest first
    relevance,
    newest,
    oldest,
};

struct Request {
    Sort sort = Sort::automatic;
    std::size_t offset = 0;
    std::size_t limit = 10;
    /// Fields to count by (names of the schema with `facet`, or year, month).
    std::vector<std::string> facets;
    /// Count every match; without it counting may stop at Answer::counted_enough.
    bool exact_total = false;
    /// Words of context before and after each hit; 0: none.
    std::size_t context_words = 25;
};

struct Hit {
    Statement statement;
    double score = 0;
    /// Code points of the statement's text.
    std::vector<Span> matches;
    std::string before;
    std::string after;
};

/// Counts of a field's values, the most frequent first, ties by value.
struct Facet {
    std::string field;
    std::vector<std::pair<std::string, std::uint64_t>> counts;
};

struct Answer {
    /// Matches; when not `exact`, there are more than this.
    std::uint64_t total = 0;
    bool exact = true;
    std::vector<Hit> hits;
    std::vector<Facet> facets;
    /// What names were taken for.
    std::vector<NameReading> readings;

    static constexpr std::uint64_t counted_enough = 10'000;
};

/// What a query was understood as.
struct Explanation {
    std::string tree;
    /// What names were taken for.
    std::vector<NameReading> readings;
    /// The days of each date field: its name and the interval.
    std::vector<std::pair<std::string, DayRange>> days;
    /// The parts that must all match, as one would type them, and what each finds alone.
    std::vector<std::pair<std::string, std::uint64_t>> parts;
    /// The plan over the first segment, as Xapian describes it.
    std::string xapian;
};

class Engine {
  public:
    Engine(const IndexReader& reader, Date today, const Ranking& ranking = {})
        : reader_(reader), today_(today), ranking_(ranking) {}

    /// Hits, counts and facets. Ties are broken by statement id: the order is the same however documents are spread
    /// over segments.
    QueryResult<Answer> answer(const Node& query, const Request& request) const;

    /// How many statements match.
    QueryResult<std::uint64_t> count(const Node& query) const;

    /// What the query became. Counts each part, at most a hundred.
    QueryResult<Explanation> explain(const Node& query) const;

    /// The values of a facet field with their counts over the whole index, the most frequent first; those alone whose
    /// key begins as that of `beginning` does.
    QueryResult<Facet> values(const std::string& field, std::string_view beginning) const;

    const IndexReader& reader() const { return reader_; }
    Date today() const { return today_; }

  private:
    const IndexReader& reader_;
    Date today_;
    Ranking ranking_;
};

} // namespace demarche::search
