// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/matching.hh"

#include <algorithm>

#include "search/engine/doc_set.hh"
#include "search/engine/facet_counter.hh"
#include "search/engine/segment_query.hh"
#include "search/engine/weight.hh"

namespace demarche::search {

namespace {

/// Keeps the dead out.
class LiveOnly : public Xapian::MatchDecider {
  public:
    explicit LiveOnly(const index::DeadBits& dead) : dead_(dead) {}
    bool operator()(const Xapian::Document& document) const override { return !dead_[document.get_docid()]; }

  private:
    const index::DeadBits& dead_;
};

/// Breaks ties by statement id.
class ById : public Xapian::KeyMaker {
  public:
    explicit ById(const index::Columns& columns) : columns_(columns) {}
    std::string operator()(const Xapian::Document& document) const override {
        return std::string(columns_.id(document.get_docid()));
    }

  private:
    const index::Columns& columns_;
};

/// The best `wanted` matches of all offered.
class Best {
  public:
    Best(Sort sort, std::size_t wanted) : sort_(sort), wanted_(wanted) {}

    void offer(const Match& match) {
        if (wanted_ == 0) {
            return;
        }
        const auto before = [this](const Match& a, const Match& b) { return comes_before(sort_, a, b); };
        if (heap_.size() == wanted_) {
            // The heap's front is the last of those kept.
            if (!before(match, heap_.front())) {
                return;
            }
            std::pop_heap(heap_.begin(), heap_.end(), before);
            heap_.back() = match;
        } else {
            heap_.push_back(match);
        }
        std::push_heap(heap_.begin(), heap_.end(), before);
    }

    /// What scores less comes too late; 0 while there is room.
    double least_score() const { return wanted_ > 0 && heap_.size() == wanted_ ? heap_.front().score : 0; }

    std::vector<Match> sorted() {
        std::sort_heap(heap_.begin(), heap_.end(),
                       [this](const Match& a, const Match& b) { return comes_before(sort_, a, b); });
        return std::move(heap_);
    }

  private:
    Sort sort_;
    std::size_t wanted_;
    std::vector<Match> heap_;
};

} // namespace

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

/// The best by relevance of one segment; counts as far as it had to look.
void best_by_relevance(const IndexReader& reader, const Segment& segment, const Plan& plan, const Ranking& ranking,
                       std::size_t wanted, bool counting, Best& best, Matches& out) {
    const std::uint32_t documents = segment.documents();
    Xapian::Enquire enquire(segment.database());
    const Bm25 bm25{reader.average_length(), ranking.k1, ranking.b};
    enquire.set_query(segment_query(plan, segment, bm25));
    ById by_id(segment.columns());
    enquire.set_weighting_scheme(WordWeight(bm25));
    enquire.set_sort_by_relevance_then_key(&by_id, false);
    if (!counting) {
        // What the segments before found keeps the matcher from looking at what cannot be better.
        enquire.set_cutoff(0, best.least_score());
    }
    const LiveOnly live(segment.dead());
    const auto check =
        static_cast<Xapian::doccount>(counting ? std::min<std::uint64_t>(documents, Answer::counted_enough + 1) : 0);
    const auto most = static_cast<Xapian::doccount>(std::min<std::size_t>(wanted, documents));
    const Xapian::MSet set = enquire.get_mset(0, most, check, nullptr, segment.dead().empty() ? nullptr : &live);
    if (counting) {
        // As many as were checked are known for certain.
        out.total += set.get_matches_lower_bound();
        out.exact = out.exact && set.get_matches_lower_bound() == set.get_matches_upper_bound();
    }
    for (auto item = set.begin(); item != set.end(); ++item) {
        best.offer({&segment, *item, item.get_weight(), index::no_day});
    }
}

} // namespace

Matches find_matches(const IndexReader& reader, const Plan& plan, const Ranking& ranking, Sort sort, std::size_t wanted,
                     bool exact_total, const std::vector<std::string>& facet_names) {
    FacetCounter facets(facet_names);
    Best best(sort, wanted);
    Matches out;
    const bool by_date = sort != Sort::relevance;
    const bool all = exact_total || by_date || !facets.empty();
    for (const auto& segment : reader.segments()) {
        if (segment->documents() == 0) {
            continue;
        }
        if (all) {
            const std::vector<std::uint32_t> documents = documents_of(plan, *segment);
            out.total += documents.size();
            facets.count(*segment, documents);
            if (by_date && wanted > 0) {
                for (const std::uint32_t docid : documents) {
                    best.offer({segment.get(), docid, 0, segment->columns().day(docid)});
                }
            }
            if (documents.empty()) {
                continue;
            }
        }
        if (!by_date && (wanted > 0 || !all)) {
            // One term of a segment without dead documents is in as many as it says.
            const bool known = !all && wanted > 0 && plan.type == Plan::Type::terms && plan.terms.size() == 1 &&
                               plan.terms.front().languages.empty() && segment->dead().empty();
            if (known) {
                out.total += segment->frequency(plan.terms.front().term);
            }
            // "More than 10,000" is known once it is more.
            const bool enough = out.total > Answer::counted_enough && wanted > 0;
            out.exact = out.exact && (all || known || !enough);
            best_by_relevance(reader, *segment, plan, ranking, wanted, !all && !known && !enough, best, out);
        }
    }
    out.best = best.sorted();
    out.facets = facets.result();
    return out;
}

} // namespace demarche::search
