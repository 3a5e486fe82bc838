// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/said_date.hh"

#include <algorithm>

#include "common/model/date.hh"
#include "indexer/attribute/time_reader.hh"
#include "indexer/attribute/time_words.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

namespace {

/// Longer clauses are lists or not sentences at all; what stands further on says nothing about the cue.
constexpr std::uint32_t max_clause_tokens = 120;

class ClauseReader {
  public:
    ClauseReader(const SegmentedText& text, Range where, std::optional<Date> published)
        : text_(text), where_(where), published_(published), reader_(text, where, published) {}

    SaidTime run() {
        SaidTime other;     // vague, or so many days later
        bool ahead = false; // behind "will"
        for (std::uint32_t at = where_.begin; at < where_.end;) {
            const Token& token = text_.tokens[at];
            if (token.quotation != 0 || (token.kind != TokenKind::word && token.kind != TokenKind::number)) {
                ahead = ahead && token.kind == TokenKind::other;
                ++at;
                continue;
            }
            if (const std::uint32_t behind = behind_relative(at); behind != at) {
                at = behind;
                continue;
            }
            const SaidTime time = reader_.at(at);
            if (time.tokens.empty()) {
                ahead = ahead || reader_.word(at).is(TimeKind::will);
                ++at;
                continue;
            }
            if ((time.kind == SaidTime::Kind::vague || (time.kind == SaidTime::Kind::later && !ahead)) &&
                other.kind == SaidTime::Kind::none) {
                other = time;
            }
            if (time.kind == SaidTime::Kind::days && !ahead && is_of_the_cue(time)) {
                return time;
            }
            at = time.tokens.end;
        }
        return other;
    }

  private:
    bool is(std::uint32_t at, WordClasses classes) const {
        return at >= where_.begin && at < where_.end && text_.tokens[at].is(classes);
    }

    /// Behind a relative clause about the speaker, which tells of other days, unless it tells of speech: ", who spoke
    /// on Sunday,".
    std::uint32_t behind_relative(std::uint32_t at) const {
        if (!is(at, WordClass::relative) || is(at, WordClass::that) || at == 0 ||
            text_.tokens[at - 1].kind != TokenKind::comma) {
            return at;
        }
        std::uint32_t end = at;
        while (end < where_.end && text_.tokens[end].kind != TokenKind::comma) {
            if (end < at + 4 && reader_.word(end).is(TimeKind::speaks)) {
                return at;
            }
            ++end;
        }
        return end;
    }

    /// False for the day of something else: "before Monday's vote", "the Dec. 7 attack", "until Friday".
    bool is_of_the_cue(const SaidTime& time) const {
        const bool possessive = time.tokens.end < where_.end && text_.tokens[time.tokens.end].possessive;
        std::uint32_t before = time.tokens.begin; // one behind the word that governs
        bool determined = false;
        while (before > where_.begin &&
               is(before - 1, WordClass::determiner | WordClass::possessive | WordClass::adverb) &&
               !reader_.word(before - 1).is(TimeKind::ahead)) {
            determined = determined || is(before - 1, WordClass::determiner | WordClass::possessive);
            --before;
        }
        // What is counted to the content may begin behind the clause: "noted the Sept. 11 | attacks".
        const bool written = text_.tokens[time.tokens.begin].is(WordClass::month) ||
                             text_.tokens[time.tokens.begin].kind == TokenKind::number;
        const std::uint32_t end = written ? static_cast<std::uint32_t>(text_.tokens.size()) : where_.end;
        const bool modifies = possessive || (determined && begins_noun(time.tokens.end, end));
        if (before == where_.begin) {
            return !modifies || names_occasion(time.tokens.end);
        }
        const std::uint32_t governor = before - 1;
        const TimeWord word = reader_.word(governor);
        if (word.is(TimeKind::ahead)) {
            return false;
        }
        if (governor > where_.begin && is(governor, WordClass::preposition | WordClass::to) &&
            reader_.word(governor - 1).is(TimeKind::awaits)) {
            return false;
        }
        if (is(governor, WordClass::of)) {
            // "the evening of Dec. 5", "his speech of 5 May", but not "the attacks of Sept. 11"
            return governor > where_.begin &&
                   (is(governor - 1, WordClass::event | WordClass::statement_vehicle | WordClass::document |
                                         WordClass::report | WordClass::speech) ||
                    reader_.word(governor - 1).is(TimeKind::part) || reader_.word(governor - 1).is_unit() ||
                    reader_.word(governor - 1).is(TimeKind::units));
        }
        if (!modifies) {
            return true;
        }
        if (names_occasion(time.tokens.end)) {
            return true;
        }
        // "after Monday's attack" is soon after; "after last year's election" can be any day.
        const bool close =
            published_ && time.range.first == time.range.last && time.range.last >= published_->plus_days(-7);
        return word.is(TimeKind::holds) && (!word.is(TimeKind::after) || close);
    }

    /// A word of content that goes on a noun phrase.
    bool begins_noun(std::uint32_t at, std::uint32_t end) const {
        if (at >= end || text_.tokens[at].kind != TokenKind::word || text_.tokens[at].quotation != 0) {
            return false;
        }
        return !text_.tokens[at].is(WordClass::preposition | WordClass::to | WordClass::that | WordClass::conjunction |
                                    WordClass::coordinator | WordClass::subordinator | WordClass::auxiliary |
                                    WordClass::relative | WordClass::wh | WordClass::adverb | WordClass::determiner |
                                    WordClass::possessive | WordClass::subject_male | WordClass::subject_female |
                                    WordClass::subject_plural | WordClass::subject_thing | WordClass::negation);
    }

    /// "Monday's news conference", "the Dec. 7 statement": an occasion or vehicle of speech within three words.
    bool names_occasion(std::uint32_t at) const {
        for (std::uint32_t i = at; i < std::min(where_.end, at + 4); ++i) {
            if (is(i, WordClass::event | WordClass::statement_vehicle | WordClass::document)) {
                return true;
            }
            if (!text_.tokens[i].possessive && !begins_noun(i, where_.end)) {
                return false;
            }
        }
        return false;
    }

    const SegmentedText& text_;
    Range where_;
    std::optional<Date> published_;
    TimeReader reader_;
};

} // namespace

SaidTime read_said_time(const SegmentedText& text, Range where, std::optional<Date> published) {
    where.end = std::min(where.end, where.begin + max_clause_tokens);
    return ClauseReader(text, where, published).run();
}

std::optional<Date> last_day_told(const SegmentedText& text, Range where, std::optional<Date> published) {
    const TimeReader reader(text, where, published);
    std::optional<Date> found;
    for (std::uint32_t at = where.begin; at < where.end;) {
        const SaidTime time = reader.at(at);
        if (time.kind == SaidTime::Kind::days && time.range.first == time.range.last) {
            found = time.range.first;
        }
        at = time.tokens.empty() ? at + 1 : time.tokens.end;
    }
    return found;
}

} // namespace demarche::indexer
