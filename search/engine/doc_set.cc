// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/doc_set.hh"

#include <algorithm>
#include <bit>
#include <functional>
#include <iterator>
#include <numeric>

#include <xapian.h>

#include "common/index/terms.hh"
#include "search/engine/date_terms.hh"
#include "search/engine/posting_sources.hh"

namespace demarche::search {

namespace {

using Documents = std::vector<std::uint32_t>;

/// Documents as bits, for unions.
class Bits {
  public:
    explicit Bits(std::uint32_t documents) : words_(documents / 64 + 1) {}
    void set(std::uint32_t docid) { words_[docid / 64] |= std::uint64_t{1} << (docid % 64); }

    Documents list() const {
        Documents out;
        for (std::size_t i = 0; i < words_.size(); ++i) {
            for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
                out.push_back(static_cast<std::uint32_t>(i * 64) + static_cast<std::uint32_t>(std::countr_zero(word)));
            }
        }
        return out;
    }

  private:
    std::vector<std::uint64_t> words_;
};

class Evaluation {
  public:
    explicit Evaluation(const Segment& segment) : segment_(segment), database_(segment.database()) {}

    /// The documents meant; of `among` alone when it is given.
    Documents documents(const Plan& plan, const Documents* among) const {
        switch (plan.type) {
        case Plan::Type::all:
            return everything(among);
        case Plan::Type::none:
            return {};
        case Plan::Type::terms:
            return of_terms(plan.terms, among);
        case Plan::Type::pattern:
            return of_pattern(plan, among);
        case Plan::Type::title: {
            // Beside the words of the title in every plan that has it.
            return checked(everything(among), title_check(segment_, plan.pattern));
        }
        case Plan::Type::range:
            return of_range(plan, among);
        case Plan::Type::literal:
            return of_literal(plan, among);
        case Plan::Type::all_of:
            return all_of(plan, among);
        case Plan::Type::any_of:
            return any_of(plan, among);
        case Plan::Type::none_of:
            return without(everything(among), documents(plan.children.front(), among));
        }
        return {};
    }

  private:
    Documents everything(const Documents* among) const {
        if (among != nullptr) {
            return *among;
        }
        Documents all(segment_.documents());
        std::iota(all.begin(), all.end(), 1U);
        return all;
    }

    static Documents without(const Documents& from, const Documents& these) {
        Documents out;
        std::set_difference(from.begin(), from.end(), these.begin(), these.end(), std::back_inserter(out));
        return out;
    }

    static Documents checked(Documents documents, const DocumentCheck& holds) {
        std::erase_if(documents, [&](std::uint32_t docid) { return !holds(docid); });
        return documents;
    }

    template <typename Use>
    static void each_of_filter(index::FilterCursor at, const Documents* among, Use&& use) {
        if (among == nullptr) {
            for (; !at.at_end(); at.next()) {
                use(at.docid());
            }
            return;
        }
        for (const std::uint32_t docid : *among) {
            at.skip_to(docid);
            if (at.docid() == docid) {
                use(docid);
            } else if (at.at_end()) {
                return;
            }
        }
    }

    /// Calls `use` for the documents of a term, those of `among` alone.
    template <typename Use>
    void each_of_term(const std::string& term, const Documents* among, Use&& use) const {
        if (index::is_filter(term)) {
            each_of_filter(segment_.filter(term), among, use);
            return;
        }
        Xapian::PostingIterator at = database_.postlist_begin(term);
        const Xapian::PostingIterator end = database_.postlist_end(term);
        if (among == nullptr) {
            for (; at != end; ++at) {
                use(*at);
            }
            return;
        }
        for (const std::uint32_t docid : *among) {
            if (at == end) {
                return;
            }
            if (*at < docid) {
                at.skip_to(docid);
                if (at == end) {
                    return;
                }
            }
            if (*at == docid) {
                use(docid);
            }
        }
    }

    Documents of_term(const PlanTerm& term, const Documents* among) const {
        Documents found;
        each_of_term(term.term, among, [&](std::uint32_t docid) { found.push_back(docid); });
        if (term.languages.empty() || found.empty()) {
            return found;
        }
        std::vector<PlanTerm> languages;
        for (const std::string& language : term.languages) {
            languages.push_back({index::make_term(index::field("lang").prefix, language), {}});
        }
        return of_terms(languages, &found);
    }

    Documents of_terms(const std::vector<PlanTerm>& terms, const Documents* among) const {
        if (terms.size() == 1) {
            return of_term(terms.front(), among);
        }
        Bits bits(segment_.documents());
        for (const PlanTerm& term : terms) {
            if (term.languages.empty()) {
                each_of_term(term.term, among, [&](std::uint32_t docid) { bits.set(docid); });
            } else {
                for (const std::uint32_t docid : of_term(term, among)) {
                    bits.set(docid);
                }
            }
        }
        return bits.list();
    }

    Documents of_pattern(const Plan& plan, const Documents* among) const {
        // The words first, the rarest before the others; then where they stand.
        Plan words;
        words.type = Plan::Type::all_of;
        for (const Pattern::Item& item : plan.pattern.items) {
            Plan ways;
            ways.type = Plan::Type::any_of;
            for (const Sequence& sequence : item) {
                Plan row;
                row.type = Plan::Type::all_of;
                for (const WordSpec& spec : sequence) {
                    Plan word;
                    word.type = Plan::Type::terms;
                    for (const std::string& term : spec.terms) {
                        if (segment_.words().find_term(term)) {
                            word.terms.push_back({term, {}});
                        }
                    }
                    word.type = word.terms.empty() ? Plan::Type::none : Plan::Type::terms;
                    row.children.push_back(std::move(word));
                }
                ways.children.push_back(std::move(row));
            }
            words.children.push_back(std::move(ways));
        }
        Documents candidates = documents(words, among);
        return candidates.empty() ? candidates : checked(std::move(candidates), pattern_check(segment_, plan.pattern));
    }

    Documents of_range(const Plan& plan, const Documents* among) const {
        if (const auto terms = cheap_date_terms(segment_, *plan.field, plan.least, plan.most)) {
            std::vector<PlanTerm> plan_terms;
            for (const std::string& term : *terms) {
                plan_terms.push_back({term, {}});
            }
            return of_terms(plan_terms, among);
        }
        const DocumentCheck holds = range_check(segment_, *plan.field, plan.least, plan.most);
        if (among != nullptr) {
            return checked(*among, holds);
        }
        Documents out;
        for (std::uint32_t docid = 1; docid <= segment_.documents(); ++docid) {
            if (holds(docid)) {
                out.push_back(docid);
            }
        }
        return out;
    }

    Documents of_literal(const Plan& plan, const Documents* among) const {
        const auto column = segment_.columns().strings(plan.field->column);
        const auto value = column ? column->dictionary().find(plan.value) : std::nullopt;
        if (!value) {
            return {};
        }
        const std::string term = index::make_term(plan.field->prefix, column->dictionary().key(*value));
        return checked(of_term({term, {}}, among), value_check(*column, *value));
    }

    /// About how many documents, to begin with the fewest; patterns and checks as late as can be.
    std::uint64_t estimate(const Plan& plan) const {
        std::uint64_t sum = 0;
        switch (plan.type) {
        case Plan::Type::none:
            return 0;
        case Plan::Type::terms:
            for (const PlanTerm& term : plan.terms) {
                sum += segment_.frequency(term.term);
            }
            return sum;
        case Plan::Type::any_of:
            for (const Plan& child : plan.children) {
                sum += estimate(child);
            }
            return sum;
        case Plan::Type::all_of:
            sum = segment_.documents();
            for (const Plan& child : plan.children) {
                sum = std::min(sum, estimate(child));
            }
            return sum;
        case Plan::Type::literal:
            return segment_.documents() / 16;
        case Plan::Type::range:
            if (const auto terms = cheap_date_terms(segment_, *plan.field, plan.least, plan.most)) {
                for (const std::string& term : *terms) {
                    sum += segment_.frequency(term);
                }
                return sum;
            }
            return segment_.documents();
        case Plan::Type::pattern:
        case Plan::Type::all:
        case Plan::Type::none_of:
            return std::uint64_t{segment_.documents()} + 1;
        case Plan::Type::title:
            return std::uint64_t{segment_.documents()} + 2;
        }
        return sum;
    }

    Documents all_of(const Plan& plan, const Documents* among) const {
        std::vector<std::pair<std::uint64_t, const Plan*>> wanted;
        std::vector<const Plan*> unwanted;
        for (const Plan& child : plan.children) {
            if (child.type == Plan::Type::none_of) {
                unwanted.push_back(&child.children.front());
            } else {
                wanted.emplace_back(estimate(child), &child);
            }
        }
        std::stable_sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        Documents found;
        const Documents* so_far = among;
        for (const auto& [count, child] : wanted) {
            found = documents(*child, so_far);
            so_far = &found;
            if (found.empty()) {
                return found;
            }
        }
        if (wanted.empty()) {
            found = everything(among);
        }
        for (const Plan* child : unwanted) {
            found = without(found, documents(*child, &found));
        }
        return found;
    }

    Documents any_of(const Plan& plan, const Documents* among) const {
        Bits bits(segment_.documents());
        for (const Plan& child : plan.children) {
            if (child.type == Plan::Type::terms) {
                for (const PlanTerm& term : child.terms) {
                    if (term.languages.empty()) {
                        each_of_term(term.term, among, [&](std::uint32_t docid) { bits.set(docid); });
                    } else {
                        for (const std::uint32_t docid : of_term(term, among)) {
                            bits.set(docid);
                        }
                    }
                }
                continue;
            }
            for (const std::uint32_t docid : documents(child, among)) {
                bits.set(docid);
            }
        }
        return bits.list();
    }

    const Segment& segment_;
    const Xapian::Database& database_;
};

} // namespace

std::vector<std::uint32_t> documents_of(const Plan& plan, const Segment& segment) {
    Documents found = Evaluation(segment).documents(plan, nullptr);
    const index::DeadBits& dead = segment.dead();
    if (!dead.empty()) {
        std::erase_if(found, [&](std::uint32_t docid) { return dead[docid]; });
    }
    return found;
}

} // namespace demarche::search
