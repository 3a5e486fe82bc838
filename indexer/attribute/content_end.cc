// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/content_end.hh"

#include <algorithm>
#include <array>

#include "generated/demarche_indexing_data.hh"
#include "indexer/attribute/adverbials.hh"

namespace demarche::indexer {

namespace {

/// Items looked at behind a boundary, and items of a content in which one is looked for.
constexpr int tail_reach = 60;
constexpr int head_reach = 250;

/// Words that can begin the writer's own clause without a comma before them.
constexpr std::array<std::string_view, 14> openers{"and",  "but",     "while",    "after",  "before",  "during", "as",
                                                   "when", "because", "although", "though", "despite", "in",     "on"};

/// What a word is, in general terms: itself when it belongs to a closed class, else its kind.
std::string shape(const SentenceView& view, int at, int end) {
    if (at >= end) {
        return "end";
    }
    if (view.is_quotation(at)) {
        return "quotation";
    }
    if (view.is_kind(at, TokenKind::number)) {
        return "number";
    }
    if (!view.is_word(at)) {
        return view.is_comma(at) ? "comma" : "mark";
    }
    if (view.is_name_word(at)) {
        return "Name";
    }
    constexpr WordClasses closed =
        closed_classes | WordClass::determiner | WordClass::possessive | WordClass::subject_other;
    if (view.is(at, closed) || is_adverb(view, at)) {
        return view.word(at).ends_with("ly") ? "-ly" : view.lower_word(at);
    }
    if (view.is(at, time_words)) {
        return "time";
    }
    const std::string_view word = view.word(at);
    if (word.ends_with("ing")) {
        return "-ing";
    }
    if (view.is(at, speaking_nouns)) {
        return "speaker";
    }
    if (view.is(at, WordClass::verb)) {
        return "verb";
    }
    return word.ends_with("ed") ? "-ed" : "word";
}

/// A number of one digit.
std::string_view digit(std::ptrdiff_t number) {
    return std::string_view("0123456789").substr(static_cast<std::size_t>(number), 1);
}

std::string_view bin(int count) {
    constexpr std::array<int, 6> limits{3, 6, 10, 16, 25, 40};
    const auto found = std::lower_bound(limits.begin(), limits.end(), count);
    return digit(found - limits.begin());
}

/// A finite verb or auxiliary among the items.
bool has_verb(const SentenceView& view, int begin, int end) {
    for (int i = begin; i < end; ++i) {
        if (view.is(i, WordClass::auxiliary | WordClass::modal) ||
            (view.is_verb_like(i) && !view.word(i).ends_with("ing"))) {
            return true;
        }
    }
    return false;
}

/// The form of the first auxiliary or known verb: the tense in which a stretch is told.
std::string first_verb(const SentenceView& view, int begin, int end) {
    for (int i = begin; i < std::min(end, begin + 12); ++i) {
        if (view.is(i, WordClass::auxiliary | WordClass::modal)) {
            return view.lower_word(i);
        }
        if (view.is_verb_like(i)) {
            const std::string_view word = view.word(i);
            return word.ends_with("ed") ? "-ed" : word.ends_with("ing") ? "-ing" : "verb";
        }
    }
    return "none";
}

const Weights& weights() {
    static const Weights table(data::en_content_end_tsv);
    return table;
}

Boundary boundary_at(const SentenceView& view, int at, int begin, int end, std::string_view construction, int cue,
                     bool verb) {
    Boundary out;
    out.item = at;
    out.end_byte = view.text().tokens[view.item(at - 1).end - 1].end;
    const bool comma = view.is_comma(at);
    const bool dash = view.is_kind(at, TokenKind::dash);
    const std::string_view separator = comma ? "comma" : dash ? "dash" : "none";
    const int next = comma || dash ? at + 1 : at;
    const std::string first = shape(view, next, end);
    const std::string second = shape(view, next + 1, end);
    int commas = 0;
    for (int i = next; i < std::min(end, next + tail_reach) && commas < 3; ++i) {
        commas += view.is_comma(i) || view.is_kind(i, TokenKind::dash);
    }
    const std::string tense = first_verb(view, next, end);
    Features& features = out.features;
    features.add("next=", separator, "/", first);
    features.add("next2=", separator, "/", first, "/", second);
    features.add("head=", bin(at - begin), "/", separator);
    features.add("tail=", bin(end - next), "/", separator);
    features.add("shares=", bin(at - begin), "/", bin(end - next));
    features.add("head-verb=", verb ? "yes/" : "no/", first);
    features.add("tail-verb=", tense, "/", first);
    features.add("tail-clause=", has_verb(view, next, std::min(end, next + tail_reach)) ? "yes/" : "no/", separator);
    features.add("rule=", construction, "/", separator);
    features.add("rule-next=", construction, "/", first);
    features.add("commas=", digit(std::min(commas, 3)));
    features.add("before=", shape(view, at - 1, end), "/", separator);
    features.add("cue-tense=", view.word(cue).ends_with("s") ? "present/" : "past/", tense);
    out.probability = weights().probability(features);
    return out;
}

} // namespace

std::vector<Boundary> boundaries_in(const SentenceView& view, int begin, int end, std::string_view construction,
                                    int cue) {
    std::vector<Boundary> out;
    bool verb = has_verb(view, begin, begin + 1);
    for (int i = begin + 1; i < std::min(end - 1, begin + head_reach); ++i) {
        const bool mark = view.is_comma(i) || view.is_kind(i, TokenKind::dash);
        const bool opener = !mark && view.is_word(i) && !view.is_comma(i - 1) &&
                            !view.is_kind(i - 1, TokenKind::dash) &&
                            view.is(i, WordClass::preposition | WordClass::coordinator | WordClass::subordinator) &&
                            std::find(openers.begin(), openers.end(), view.lower_word(i)) != openers.end();
        if (mark || opener) {
            out.push_back(boundary_at(view, i, begin, end, construction, cue, verb));
        }
        verb = verb || has_verb(view, i, i + 1);
    }
    return out;
}

int content_end(const std::vector<Boundary>& boundaries, int end) {
    constexpr double likely = 0.5;
    for (const Boundary& boundary : boundaries) {
        if (boundary.probability > likely) {
            return boundary.item;
        }
    }
    return end;
}

} // namespace demarche::indexer
