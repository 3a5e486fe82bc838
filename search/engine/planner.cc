// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/planner.hh"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "common/index/columns.hh"
#include "common/index/terms.hh"
#include "common/names/key.hh"
#include "common/text/fold.hh"
#include "search/engine/families.hh"
#include "search/engine/weight.hh"

namespace demarche::search {

namespace {

using index::Field;
using index::FieldKind;
using index::make_term;

constexpr std::size_t most_forms = 10'000;
constexpr std::size_t most_expanded = 50'000;

Plan nothing() {
    Plan plan;
    plan.type = Plan::Type::none;
    return plan;
}

Plan of_terms(std::vector<PlanTerm> terms, double weight) {
    if (terms.empty()) {
        return nothing();
    }
    Plan plan;
    plan.type = Plan::Type::terms;
    plan.terms = std::move(terms);
    plan.weight = weight;
    return plan;
}

std::vector<PlanTerm> plain(const std::vector<std::string>& terms) {
    std::vector<PlanTerm> out;
    for (const std::string& term : terms) {
        out.push_back({term, {}});
    }
    return out;
}

std::vector<std::string> names_of(const std::vector<PlanTerm>& terms) {
    std::vector<std::string> out;
    for (const PlanTerm& term : terms) {
        out.push_back(term.term);
    }
    return out;
}

/// The days that all positive date fields of an AND list leave.
DayRange period_of(const std::vector<Node>& children, DayRange period) {
    for (const Node& child : children) {
        if (child.type != NodeType::field || child.field->kind != FieldKind::date) {
            continue;
        }
        if (child.days.first && (!period.first || *period.first < *child.days.first)) {
            period.first = child.days.first;
        }
        if (child.days.last && (!period.last || *child.days.last < *period.last)) {
            period.last = child.days.last;
        }
    }
    return period;
}

} // namespace

QueryResult<Plan> Planner::plan(const Node& node) {
    return make(node, {});
}

QueryResult<Plan> Planner::make(const Node& node, const DayRange& period) {
    switch (node.type) {
    case NodeType::all:
        return Plan{};
    case NodeType::word:
        return node.field == nullptr         ? bare_word(node.text)
               : node.field->name == "title" ? title(node)
                                             : text_word(node.text);
    case NodeType::exact:
    case NodeType::wildcard:
    case NodeType::near:
        return pattern(node);
    case NodeType::phrase:
        return node.field != nullptr && node.field->name == "title" ? QueryResult<Plan>(title(node)) : pattern(node);
    case NodeType::field:
        return field(node, period);
    case NodeType::all_of:
        return list(node, Plan::Type::all_of, period_of(node.children, period));
    case NodeType::any_of:
        return list(node, Plan::Type::any_of, period);
    case NodeType::none_of:
        return list(node, Plan::Type::none_of, period);
    }
    return nothing();
}

QueryResult<Plan> Planner::list(const Node& node, Plan::Type type, const DayRange& period) {
    Plan plan;
    plan.type = type;
    for (const Node& child : node.children) {
        auto made = make(child, period);
        if (!made) {
            return made;
        }
        plan.children.push_back(std::move(*made));
    }
    return plan;
}

double Planner::weight_of(const std::vector<std::string>& terms) const {
    std::uint64_t frequency = 0;
    for (const std::string& term : terms) {
        frequency += reader_.frequency(term);
    }
    return inverse_document_frequency(reader_.documents(), frequency);
}

Planner::WordTerms Planner::terms_of(const std::string& form) {
    // A term made for one language counts in that language's statements alone: the stem of an English word may be
    // another word in French.
    std::map<std::string, std::vector<std::string>> by_language;
    for (const std::string& language : reader_.languages()) {
        const auto [stemmer, is_new] = stemmers_.try_emplace(language, language == "und" ? "" : language);
        by_language[stemmer->second.term(form)].push_back(language);
    }
    const std::vector<std::string>& all = reader_.languages();
    WordTerms out;
    for (const std::string& term : terms_of_form(text::folded_form(form))) {
        // In the other languages the form itself must stand there.
        const auto found = by_language.find(term);
        PlanTerm other{term, {}};
        for (const std::string& language : all) {
            if (found == by_language.end() ||
                std::find(found->second.begin(), found->second.end(), language) == found->second.end()) {
                other.languages.push_back(language);
            }
        }
        if (!other.languages.empty()) {
            out.by_form.push_back(std::move(other));
        }
    }
    for (auto& [term, languages] : by_language) {
        if (languages.size() == all.size()) {
            languages.clear();
        }
        if (reader_.frequency(term) > 0) {
            out.by_stem.push_back({term, languages});
        }
    }
    return out;
}

std::vector<std::string> Planner::terms_of_form(const std::string& folded) const {
    std::set<std::string> terms;
    for (const auto& segment : reader_.segments()) {
        const index::FormRange rows = segment->words().exact(folded);
        for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
            terms.emplace(segment->words().term(row));
        }
    }
    return {terms.begin(), terms.end()};
}

Plan Planner::text_word(const std::string& form) {
    WordTerms terms = terms_of(form);
    std::set<std::string> all;
    for (const std::vector<PlanTerm>* list : {&terms.by_stem, &terms.by_form}) {
        for (const PlanTerm& term : *list) {
            all.insert(term.term);
        }
    }
    const double weight = weight_of({all.begin(), all.end()});
    Plan by_stem = of_terms(std::move(terms.by_stem), weight);
    if (terms.by_form.empty()) {
        return by_stem;
    }
    Plan by_form;
    by_form.type = Plan::Type::all_of;
    by_form.children.push_back(of_terms(std::move(terms.by_form), weight));
    Plan check;
    check.type = Plan::Type::pattern;
    check.pattern.items.push_back({{form_spec(form, check.word_weights.emplace_back())}});
    check.word_weights = {0};
    by_form.children.push_back(std::move(check));
    if (by_stem.type == Plan::Type::none) {
        return by_form;
    }
    Plan any;
    any.type = Plan::Type::any_of;
    any.children.push_back(std::move(by_stem));
    any.children.push_back(std::move(by_form));
    return any;
}

Plan Planner::bare_word(const std::string& form) {
    Plan plan = text_word(form);
    const std::string key = names::name_key(form);
    if (key.empty()) {
        return plan;
    }
    const std::vector<std::string> known = names_.keys_of_word(key);
    std::vector<Plan> ways;
    const auto add_names = [&](std::string_view word_prefix, std::string_view name_prefix, double share) {
        std::vector<std::string> terms{make_term(word_prefix, key)};
        for (const std::string& name : known) {
            terms.push_back(make_term(name_prefix, name));
        }
        std::erase_if(terms, [&](const std::string& term) { return reader_.frequency(term) == 0; });
        if (!terms.empty()) {
            ways.push_back(of_terms(plain(terms), share * weight_of(terms)));
        }
    };
    add_names(index::prefix::speaker_word, index::field("speaker").prefix, ranking_.speaker);
    add_names(index::prefix::mention_word, index::field("mention").prefix, ranking_.mention);
    if (ways.empty()) {
        return plan;
    }
    if (plan.type != Plan::Type::none) {
        ways.insert(ways.begin(), std::move(plan));
    }
    Plan any;
    any.type = Plan::Type::any_of;
    any.children = std::move(ways);
    return any;
}

Plan Planner::title(const Node& node) {
    const std::vector<std::string> words =
        node.type == NodeType::phrase ? node.words : std::vector<std::string>{node.text};
    Plan all;
    all.type = Plan::Type::all_of;
    Sequence sequence;
    for (const std::string& word : words) {
        std::set<std::string> terms;
        for (const std::string& language : reader_.languages()) {
            const auto [stemmer, is_new] = stemmers_.try_emplace(language, language == "und" ? "" : language);
            const std::string term = make_term(index::field("title").prefix, stemmer->second.term(word));
            if (reader_.frequency(term) > 0) {
                terms.insert(term);
            }
        }
        const std::vector<std::string> found(terms.begin(), terms.end());
        all.children.push_back(of_terms(plain(found), ranking_.title * weight_of(found)));
        WordSpec spec;
        spec.text = text::folded_form(word);
        sequence.push_back(std::move(spec));
    }
    if (node.type == NodeType::phrase) {
        Plan check;
        check.type = Plan::Type::title;
        check.pattern.items.push_back({std::move(sequence)});
        all.children.push_back(std::move(check));
    }
    return all;
}

WordSpec Planner::form_spec(const std::string& form, double& weight) {
    WordSpec spec;
    spec.text = text::folded_form(form);
    spec.terms = terms_of_form(spec.text);
    weight = weight_of(spec.terms);
    return spec;
}

QueryResult<WordSpec> Planner::wildcard_spec(const Node& node, double& weight) {
    WordSpec spec;
    spec.type = WordSpec::Type::wildcard;
    spec.text = text::fold(node.text);
    spec.ending = text::fold(node.ending);
    std::set<std::string, std::less<>> forms;
    std::set<std::string, std::less<>> terms;
    for (const auto& segment : reader_.segments()) {
        const index::Words& words = segment->words();
        const index::FormRange rows = words.with_beginning(spec.text);
        for (std::uint32_t row = rows.begin; row < rows.end; ++row) {
            if (!spec.accepts(words.form(row), {})) {
                continue;
            }
            forms.emplace(words.form(row));
            terms.emplace(words.term(row));
            if (forms.size() > most_forms) {
                return fail_at(node.column, fmt::format("“{}*” stands for more than {} words", node.text, most_forms),
                               "write more letters before the *");
            }
        }
    }
    if (auto counted = count_expansion(forms.size(), node.column); !counted) {
        return tl::unexpected<QueryError>(counted.error());
    }
    spec.terms.assign(terms.begin(), terms.end());
    weight = weight_of(spec.terms);
    return spec;
}

QueryResult<WordSpec> Planner::phrase_word(const Node& phrase, const std::string& word, double& weight) {
    if (!word.ends_with('*')) {
        return form_spec(word, weight);
    }
    return wildcard_spec({NodeType::wildcard, phrase.column, word.substr(0, word.size() - 1)}, weight);
}

QueryResult<WordSpec> Planner::spec(const Node& node, double& weight) {
    if (node.type == NodeType::exact) {
        return form_spec(node.text, weight);
    }
    if (node.type == NodeType::wildcard) {
        return wildcard_spec(node, weight);
    }
    WordSpec spec;
    spec.type = WordSpec::Type::stem;
    spec.text = node.text;
    const WordTerms terms = terms_of(node.text);
    spec.terms = names_of(terms.by_stem);
    for (const PlanTerm& term : terms.by_form) {
        if (std::find(spec.terms.begin(), spec.terms.end(), term.term) == spec.terms.end()) {
            spec.terms.push_back(term.term);
        }
    }
    weight = weight_of(spec.terms);
    return spec;
}

QueryResult<Pattern::Item> Planner::item(const Node& node, std::vector<double>& weights) {
    Pattern::Item item;
    if (node.type == NodeType::any_of) {
        for (const Node& child : node.children) {
            auto part = this->item(child, weights);
            if (!part) {
                return part;
            }
            std::move(part->begin(), part->end(), std::back_inserter(item));
        }
        return item;
    }
    Sequence sequence;
    if (node.type == NodeType::phrase) {
        for (const std::string& word : node.words) {
            auto made = phrase_word(node, word, weights.emplace_back());
            if (!made) {
                return tl::unexpected<QueryError>(made.error());
            }
            sequence.push_back(std::move(*made));
        }
    } else {
        auto word = spec(node, weights.emplace_back());
        if (!word) {
            return tl::unexpected<QueryError>(word.error());
        }
        sequence.push_back(std::move(*word));
    }
    item.push_back(std::move(sequence));
    return item;
}

QueryResult<Plan> Planner::pattern(const Node& node) {
    Plan plan;
    plan.type = Plan::Type::pattern;
    plan.pattern.distance = node.distance.value_or(0);
    if (node.type == NodeType::phrase && node.distance) {
        plan.pattern.type = Pattern::Type::window;
        for (const std::string& word : node.words) {
            auto made = phrase_word(node, word, plan.word_weights.emplace_back());
            if (!made) {
                return tl::unexpected<QueryError>(made.error());
            }
            plan.pattern.items.push_back({{std::move(*made)}});
        }
        return plan;
    }
    if (node.type == NodeType::near) {
        plan.pattern.type = node.ordered ? Pattern::Type::adj : Pattern::Type::near;
    }
    const auto add = [&](const Node& part) -> QueryResult<void> {
        auto made = item(part, plan.word_weights);
        if (!made) {
            return tl::unexpected<QueryError>(made.error());
        }
        plan.pattern.items.push_back(std::move(*made));
        return {};
    };
    if (node.type != NodeType::near) {
        if (auto done = add(node); !done) {
            return tl::unexpected<QueryError>(done.error());
        }
        return plan;
    }
    for (const Node& child : node.children) {
        if (auto done = add(child); !done) {
            return tl::unexpected<QueryError>(done.error());
        }
    }
    return plan;
}

QueryResult<void> Planner::count_expansion(std::size_t count, std::size_t column) {
    expanded_ += count;
    if (expanded_ > most_expanded) {
        return fail_at(column, fmt::format("the query stands for more than {} words and names", most_expanded),
                       "write more letters before each *, or search in several steps");
    }
    return {};
}

QueryResult<Plan> Planner::field(const Node& node, const DayRange& period) {
    const Field& field = *node.field;
    Plan plan;
    plan.field = &field;
    if (field.kind == FieldKind::date) {
        plan.type = Plan::Type::range;
        // A statement without a day is in no range: open ends begin behind the mark for "none".
        plan.least = node.days.first ? node.days.first->days() : index::no_day + 1;
        plan.most = node.days.last ? node.days.last->days() : INT32_MAX;
        if (field.name != "said") {
            return plan;
        }
        Plan both;
        both.type = Plan::Type::all_of;
        both.children.push_back(
            of_terms(plain({make_term(index::prefix::date_source, to_string(DateSource::stated))}), 0));
        both.children.push_back(std::move(plan));
        return both;
    }
    if (field.kind == FieldKind::number) {
        constexpr double steps = 10'000;
        plan.type = Plan::Type::range;
        plan.least = static_cast<std::int32_t>(std::ceil(node.numbers.least * steps - 1e-6));
        plan.most = static_cast<std::int32_t>(std::floor(node.numbers.most * steps + 1e-6));
        return plan;
    }
    if (field.kind == FieldKind::id) {
        // Ids of statements are looked up whole in their column, whatever their length.
        if (field.name == "family") {
            std::vector<std::string> terms;
            for (const std::string& id : ids_of_family(reader_, node.text)) {
                terms.push_back(std::string(index::field("id").prefix) + id);
            }
            return of_terms(plain(terms), 0);
        }
        const bool own = field.name == "id";
        return of_terms(plain({own ? std::string(field.prefix) + node.text : make_term(field.prefix, node.text)}), 0);
    }
    if (field.kind == FieldKind::set) {
        return of_terms(plain({make_term(field.prefix, node.text)}), 0);
    }
    if (node.literal) {
        plan.type = Plan::Type::literal;
        plan.value = node.text;
        return plan;
    }
    NameReading reading = names_.resolve(field, node.text, period);
    if (auto counted = count_expansion(reading.keys.size(), node.column); !counted) {
        return tl::unexpected<QueryError>(counted.error());
    }
    std::vector<std::string> terms;
    for (const std::string& key : reading.keys) {
        terms.push_back(make_term(field.prefix, key));
    }
    readings_.push_back(std::move(reading));
    return of_terms(plain(terms), 0);
}

} // namespace demarche::search
