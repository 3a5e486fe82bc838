// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a plan of a query: looks its words, names and dates up in the index.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/text/stem.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/name_resolver.hh"
#include "search/engine/plan.hh"
#include "search/engine/ranking.hh"
#include "search/query/error.hh"
#include "search/query/node.hh"

namespace demarche::search {

class Planner {
  public:
    Planner(const IndexReader& reader, Date today, const Ranking& ranking = {})
        : reader_(reader), names_(reader, today), ranking_(ranking) {}

    /// Errors: wildcards or names that stand for too many words or values.
    QueryResult<Plan> plan(const Node& node);

    /// What names were taken for, in the order of the query.
    const std::vector<NameReading>& readings() const { return readings_; }

  private:
    QueryResult<Plan> make(const Node& node, const DayRange& period);
    QueryResult<Plan> list(const Node& node, Plan::Type type, const DayRange& period);
    QueryResult<Plan> pattern(const Node& node);
    Plan bare_word(const std::string& form);
    Plan text_word(const std::string& form);
    Plan title(const Node& node);
    QueryResult<Plan> field(const Node& node, const DayRange& period);
    /// Counts what a part stands for; an error when it is too much for one query.
    QueryResult<void> count_expansion(std::size_t count, std::size_t column);

    /// A word's terms: the stems it has in the languages of the index, each where it is one; and the terms its very
    /// form was indexed under, in the other languages: those count where the form stands.
    struct WordTerms {
        std::vector<PlanTerm> by_stem;
        std::vector<PlanTerm> by_form;
    };
    WordTerms terms_of(const std::string& form);
    std::vector<std::string> terms_of_form(const std::string& folded) const;
    QueryResult<Pattern::Item> item(const Node& node, std::vector<double>& weights);
    QueryResult<WordSpec> spec(const Node& node, double& weight);
    WordSpec form_spec(const std::string& form, double& weight);
    QueryResult<WordSpec> phrase_word(const Node& phrase, const std::string& word, double& weight);
    QueryResult<WordSpec> wildcard_spec(const Node& node, double& weight);
    double weight_of(const std::vector<std::string>& terms) const;

    const IndexReader& reader_;
    NameResolver names_;
    Ranking ranking_;
    std::map<std::string, text::Stemmer> stemmers_;
    std::vector<NameReading> readings_;
    /// Forms and names that the parts of the query so far stand for.
    std::size_t expanded_ = 0;
};

} // namespace demarche::search
