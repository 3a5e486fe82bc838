// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/advice.hh"

#include <algorithm>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "common/index/terms.hh"
#include "common/names/key.hh"
#include "common/text/edit_distance.hh"
#include "common/text/fold.hh"
#include "common/text/stem.hh"

namespace demarche::search {

namespace {

/// So many parts of a query are tried one by one.
constexpr std::size_t most_parts = 12;

/// The closest of the spellings offered: fewest edits, then the most frequent, then by alphabet.
class Closest {
  public:
    explicit Closest(std::string_view wanted) : wanted_(wanted), limit_(wanted.size() < 5 ? 1 : 2) {}

    void offer(std::string_view candidate, std::string_view shown, std::uint64_t frequency) {
        const std::size_t distance = text::edit_distance(wanted_, candidate, limit_);
        // Two edits and another first letter is another word.
        const bool other_beginning = distance > 1 && candidate.substr(0, 1) != std::string_view(wanted_).substr(0, 1);
        if (distance == 0 || distance > limit_ || other_beginning) {
            return;
        }
        const bool better = distance < distance_ || (distance == distance_ && frequency > frequency_) ||
                            (distance == distance_ && frequency == frequency_ && shown < shown_);
        if (better) {
            distance_ = distance;
            frequency_ = frequency;
            shown_ = shown;
        }
    }
    const std::string& found() const { return shown_; }

  private:
    std::string wanted_;
    std::size_t limit_;
    std::size_t distance_ = SIZE_MAX;
    std::uint64_t frequency_ = 0;
    std::string shown_;
};

std::string closest_word(const IndexReader& reader, const std::string& form) {
    Closest closest(text::folded_form(form));
    for (const auto& segment : reader.segments()) {
        const index::Words& words = segment->words();
        for (std::uint32_t row = 0; row < words.size(); ++row) {
            closest.offer(words.form(row), words.form(row), words.frequency(row));
        }
    }
    return closest.found();
}

/// Among the values of a field, as a whole and by their last words (family names).
std::string closest_value(const IndexReader& reader, const index::Field& field, const std::string& value) {
    Closest closest(index::value_key(value));
    for (const auto& segment : reader.segments()) {
        const auto column = segment->columns().strings(field.column);
        if (!column) {
            continue;
        }
        for (std::uint32_t id = 0; id < column->dictionary().size(); ++id) {
            const std::string_view key = column->dictionary().key(id);
            closest.offer(key, column->dictionary().value(id), 0);
            if (const std::size_t blank = key.rfind(' '); blank != std::string_view::npos) {
                closest.offer(key.substr(blank + 1), column->dictionary().value(id), 0);
            }
        }
    }
    return closest.found();
}

std::string suggestion(const IndexReader& reader, const Node& node) {
    if ((node.type == NodeType::word || node.type == NodeType::exact) &&
        (node.field == nullptr || node.field->name == "text")) {
        return closest_word(reader, node.text);
    }
    const bool named = node.type == NodeType::field && !node.field->column.empty() &&
                       (node.field->kind == index::FieldKind::name || node.field->kind == index::FieldKind::value);
    return named ? closest_value(reader, *node.field, node.text) : "";
}

std::uint64_t count_of(const Engine& engine, const Node& node) {
    return engine.count(node).value_or(0);
}

/// `speaker:Vladimir Putin` is a speaker and a word: whether the two together name somebody.
std::optional<std::string> quotes_wanted(const Engine& engine, const std::vector<Node>& parts) {
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const Node& name = parts[i];
        const bool one_word = name.type == NodeType::field && name.field->kind == index::FieldKind::name &&
                              name.text.find(' ') == std::string::npos;
        if (!one_word || parts[i + 1].type != NodeType::word || parts[i + 1].field != nullptr) {
            continue;
        }
        Node whole = name;
        whole.text += ' ' + parts[i + 1].text;
        if (const std::uint64_t count = count_of(engine, whole); count > 0) {
            return fmt::format("{}:\"{}\" in quotation marks has {} statements", name.field->name, whole.text, count);
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<std::string> advice(const Engine& engine, const Node& query) {
    std::vector<std::string> lines;
    if (engine.reader().live() == 0) {
        return {"the index holds no statement"};
    }
    const std::vector<Node> parts = query.type == NodeType::all_of ? query.children : std::vector<Node>{query};
    if (parts.size() > most_parts) {
        return lines;
    }
    if (const auto quotes = quotes_wanted(engine, parts)) {
        lines.push_back(*quotes);
    }
    bool empty_part = false;
    for (const Node& part : parts) {
        if (count_of(engine, part) > 0) {
            continue;
        }
        empty_part = true;
        const std::string close = suggestion(engine.reader(), part);
        lines.push_back(fmt::format("nothing matches {}{}", to_string(part),
                                    close.empty() ? "" : fmt::format("; did you mean “{}”?", close)));
    }
    if (empty_part || parts.size() < 2) {
        return lines;
    }
    for (std::size_t left_out = 0; left_out < parts.size(); ++left_out) {
        Node rest = query;
        rest.children.erase(rest.children.begin() + static_cast<std::ptrdiff_t>(left_out));
        if (const std::uint64_t count = count_of(engine, rest); count > 0) {
            lines.push_back(fmt::format("without {} there are {}", to_string(parts[left_out]), count));
        }
    }
    if (lines.empty()) {
        lines.emplace_back("each part matches something, but leaving out one of them is not enough");
    }
    return lines;
}

} // namespace demarche::search
