// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/matching.hh"

#include <algorithm>
#include <atomic>
#include <thread>

#include "search/engine/best.hh"
#include "search/engine/evaluation.hh"
#include "search/engine/families.hh"
#include "search/engine/workers.hh"

namespace demarche::search {

bool comes_before(Sort sort, const Match& a, const Match& b) {
    if (sort == Sort::relevance) {
        if (a.score != b.score) {
            return a.score > b.score;
        }
    } else if (a.day != b.day) {
        // Statements without a day come last in both directions.
        if (a.day == index::no_day || b.day == index::no_day) {
            return b.day == index::no_day;
        }
        return sort == Sort::newest ? a.day > b.day : a.day < b.day;
    }
    return a.id() < b.id();
}

namespace {

void offer_all(const Segment& segment, const Found& found, const Weighing* weighing, Best& best) {
    for (std::size_t i = 0; i < found.documents.size(); ++i) {
        const std::uint32_t docid = found.documents[i];
        if (weighing == nullptr) {
            best.offer({&segment, docid, 0, segment.columns().day(docid)});
            continue;
        }
        const double score = found.steps.empty() ? 0 : weighing->score(found.steps[i]);
        if (score >= best.least_score()) {
            best.offer({&segment, docid, score, index::no_day});
        }
    }
}

/// What all segments have, by their numbers, without those that stand behind others of their family.
std::vector<Found> find_folded(const IndexReader& reader, const std::vector<Evaluation>& evaluations,
                               const Weighing* weighing, Matches& out) {
    std::vector<Found> found(reader.segments().size());
    for (const Evaluation& evaluation : evaluations) {
        found[evaluation.segment().number()] = evaluation.find(weighing);
    }
    for (const Found& of_segment : found) {
        out.unfolded.push_back(of_segment.documents);
    }
    out.folded = fold_families(reader, found);
    return found;
}

} // namespace

Matches find_matches(const IndexReader& reader, const Plan& plan, const Ranking& ranking, const Wanted& wanted,
                     const Threads& threads, FacetCache& cache) {
    std::vector<Evaluation> evaluations;
    std::uint64_t effort = 0;
    for (const auto& segment : reader.segments()) {
        if (segment->documents() > 0) {
            evaluations.emplace_back(plan, *segment);
            effort += evaluations.back().effort();
        }
    }
    const bool by_relevance = wanted.sort == Sort::relevance;
    const Weighing weighing(plan, reader.average_length(), ranking);
    const Weighing* const weighs = by_relevance && wanted.best > 0 ? &weighing : nullptr;
    FacetCounter facets(wanted.facets, evaluations.size());
    const std::size_t processors =
        threads.most > 0 ? threads.most : std::max<std::size_t>(1, std::thread::hardware_concurrency());
    const std::size_t workers =
        effort < threads.least_effort ? 1 : std::max<std::size_t>(1, std::min(processors, evaluations.size()));
    std::vector<Best> best(workers, Best(wanted.sort, wanted.best));
    std::vector<std::uint64_t> totals(workers);
    Matches out;
    std::vector<Found> folded;
    if (wanted.fold) {
        folded = find_folded(reader, evaluations, weighs, out);
    }
    std::atomic<std::size_t> next = 0;
    work_side_by_side(workers, workers, [&](std::size_t worker) {
        for (std::size_t i = next++; i < evaluations.size(); i = next++) {
            const Segment& segment = evaluations[i].segment();
            const Found found = wanted.fold ? std::move(folded[segment.number()]) : evaluations[i].find(weighs);
            totals[worker] += found.documents.size();
            facets.count(i, segment, found.documents);
            if (wanted.best > 0) {
                offer_all(segment, found, weighs, best[worker]);
            }
        }
    });
    for (std::size_t worker = 0; worker < workers; ++worker) {
        out.total += totals[worker];
        if (worker > 0) {
            for (const Match& match : best[worker].sorted()) {
                best.front().offer(match);
            }
        }
    }
    out.best = best.front().sorted();
    out.facets = facets.result(cache, wanted.facet_values);
    return out;
}

} // namespace demarche::search
