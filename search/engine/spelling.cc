// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/spelling.hh"

#include <string_view>

#include "common/index/terms.hh"
#include "common/text/edit_distance.hh"
#include "common/text/stem.hh"

namespace demarche::search {

namespace {

/// The closest of the spellings offered: fewest edits, then the most frequent, then by alphabet.
class Closest {
  public:
    explicit Closest(std::string_view wanted) : wanted_(wanted), limit_(wanted.size() < 5 ? 1 : 2) {}

    void offer(std::string_view candidate, std::string_view shown, std::uint64_t frequency) {
        const std::size_t distance = text::edit_distance(wanted_, candidate, limit_);
        // Another first letter in a short word, or beside a second edit, is another word.
        const bool other_beginning =
            (distance > 1 || wanted_.size() < 5) && candidate.substr(0, 1) != std::string_view(wanted_).substr(0, 1);
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

} // namespace

std::string closest_spelling(const IndexReader& reader, const Node& node) {
    // Numbers and words of two letters are near to anything.
    constexpr std::size_t shortest = 3;
    if (node.text.size() < shortest || node.text.size() > 200 ||
        node.text.find_first_not_of("0123456789") == std::string::npos) {
        return {};
    }
    if ((node.type == NodeType::word || node.type == NodeType::exact) &&
        (node.field == nullptr || node.field->name == "text")) {
        return closest_word(reader, node.text);
    }
    const bool named = node.type == NodeType::field && !node.field->column.empty() &&
                       (node.field->kind == index::FieldKind::name || node.field->kind == index::FieldKind::value);
    return named ? closest_value(reader, *node.field, node.text) : "";
}

} // namespace demarche::search
