// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/evaluation.hh"

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "common/index/terms.hh"
#include "search/engine/date_terms.hh"
#include "search/engine/document_checks.hh"
#include "search/engine/postings.hh"

namespace demarche::search {

struct Evaluation::Part {
    const Plan* plan = nullptr;
    /// About how many documents it looks at.
    std::uint64_t estimate = 0;
    std::vector<Part> children;
    /// Of a pattern: the words it is made of, which `children.front()` then stands for.
    std::unique_ptr<Plan> words;
};

namespace {

using Part = Evaluation::Part;

/// Documents that hold the words of a pattern; whether they stand where they should is the pattern's business.
Plan words_of(const Plan& plan, const index::Words& table) {
    Plan words;
    words.type = Plan::Type::all_of;
    std::size_t number = 0;
    for (const Pattern::Item& item : plan.pattern.items) {
        Plan ways;
        ways.type = Plan::Type::any_of;
        for (const Sequence& sequence : item) {
            Plan row;
            row.type = Plan::Type::all_of;
            for (const WordSpec& spec : sequence) {
                Plan word;
                for (const std::string& term : spec.terms) {
                    if (table.find_term(term)) {
                        word.terms.push_back({term, {}});
                    }
                }
                word.type = word.terms.empty() ? Plan::Type::none : Plan::Type::terms;
                word.weight = plan.word_weights[number++];
                row.children.push_back(std::move(word));
            }
            ways.children.push_back(std::move(row));
        }
        words.children.push_back(std::move(ways));
    }
    return words;
}

/// Whether a pattern is one phrase or one form.
bool is_row(const Pattern& pattern) {
    return pattern.type == Pattern::Type::row && pattern.items.size() == 1 && pattern.items.front().size() == 1;
}

class Walk {
  public:
    Walk(const Segment& segment, const Weighing* weighing)
        : segment_(segment), documents_(segment.documents()), weighing_(weighing) {}

    Part prepare(const Plan& plan) const {
        Part part;
        part.plan = &plan;
        for (const Plan& child : plan.children) {
            part.children.push_back(prepare(child));
        }
        if (plan.type == Plan::Type::pattern) {
            part.words = std::make_unique<Plan>(words_of(plan, segment_.words()));
            part.children.push_back(prepare(*part.words));
        }
        part.estimate = estimate(part);
        return part;
    }

    /// The documents meant; of `among` alone when it is given.
    Found find(const Part& part, const Documents* among, bool scored) const {
        const Plan& plan = *part.plan;
        switch (plan.type) {
        case Plan::Type::all:
            return {everything(among), {}};
        case Plan::Type::none:
            return {};
        case Plan::Type::terms:
            return of_terms(plan.terms, scored ? plan.weight : 0, among);
        case Plan::Type::pattern:
            return of_pattern(part, among, scored);
        case Plan::Type::title: {
            // Beside the words of the title in every plan that has it.
            Found found{everything(among), {}};
            found.filter(title_check(segment_, plan.pattern));
            return found;
        }
        case Plan::Type::range:
            return of_range(plan, among);
        case Plan::Type::literal:
            return of_literal(plan, among);
        case Plan::Type::all_of:
            return all_of(part, among, scored);
        case Plan::Type::any_of:
            return any_of(part, among, scored);
        case Plan::Type::none_of: {
            Found found{everything(among), {}};
            found.remove(find(part.children.front(), among, false).documents);
            return found;
        }
        }
        return {};
    }

  private:
    std::uint64_t estimate(const Part& part) const {
        const Plan& plan = *part.plan;
        std::uint64_t sum = 0;
        switch (plan.type) {
        case Plan::Type::none:
            return 0;
        case Plan::Type::terms:
            for (const PlanTerm& term : plan.terms) {
                sum += segment_.frequency(term.term);
            }
            return sum;
        case Plan::Type::pattern:
            return part.children.front().estimate;
        case Plan::Type::any_of:
            for (const Part& child : part.children) {
                sum += child.estimate;
            }
            return sum;
        case Plan::Type::all_of:
            sum = documents_;
            for (const Part& child : part.children) {
                sum = std::min(sum, child.estimate);
            }
            return sum;
        case Plan::Type::literal:
            return segment_.frequency(literal_term(plan).value_or(std::string()));
        case Plan::Type::range:
        case Plan::Type::all:
        case Plan::Type::none_of:
            return std::uint64_t{documents_} + 1;
        case Plan::Type::title:
            return std::uint64_t{documents_} + 2;
        }
        return sum;
    }

    Documents everything(const Documents* among) const {
        if (among != nullptr) {
            return *among;
        }
        Documents all(documents_);
        std::iota(all.begin(), all.end(), 1U);
        return all;
    }

    template <typename Use>
    void each_posting_of(const std::string& term, const Documents* among, Use&& use) const {
        if (among == nullptr) {
            each_posting(segment_, term, use);
        } else {
            each_posting(segment_, term, *among, use);
        }
    }

    template <typename Use>
    void each_of_term(const PlanTerm& term, const Documents* among, Use&& use) const {
        if (term.languages.empty()) {
            each_posting_of(term.term, among, use);
            return;
        }
        const Found found = in_languages(term, among);
        for (std::size_t i = 0; i < found.documents.size(); ++i) {
            use(found.documents[i], found.steps[i]);
        }
    }

    /// The documents of a term in its languages; the steps of this list are how often the term stands there.
    Found in_languages(const PlanTerm& term, const Documents* among) const {
        Found all;
        each_posting_of(term.term, among, [&](std::uint32_t docid, std::uint32_t count) {
            all.documents.push_back(docid);
            all.steps.push_back(count);
        });
        std::vector<PlanTerm> languages;
        for (const std::string& language : term.languages) {
            languages.push_back({index::make_term(index::field("lang").prefix, language), {}});
        }
        Found found = of_terms(languages, 0, &all.documents);
        found.add_steps(all);
        found.steps.resize(found.documents.size());
        return found;
    }

    std::uint32_t length(std::uint32_t docid) const { return segment_.words().count(docid); }

    Found of_terms(const std::vector<PlanTerm>& terms, double weight, const Documents* among) const {
        const bool scored = weight > 0;
        Found found;
        if (terms.size() == 1) {
            const std::size_t frequency = segment_.frequency(terms.front().term);
            const std::size_t most = among == nullptr ? frequency : std::min(frequency, among->size());
            found.documents.reserve(most);
            if (!scored) {
                each_of_term(terms.front(), among,
                             [&](std::uint32_t docid, std::uint32_t) { found.documents.push_back(docid); });
                return found;
            }
            found.steps.reserve(most);
            const StepsOf steps(*weighing_, weight, most);
            each_of_term(terms.front(), among, [&](std::uint32_t docid, std::uint32_t count) {
                found.documents.push_back(docid);
                found.steps.push_back(steps(count, length(docid)));
            });
            return found;
        }
        // Several terms for one word are that word: their counts add up, and it is weighed once.
        std::uint64_t expected = 0;
        for (const PlanTerm& term : terms) {
            expected += segment_.frequency(term.term);
        }
        Union all(documents_, among == nullptr ? expected : std::min<std::uint64_t>(expected, among->size()), scored);
        for (const PlanTerm& term : terms) {
            each_of_term(term, among, [&](std::uint32_t docid, std::uint32_t count) { all.add(docid, count); });
        }
        found = all.take();
        for (std::size_t i = 0; i < found.steps.size(); ++i) {
            found.steps[i] = weighing_->steps(weight, found.steps[i], length(found.documents[i]));
        }
        return found;
    }

    Found of_pattern(const Part& part, const Documents* among, bool scored) const {
        const Pattern& pattern = part.plan->pattern;
        const Part& words = part.children.front();
        if (words.estimate == 0) {
            return {};
        }
        if (!is_row(pattern)) {
            Found found = find(words, among, scored);
            if (!found.documents.empty()) {
                check_pattern(found, pattern);
            }
            return found;
        }
        // Comparing a statement's words takes no longer than looking one more of them up: the rarest alone is.
        const std::vector<Part>& row = words.children.front().children.front().children;
        const Part& rarest = *std::min_element(row.begin(), row.end(),
                                               [](const Part& a, const Part& b) { return a.estimate < b.estimate; });
        Found found =
            among != nullptr && among->size() < rarest.estimate / 4 ? Found{*among, {}} : find(rarest, among, false);
        check_pattern(found, pattern);
        if (scored && !found.documents.empty()) {
            for (const Part& word : row) {
                found.add_steps(find(word, &found.documents, true));
            }
        }
        return found;
    }

    void check_pattern(Found& found, const Pattern& pattern) const {
        found.filter(pattern_check(segment_.words(), pattern),
                     [&](std::size_t i) { segment_.words().prefetch(found.documents, i); });
    }

    Found of_range(const Plan& plan, const Documents* among) const {
        if (among == nullptr) {
            if (const auto terms = cheap_date_terms(segment_, *plan.field, plan.least, plan.most)) {
                std::vector<PlanTerm> plan_terms;
                for (const std::string& term : *terms) {
                    plan_terms.push_back({term, {}});
                }
                return of_terms(plan_terms, 0, nullptr);
            }
        }
        return {in_range(segment_, *plan.field, plan.least, plan.most, among), {}};
    }

    std::optional<std::string> literal_term(const Plan& plan) const {
        const auto column = segment_.columns().strings(plan.field->column);
        if (!column) {
            return std::nullopt;
        }
        const auto value = column->dictionary().find(plan.value);
        return value ? std::optional(index::make_term(plan.field->prefix, column->dictionary().key(*value)))
                     : std::nullopt;
    }

    Found of_literal(const Plan& plan, const Documents* among) const {
        const auto term = literal_term(plan);
        if (!term) {
            return {};
        }
        // Several values have the same term.
        Found found = of_terms({{*term, {}}}, 0, among);
        found.filter(value_check(segment_, plan));
        return found;
    }

    Found all_of(const Part& part, const Documents* among, bool scored) const {
        std::vector<const Part*> wanted;
        std::vector<const Part*> unwanted;
        for (const Part& child : part.children) {
            if (child.plan->type == Plan::Type::none_of) {
                unwanted.push_back(&child.children.front());
            } else {
                wanted.push_back(&child);
            }
        }
        std::stable_sort(wanted.begin(), wanted.end(),
                         [](const Part* a, const Part* b) { return a->estimate < b->estimate; });
        Found found;
        const Documents* so_far = among;
        for (const Part* child : wanted) {
            Found next = find(*child, so_far, scored);
            if (scored) {
                next.add_steps(found);
            }
            found = std::move(next);
            so_far = &found.documents;
            if (found.documents.empty()) {
                return {};
            }
        }
        if (wanted.empty()) {
            found.documents = everything(among);
        }
        for (const Part* child : unwanted) {
            found.remove(find(*child, &found.documents, false).documents);
        }
        return found;
    }

    Found any_of(const Part& part, const Documents* among, bool scored) const {
        const std::uint64_t most = among == nullptr ? documents_ : among->size();
        Union all(documents_, std::min(part.estimate, most * part.children.size()), scored);
        for (const Part& child : part.children) {
            const Plan& plan = *child.plan;
            if (plan.type == Plan::Type::terms && plan.terms.size() == 1) {
                if (scored && plan.weight > 0) {
                    const StepsOf steps(*weighing_, plan.weight, std::min(most, child.estimate));
                    each_of_term(plan.terms.front(), among, [&](std::uint32_t docid, std::uint32_t count) {
                        all.add(docid, steps(count, length(docid)));
                    });
                } else {
                    each_of_term(plan.terms.front(), among,
                                 [&](std::uint32_t docid, std::uint32_t) { all.add(docid, 0); });
                }
                continue;
            }
            const Found found = find(child, among, scored);
            for (std::size_t i = 0; i < found.documents.size(); ++i) {
                all.add(found.documents[i], found.steps.empty() ? 0 : found.steps[i]);
            }
        }
        return all.take();
    }

    const Segment& segment_;
    std::uint32_t documents_;
    const Weighing* weighing_;
};

} // namespace

Evaluation::Evaluation(const Plan& plan, const Segment& segment)
    : segment_(&segment), root_(std::make_unique<Part>(Walk(segment, nullptr).prepare(plan))) {}

Evaluation::Evaluation(Evaluation&&) noexcept = default;
Evaluation& Evaluation::operator=(Evaluation&&) noexcept = default;
Evaluation::~Evaluation() = default;

std::uint64_t Evaluation::effort() const {
    return root_->estimate;
}

Found Evaluation::find(const Weighing* weighing) const {
    Found found = Walk(*segment_, weighing).find(*root_, nullptr, weighing != nullptr);
    if (const index::DeadBits& dead = segment_->dead(); !dead.empty()) {
        found.filter([&](std::uint32_t docid) { return !dead[docid]; });
    }
    return found;
}

} // namespace demarche::search
