// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment/sentences.hh"

namespace demarche::indexer {

namespace {

class Splitter {
  public:
    Splitter(std::string_view text, std::vector<Token>& tokens, const std::vector<Quotation>& quotations,
             std::uint32_t dateline_end)
        : text_(text), tokens_(tokens), quotations_(quotations), dateline_end_(dateline_end) {}

    std::vector<Sentence> run() {
        std::uint32_t paragraph = 0;
        std::uint32_t begin = 0;
        for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
            const Token& token = tokens_[i];
            if (dateline_end_ != 0 && i + 1 == dateline_end_) {
                add(begin, i + 1, paragraph);
                begin = i + 1;
            } else if (token.kind == TokenKind::paragraph) {
                add(begin, i, paragraph);
                begin = i + 1;
                ++paragraph;
            } else if (token.kind == TokenKind::stop && token.quotation == 0 && i >= dateline_end_) {
                const std::uint32_t next = behind_closers(i);
                if (ends_here(i, next)) {
                    add(begin, next, paragraph);
                    begin = next;
                }
            } else if (token.quotation != 0 && token.kind == TokenKind::quote &&
                       quotations_[token.quotation - 1].close == i && quotation_ends_sentence(i)) {
                add(begin, i + 1, paragraph);
                begin = i + 1;
            } else if (token.kind == TokenKind::word && token.entry == nullptr && is_initialism_end(i)) {
                add(begin, i + 1, paragraph);
                begin = i + 1;
            }
        }
        return std::move(sentences_);
    }

  private:
    void add(std::uint32_t begin, std::uint32_t end, std::uint32_t paragraph) {
        if (begin >= end) {
            return;
        }
        const auto index = static_cast<std::uint32_t>(sentences_.size());
        for (std::uint32_t i = begin; i < end; ++i) {
            tokens_[i].sentence = index;
        }
        tokens_[end].sentence = index; // the paragraph token, until the next sentence takes it
        sentences_.push_back({begin, end, paragraph});
    }

    /// The token behind a stop and the stops and closing brackets that go with it.
    std::uint32_t behind_closers(std::uint32_t at) const {
        ++at;
        while (tokens_[at].quotation == 0 &&
               (tokens_[at].kind == TokenKind::stop || tokens_[at].kind == TokenKind::unbracket) &&
               !tokens_[at].space_before) {
            ++at;
        }
        return at;
    }

    /// Can a sentence begin at `at`?
    bool can_begin(std::uint32_t at) const {
        const Token& token = tokens_[at];
        switch (token.kind) {
        case TokenKind::word:
            return token.capital || !is_cased(token);
        case TokenKind::number:
        case TokenKind::paragraph:
        case TokenKind::bracket:
        case TokenKind::dash:
            return true;
        case TokenKind::quote:
            return token.quotation != 0;
        default:
            return false;
        }
    }

    /// False for words of scripts without capitals.
    bool is_cased(const Token& token) const { return static_cast<unsigned char>(text_[token.begin]) < 0xd8; }

    bool ends_here(std::uint32_t stop, std::uint32_t next) const {
        if (!can_begin(next)) {
            return false;
        }
        const Token& mark = tokens_[stop];
        if (mark.end - mark.begin != 1 || text_[mark.begin] != '.') {
            return tokens_[next].kind != TokenKind::dash;
        }
        if (tokens_[next].kind == TokenKind::paragraph) {
            return true;
        }
        if (!tokens_[next].space_before || stop == 0) {
            return tokens_[next].kind != TokenKind::word && tokens_[next].kind != TokenKind::number;
        }
        const Token& before = tokens_[stop - 1];
        if (mark.space_before || (before.kind != TokenKind::word && before.kind != TokenKind::number)) {
            return true;
        }
        if (before.is(WordClass::abbreviation_title) && tokens_[next].kind == TokenKind::word && before.capital) {
            return false;
        }
        if (before.is(WordClass::abbreviation_other) && tokens_[next].kind == TokenKind::number) {
            return false;
        }
        // A single initial: "J. Edgar". "I." ends a sentence more often than it begins a name.
        if (before.kind == TokenKind::word && before.capital && before.end - before.begin == 1 &&
            text_[before.begin] != 'I') {
            return false;
        }
        if (before.is(WordClass::abbreviation_inner)) {
            return tokens_[next].kind == TokenKind::quote || begins_sentence(tokens_[next]);
        }
        return true;
    }

    /// A capitalized word that is no name: "The", "He", "But".
    bool begins_sentence(const Token& token) const {
        return token.kind == TokenKind::word && token.capital &&
               token.is(WordClass::determiner | WordClass::possessive | WordClass::subject_male |
                        WordClass::subject_female | WordClass::subject_plural | WordClass::subject_thing |
                        WordClass::subject_first_plural | WordClass::conjunction | WordClass::preposition |
                        WordClass::subordinator | WordClass::wh | WordClass::adverb | WordClass::clause_start);
    }

    /// "U.S." and the like end a sentence only before a word that begins one.
    bool is_initialism_end(std::uint32_t at) const {
        const Token& token = tokens_[at];
        if (token.quotation != 0 || text_[token.end - 1] != '.') {
            return false;
        }
        const Token& next = tokens_[at + 1];
        return next.kind != TokenKind::paragraph && next.space_before &&
               (begins_sentence(next) || (next.kind == TokenKind::quote && next.quotation != 0));
    }

    /// True when the sentence around a quotation ends with it: a stop inside before the closing mark, and no
    /// continuation behind.
    bool quotation_ends_sentence(std::uint32_t close) const {
        const Token& before = tokens_[close - 1];
        if (before.kind != TokenKind::stop) {
            return false;
        }
        const Token& next = tokens_[close + 1];
        if (next.kind == TokenKind::paragraph) {
            return true;
        }
        return can_begin(close + 1) && next.kind != TokenKind::dash &&
               !(text_[before.begin] != '.' && cue_follows(close + 1));
    }

    /// “Is it so?” Anna Ferrand asked.: a short subject and a reporting verb that reports nothing behind it.
    bool cue_follows(std::uint32_t at) const {
        constexpr std::uint32_t longest_subject = 9;
        for (std::uint32_t i = at; i < at + longest_subject; ++i) {
            const Token& token = tokens_[i];
            if (token.kind != TokenKind::word && token.kind != TokenKind::comma) {
                return false;
            }
            if (i > at && !token.capital && token.info().verb_forms != 0) {
                const Token& behind = tokens_[i + 1];
                return behind.kind == TokenKind::stop || behind.kind == TokenKind::comma ||
                       behind.kind == TokenKind::paragraph ||
                       behind.is(WordClass::preposition | WordClass::adverb | WordClass::weekday | WordClass::day_word);
            }
        }
        return false;
    }

    std::string_view text_;
    std::vector<Token>& tokens_;
    const std::vector<Quotation>& quotations_;
    std::uint32_t dateline_end_;
    std::vector<Sentence> sentences_;
};

} // namespace

std::vector<Sentence> find_sentences(std::string_view text, std::vector<Token>& tokens,
                                     const std::vector<Quotation>& quotations, std::uint32_t dateline_end) {
    return Splitter(text, tokens, quotations, dateline_end).run();
}

} // namespace demarche::indexer
