// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/segment_query.hh"

#include <algorithm>
#include <map>
#include <set>
#include <string>
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

Query filter_by_languages(const std::set<std::string>& languages, const Segment& segment) {
    std::vector<std::string> filters;
    for (const std::string& language : languages) {
        filters.push_back(index::make_term(index::field("lang").prefix, language));
    }
    return filter_query(segment, filters);
}

/// Several terms for one word are that word: their counts add up, and it is weighed once.
Query one_word(const std::vector<std::string>& terms, double weight) {
    const std::vector<Query> queries(terms.begin(), terms.end());
    return weight > 0 ? Query(weight, join(Query::OP_SYNONYM, queries)) : Query(0.0, join(Query::OP_OR, queries));
}

/// A word by its terms, each in statements of the languages it was made for. A statement has one language: those with
/// the same terms are one way, and no statement is in two. (OP_SYNONYM cannot have a source below it.)
std::vector<Query> word_ways(const std::vector<PlanTerm>& terms, double weight, const Segment& segment) {
    std::set<std::string> named;
    std::vector<std::string> everywhere;
    for (const PlanTerm& term : terms) {
        named.insert(term.languages.begin(), term.languages.end());
        if (term.languages.empty()) {
            everywhere.push_back(term.term);
        }
    }
    std::map<std::vector<std::string>, std::set<std::string>> languages_of;
    for (const std::string& language : named) {
        std::vector<std::string> here;
        for (const PlanTerm& term : terms) {
            if (term.languages.empty() ||
                std::find(term.languages.begin(), term.languages.end(), language) != term.languages.end()) {
                here.push_back(term.term);
            }
        }
        languages_of[here].insert(language);
    }
    std::vector<Query> ways;
    for (const auto& [here, languages] : languages_of) {
        ways.emplace_back(Query::OP_FILTER, one_word(here, weight), filter_by_languages(languages, segment));
    }
    if (!everywhere.empty()) {
        const Query word = one_word(everywhere, weight);
        ways.push_back(named.empty() ? word : Query(Query::OP_AND_NOT, word, filter_by_languages(named, segment)));
    }
    return ways;
}

Query terms_query(const Plan& plan, const Segment& segment, const Bm25& bm25) {
    std::vector<PlanTerm> words;
    std::vector<std::string> filters;
    for (const PlanTerm& term : plan.terms) {
        if (index::is_filter(term.term)) {
            filters.push_back(term.term);
        } else {
            words.push_back(term);
        }
    }
    std::vector<Query> ways = word_ways(words, plan.weight, segment);
    if (!filters.empty()) {
        ways.push_back(plan.weight > 0 ? weighted_filter_query(segment, filters, plan.weight, bm25)
                                       : filter_query(segment, filters));
    }
    return join(Query::OP_OR, ways);
}

/// Documents that hold the word; whether it stands where it should is the pattern's business.
Query pattern_word_query(const WordSpec& spec, double weight, const index::Words& words) {
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
                words.push_back(pattern_word_query(spec, plan.word_weights[word++], segment.words()));
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
    const std::string term = index::make_term(plan.field->prefix, column->dictionary().key(*value));
    return Query(Query::OP_AND, filter_query(segment, {term}), value_query(segment, *column, *value));
}

Query all_of(const Plan& plan, const Segment& segment, const Bm25& bm25) {
    std::vector<Query> wanted;
    std::vector<Query> unwanted;
    for (const Plan& child : plan.children) {
        if (child.type == Plan::Type::none_of) {
            unwanted.push_back(segment_query(child.children.front(), segment, bm25));
        } else {
            wanted.push_back(segment_query(child, segment, bm25));
        }
    }
    const Query all = wanted.empty() ? Query::MatchAll : join(Query::OP_AND, wanted);
    return unwanted.empty() ? all : Query(Query::OP_AND_NOT, all, join(Query::OP_OR, unwanted));
}

} // namespace

Query segment_query(const Plan& plan, const Segment& segment, const Bm25& bm25) {
    switch (plan.type) {
    case Plan::Type::all:
        return Query::MatchAll;
    case Plan::Type::none:
        return Query::MatchNothing;
    case Plan::Type::terms:
        return terms_query(plan, segment, bm25);
    case Plan::Type::pattern:
        return pattern_with_words(plan, segment);
    case Plan::Type::title:
        return title_query(segment, plan.pattern);
    case Plan::Type::range:
        if (const auto terms = cheap_date_terms(segment, *plan.field, plan.least, plan.most)) {
            return filter_query(segment, *terms);
        }
        return range_query(segment, *plan.field, plan.least, plan.most);
    case Plan::Type::literal:
        return literal_query(plan, segment);
    case Plan::Type::all_of:
        return all_of(plan, segment, bm25);
    case Plan::Type::any_of: {
        std::vector<Query> ways;
        for (const Plan& child : plan.children) {
            ways.push_back(segment_query(child, segment, bm25));
        }
        return ways.empty() ? Query::MatchNothing : join(Query::OP_OR, ways);
    }
    case Plan::Type::none_of:
        return Query(Query::OP_AND_NOT, Query::MatchAll, segment_query(plan.children.front(), segment, bm25));
    }
    return Query::MatchNothing;
}

} // namespace demarche::search
