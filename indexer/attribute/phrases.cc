// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/phrases.hh"

#include <algorithm>

namespace demarche::indexer {

namespace {

/// Items of the longest noun phrase: rows of names and tables without commas go no further.
constexpr int longest_phrase = 48;

} // namespace

SentenceView::SentenceView(const SegmentedText& text, std::uint32_t sentence)
    : text_(&text), sentence_(&text.sentences[sentence]), index_(sentence) {
    items_.reserve(sentence_->end - sentence_->begin);
    for (std::uint32_t at = sentence_->begin; at < sentence_->end;) {
        const std::uint32_t quotation = text.tokens[at].quotation;
        std::uint32_t end = at + 1;
        if (quotation != 0) {
            while (end < sentence_->end && text.tokens[end].quotation == quotation) {
                ++end;
            }
        }
        items_.push_back({at, end, quotation != 0});
        at = end;
    }
}

const Token& SentenceView::no_token() {
    static const Token none{.kind = TokenKind::paragraph};
    return none;
}

int SentenceView::find(std::uint32_t token) const {
    const auto found =
        std::partition_point(items_.begin(), items_.end(), [&](const Item& i) { return i.end <= token; });
    return static_cast<int>(found - items_.begin());
}

bool SentenceView::is_name_word(int at) const {
    if (!is_word(at)) {
        return false;
    }
    const Token& t = token(at);
    if (!t.capital || t.possessive) {
        return false;
    }
    if (t.is(closed_classes | WordClass::determiner | WordClass::possessive | WordClass::adverb)) {
        // "US", "IT", "WHO" are names where all is not in capitals; "A." is an initial.
        return (t.all_capitals && t.end - t.begin > 1 && at > 0) ||
               (t.end - t.begin == 1 && at > 0 && is_kind(at + 1, TokenKind::stop) && !token(at + 1).space_before);
    }
    return true;
}

bool SentenceView::is_subject_pronoun(int at) const {
    return is_word(at) && is(at, personal_subjects) && !(token(at).all_capitals && token(at).end - token(at).begin > 1);
}

bool SentenceView::is_verb_like(int at) const {
    if (!is_word(at) || is_name_word(at)) {
        return false;
    }
    const Token& t = token(at);
    if (t.is(WordClass::auxiliary | WordClass::modal | WordClass::verb)) {
        return true;
    }
    const std::string_view w = word(at);
    return w.size() > 4 && (w.ends_with("ed") || w.ends_with("ing"));
}

bool SentenceView::is_nominal(int at) const {
    if (is_kind(at, TokenKind::number)) {
        return true;
    }
    if (!is_word(at) || token(at).possessive) {
        return false;
    }
    if (is_name_word(at)) {
        return true;
    }
    const Token& t = token(at);
    if (t.is(speaking_nouns | WordClass::adjective | WordClass::report | WordClass::event)) {
        return true;
    }
    if (t.is(WordClass::number | WordClass::ordinal)) {
        return true;
    }
    if (t.is(closed_classes | WordClass::determiner | WordClass::possessive | WordClass::adverb)) {
        return false;
    }
    return !t.is(WordClass::verb);
}

bool SentenceView::is_number(int at) const {
    return is_kind(at, TokenKind::number) || (is_word(at) && is(at, WordClass::number));
}

int SentenceView::core_begin(int last) const {
    int begin = last;
    while (inside(begin - 1) && last - begin < longest_phrase) {
        const int p = begin - 1;
        if (is_quotation(p)) {
            // A nickname or a scare quote inside a name: Dwayne "The Rock" Johnson.
            if (is_name_word(begin) && is_name_word(p - 1)) {
                begin = p;
                continue;
            }
            break;
        }
        const Token& t = token(p);
        if (t.possessive) {
            if (is_nominal(p - 1)) {
                begin = p - 1;
                continue;
            }
            break;
        }
        if (is_kind(p, TokenKind::stop) && !t.space_before &&
            is(p - 1, WordClass::abbreviation_title | WordClass::abbreviation_inner)) {
            begin = p - 1;
            continue;
        }
        if (is_kind(p, TokenKind::stop) && !t.space_before && is_name_word(p - 1) &&
            token(p - 1).end - token(p - 1).begin == 1) {
            begin = p - 1;
            continue;
        }
        if (is_word(p) && is(p, WordClass::determiner | WordClass::possessive) &&
            !(is(p, WordClass::that) && (is(p - 1, WordClass::verb) || is_name_word(begin)))) {
            begin = p;
            // "all the", "some of the" keep their first word; one step is enough.
            if (is(p, WordClass::determiner) && is(p - 1, WordClass::determiner) && !is(p - 1, WordClass::that)) {
                begin = p - 1;
            }
            break;
        }
        if (is_nominal(p) && !is(p, time_words)) {
            begin = p;
            continue;
        }
        // Words in -ed and -ing inside a description: "the embattled leader".
        if (is_word(p) && !is_name_word(p) && is(p - 1, WordClass::determiner) &&
            !is(p, closed_classes | WordClass::adverb)) {
            begin = p;
            continue;
        }
        break;
    }
    return begin;
}

NounPhrase SentenceView::noun_phrase_before(int last) const {
    if (is_kind(last, TokenKind::other) && word(last) == "%" && is_kind(last - 1, TokenKind::number)) {
        return {last - 1, last + 1, last - 1};
    }
    if (!is_word(last) && !is_kind(last, TokenKind::number)) {
        // "Robert Downey Jr." keeps its stop.
        if (is_kind(last, TokenKind::stop) && !token(last).space_before &&
            is(last - 1, WordClass::abbreviation_inner)) {
            NounPhrase phrase = noun_phrase_before(last - 1);
            phrase.end = phrase ? last + 1 : phrase.end;
            return phrase;
        }
        if (is_kind(last, TokenKind::unbracket)) {
            // "Sen. Ted Cruz (R-Texas)"
            int open = last - 1;
            while (inside(open) && !is_kind(open, TokenKind::bracket) && last - open < 12) {
                --open;
            }
            return is_kind(open, TokenKind::bracket) ? noun_phrase_before(open - 1) : NounPhrase{};
        }
        return {};
    }
    if (is_subject_pronoun(last)) {
        return {last, last + 1, last};
    }
    // "six in 10", "nine in ten"
    if (is_number(last) && is(last - 1, WordClass::in) && is_number(last - 2)) {
        return {last - 2, last + 1, last};
    }
    if (is_word(last) && is(last, WordClass::object) && is(last - 1, WordClass::of) &&
        is(last - 2, WordClass::subject_other | WordClass::crowd | WordClass::number)) {
        return {last - 2, last + 1, last - 2}; // "most of them"
    }
    if (is(last, WordClass::subject_other) && !is_nominal(last) && !is(last, WordClass::that)) {
        return {last, last + 1, last};
    }
    if (!is_nominal(last) || is(last, time_words)) {
        return {};
    }
    NounPhrase phrase{core_begin(last), last + 1, last};
    if (is(phrase.begin, WordClass::number) && phrase.begin == last && !is(last, WordClass::subject_other)) {
        return {};
    }
    // Attached prepositional phrases to the left: "a spokesman for | the ministry", "the president of | Varenia".
    for (int rounds = 0; rounds < 4; ++rounds) {
        const int p = phrase.begin - 1;
        if (!is_word(p) || !is(p, WordClass::preposition) || !inside(p - 1)) {
            break;
        }
        const int outer = p - 1;
        const bool attaches = is(p, WordClass::of) ||
                              is(outer, speaking_nouns | WordClass::crowd | WordClass::report) ||
                              (is(outer, WordClass::subject_other) && is(p, WordClass::of | WordClass::in));
        if (!attaches || (!is_nominal(outer) && !is(outer, WordClass::subject_other))) {
            // A name with a place or time behind it: "Trump in Miami"; the name is the subject.
            if (is_name_word(outer) && is(p, WordClass::in | WordClass::at | WordClass::on)) {
                return noun_phrase_before(outer);
            }
            break;
        }
        const int begin = is_nominal(outer) ? core_begin(outer) : outer;
        phrase.begin = begin;
        phrase.head = outer;
    }
    return phrase;
}

NounPhrase SentenceView::noun_phrase_at(int first) const {
    if (is_subject_pronoun(first)) {
        return {first, first + 1, first};
    }
    int at = first;
    if (is_word(at) && is(at, WordClass::determiner | WordClass::possessive) && !is_name_word(at)) {
        ++at;
        if (is_word(at) && is(at, WordClass::determiner) && !is_name_word(at)) {
            ++at;
        }
    }
    int head = -1;
    bool name = false;
    while (inside(at) && at - first < longest_phrase) {
        const Token& t = token(at);
        if (is_quotation(at)) {
            if (name && is_name_word(at + 1)) {
                ++at;
                continue;
            }
            break;
        }
        if (t.possessive) {
            name = false;
            head = -1;
            ++at;
            continue;
        }
        if (is_kind(at, TokenKind::stop) && !t.space_before && head == at - 1 &&
            (is(at - 1, WordClass::abbreviation_title | WordClass::abbreviation_inner) ||
             token(at - 1).end - token(at - 1).begin == 1)) {
            ++at;
            continue;
        }
        if (is(at, time_words) && head >= 0) {
            break;
        }
        if (is_name_word(at)) {
            name = true;
            head = at++;
            continue;
        }
        if (name && !is(at, speaking_nouns) && !is_kind(at, TokenKind::number)) {
            // "Trump supporters": a noun behind a name takes over; anything else ends it.
            if (!is_nominal(at) || is_verb_like(at)) {
                break;
            }
        }
        if (!is_nominal(at) || (head >= 0 && is_verb_like(at) && !is(at, speaking_nouns))) {
            if (head < 0 && is_word(at) && !is(at, closed_classes) && !is(at, WordClass::auxiliary)) {
                ++at; // an adjective that looks like a verb: "the embattled leader"
                continue;
            }
            break;
        }
        // "a source familiar with …": behind a person, a word that names none begins something else.
        if (head >= 0 && !name && is(head, WordClass::human | WordClass::humans) && !is(at, speaking_nouns)) {
            break;
        }
        name = false;
        head = at++;
    }
    // "federal and state officials": the noun behind the second adjective is meant.
    if (head >= 0 && !name && is(head, WordClass::adjective) && is(at, WordClass::coordinator)) {
        const NounPhrase rest = noun_phrase_at(at + 1);
        if (rest && is(rest.head, speaking_nouns)) {
            return {first, rest.end, rest.head};
        }
    }
    if (head < 0) {
        if (is(first, WordClass::subject_other) && is_word(first)) {
            return {first, first + 1, first};
        }
        return {};
    }
    NounPhrase phrase{first, at, head};
    // "of", "for": the ministry's spokesman, the president of Varenia.
    while (is_word(phrase.end) && is(phrase.end, WordClass::of | WordClass::for_) && !is_name_word(phrase.head)) {
        const NounPhrase inner = noun_phrase_at(phrase.end + 1);
        if (!inner || inner.end - phrase.begin > 24) {
            break;
        }
        phrase.end = inner.end;
        if (is(inner.head, time_words)) {
            break;
        }
    }
    return phrase;
}

} // namespace demarche::indexer
