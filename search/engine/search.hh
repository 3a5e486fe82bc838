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
#include "search/engine/matching.hh"
#include "search/engine/name_resolver.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"
#include "search/query/error.hh"
#include "search/query/parser.hh"

namespace demarche::search {

struct Request {
    Sort sort = Sort::automatic;
    std::size_t offset = 0;
    std::size_t limit = 10;
    /// Fields to count by (names of the schema with `facet`, or year, month).
    std::vector<std::string> facets;
    /// The most frequent values of each alone.
    std::size_t facet_values = SIZE_MAX;
    /// Words of context before and after each hit; 0: none.
    std::size_t context_words = 25;
    /// Show one statement of each family, the one published first; totals and counts are of those.
    bool fold = false;
};

struct Hit {
    Statement statement;
    double score = 0;
    /// Code points of the statement's text.
    std::vector<Span> matches;
    std::string before;
    std::string after;
    /// Id of the family, when the statement is one of several; of the article that its article is a copy of.
    std::string family;
    std::string copy_of;
    /// When folded: the others of its family that match, first published first.
    struct Other {
        std::string id;
        std::string article;
        std::string outlet;
        std::string published;
    };
    std::vector<Other> also;
};

struct Answer {
    std::uint64_t total = 0;
    /// When folded: how many statements more match, each behind one that counts.
    std::optional<std::uint64_t> folded;
    std::vector<Hit> hits;
    std::vector<Facet> facets;
    /// What names were taken for.
    std::vector<NameReading> readings;
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
    /// What is looked for: terms with their weights, and what is checked.
    std::string plan;
};

/// Not thread-safe, because of what it keeps from query to query and because a reader is not.
class Engine {
  public:
    Engine(const IndexReader& reader, Date today, const Ranking& ranking = {}, const Threads& threads = {})
        : reader_(reader), today_(today), ranking_(ranking), threads_(threads) {}

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
    QueryResult<Matches> run(const Plan& plan, const Wanted& wanted) const;

    const IndexReader& reader_;
    Date today_;
    Ranking ranking_;
    Threads threads_;
    mutable FacetCache facet_values_;
};

} // namespace demarche::search
