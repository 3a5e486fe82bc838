// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/search.hh"

#include <algorithm>

#include <fmt/format.h>

#include "common/index/terms.hh"
#include "common/report/xapian_guard.hh"
#include "search/engine/closeness.hh"
#include "search/engine/context.hh"
#include "search/engine/families.hh"
#include "search/engine/highlight.hh"
#include "search/engine/matching.hh"
#include "search/engine/planner.hh"
#include "search/query/query_text.hh"

namespace demarche::search {

namespace {

/// So many of the best are looked at for words close together.
constexpr std::size_t lifted = 200;

/// An error of the index, which has no column.
tl::unexpected<QueryError> index_error(Error error) {
    return tl::unexpected<QueryError>(QueryError{std::move(error), 0});
}

QueryResult<Plan> make_plan(Planner& planner, const Node& query) {
    auto planned = guard_xapian("cannot read the index", "", [&] { return planner.plan(query); });
    return planned ? std::move(*planned) : QueryResult<Plan>(index_error(planned.error()));
}

void lift_close_ones(std::vector<Match>& matches, const Plan& plan, const Ranking& ranking) {
    Closeness closeness(plan, ranking);
    if (!closeness.counts()) {
        return;
    }
    const std::size_t count = std::min(matches.size(), lifted);
    for (std::size_t i = 0; i < count; ++i) {
        matches[i].score *= closeness.lift(*matches[i].segment, matches[i].docid);
    }
    std::sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(count),
              [](const Match& a, const Match& b) { return comes_before(Sort::relevance, a, b); });
}

/// Names as they count since users joined some.
void use_joined_names(const Segment& segment, Statement& statement) {
    if (!segment.has_joined_names()) {
        return;
    }
    for (auto* const names : {&statement.speakers, &statement.mentions}) {
        std::vector<std::string> counted;
        for (const std::string& name : *names) {
            std::string one(segment.counted_as(name));
            if (std::find(counted.begin(), counted.end(), one) == counted.end()) {
                counted.push_back(std::move(one));
            }
        }
        *names = std::move(counted);
    }
    statement.speaker = statement.speakers.empty() ? statement.speaker : statement.speakers.front();
}

/// The statements that stand behind a folded hit.
Result<void> add_others(const Match& match, const std::vector<Documents>& matching, Hit& hit) {
    const auto matches = [&](const Segment& segment, std::uint32_t docid) {
        const Documents& documents = matching[segment.number()];
        return std::binary_search(documents.begin(), documents.end(), docid);
    };
    for (const FoldedDocument& other : others_of_family(*match.segment, match.docid, matches)) {
        auto statement = other.segment->statement(other.docid);
        if (!statement) {
            return fail(statement.error());
        }
        hit.also.push_back({std::move(statement->id), std::move(statement->article), std::move(statement->outlet),
                            std::move(statement->published)});
    }
    return {};
}

} // namespace

QueryResult<Matches> Engine::run(const Plan& plan, const Wanted& wanted) const {
    auto found = guard_xapian("cannot search the index", "",
                              [&] { return find_matches(reader_, plan, ranking_, wanted, threads_, facet_values_); });
    return found ? QueryResult<Matches>(std::move(*found)) : QueryResult<Matches>(index_error(found.error()));
}

QueryResult<Answer> Engine::answer(const Node& query, const Request& request) const {
    Planner planner(reader_, today_, ranking_);
    const auto plan = make_plan(planner, query);
    if (!plan) {
        return tl::unexpected<QueryError>(plan.error());
    }
    const Sort sort = request.sort != Sort::automatic ? request.sort
                      : has_weight(*plan)             ? Sort::relevance
                                                      : Sort::newest;
    const bool by_relevance = sort == Sort::relevance;
    const std::size_t page = request.limit == 0 ? 0 : request.offset + request.limit;
    const bool lifts = by_relevance && Closeness(*plan, ranking_).counts();
    const std::size_t wanted = lifts && page > 0 ? std::max(page, lifted) : page;
    auto found = run(*plan, {sort, wanted, request.facets, request.facet_values, request.fold});
    if (!found) {
        return tl::unexpected<QueryError>(found.error());
    }
    Answer answer;
    answer.total = found->total;
    if (request.fold) {
        answer.folded = found->folded;
    }
    answer.facets = std::move(found->facets);
    answer.readings = planner.readings();
    std::vector<Match>& matches = found->best;
    if (by_relevance) {
        lift_close_ones(matches, *plan, ranking_);
    }
    Highlighter highlighter(*plan);
    for (std::size_t i = request.offset; i < std::min(matches.size(), page); ++i) {
        const Match& match = matches[i];
        auto statement = match.segment->statement(match.docid);
        if (!statement) {
            return index_error(statement.error());
        }
        Hit hit;
        hit.statement = std::move(*statement);
        use_joined_names(*match.segment, hit.statement);
        hit.score = match.score;
        hit.family = family_of(*match.segment, match.docid).value_or("");
        hit.copy_of = copy_of(*match.segment, match.docid).value_or("");
        if (request.fold) {
            if (auto done = add_others(match, found->unfolded, hit); !done) {
                return index_error(done.error());
            }
        }
        hit.matches = highlighter.ranges(*match.segment, match.docid, hit.statement.text);
        if (request.context_words > 0) {
            const auto article = match.segment->article_of(match.docid);
            if (!article) {
                return index_error(article.error());
            }
            const Context context = context_of(article->text, hit.statement, request.context_words);
            hit.before = context.before;
            hit.after = context.after;
        }
        answer.hits.push_back(std::move(hit));
    }
    return answer;
}

QueryResult<std::uint64_t> Engine::count(const Node& query) const {
    Planner planner(reader_, today_, ranking_);
    const auto plan = make_plan(planner, query);
    if (!plan) {
        return tl::unexpected<QueryError>(plan.error());
    }
    const auto found = run(*plan, {});
    if (!found) {
        return tl::unexpected<QueryError>(found.error());
    }
    return found->total;
}

namespace {

void collect_days(const Node& node, std::vector<std::pair<std::string, DayRange>>& out) {
    if (node.type == NodeType::field && node.field->kind == index::FieldKind::date) {
        out.emplace_back(node.field->name, node.days);
    }
    for (const Node& child : node.children) {
        collect_days(child, out);
    }
}

} // namespace

QueryResult<Explanation> Engine::explain(const Node& query) const {
    constexpr std::size_t most_parts = 100;
    Planner planner(reader_, today_, ranking_);
    const auto plan = make_plan(planner, query);
    if (!plan) {
        return tl::unexpected<QueryError>(plan.error());
    }
    Explanation out;
    out.tree = to_string(query);
    out.readings = planner.readings();
    collect_days(query, out.days);
    const std::size_t parts = query.type == NodeType::all_of ? std::min(query.children.size(), most_parts) : 0;
    for (std::size_t i = 0; i < parts; ++i) {
        const auto counted = count(query.children[i]);
        if (!counted) {
            return tl::unexpected<QueryError>(counted.error());
        }
        out.parts.emplace_back(query_text(query.children[i]), *counted);
    }
    out.plan = describe(*plan);
    return out;
}

QueryResult<Facet> Engine::values(const std::string& field, std::string_view beginning) const {
    auto found = run(Plan{}, {Sort::newest, 0, {field}, SIZE_MAX});
    if (!found) {
        return tl::unexpected<QueryError>(found.error());
    }
    Facet facet = std::move(found->facets.front());
    if (const std::string key = index::value_key(beginning); !key.empty()) {
        std::erase_if(facet.counts, [&](const auto& row) { return !index::value_key(row.first).starts_with(key); });
    }
    return facet;
}

} // namespace demarche::search
