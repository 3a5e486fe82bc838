// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/query/field_value.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "common/names/key.hh"
#include "common/text/edit_distance.hh"
#include "common/text/fold.hh"

namespace demarche::search {

namespace {

using index::Field;
using index::FieldKind;

std::string name_of(const Field& field) {
    return std::string(field.name);
}

QueryResult<Node> date_node(const Field& field, const TypedValue& value, const DateContext& context) {
    // "last week" in quotation marks is last-week.
    std::string text = value.text;
    if (const std::string folded = text::fold(text); folded.starts_with("last ") || folded.starts_with("this ")) {
        text[text.find(' ')] = '-';
    }
    const auto days = read_dates(text, context);
    if (!days) {
        return fail_at(value.column, name_of(field) + ": " + days.error().what, days.error().hint);
    }
    Node node{NodeType::field, value.column, value.text};
    node.field = &field;
    node.days = *days;
    node.range = is_range(value.text);
    return node;
}

/// A number from 0 to 1.
QueryResult<double> read_number(std::string_view text, const Field& field, std::size_t column) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || !(number >= 0 && number <= 1)) {
        return fail_at(column, fmt::format("{}: “{}” is no number from 0 to 1", field.name, text),
                       fmt::format("for example {}", field.example));
    }
    return number;
}

QueryResult<Node> number_node(const Field& field, const TypedValue& value) {
    // The index keeps four decimals: an open end moves by half of the last one.
    constexpr double just_beside = 0.00005;
    const std::string text = text::fold(value.text);
    Node node{NodeType::field, value.column, value.text};
    node.field = &field;
    node.range = is_range(text);
    const bool with_equal = text.size() > 1 && text[1] == '=';
    const auto read = [&](std::string_view part) { return read_number(part, field, value.column); };
    if (text.starts_with('>') || text.starts_with('<')) {
        const auto number = read(std::string_view(text).substr(with_equal ? 2 : 1));
        if (!number) {
            return tl::unexpected<QueryError>(number.error());
        }
        if (text[0] == '>') {
            node.numbers.least = with_equal ? *number : *number + just_beside;
        } else {
            node.numbers.most = with_equal ? *number : *number - just_beside;
        }
        return node;
    }
    if (const std::size_t dots = text.find(".."); dots != std::string::npos) {
        const std::string_view from = std::string_view(text).substr(0, dots);
        const std::string_view to = std::string_view(text).substr(dots + 2);
        for (const auto& [part, number] : {std::pair{from, &node.numbers.least}, std::pair{to, &node.numbers.most}}) {
            if (part.empty()) {
                continue;
            }
            const auto got = read(part);
            if (!got) {
                return tl::unexpected<QueryError>(got.error());
            }
            *number = *got;
        }
        if (node.numbers.most < node.numbers.least || (from.empty() && to.empty())) {
            return fail_at(value.column, fmt::format("{}: this range ends before it begins", field.name),
                           fmt::format("for example {}", field.example));
        }
        return node;
    }
    const auto number = read(text);
    if (!number) {
        return tl::unexpected<QueryError>(number.error());
    }
    node.numbers = {*number, *number};
    return node;
}

QueryResult<Node> set_node(const Field& field, const TypedValue& value) {
    const std::string key = text::fold(value.text);
    Node node{NodeType::field, value.column, key};
    node.field = &field;
    std::string choices;
    std::string_view rest = field.choices;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        const std::string_view choice = rest.substr(0, end);
        if (choice == key) {
            return node;
        }
        choices += (choices.empty() ? "" : ", ") + std::string(choice);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return fail_at(value.column, fmt::format("{}: there is no “{}”", field.name, value.text),
                   fmt::format("the choices are {}", choices));
}

/// Things that look like an operator in front of a value and are none.
QueryResult<void> check_beginning(const Field& field, const TypedValue& value) {
    if (value.phrase || value.text.empty()) {
        return {};
    }
    if (value.text[0] == '=' && !value.literal && field.kind != FieldKind::text) {
        const bool exact =
            field.kind == FieldKind::name || field.kind == FieldKind::value || field.kind == FieldKind::id;
        return fail_at(value.column, "the sign for an exact value stands before the colon",
                       fmt::format("write {}{}:{}", field.name, exact ? "=" : "", value.text.substr(1)));
    }
    if ((value.text[0] == '-' || value.text[0] == '!') && value.text.size() > 1) {
        return fail_at(value.column, "the sign for “not” stands before the field",
                       fmt::format("write -{}:{}", field.name, value.text.substr(1)));
    }
    if (field.kind != FieldKind::id && field.kind != FieldKind::date) {
        const std::size_t colon = value.text.find(':');
        const std::string head = text::fold(std::string_view(value.text).substr(0, std::min(colon, value.text.size())));
        const Field* inner = index::find_field(head);
        if (colon != std::string::npos && inner != nullptr) {
            return fail_at(value.column, "a field inside a field",
                           fmt::format("write {}, or put the value in quotation marks", value.text));
        }
    }
    if (field.kind == FieldKind::name || field.kind == FieldKind::value) {
        const std::size_t sign = value.text.find_last_of("~^");
        if (sign != std::string::npos && sign > 0 &&
            value.text.find_first_not_of("0123456789.", sign + 1) == std::string::npos) {
            return fail_at(value.column, fmt::format("{} after a value is not supported", value.text.substr(sign)),
                           fmt::format("write {}:{}", field.name, value.text.substr(0, sign)));
        }
    }
    if (value.text[0] == '\'' && (value.text.size() < 2 || value.text.back() != '\'')) {
        return fail_at(value.column, "a value of several words takes double quotation marks",
                       fmt::format("write {}:\"…\"", field.name));
    }
    return {};
}

QueryResult<Node> text_node(const Field& field, const TypedValue& value) {
    std::vector<Node> nodes;
    if (value.phrase) {
        auto phrase = phrase_node(value);
        if (!phrase) {
            return phrase;
        }
        nodes.push_back(std::move(*phrase));
    } else {
        auto words = word_nodes(value.text, value.column);
        if (!words) {
            return tl::unexpected<QueryError>(words.error());
        }
        nodes = std::move(*words);
    }
    if (nodes.empty()) {
        return fail_at(value.column, fmt::format("{}: this value holds no word", field.name));
    }
    for (Node& node : nodes) {
        node.field = &field;
        const bool starred = std::any_of(node.words.begin(), node.words.end(),
                                         [](const std::string& word) { return word.ends_with('*'); });
        const bool plain = node.type == NodeType::word || (node.type == NodeType::phrase && !starred);
        if (field.name != "text" && !plain) {
            return fail_at(node.column, "wildcards and exact forms work on the statement's words alone");
        }
    }
    if (nodes.size() == 1) {
        return std::move(nodes.front());
    }
    Node all{NodeType::all_of, value.column};
    all.children = std::move(nodes);
    return all;
}

} // namespace

QueryResult<Node> field_node(const Field& field, const TypedValue& value, const DateContext& context) {
    if (!field.searchable) {
        return fail_at(value.column, fmt::format("{}: is not yet supported", field.name));
    }
    if (auto checked = check_beginning(field, value); !checked) {
        return tl::unexpected<QueryError>(checked.error());
    }
    if (value.literal && field.kind != FieldKind::name && field.kind != FieldKind::value &&
        field.kind != FieldKind::id) {
        return fail_at(value.column, fmt::format("{}=: has no meaning for this field", field.name),
                       fmt::format("write {}:{}", field.name, value.text));
    }
    if (value.distance && field.kind != FieldKind::text) {
        return fail_at(value.column, "the distance of a phrase has no meaning in this field");
    }
    switch (field.kind) {
    case FieldKind::date:
        return date_node(field, value, context);
    case FieldKind::number:
        return number_node(field, value);
    case FieldKind::set:
        return set_node(field, value);
    case FieldKind::text:
        return text_node(field, value);
    case FieldKind::id:
        break;
    case FieldKind::name:
    case FieldKind::value:
        if (!value.literal && !value.phrase && value.text.find('*') != std::string::npos) {
            return fail_at(
                value.column, "wildcards work on the statement's words alone",
                value.text == "*" ? fmt::format("statements where it is known are found by has:{}", field.name) : "");
        }
        if (!value.literal && names::name_key(value.text).empty()) {
            return fail_at(value.column, fmt::format("{}: this value holds no letter and no digit", field.name));
        }
        break;
    }
    if (text::fold(value.text).empty()) {
        return fail_at(value.column, fmt::format("{}: the value is empty", field.name));
    }
    Node node{NodeType::field, value.column, value.text};
    node.field = &field;
    node.literal = value.literal;
    return node;
}

namespace {

/// What fields are called elsewhere, and what to write here; empty when it is no such name.
std::string other_name(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 26> names{{
        {"author", "speaker:"}, {"from", "speaker:"},     {"who", "speaker:"},          {"said_by", "speaker:"},
        {"person", "speaker:"}, {"name", "speaker:"},     {"spokesperson", "speaker:"}, {"source", "outlet:"},
        {"site", "outlet:"},    {"publisher", "outlet:"}, {"newspaper", "outlet:"},     {"subject", "topic:"},
        {"keyword", "text:"},   {"body", "text:"},        {"content", "text:"},         {"location", "place:"},
        {"where", "place:"},    {"type", "kind:"},        {"nationality", "country:"},  {"headline", "title:"},
        {"before", "date:<"},   {"until", "date:<="},     {"since", "date:>="},         {"after", "date:>"},
        {"year", "date:"},      {"when", "date:"},
    }};
    const auto* found = std::find_if(names.begin(), names.end(), [&](const auto& row) { return row.first == name; });
    return found == names.end() ? std::string() : std::string(found->second);
}

} // namespace

QueryResult<const Field*> field_named(std::string_view name, std::size_t column) {
    const std::string key = text::fold(name);
    if (const Field* found = index::find_field(key)) {
        return found;
    }
    std::string proposal = other_name(key);
    std::size_t best = 3;
    std::string all;
    for (const Field& field : index::fields) {
        for (const std::string_view candidate : {field.name, field.alias}) {
            if (candidate.empty()) {
                continue;
            }
            const std::size_t distance = text::edit_distance(key, candidate, 2);
            if (distance < best && distance < candidate.size() / 2 + 1 && (best < 3 || proposal.empty())) {
                best = distance;
                proposal = fmt::format("{}:", field.name);
            }
        }
        all += (all.empty() ? "" : ", ") + std::string(field.name);
    }
    return fail_at(
        column, fmt::format("there is no field “{}”", name),
        (proposal.empty() ? fmt::format("the fields are {}.", all) : fmt::format("did you mean {}?", proposal)) +
            " Text with a colon goes in quotation marks");
}

} // namespace demarche::search
