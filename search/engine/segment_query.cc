// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/segment_query.hh"

#include <algorithm>
#include <vector>

#include "common/index/terms.hh"
#include "search/engine/date_terms.hh"
#include "search/engine/posting_sources.hh"

namespace demarche::search {

namespace {

using Xapian::Query;

Query join(Query::op op, const std::vector<Query>& parts) {
    return parts.size() == 1 ? parts.front() : Query(op, parts.begin(), parts.end());
}

/// A term where it counts: with the languages it was made for.
Query term_query(const PlanTerm& term) {
    Query query(term.term);
    if (term.languages.empty()) {
        return query;
    }
    std::vector<Query> languages;
    for (const std::string& language : term.languages) {
        languages.emplace_back(index::make_term(index::field("lang").prefix, language));
    }
    return Query(Query::OP_FILTER, query, join(Query::OP_OR, languages));
}

Query terms_query(const Plan& plan) {
    std::vector<Query> terms;
    for (const PlanTerm& term : plan.terms) {
        terms.push_back(term_query(term));
    }
    if (plan.weight <= 0) {
        return Query(0.0, join(Query::OP_OR, terms));
    }
    // Several terms for one word are that word: their counts add up, and it is weighed once.
    return Query(plan.weight, join(Query::OP_SYNONYM, terms));
}

/// Documents that hold the word; whether it stands where it should is the pattern's business.
Query word_query(const WordSpec& spec, double weight, const index::Words& words) {
    std::vector<Query> queries;
    for (const std::string& term : spec.terms) {
        if (words.find_term(term)) {
            queries.emplace_back(term);
        }
    }
    if (queries.empty()) {
        return Query::MatchNothing;
    }
    return Query(weight, join(Query::OP_SYNONYM, queries));
}

Query pattern_with_words(const Plan& plan, const Segment& segment) {
    std::vector<Query> all;
    std::size_t word = 0;
    for (const Pattern::Item& item : plan.pattern.items) {
        std::vector<Query> ways;
        for (const Sequence& sequence : item) {
            std::vector<Query> words;
            for (const WordSpec& spec : sequence) {
                words.push_back(word_query(spec, plan.word_weights[word++], segment.words()));
            }
            ways.push_back(join(Query::OP_AND, words));
        }
        all.push_back(join(Query::OP_OR, ways));
    }
    all.push_back(pattern_query(segment, plan.pattern));
    return join(Query::OP_AND, all);
}

Query literal_query(const Plan& plan, const Segment& segment) {
    const auto column = segment.columns().strings(plan.field->column);
    if (!column) {
        return Query::MatchNothing;
    }
    const auto value = column->dictionary().find(plan.value);
    if (!value) {
        return Query::MatchNothing;
    }
    const Query term(index::make_term(plan.field->prefix, column->dictionary().key(*value)));
    return Query(Query::OP_AND, Query(0.0, term), value_query(segment, *column, *value));
}

Query all_of(const Plan& plan, const Segment& segment) {
    std::vector<Query> wanted;
    std::vector<Query> unwanted;
    for (const Plan& child : plan.children) {
        if (child.type == Plan::Type::none_of) {
            unwanted.push_back(segment_query(child.children.front(), segment));
        } else {
            wanted.push_back(segment_query(child, segment));
        }
    }
    const Query all = wanted.empty() ? Query::MatchAll : join(Query::OP_AND, wanted);
    return unwanted.empty() ? all : Query(Query::OP_AND_NOT, all, join(Query::OP_OR, unwanted));
}

} // namespace

Query segment_query(const Plan& plan, const Segment& segment) {
    switch (plan.type) {
    case Plan::Type::all:
        return Query::MatchAll;
    case Plan::Type::none:
        return Query::MatchNothing;
    case Plan::Type::terms:
        return terms_query(plan);
    case Plan::Type::pattern:
        return pattern_with_words(plan, segment);
    case Plan::Type::title:
        return title_query(segment, plan.pattern);
    case Plan::Type::range:
        if (const auto terms = cheap_date_terms(segment, *plan.field, plan.least, plan.most)) {
            std::vector<Query> days(terms->begin(), terms->end());
            return Query(0.0, join(Query::OP_OR, days));
        }
        return range_query(segment, *plan.field, plan.least, plan.most);
    case Plan::Type::literal:
        return literal_query(plan, segment);
    case Plan::Type::all_of:
        return all_of(plan, segment);
    case Plan::Type::any_of: {
        std::vector<Query> ways;
        for (const Plan& child : plan.children) {
            ways.push_back(segment_query(child, segment));
        }
        return ways.empty() ? Query::MatchNothing : join(Query::OP_OR, ways);
    }
    case Plan::Type::none_of:
        return Query(Query::OP_AND_NOT, Query::MatchAll, segment_query(plan.children.front(), segment));
    }
    return Query::MatchNothing;
}

} // namespace demarche::search
