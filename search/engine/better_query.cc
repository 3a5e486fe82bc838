// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/better_query.hh"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/text/fold.hh"
#include "search/engine/name_resolver.hh"
#include "search/engine/spelling.hh"
#include "search/query/query_text.hh"

namespace demarche::search {

namespace {

constexpr std::size_t most_parts = 30;

template <std::size_t size>
bool is_one_of(const std::array<std::string_view, size>& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Words with which questions begin.
bool asks(std::string_view word) {
    static constexpr std::array<std::string_view, 24> words{
        "what", "who", "whom", "when", "where", "why",  "how", "which", "did",  "does",  "do",   "has",
        "have", "had", "is",   "are",  "was",   "were", "can", "could", "will", "would", "show", "find"};
    return is_one_of(words, word);
}

/// Verbs of which the speaker is the subject.
bool says(std::string_view word) {
    static constexpr std::array<std::string_view, 29> words{
        "say",       "says",     "said",     "saying",   "tell",      "tells",   "told",      "think",
        "thinks",    "thought",  "state",    "states",   "stated",    "claim",   "claims",    "claimed",
        "promise",   "promises", "promised", "announce", "announced", "respond", "responded", "comment",
        "commented", "talk",     "talked",   "speak",    "spoken"};
    return is_one_of(words, word);
}

/// Words that tell nothing of what is looked for.
bool is_filler(std::string_view word) {
    static constexpr std::array<std::string_view, 40> words{
        "a",      "an",    "the",      "of",        "to",         "in",   "on",   "at",    "for",        "by",
        "with",   "from",  "about",    "regarding", "concerning", "that", "this", "there", "it",         "its",
        "and",    "any",   "anything", "something", "ever",       "me",   "us",   "all",   "statements", "statement",
        "quotes", "quote", "words",    "remarks",   "as",         "be",   "been", "being", "or",         "so"};
    return is_one_of(words, word);
}

std::optional<BetterQuery> tried(const Engine& engine, Node root, std::string why) {
    const auto count = engine.count(root);
    if (!count || *count == 0) {
        return std::nullopt;
    }
    std::string text = query_text(root);
    return BetterQuery{std::move(text), std::move(root), *count, std::move(why)};
}

Node speaker_node(std::string name) {
    Node node{NodeType::field, 1, std::move(name)};
    node.field = &index::field("speaker");
    return node;
}

Node together(std::vector<Node> parts) {
    if (parts.size() == 1) {
        return std::move(parts.front());
    }
    Node all{NodeType::all_of, 1};
    all.children = std::move(parts);
    return all;
}

std::vector<Node> parts_of(const Node& query) {
    return query.type == NodeType::all_of ? query.children : std::vector<Node>{query};
}

bool is_bare_word(const Node& node) {
    return node.type == NodeType::word && node.field == nullptr;
}

class Question {
  public:
    Question(const Engine& engine, const Node& query) : engine_(engine), parts_(parts_of(query)) {
        for (const Node& part : parts_) {
            folded_.push_back(is_bare_word(part) ? text::fold(part.text) : "");
        }
    }

    std::optional<Node> as_query() const {
        if (parts_.size() < 3 || parts_.size() > most_parts) {
            return std::nullopt;
        }
        std::size_t verb = 0;
        while (verb < parts_.size() && !says(folded_[verb])) {
            ++verb;
        }
        std::size_t begin = 0;
        while (begin < parts_.size() && (asks(folded_[begin]) || is_filler(folded_[begin]))) {
            ++begin;
        }
        const bool question = begin > 0 && asks(folded_[0]);
        std::pair<std::size_t, std::size_t> name{begin, begin};
        if (verb < parts_.size() && begin < verb) {
            name = name_between(begin, verb, verb);
        } else if (!question && verb == parts_.size()) {
            // "Putin on meeting Trump"
            const auto about = std::find_if(folded_.begin() + 1, folded_.end(),
                                            [](const std::string& word) { return word == "on" || word == "about"; });
            if (about == folded_.end()) {
                return std::nullopt;
            }
            name = name_between(0, static_cast<std::size_t>(about - folded_.begin()),
                                static_cast<std::size_t>(about - folded_.begin()));
        }
        const bool named = name.second > name.first;
        if (!question && !named) {
            return std::nullopt;
        }
        std::vector<Node> out;
        if (named) {
            out.push_back(speaker_node(text_of(name.first, name.second)));
        }
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const bool used =
                (i >= name.first && i < name.second) || asks(folded_[i]) || is_filler(folded_[i]) || says(folded_[i]);
            if (!used) {
                out.push_back(parts_[i]);
            }
        }
        if (out.empty() || (!named && out.size() == parts_.size())) {
            return std::nullopt;
        }
        return together(std::move(out));
    }

  private:
    /// The longest row of words that ends at `end` and names a speaker of the index.
    std::pair<std::size_t, std::size_t> name_between(std::size_t begin, std::size_t end, std::size_t none) const {
        const NameResolver names(engine_.reader(), engine_.today());
        for (std::size_t first = begin; first < end; ++first) {
            const bool words = std::all_of(parts_.begin() + static_cast<std::ptrdiff_t>(first),
                                           parts_.begin() + static_cast<std::ptrdiff_t>(end), is_bare_word);
            const bool filler = is_filler(folded_[first]) && folded_[first] != "the";
            if (words && !filler && !names.resolve(index::field("speaker"), text_of(first, end), {}).keys.empty()) {
                return {first, end};
            }
        }
        return {none, none};
    }

    std::string text_of(std::size_t begin, std::size_t end) const {
        std::string out;
        for (std::size_t i = begin; i < end; ++i) {
            out += (out.empty() ? "" : " ") + parts_[i].text;
        }
        return out;
    }

    const Engine& engine_;
    std::vector<Node> parts_;
    /// Of bare words; empty for other parts.
    std::vector<std::string> folded_;
};

/// `speaker:Vladimir Putin` as speaker:"Vladimir Putin".
std::optional<Node> name_put_together(const Engine& engine, const Node& query) {
    std::vector<Node> parts = parts_of(query);
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        const Node& name = parts[i];
        const bool one_word = name.type == NodeType::field && name.field->kind == index::FieldKind::name &&
                              !name.literal && name.text.find(' ') == std::string::npos;
        if (!one_word) {
            continue;
        }
        Node whole = name;
        std::size_t end = i + 1;
        for (constexpr std::size_t longest = 4; end < parts.size() && end <= i + longest && is_bare_word(parts[end]);
             ++end) {
            whole.text += ' ' + parts[end].text;
            if (engine.count(whole).value_or(0) > 0) {
                parts[i] = std::move(whole);
                parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                            parts.begin() + static_cast<std::ptrdiff_t>(end) + 1);
                return together(std::move(parts));
            }
        }
    }
    return std::nullopt;
}

/// `ceasefire or peace` as ceasefire OR peace.
std::optional<Node> operators_in_capitals(const Engine&, const Node& query) {
    const std::vector<Node> parts = parts_of(query);
    std::vector<std::vector<Node>> ways(1);
    bool negate = false;
    bool changed = false;
    for (const Node& part : parts) {
        const std::string word = is_bare_word(part) ? text::fold(part.text) : "";
        if (word == "or" || word == "and" || word == "not") {
            changed = true;
            negate = word == "not";
            if (word == "or") {
                ways.emplace_back();
            }
            continue;
        }
        Node kept = part;
        if (negate) {
            Node none{NodeType::none_of, part.column};
            none.children.push_back(std::move(kept));
            kept = std::move(none);
            negate = false;
        }
        ways.back().push_back(std::move(kept));
    }
    if (!changed || negate || std::any_of(ways.begin(), ways.end(), [](const auto& way) { return way.empty(); })) {
        return std::nullopt;
    }
    if (ways.size() == 1) {
        return together(std::move(ways.front()));
    }
    Node any{NodeType::any_of, 1};
    for (std::vector<Node>& way : ways) {
        any.children.push_back(together(std::move(way)));
    }
    return any;
}

/// Parts that match nothing, spelt as something that does.
std::optional<Node> respelt(const Engine& engine, const Node& query) {
    std::vector<Node> parts = parts_of(query);
    bool changed = false;
    for (Node& part : parts) {
        if (engine.count(part).value_or(0) > 0) {
            continue;
        }
        std::string close = closest_spelling(engine.reader(), part);
        if (close.empty()) {
            return std::nullopt;
        }
        part.text = std::move(close);
        part.literal = false;
        changed = true;
    }
    return changed ? std::optional(together(std::move(parts))) : std::nullopt;
}

} // namespace

std::optional<BetterQuery> question_as_query(const Engine& engine, const Node& query) {
    auto better = Question(engine, query).as_query();
    return better ? tried(engine, std::move(*better), "as a question") : std::nullopt;
}

std::optional<BetterQuery> relaxed(const Engine& engine, const Node& query) {
    const std::vector<Node> parts = parts_of(query);
    if (parts.size() > most_parts) {
        return std::nullopt;
    }
    if (auto better = question_as_query(engine, query)) {
        return better;
    }
    using Change = std::optional<Node> (*)(const Engine&, const Node&);
    for (const auto& [change, why] :
         {std::pair<Change, std::string_view>{operators_in_capitals, "the operator in capitals"},
          std::pair<Change, std::string_view>{name_put_together, "the name in quotation marks"},
          std::pair<Change, std::string_view>{respelt, "spelt as the index has it"}}) {
        if (auto changed = change(engine, query)) {
            if (auto better = tried(engine, std::move(*changed), std::string(why))) {
                return better;
            }
        }
    }
    // Fewer parts: the one left out whose absence leaves the fewest, and so the nearest, statements.
    const auto is_field = [](const Node& part) { return part.field != nullptr; };
    std::optional<BetterQuery> best;
    bool best_left_field = false;
    for (std::size_t left_out = 0; parts.size() > 1 && left_out < parts.size(); ++left_out) {
        std::vector<Node> rest = parts;
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(left_out));
        auto better = tried(engine, together(std::move(rest)), fmt::format("without {}", query_text(parts[left_out])));
        // Of equals, a word goes rather than a field.
        const bool nearer = better && (!best || better->count < best->count ||
                                       (better->count == best->count && best_left_field && !is_field(parts[left_out])));
        if (nearer) {
            best = std::move(better);
            best_left_field = is_field(parts[left_out]);
        }
    }
    return best;
}

} // namespace demarche::search
