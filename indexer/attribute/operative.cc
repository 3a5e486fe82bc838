// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/operative.hh"

#include <algorithm>

namespace demarche::indexer {

namespace {

class ClauseFinder {
  public:
    explicit ClauseFinder(const SegmentedText& text) : text_(text) {}

    std::vector<Report> run() {
        std::uint32_t begin = 0;
        for (std::uint32_t i = 0; i < text_.tokens.size(); ++i) {
            if (token(i).kind == TokenKind::paragraph) {
                if (i > begin) {
                    paragraph({begin, i});
                }
                begin = i + 1;
            }
        }
        return std::move(reports_);
    }

  private:
    const Token& token(std::uint32_t i) const { return text_.tokens[i]; }

    void paragraph(Range range) {
        std::uint32_t at = range.begin;
        if (const Range head = head_of(range); !head.empty()) {
            source_ = head;
            at = head.end;
        } else if (source_.empty()) {
            return;
        } else if (is_verb(at)) {
            add({at, range.end});
            return;
        }
        // Numbered clauses, one a paragraph or several in a row.
        for (; at + 2 < range.end; ++at) {
            if (is_number(at) && is_verb(at + 2)) {
                std::uint32_t end = at + 2;
                while (end < range.end && !(text_.word(end) == ";" && end + 1 < range.end && is_number(end + 1))) {
                    ++end;
                }
                add({at + 2, end});
                at = end;
            }
        }
    }

    /// "1." or "1)" or "(a)"'s end
    bool is_number(std::uint32_t i) const {
        return token(i).kind == TokenKind::number &&
               (token(i + 1).kind == TokenKind::stop || token(i + 1).kind == TokenKind::unbracket);
    }

    bool is_verb(std::uint32_t i) const {
        return token(i).kind == TokenKind::word && token(i).capital && token(i).is(WordClass::operative);
    }

    /// The source that heads a resolution: "The Security Council,", "We, the leaders of …,". It ends with a comma, and
    /// what follows it in the paragraph is nothing, a participle ("Recalling"), "meeting in …", or the first clause.
    Range head_of(Range range) const {
        std::uint32_t begin = range.begin;
        const bool we = token(begin).is(WordClass::subject_first_plural) && token(begin).capital &&
                        begin + 2 < range.end && token(begin + 1).kind == TokenKind::comma &&
                        token(begin + 2).is(WordClass::determiner);
        if (we) {
            begin += 2;
        } else if (!token(begin).is(WordClass::determiner) || !token(begin).capital) {
            return {};
        }
        std::uint32_t end = begin + 1;
        bool body = we;
        while (end < range.end && token(end).kind != TokenKind::comma) {
            const Token& t = token(end);
            if (t.kind == TokenKind::stop || t.kind == TokenKind::colon || t.kind == TokenKind::quote ||
                t.is(WordClass::auxiliary) ||
                (t.info().verb_forms != 0 && !t.capital && !t.is(WordClass::body | WordClass::report))) {
                return {};
            }
            body = body || t.is(WordClass::body);
            ++end;
        }
        if (!body || end >= range.end || end - begin > 24) {
            return {};
        }
        if (end + 1 == range.end) {
            return {begin, end};
        }
        const std::string_view next = text_.word(end + 1);
        const bool continues = we || (token(end + 1).capital && next.ends_with("ing")) || is_verb(end + 1) ||
                               token(end + 1).kind == TokenKind::number;
        return continues ? Range{begin, end} : Range{};
    }

    void add(Range clause) {
        Report report;
        report.sentence = token(clause.begin).sentence;
        report.rule = Rule::operative;
        report.source_rule = SourceRule::by_phrase;
        report.source = source_;
        std::uint32_t content = clause.begin + 1;
        // "Calls on", "Takes note of", "Demands that" belong to the cue.
        while (content < clause.end &&
               (token(content).is(WordClass::that | WordClass::on | WordClass::of | WordClass::for_) ||
                text_.word(content) == "upon" || text_.word(content) == "note" || text_.word(content) == "also")) {
            ++content;
        }
        report.cue = {clause.begin, content};
        report.clause = report.cue;
        while (clause.end > content &&
               (token(clause.end - 1).kind == TokenKind::stop || token(clause.end - 1).kind == TokenKind::colon ||
                token(clause.end - 1).kind == TokenKind::comma || token(clause.end - 1).is(WordClass::coordinator))) {
            --clause.end;
        }
        if (content < clause.end) {
            report.content = {{content, clause.end}};
            reports_.push_back(std::move(report));
        }
    }

    const SegmentedText& text_;
    Range source_;
    std::vector<Report> reports_;
};

} // namespace

std::vector<Report> find_operative_clauses(const SegmentedText& text) {
    return ClauseFinder(text).run();
}

} // namespace demarche::indexer
