// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/drafts.hh"

#include <algorithm>
#include <optional>

#include "indexer/attribute/operative.hh"
#include "indexer/attribute/subjects.hh"

namespace demarche::indexer {

namespace {

/// Shorter quotations without a cue are titles, names and scare quotes more often than statements.
constexpr std::uint32_t min_loose_words = 4;

bool is_word(const Token& token) {
    return (token.kind == TokenKind::word && !token.possessive) || token.kind == TokenKind::number;
}

class Assembler {
  public:
    Assembler(const SegmentedText& text, const std::vector<Report>& reports, const std::vector<Turn>& turns)
        : text_(text), reports_(reports), turns_(turns), used_(text.quotations.size(), -1) {}

    std::vector<Draft> run() {
        first_report_of_sentence();
        from_turns();
        for (size_t i = 0; i < reports_.size(); ++i) {
            from_report(static_cast<int>(i));
        }
        for (size_t i = 0; i < reports_.size(); ++i) {
            if (reports_[i].expects_quotation) {
                from_following_quotation(static_cast<int>(i));
            }
        }
        join_following();
        loose_quotations();
        finish();
        return std::move(drafts_);
    }

  private:
    void first_report_of_sentence() {
        report_of_sentence_.assign(text_.sentences.size(), -1);
        for (size_t i = reports_.size(); i-- > 0;) {
            report_of_sentence_[reports_[i].sentence] = static_cast<int>(i);
        }
    }

    /// The pieces of turns are statements as they are; quotations inside belong to them.
    void from_turns() {
        for (const Turn& turn : turns_) {
            for (const Range& piece : turn.pieces) {
                Draft draft;
                draft.rule = turn.label.empty() ? Rule::speech : Rule::turn;
                draft.source = turn.label;
                draft.paragraph = paragraph_of(piece.begin);
                draft.pieces = {piece};
                drafts_.push_back(std::move(draft));
                claim(static_cast<int>(drafts_.size()) - 1);
            }
        }
    }

    std::uint32_t paragraph_of(std::uint32_t token) const {
        return text_.sentences[text_.tokens[token].sentence].paragraph;
    }

    /// Marks the quotations inside the pieces as taken by a draft.
    void claim(int draft) {
        for (const Range& piece : drafts_[static_cast<size_t>(draft)].pieces) {
            for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
                if (const std::uint32_t quotation = text_.tokens[i].quotation; quotation != 0) {
                    used_[quotation - 1] = draft;
                    i = std::max(i, std::min(text_.quotations[quotation - 1].close, piece.end - 1));
                }
            }
        }
    }

    void from_report(int index) {
        const Report& report = reports_[static_cast<size_t>(index)];
        if (report.content.empty()) {
            return;
        }
        Draft draft;
        draft.rule = report.rule;
        draft.report = index;
        draft.paragraph = text_.sentences[report.sentence].paragraph;
        draft.pieces = report.content;
        drafts_.push_back(std::move(draft));
        claim(static_cast<int>(drafts_.size()) - 1);
    }

    /// "He continued:" and then a quotation, in this paragraph or the next.
    void from_following_quotation(int index) {
        const Report& report = reports_[static_cast<size_t>(index)];
        std::uint32_t sentence = report.sentence + 1;
        if (sentence >= text_.sentences.size()) {
            return;
        }
        const std::uint32_t quotation = text_.tokens[text_.sentences[sentence].begin].quotation;
        if (quotation == 0 || used_[quotation - 1] >= 0) {
            return;
        }
        Draft draft;
        draft.rule = Rule::cue_then_quote;
        draft.report = index;
        draft.paragraph = text_.sentences[sentence].paragraph;
        draft.pieces = {whole(quotation - 1)};
        drafts_.push_back(std::move(draft));
        claim(static_cast<int>(drafts_.size()) - 1);
    }

    Range whole(std::uint32_t quotation) const {
        const Quotation& q = text_.quotations[quotation];
        const bool marked = text_.tokens[q.close].kind == TokenKind::quote;
        return {q.open, marked ? q.close + 1 : q.close};
    }

    /// A sentence that is one quotation and nothing else, not taken by a report: its index, or -1.
    int bare_quotation(std::uint32_t sentence) const {
        if (sentence >= text_.sentences.size() || report_of_sentence_[sentence] >= 0) {
            return -1;
        }
        const Sentence& s = text_.sentences[sentence];
        const std::uint32_t quotation = text_.tokens[s.begin].quotation;
        if (quotation == 0 || used_[quotation - 1] >= 0) {
            return -1;
        }
        const std::uint32_t behind = whole(quotation - 1).end;
        for (std::uint32_t i = behind; i < s.end; ++i) {
            if (is_word(text_.tokens[i])) {
                return -1;
            }
        }
        return static_cast<int>(quotation - 1);
    }

    /// A quotation right behind a statement that ended its sentence goes on with it: “…,” he said. “…”
    void join_following() {
        for (size_t i = 0; i < drafts_.size(); ++i) {
            join_paragraphs(i);
            if (drafts_[i].report < 0) {
                continue;
            }
            const Report& report = reports_[static_cast<size_t>(drafts_[i].report)];
            const bool quoted = report.rule == Rule::quote_then_cue || report.rule == Rule::cue_then_quote;
            if (!quoted && !report.trailing) {
                continue;
            }
            std::uint32_t sentence =
                text_.tokens[std::max(report.clause.end - 1, drafts_[i].pieces.back().begin)].sentence;
            if (report.rule == Rule::cue_then_quote) {
                sentence = text_.tokens[drafts_[i].pieces.back().begin].sentence;
            }
            while (true) {
                const int next = bare_quotation(++sentence);
                if (next < 0 || text_.sentences[sentence].paragraph != text_.sentences[sentence - 1].paragraph) {
                    break;
                }
                drafts_[i].pieces.push_back(whole(static_cast<std::uint32_t>(next)));
                used_[static_cast<size_t>(next)] = static_cast<int>(i);
            }
        }
    }

    /// A quotation that no mark closes goes on in the next paragraph when that begins with an opening mark.
    void join_paragraphs(size_t draft) {
        while (true) {
            const std::uint32_t last = drafts_[draft].pieces.back().end - 1;
            const std::uint32_t id = text_.tokens[last].quotation;
            if (id == 0 || id >= text_.quotations.size() || text_.quotations[id - 1].closed) {
                return;
            }
            const Quotation& next = text_.quotations[id];
            if (!next.at_paragraph_start || used_[id] >= 0 || paragraph_of(next.open) != paragraph_of(last) + 1) {
                return;
            }
            drafts_[draft].pieces.push_back(whole(id));
            used_[id] = static_cast<int>(draft);
        }
    }

    void loose_quotations() {
        // Quotations come in the order of the text: one walk over the other drafts serves them all.
        for (size_t i = 0; i < drafts_.size(); ++i) {
            in_order_.push_back(static_cast<int>(i));
        }
        std::sort(in_order_.begin(), in_order_.end(), [&](int a, int b) { return begin_of(a) < begin_of(b); });
        for (std::uint32_t q = 0; q < text_.quotations.size(); ++q) {
            const Quotation& quotation = text_.quotations[q];
            if (used_[q] >= 0 || quotation.words < min_loose_words || quotation.title_like) {
                continue;
            }
            Draft draft;
            draft.rule = Rule::loose_quotation;
            draft.paragraph = paragraph_of(quotation.open);
            draft.pieces = {whole(q)};
            const std::uint32_t sentence = text_.tokens[quotation.open].sentence;
            const bool alone = bare_quotation(sentence) == static_cast<int>(q);
            draft.source = alone ? signature(quotation) : source_around(sentence, quotation);
            if (!alone && !draft.source.empty() && report_of_sentence_[sentence] < 0) {
                if (const Range clause = clause_around(quotation, draft.source); !clause.empty()) {
                    draft.pieces = {clause};
                }
            }
            if (draft.source.empty()) {
                draft.carried_from = nearest_before(quotation.open, draft.paragraph, quotation.at_paragraph_start);
            }
            used_[q] = static_cast<int>(drafts_.size());
            last_loose_ = static_cast<int>(drafts_.size());
            drafts_.push_back(std::move(draft));
            join_paragraphs(drafts_.size() - 1);
        }
    }

    /// Who the sentence around a quotation says it is from, whatever its verb: the subject before it, the noun phrase
    /// with a verb behind it, or a name behind a dash.
    Range source_around(std::uint32_t sentence, const Quotation& quotation) {
        if (!view_ || view_->index() != sentence) {
            view_.emplace(text_, sentence);
        }
        const SentenceView& view = *view_;
        const Subjects subjects(view);
        const int at = view.find(quotation.open);
        if (const NounPhrase subject = subjects.clause_subject(at)) {
            return view.tokens(subject.begin, subject.end);
        }
        if (at > 0) {
            return {};
        }
        if (view.is_kind(at + 1, TokenKind::dash)) {
            const NounPhrase name = view.noun_phrase_at(at + 2);
            return name && view.is_name_word(name.head) ? view.tokens(name.begin, name.end) : Range{};
        }
        if (const NounPhrase subject = view.noun_phrase_at(at + 1); subject && view.is_verb_like(subject.end)) {
            return view.tokens(subject.begin, subject.end);
        }
        if (view.is_verb_like(at + 1)) {
            const NounPhrase subject = subjects.inverted(at + 2);
            return subject ? view.tokens(subject.begin, subject.end) : Range{};
        }
        return {};
    }

    /// The clause that a quotation inside it makes a statement of, whatever the verb: from behind the verb to the next
    /// comma behind the quotation. Empty where the quotation stands first or runs to no verb. The sentence is the one
    /// source_around looked at.
    Range clause_around(const Quotation& quotation, Range source) const {
        const SentenceView& view = *view_;
        const int quote = view.find(quotation.open);
        int verb = view.find(source.end - 1) + 1;
        constexpr int reach = 5;
        const int limit = std::min(quote, verb + reach);
        int last = -1;
        for (; verb < limit; ++verb) {
            if (view.is_verb_like(verb)) {
                last = verb;
            } else if (last >= 0 || view.is_comma(verb)) {
                break;
            }
        }
        if (last < 0 || last + 1 >= quote) {
            return {};
        }
        int end = quote + 1;
        while (end < view.size() && !view.is_comma(end) && !view.is_kind(end, TokenKind::stop) &&
               !view.is_kind(end, TokenKind::dash) && !view.is_kind(end, TokenKind::colon)) {
            ++end;
        }
        for (int i = last + 1; i < quote; ++i) {
            if (view.is_quotation(i) || view.is_comma(i) || view.is_kind(i, TokenKind::colon)) {
                return {};
            }
        }
        return view.tokens(last + 1, end);
    }

    /// A line of its own below a quotation: "— Name".
    Range signature(const Quotation& quotation) const {
        std::uint32_t next = quotation.close + 1;
        while (next < text_.tokens.size() && text_.tokens[next].kind == TokenKind::paragraph) {
            ++next;
        }
        if (next + 1 >= text_.tokens.size() || text_.tokens[next].kind != TokenKind::dash) {
            return {};
        }
        const SentenceView view(text_, text_.tokens[next].sentence);
        const NounPhrase name = view.noun_phrase_at(1);
        return name && view.is_name_word(name.head) &&
                       (name.end >= view.size() || view.is_comma(name.end) || view.is_kind(name.end, TokenKind::stop))
                   ? view.tokens(name.begin, name.end)
                   : Range{};
    }

    /// The last draft before a token in its paragraph, or, for a paragraph that begins with a quotation, in the one
    /// before.
    int nearest_before(std::uint32_t token, std::uint32_t paragraph, bool at_start) {
        while (next_in_order_ < in_order_.size() && begin_of(in_order_[next_in_order_]) < token) {
            ++next_in_order_;
        }
        int best = next_in_order_ == 0 ? -1 : in_order_[next_in_order_ - 1];
        if (last_loose_ >= 0 && (best < 0 || begin_of(last_loose_) > begin_of(best))) {
            best = last_loose_;
        }
        constexpr std::uint32_t reach = 3; // paragraphs
        return best >= 0 && drafts_[static_cast<size_t>(best)].paragraph + (at_start ? reach : 0) >= paragraph ? best
                                                                                                               : -1;
    }

    std::uint32_t begin_of(int draft) const { return drafts_[static_cast<size_t>(draft)].pieces.front().begin; }

    /// Sorts, trims and classifies.
    void finish() {
        std::vector<int> order(drafts_.size());
        for (size_t i = 0; i < order.size(); ++i) {
            order[i] = static_cast<int>(i);
        }
        for (Draft& draft : drafts_) {
            trim(draft);
        }
        std::sort(order.begin(), order.end(), [&](int a, int b) {
            return first_token(drafts_[static_cast<size_t>(a)]) < first_token(drafts_[static_cast<size_t>(b)]);
        });
        std::vector<int> place(drafts_.size(), -1);
        std::vector<Draft> sorted;
        std::uint32_t taken = 0;
        for (const int i : order) {
            Draft& draft = drafts_[static_cast<size_t>(i)];
            if (draft.pieces.empty() || draft.pieces.front().begin < taken) {
                continue;
            }
            taken = draft.pieces.back().end;
            place[static_cast<size_t>(i)] = static_cast<int>(sorted.size());
            sorted.push_back(std::move(draft));
        }
        for (Draft& draft : sorted) {
            draft.carried_from = draft.carried_from >= 0 ? place[static_cast<size_t>(draft.carried_from)] : -1;
        }
        drafts_ = std::move(sorted);
    }

    static std::uint32_t first_token(const Draft& draft) {
        return draft.pieces.empty() ? 0 : draft.pieces.front().begin;
    }

    void trim(Draft& draft) const {
        std::uint32_t words = 0;
        std::uint32_t quoted = 0;
        for (Range& piece : draft.pieces) {
            const bool last = &piece == &draft.pieces.back();
            while (!piece.empty() && is_edge(text_.tokens[piece.begin], true)) {
                ++piece.begin;
            }
            while (!piece.empty() && (is_edge(text_.tokens[piece.end - 1], last))) {
                --piece.end;
            }
            if (draft.rule != Rule::turn && draft.rule != Rule::speech) {
                strip_marks(piece, last);
            }
            for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
                if (is_word(text_.tokens[i])) {
                    ++words;
                    quoted += text_.tokens[i].quotation != 0;
                }
            }
        }
        std::erase_if(draft.pieces, [](const Range& piece) { return piece.empty(); });
        draft.kind = quoted == 0 ? Kind::indirect : quoted == words ? Kind::direct : Kind::mixed;
        if (draft.rule == Rule::turn || draft.rule == Rule::speech) {
            draft.kind = Kind::direct;
        }
        if (words == 0) {
            draft.pieces.clear();
        }
    }

    static bool is_edge(const Token& token, bool comma_too) {
        return token.kind == TokenKind::dash || token.kind == TokenKind::paragraph ||
               (comma_too && token.kind == TokenKind::comma);
    }

    /// A piece that is one whole quotation loses its marks.
    void strip_marks(Range& piece, bool last) const {
        if (piece.empty() || text_.tokens[piece.begin].quotation == 0) {
            return;
        }
        const std::uint32_t id = text_.tokens[piece.begin].quotation;
        const Quotation& quotation = text_.quotations[id - 1];
        const bool opens = quotation.open == piece.begin;
        std::uint32_t end = piece.end;
        // Stops behind the closing mark belong to the sentence, not to what was said.
        while (end > piece.begin && text_.tokens[end - 1].quotation == 0 &&
               text_.tokens[end - 1].kind == TokenKind::stop) {
            --end;
        }
        if (!opens || text_.tokens[end - 1].quotation != id) {
            return;
        }
        piece.begin += 1;
        piece.end = quotation.close == end - 1 && text_.tokens[end - 1].kind == TokenKind::quote ? end - 1 : end;
        while (last && !piece.empty() && text_.tokens[piece.end - 1].kind == TokenKind::comma) {
            --piece.end;
        }
    }

    const SegmentedText& text_;
    const std::vector<Report>& reports_;
    const std::vector<Turn>& turns_;
    std::vector<Draft> drafts_;
    /// Draft that holds each quotation, or -1.
    std::vector<int> used_;
    std::vector<int> report_of_sentence_;
    /// Drafts before the loose quotations, by their beginnings, and how far the walk over them has come.
    std::vector<int> in_order_;
    size_t next_in_order_ = 0;
    int last_loose_ = -1;
    /// The sentence looked at last: a long one may hold many quotations.
    std::optional<SentenceView> view_;
};

/// A word that can report, or a colon: without one a sentence need not be looked at.
bool may_report(const SegmentedText& text, const Sentence& sentence) {
    for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
        const Token& token = text.tokens[i];
        if (token.quotation == 0 &&
            (token.kind == TokenKind::colon || token.info().verb_forms != 0 || token.is(WordClass::report) ||
             (token.end - token.begin == 9 && text.word(i).ends_with("ccording")))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::vector<Report> find_all_reports(const SegmentedText& text, const std::vector<Turn>& turns) {
    // Sentences inside turns and operative clauses are words of their speakers already.
    std::vector<bool> spoken(text.sentences.size(), false);
    const auto cover = [&](Range range) {
        for (std::uint32_t i = text.tokens[range.begin].sentence; i <= text.tokens[range.end - 1].sentence; ++i) {
            spoken[i] = true;
        }
    };
    for (const Turn& turn : turns) {
        std::for_each(turn.pieces.begin(), turn.pieces.end(), cover);
    }
    std::vector<Report> clauses = turns.empty() ? find_operative_clauses(text) : std::vector<Report>{};
    for (const Report& clause : clauses) {
        cover({clause.cue.begin, clause.content.front().end});
    }
    std::vector<Report> all = std::move(clauses);
    for (std::uint32_t i = 0; i < text.sentences.size(); ++i) {
        if (spoken[i] || !may_report(text, text.sentences[i])) {
            continue;
        }
        const SentenceView view(text, i);
        std::vector<Report> found = find_reports(view, *text.lexicon);
        std::move(found.begin(), found.end(), std::back_inserter(all));
    }
    std::stable_sort(all.begin(), all.end(), [](const Report& a, const Report& b) { return a.sentence < b.sentence; });
    return all;
}

std::vector<Draft> assemble(const SegmentedText& text, const std::vector<Report>& reports,
                            const std::vector<Turn>& turns) {
    return Assembler(text, reports, turns).run();
}

} // namespace demarche::indexer
