// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/plan.hh"

#include <algorithm>

#include <fmt/format.h>

#include "common/index/columns.hh"
#include "common/model/date.hh"

namespace demarche::search {

namespace {

std::string weighed(std::string text, double weight) {
    return weight > 0 ? fmt::format("{}*{:.3f}", text, weight) : text;
}

/// A day since 1970; nothing where a range is open.
std::string day(std::int32_t days) {
    const bool open = days <= index::no_day + 1 || days == INT32_MAX;
    return open ? std::string() : Date::from_days(days).iso();
}

std::string describe(const PlanTerm& term) {
    std::string out = term.term;
    for (const std::string& language : term.languages) {
        out += (&language == &term.languages.front() ? "@" : "+") + language;
    }
    return out;
}

std::string describe(const WordSpec& spec) {
    switch (spec.type) {
    case WordSpec::Type::form:
        return '=' + spec.text;
    case WordSpec::Type::wildcard:
        return spec.text + '*' + spec.ending;
    case WordSpec::Type::stem:
        break;
    }
    std::string out;
    for (const std::string& term : spec.terms) {
        out += (out.empty() ? "" : "|") + term;
    }
    return out;
}

std::string describe(const Pattern& pattern, const std::vector<double>& weights) {
    const char* const types[] = {"ROW", "WINDOW", "NEAR", "ADJ"};
    std::string out = types[static_cast<std::size_t>(pattern.type)];
    if (pattern.type != Pattern::Type::row) {
        out += fmt::format("/{}", pattern.distance);
    }
    std::size_t word = 0;
    out += '(';
    for (const Pattern::Item& item : pattern.items) {
        out += &item == &pattern.items.front() ? "" : ", ";
        for (const Sequence& sequence : item) {
            out += &sequence == &item.front() ? "" : " | ";
            for (const WordSpec& spec : sequence) {
                out += &spec == &sequence.front() ? "" : " ";
                out += weighed(describe(spec), word < weights.size() ? weights[word] : 0);
                ++word;
            }
        }
    }
    return out + ')';
}

template <typename List>
std::string joined(const char* name, const List& list) {
    std::string out = name;
    out += '(';
    for (const auto& part : list) {
        out += &part == &list.front() ? "" : ", ";
        out += describe(part);
    }
    return out + ')';
}

} // namespace

bool has_weight(const Plan& plan) {
    if (plan.type == Plan::Type::none_of) {
        return false;
    }
    return plan.weight > 0 || !plan.word_weights.empty() ||
           std::any_of(plan.children.begin(), plan.children.end(), has_weight);
}

std::string describe(const Plan& plan) {
    switch (plan.type) {
    case Plan::Type::all:
        return "EVERY";
    case Plan::Type::none:
        return "NOTHING";
    case Plan::Type::terms:
        return weighed(plan.terms.size() == 1 ? describe(plan.terms.front()) : joined("SAME", plan.terms), plan.weight);
    case Plan::Type::pattern:
        return describe(plan.pattern, plan.word_weights);
    case Plan::Type::title:
        return "TITLE " + describe(plan.pattern, {});
    case Plan::Type::range:
        return plan.field->kind == index::FieldKind::date
                   ? fmt::format("{} {}..{}", plan.field->column, day(plan.least), day(plan.most))
                   : fmt::format("{} {}..{}", plan.field->column, plan.least, plan.most);
    case Plan::Type::literal:
        return fmt::format("{} = {}", plan.field->column, plan.value);
    case Plan::Type::all_of:
        return joined("AND", plan.children);
    case Plan::Type::any_of:
        return joined("OR", plan.children);
    case Plan::Type::none_of:
        return joined("NOT", plan.children);
    }
    return {};
}

} // namespace demarche::search
