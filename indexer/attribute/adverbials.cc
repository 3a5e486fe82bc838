// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/adverbials.hh"

#include <algorithm>

namespace demarche::indexer {

namespace {

bool is_year(const SentenceView& view, int at) {
    const std::string_view word = view.word(at);
    return view.is_kind(at, TokenKind::number) && word.size() == 4 &&
           (word.starts_with("19") || word.starts_with("20"));
}

bool is_time_word(const SentenceView& view, int at) {
    if (!view.is_word(at)) {
        return false;
    }
    if (view.is(at, WordClass::month)) {
        // "may" and "march" are words of other kinds in lower case.
        return view.token(at).capital;
    }
    return view.is(at, time_words);
}

} // namespace

bool is_adverb(const SentenceView& view, int at) {
    if (!view.is_word(at) || view.is_name_word(at)) {
        return false;
    }
    if (view.is(at, WordClass::adverb)) {
        return true;
    }
    return view.word(at).size() > 4 && view.word(at).ends_with("ly") && !view.is(at, WordClass::verb);
}

int skip_adverbs(const SentenceView& view, int at) {
    while (is_adverb(view, at)) {
        ++at;
    }
    return at;
}

int skip_time(const SentenceView& view, int at) {
    const int begin = at;
    if (view.is_word(at) && view.is(at, WordClass::on | WordClass::in | WordClass::at | WordClass::by) &&
        !is_time_word(view, at)) {
        ++at;
    } else if (view.is_word(at) && view.is(at, WordClass::preposition) && !view.is(at, WordClass::to | WordClass::of)) {
        const std::string word = view.lower_word(at);
        if (word == "during" || word == "since" || word == "over" || word == "late") {
            ++at;
        }
    }
    const int core = at;
    while (view.is_word(at) && (view.is(at, WordClass::recent | WordClass::number | WordClass::ordinal) ||
                                (view.is(at, WordClass::determiner) && at < core + 2))) {
        ++at;
    }
    bool found = false;
    constexpr int longest_time = 14;
    while (view.inside(at) && at - begin < longest_time) {
        if (is_time_word(view, at)) {
            found = true;
            ++at;
            // "Dec. 19, 2024"
            if (view.is_kind(at, TokenKind::stop) && view.is(at - 1, WordClass::month)) {
                ++at;
            }
            if (view.is_kind(at, TokenKind::number) &&
                view.is(at - 1 - (view.is_kind(at - 1, TokenKind::stop) ? 1 : 0), WordClass::month)) {
                ++at;
                if (view.is_comma(at) && is_year(view, at + 1)) {
                    at += 2;
                }
            }
            continue;
        }
        if (view.is_kind(at, TokenKind::number) && is_time_word(view, at + 1)) {
            ++at;
            continue;
        }
        if (is_year(view, at) && (found || at == core)) {
            found = true;
            ++at;
            continue;
        }
        break;
    }
    if (found && view.word(at) == "ago") {
        ++at;
    }
    return found ? at : begin;
}

int time_before(const SentenceView& view, int end) {
    // The longest time that ends exactly here begins at most eight items before.
    for (int begin = end - 8 < 0 ? 0 : end - 8; begin < end; ++begin) {
        if (skip_time(view, begin) == end && (begin == 0 || !view.is(begin, WordClass::determiner) || true)) {
            // "Trump on Monday": a time must not begin inside a noun phrase like "the Monday club".
            if (view.is(begin, WordClass::determiner) && view.is(begin - 1, WordClass::preposition)) {
                continue;
            }
            return begin;
        }
    }
    return end;
}

int skip_circumstance(const SentenceView& view, int at, int limit) {
    if (!view.is_word(at) || !view.is(at, WordClass::preposition | WordClass::to | WordClass::as)) {
        return at;
    }
    if (view.is(at, WordClass::of | WordClass::about) || view.is(at, WordClass::that)) {
        return at;
    }
    if (view.is(at, WordClass::to)) {
        // "to reporters", "to CNN": a noun phrase of people or names, never a verb.
        const NounPhrase to = view.noun_phrase_at(at + 1);
        const bool takes = view.is_name_word(to.head) || view.is(to.head, speaking_nouns) ||
                           view.is(at + 1, WordClass::determiner | WordClass::possessive);
        if (!to || !takes || to.end > limit) {
            return at;
        }
        return to.end;
    }
    if (view.is_quotation(at + 1)) {
        return at;
    }
    int end = at + 1;
    if (is_adverb(view, end)) {
        ++end;
    }
    const NounPhrase phrase = view.noun_phrase_at(end);
    if (phrase && phrase.end <= limit) {
        // "in a statement issued on Monday"
        if (view.is_word(phrase.end) && view.word(phrase.end).ends_with("ed") &&
            skip_time(view, phrase.end + 1) > phrase.end + 1) {
            return std::min(limit, skip_time(view, phrase.end + 1));
        }
        return phrase.end;
    }
    // "after meeting with aides": a gerund and its object.
    if (view.is_word(end) && view.word(end).ends_with("ing")) {
        ++end;
        const NounPhrase object = view.noun_phrase_at(end);
        return object && object.end <= limit ? object.end : end;
    }
    return at;
}

} // namespace demarche::indexer
