// SPDX-License-Identifier: GPL-3.0-or-later
// A sentence as a row of items in which each quotation is one, and the noun phrases found in it without a parser.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// A token outside quotations, or a whole quotation. Tokens [begin, end).
struct Item {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool quotation = false;
};

/// Items [begin, end) that name somebody or something. `head` is the item of the head noun or of a name's last word.
struct NounPhrase {
    int begin = 0;
    int end = 0;
    int head = -1;
    explicit operator bool() const { return head >= 0; }
};

/// The items of one sentence. Positions are ints so that -1 can be looked at.
class SentenceView {
  public:
    SentenceView(const SegmentedText& text, std::uint32_t sentence);

    int size() const { return static_cast<int>(items_.size()); }
    const Item& item(int at) const { return items_[static_cast<std::size_t>(at)]; }
    bool inside(int at) const { return at >= 0 && at < size(); }
    bool is_quotation(int at) const { return inside(at) && item(at).quotation; }
    /// The token of an item; the paragraph token behind the text when `at` is outside or a quotation.
    const Token& token(int at) const {
        return inside(at) && !item(at).quotation ? text_->tokens[item(at).begin] : no_token();
    }
    std::string_view word(int at) const { return inside(at) ? text_->word(item(at).begin) : std::string_view{}; }
    std::string lower_word(int at) const { return lower(word(at)); }
    bool is(int at, WordClasses classes) const { return token(at).is(classes); }
    bool is_kind(int at, TokenKind kind) const { return inside(at) && !item(at).quotation && token(at).kind == kind; }
    bool is_word(int at) const { return is_kind(at, TokenKind::word); }
    bool is_comma(int at) const { return is_kind(at, TokenKind::comma); }
    /// A capitalized word that is no closed-class word at the beginning of a sentence: part of a name, or like one.
    bool is_name_word(int at) const;
    /// A pronoun that can be a subject.
    bool is_subject_pronoun(int at) const;
    /// A word that can stand in a noun phrase before or as its head: noun, adjective, name, number.
    bool is_nominal(int at) const;
    /// Digits or a number's word.
    bool is_number(int at) const;
    /// A verb form that is finite or could be: auxiliaries, reporting verbs, known verbs, words in -ed.
    bool is_verb_like(int at) const;

    /// The noun phrase that ends at item `last`, with its attached "of …", "for …"; none when there is none.
    NounPhrase noun_phrase_before(int last) const;
    /// The noun phrase that begins at item `first`.
    NounPhrase noun_phrase_at(int first) const;

    Range tokens(int begin, int end) const {
        return begin >= end ? Range{} : Range{item(begin).begin, item(end - 1).end};
    }
    const SegmentedText& text() const { return *text_; }
    const Sentence& sentence() const { return *sentence_; }
    std::uint32_t index() const { return index_; }
    /// The item that holds a token, or size().
    int find(std::uint32_t token) const;

  private:
    static const Token& no_token();
    int core_begin(int last) const;

    const SegmentedText* text_;
    const Sentence* sentence_;
    std::uint32_t index_;
    std::vector<Item> items_;
};

/// Words that end noun phrases: prepositions, conjunctions, pronouns, auxiliaries, adverbs, subordinators.
constexpr WordClasses closed_classes =
    WordClass::preposition | WordClass::conjunction | WordClass::auxiliary | WordClass::modal | WordClass::object |
    WordClass::subordinator | WordClass::subject_male | WordClass::subject_female | WordClass::subject_plural |
    WordClass::subject_thing | WordClass::subject_first | WordClass::subject_first_plural | WordClass::subject_second |
    WordClass::relative | WordClass::wh | WordClass::negation | WordClass::to;
constexpr WordClasses personal_subjects =
    WordClass::subject_male | WordClass::subject_female | WordClass::subject_plural | WordClass::subject_thing |
    WordClass::subject_first | WordClass::subject_first_plural | WordClass::subject_second;
constexpr WordClasses speaking_nouns =
    WordClass::human | WordClass::humans | WordClass::body | WordClass::document | WordClass::crowd;
constexpr WordClasses time_words =
    WordClass::weekday | WordClass::month | WordClass::day_word | WordClass::day_part | WordClass::period;

} // namespace demarche::indexer
