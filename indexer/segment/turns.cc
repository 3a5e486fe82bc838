// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/segment/turns.hh"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

/// Longest label: "The Permanent Representative of Bosnia and Herzegovina (spoke in …)".
constexpr std::uint32_t max_label_tokens = 16;

struct Paragraph {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    /// One past the label's last token, 0 without a label; `text` is the first token behind its colon.
    std::uint32_t label_end = 0;
    std::uint32_t text = 0;
    /// The label alone shows that it is one: capitals, "Q:", a country in brackets.
    bool sure = false;
};

class TurnFinder {
  public:
    explicit TurnFinder(const SegmentedText& text) : text_(text) {}

    std::vector<Turn> run() {
        find_paragraphs();
        if (!is_transcript()) {
            return {};
        }
        std::vector<Turn> turns;
        const bool long_turns = has_long_turns();
        bool open = false;
        for (const Paragraph& paragraph : paragraphs_) {
            if (paragraph.label_end != 0) {
                turns.push_back({{paragraph.begin, paragraph.label_end}, {}});
                add_pieces({paragraph.text, paragraph.end}, turns.back().pieces);
                open = true;
            } else if (open && long_turns && &paragraph <= last_labelled_) {
                add_pieces({paragraph.begin, paragraph.end}, turns.back().pieces);
            } else if (open && long_turns && continues_last(paragraph)) {
                add_pieces({paragraph.begin, paragraph.end}, turns.back().pieces);
            }
        }
        return turns;
    }

    std::vector<Turn> speech() {
        find_paragraphs();
        Turn turn;
        bool begun = false;
        for (const Paragraph& paragraph : paragraphs_) {
            // An introduction ("As delivered by …") comes before the first paragraph that speaks in the first person or
            // addresses.
            begun = begun || first_person(paragraph) || addresses(paragraph);
            if (begun) {
                add_pieces({paragraph.begin, paragraph.end}, turn.pieces);
            }
        }
        return turn.pieces.empty() ? std::vector<Turn>{} : std::vector<Turn>{turn};
    }

  private:
    const Token& token(std::uint32_t i) const { return text_.tokens[i]; }

    void find_paragraphs() {
        std::uint32_t begin = 0;
        for (std::uint32_t i = 0; i < text_.tokens.size(); ++i) {
            if (token(i).kind != TokenKind::paragraph) {
                continue;
            }
            if (i > begin) {
                Paragraph paragraph{begin, i};
                read_label(paragraph);
                paragraphs_.push_back(paragraph);
            }
            begin = i + 1;
        }
    }

    /// Sets label_end when the paragraph begins with one: capitalized words, brackets, then a colon and text.
    void read_label(Paragraph& paragraph) const {
        std::uint32_t i = paragraph.begin;
        std::uint32_t words = 0;
        std::uint32_t small = 0;
        std::uint32_t in_capitals = 0;
        bool bracket = false;
        bool inside = false;
        std::uint32_t label_end = 0;
        for (; i < paragraph.end && i < paragraph.begin + max_label_tokens; ++i) {
            const Token& t = token(i);
            if (t.kind == TokenKind::colon && text_.word(i) == ":") {
                break;
            }
            if (t.kind == TokenKind::bracket) {
                inside = true;
                bracket = true;
                label_end = label_end == 0 ? i : label_end;
            } else if (t.kind == TokenKind::unbracket) {
                inside = false;
            } else if (t.kind == TokenKind::word) {
                if (!inside) {
                    if (bracket) {
                        return; // words behind a bracket: no label
                    }
                    ++words;
                    small += !t.capital;
                    in_capitals += t.all_capitals || t.end - t.begin == 1;
                }
            } else if (t.kind == TokenKind::stop && !t.space_before && i + 1 < paragraph.end &&
                       (i == paragraph.begin + 1 || token(i - 1).is(WordClass::abbreviation_title) ||
                        token(i - 1).end - token(i - 1).begin == 1)) {
                // "Q." and "A." end with a stop in place of a colon.
                if (i == paragraph.begin + 1 && token(paragraph.begin).is(WordClass::asker | WordClass::answerer) &&
                    token(paragraph.begin).all_or_single_capital() && token(i + 1).kind != TokenKind::colon) {
                    paragraph.label_end = i;
                    paragraph.text = i + 1;
                    paragraph.sure = true;
                    return;
                }
            } else if (!inside) {
                return;
            }
        }
        if (i >= paragraph.end || token(i).kind != TokenKind::colon || words == 0 || words > 8 ||
            i + 1 >= paragraph.end) {
            return;
        }
        if (small > (words >= 4 ? 2U : 0U)) {
            return;
        }
        // "10:32 a.m." is a number; a label followed only by a quotation is a reporting clause with a colon.
        if (token(i + 1).quotation != 0 && text_.quotations[token(i + 1).quotation - 1].close + 2 >= paragraph.end &&
            in_capitals != words) {
            return;
        }
        // "CLINTON: 1,812" is a table.
        if (token(i + 1).kind == TokenKind::number && paragraph.end - i < 6) {
            return;
        }
        paragraph.label_end = i;
        paragraph.text = i + 1;
        const Token& first = token(paragraph.begin);
        paragraph.sure =
            in_capitals == words || bracket || (words == 1 && first.is(WordClass::asker | WordClass::answerer));
    }

    std::string key(const Paragraph& paragraph) const {
        std::uint32_t end = paragraph.begin;
        while (end < paragraph.label_end && token(end).kind != TokenKind::bracket) {
            ++end;
        }
        return lower(text_.slice({paragraph.begin, end}));
    }

    bool is_transcript() {
        std::unordered_map<std::string, int> labels;
        int sure = 0;
        int labelled = 0;
        int bracketed = 0;
        for (const Paragraph& paragraph : paragraphs_) {
            if (paragraph.label_end == 0) {
                continue;
            }
            ++labelled;
            sure += paragraph.sure;
            bracketed += paragraph.sure && token(paragraph.begin).is(WordClass::abbreviation_title);
            ++labels[key(paragraph)];
        }
        int repeated = 0;
        for (const auto& [label, count] : labels) {
            repeated += count > 1 ? count : 0;
        }
        // Labels that only head lists ("Background:", "Where:") do not repeat.
        // Briefs under place names ("KASTEL: The government …") report; turns speak or ask.
        int speaking = 0;
        for (const Paragraph& paragraph : paragraphs_) {
            speaking += paragraph.label_end != 0 && speaks(paragraph);
        }
        if (speaking * 4 < labelled) {
            return false;
        }
        const bool transcript = bracketed >= 1 || (sure >= 2 && labelled >= 2) || (labelled >= 3 && repeated >= 2);
        if (!transcript) {
            return false;
        }
        for (Paragraph& paragraph : paragraphs_) {
            if (paragraph.label_end != 0 && !paragraph.sure && labels[key(paragraph)] < 2 &&
                !names_somebody(paragraph)) {
                paragraph.label_end = 0;
            }
            if (paragraph.label_end != 0) {
                last_labelled_ = &paragraph;
            }
        }
        return last_labelled_ != nullptr;
    }

    /// A title or a name of two words: "Foreign Minister Lenka Šimková".
    bool names_somebody(const Paragraph& paragraph) const {
        std::uint32_t capitals = 0;
        bool title = false;
        for (std::uint32_t i = paragraph.begin; i < paragraph.label_end; ++i) {
            capitals += token(i).capital;
            title = title || token(i).is(WordClass::human | WordClass::abbreviation_title);
        }
        return capitals >= 2 || title;
    }

    /// Turns of several paragraphs occur: an unlabelled paragraph stands between labels.
    bool has_long_turns() const {
        bool open = false;
        for (const Paragraph& paragraph : paragraphs_) {
            if (&paragraph > last_labelled_) {
                break;
            }
            if (open && paragraph.label_end == 0 && !in_brackets(paragraph)) {
                return true;
            }
            open = open || paragraph.label_end != 0;
        }
        return false;
    }

    /// Behind the last label: does the paragraph still belong to the turn?
    bool continues_last(const Paragraph& paragraph) const { return first_person(paragraph) && !in_brackets(paragraph); }

    bool in_brackets(const Paragraph& paragraph) const {
        return token(paragraph.begin).kind == TokenKind::bracket &&
               (token(paragraph.end - 1).kind == TokenKind::unbracket ||
                (paragraph.end >= 2 && token(paragraph.end - 2).kind == TokenKind::unbracket));
    }

    bool first_person(const Paragraph& paragraph) const {
        for (std::uint32_t i = paragraph.begin; i < paragraph.end; ++i) {
            if (token(i).quotation == 0 && is_first_person(i)) {
                return true;
            }
        }
        return false;
    }

    /// First or second person outside quotations, or a question.
    bool speaks(const Paragraph& paragraph) const {
        for (std::uint32_t i = paragraph.text; i < paragraph.end; ++i) {
            const Token& t = token(i);
            if (t.quotation == 0 && (is_first_person(i) || t.is(WordClass::subject_second) || text_.word(i) == "?")) {
                return true;
            }
        }
        return false;
    }

    bool is_first_person(std::uint32_t i) const {
        return token(i).is(WordClass::subject_first | WordClass::subject_first_plural) &&
               token(i).kind == TokenKind::word;
    }

    /// "Fellow citizens!", "Mr. President,": a short paragraph that ends with an exclamation mark or comma.
    bool addresses(const Paragraph& paragraph) const {
        const std::string_view last = text_.word(paragraph.end - 1);
        return paragraph.end - paragraph.begin < 14 && (last == "!" || last == ",");
    }

    /// Cuts a paragraph into pieces at sentence ends and leaves out stage directions.
    void add_pieces(Range paragraph, std::vector<Range>& pieces) const {
        while (!paragraph.empty() && token(paragraph.begin).kind == TokenKind::bracket) {
            std::uint32_t close = paragraph.begin;
            while (close < paragraph.end && token(close).kind != TokenKind::unbracket) {
                ++close;
            }
            if (close >= paragraph.end || close - paragraph.begin > 10) {
                break;
            }
            paragraph.begin = close + 1;
            while (!paragraph.empty() && token(paragraph.begin).kind == TokenKind::stop) {
                ++paragraph.begin;
            }
        }
        while (paragraph.end > paragraph.begin + 2 && token(paragraph.end - 1).kind == TokenKind::unbracket) {
            std::uint32_t open = paragraph.end - 1;
            while (open > paragraph.begin && token(open).kind != TokenKind::bracket) {
                --open;
            }
            if (open == paragraph.begin || paragraph.end - open > 8) {
                break;
            }
            paragraph.end = open;
        }
        if (paragraph.empty()) {
            return;
        }
        Range piece{paragraph.begin, paragraph.begin};
        for (std::uint32_t i = paragraph.begin; i < paragraph.end;) {
            const std::uint32_t end = std::min(paragraph.end, std::max(i + 1, ends_of(i)));
            if (!piece.empty() && length({piece.begin, end}) > max_turn_piece) {
                pieces.push_back(piece);
                piece = {i, i};
            }
            piece.end = end;
            i = end;
        }
        pieces.push_back(piece);
    }

    /// One past the sentence that holds a token; quotations do not matter here.
    std::uint32_t ends_of(std::uint32_t i) const { return text_.sentences[token(i).sentence].end; }

    std::size_t length(Range range) const { return text::count_code_points(text_.slice(range)); }

    const SegmentedText& text_;
    std::vector<Paragraph> paragraphs_;
    const Paragraph* last_labelled_ = nullptr;
};

} // namespace

std::vector<Turn> find_turns(const SegmentedText& text) {
    return TurnFinder(text).run();
}

std::vector<Turn> speech_turns(const SegmentedText& text) {
    return TurnFinder(text).speech();
}

double first_person_share(const SegmentedText& text) {
    std::size_t words = 0;
    std::size_t first = 0;
    for (const Token& token : text.tokens) {
        if (token.kind == TokenKind::word && token.quotation == 0) {
            ++words;
            first += token.is(WordClass::subject_first | WordClass::subject_first_plural);
        }
    }
    return words == 0 ? 0 : static_cast<double>(first) / static_cast<double>(words);
}

} // namespace demarche::indexer
