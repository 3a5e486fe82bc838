// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/reports.hh"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/attribute/adverbials.hh"
#include "indexer/attribute/after_cue.hh"
#include "indexer/attribute/subjects.hh"

namespace demarche::indexer {

namespace {

constexpr std::array<std::string_view, 18> rule_names{
    "quote-then-cue", "cue-then-quote", "that-clause",   "bare-clause",     "wh-clause",
    "infinitive",     "noun-phrase",    "inside-object", "preposition",     "clause-then-cue",
    "split-clause",   "according-to",   "colon",         "loose-quotation", "reporting-noun",
    "turn",           "speech",         "operative"};

class Finder {
  public:
    Finder(const SentenceView& view, const Lexicon& lexicon) : view_(view), subjects_(view), lexicon_(lexicon) {}

    std::vector<Report> run() {
        const int size = view_.size();
        for (int i = 0; i < size; ++i) {
            if (!view_.is_word(i)) {
                continue;
            }
            if (is_according_to(i)) {
                according_to(i);
            } else if (!reporting_noun(i) && view_.token(i).entry != nullptr && view_.token(i).entry->verb_forms != 0) {
                verb(i);
            }
        }
        if (reports_.empty()) {
            colon();
        }
        close_contents();
        return std::move(reports_);
    }

  private:
    bool is_according_to(int i) const { return view_.is(i + 1, WordClass::to) && view_.lower_word(i) == "according"; }

    /// "his warning that …", "Varenia's call for …": a possessor and a noun for what it said. False where the word is
    /// none.
    bool reporting_noun(int i) {
        if (!view_.is(i, WordClass::report) || view_.token(i).capital) {
            return false;
        }
        int owner = i - 1;
        while (view_.is_word(owner) && !view_.token(owner).possessive && !view_.is(owner, WordClass::possessive) &&
               view_.is_nominal(owner) && !view_.is_name_word(owner) && i - owner < 4) {
            --owner;
        }
        NounPhrase source;
        if (view_.inside(owner) && view_.token(owner).possessive) {
            source = view_.noun_phrase_before(owner - 1);
        } else if (view_.is_word(owner) && view_.is(owner, WordClass::possessive) &&
                   !view_.is(owner, WordClass::relative)) {
            source = {owner, owner + 1, owner};
        }
        if (!source) {
            return false;
        }
        int begin = i + 1;
        const bool that = view_.is(begin, WordClass::that);
        const bool demand =
            view_.is(begin, WordClass::for_) && view_.is(i, WordClass::verb) && view_.lower_word(i) != "reason";
        if (!that && !demand) {
            return false;
        }
        ++begin;
        if (!reports_.empty() && !reports_.back().content.empty() &&
            reports_.back().content.back().end > view_.item(i).begin &&
            reports_.back().content.back().begin <= view_.item(i).begin) {
            return true; // inside what somebody else said
        }
        int end = begin;
        while (end < content_limit() && !view_.is_comma(end) && !view_.is_kind(end, TokenKind::colon) &&
               !view_.is_kind(end, TokenKind::dash)) {
            ++end;
        }
        if (end <= begin) {
            return true;
        }
        Report report;
        report.sentence = view_.index();
        report.rule = Rule::reported_speech_noun;
        report.source_rule = SourceRule::by_phrase;
        report.cue = view_.tokens(i, begin);
        report.source = view_.tokens(source.begin, source.end);
        report.clause = view_.tokens(source.begin, begin);
        report.content = {view_.tokens(begin, end)};
        add(std::move(report));
        return true;
    }

    int content_limit() const { return indexer::content_limit(view_); }

    /// First item of the stretch a trailing cue can report: the sentence's beginning, or what follows the last report.
    int left_begin(int before) const {
        int begin = 0;
        if (!reports_.empty()) {
            const Report& last = reports_.back();
            begin = std::max(begin, view_.find(last.clause.end - 1) + 1);
        }
        for (int i = before - 1; i >= std::max(begin, before - 400); --i) {
            if (view_.is_kind(i, TokenKind::colon) && (view_.is_quotation(i + 1) || view_.word(i) == ";")) {
                return i + 1;
            }
        }
        return begin;
    }

    void according_to(int i) {
        const NounPhrase source = view_.noun_phrase_at(i + 2);
        if (!source) {
            return;
        }
        int source_end = source.end;
        if (!view_.is_name_word(source.head)) {
            // A description goes on to the end of its phrase: "a report released by the bank last year".
            while (source_end < content_limit() && !view_.is_comma(source_end) && !view_.is_quotation(source_end) &&
                   !view_.is(source_end, WordClass::coordinator | WordClass::subordinator | WordClass::relative) &&
                   !view_.is_kind(source_end, TokenKind::colon) && !view_.is_kind(source_end, TokenKind::dash)) {
                ++source_end;
            }
        }
        const int end = skip_apposition(source_end);
        Report report;
        report.sentence = view_.index();
        report.rule = Rule::according_to;
        report.source_rule = SourceRule::by_phrase;
        report.cue = view_.tokens(i, i + 2);
        report.source = view_.tokens(source.begin, source_end);
        report.clause = view_.tokens(i, std::max(end, source_end));
        const bool leads = i == 0 || (i == 1 && !view_.is_comma(0)) || (view_.is(i - 1, WordClass::coordinator));
        if (leads) {
            const int comma = find_comma(source.end);
            if (comma < 0) {
                return;
            }
            report.clause = view_.tokens(i, comma);
            report.content = {view_.tokens(comma + 1, content_limit())};
        } else {
            int begin = left_begin(i);
            int stop = i;
            if (view_.is_comma(stop - 1)) {
                --stop;
            }
            // The content of an earlier report in the sentence ends here instead: its own words say who speaks.
            if (!reports_.empty() && view_.find(reports_.back().cue.begin) < i && !reports_.back().content.empty() &&
                reports_.back().content.back().end > view_.item(i).begin) {
                limits_.push_back(stop);
                return;
            }
            while (begin < stop && (view_.is_comma(begin) || view_.is(begin, WordClass::coordinator))) {
                ++begin;
            }
            if (begin >= stop) {
                return;
            }
            report.content = {view_.tokens(begin, stop)};
            report.trailing = end >= content_limit();
        }
        add(std::move(report));
    }

    /// Behind a source: ", a group that …," or nothing. Gives the item behind it.
    int skip_apposition(int at) const {
        if (!view_.is_comma(at)) {
            return at;
        }
        for (int i = at + 1; i < view_.size() && i < at + 25; ++i) {
            if (view_.is_comma(i)) {
                return view_.is_verb_like(i + 1) ? at : i;
            }
            if (view_.is_kind(i, TokenKind::stop)) {
                return i;
            }
        }
        return at;
    }

    int find_comma(int from) const {
        for (int i = from; i < view_.size(); ++i) {
            if (view_.is_comma(i)) {
                return i;
            }
        }
        return -1;
    }

    void verb(int i) {
        Cue cue = analyse_cue(view_, i);
        int after = i + 1;
        const ReportingVerb* verb = choose_verb(view_, lexicon_, i, after);
        if (verb == nullptr || !cue.reports) {
            return;
        }
        cue.after = after;
        if (cue.passive || is_bare_participle(i, *verb)) {
            asked(i, cue, *verb);
            return;
        }
        Subject subject = subjects_.of(cue, *verb, reports_);
        if ((!subject.found && !subject.may_follow) ||
            (subject.found && !subjects_.agrees(subject.phrase, cue, *verb))) {
            return;
        }
        const bool content_before = has_content_before(subject, cue);
        if (!subject.found) {
            if (!content_before || !verb->allows(Frame::quotation)) {
                return;
            }
            const NounPhrase source = subjects_.inverted(cue.after);
            if (!source) {
                return;
            }
            subject.found = true;
            subject.rule = SourceRule::inverted;
            subject.phrase = source;
            subject.begin = cue.first;
            cue.after = skip_apposition(source.end);
        }
        const int nested_in = nested(subject, cue);
        if (nested_in >= 0) {
            return;
        }
        After next = look_after(view_, cue, *verb, subject);
        emit(cue, *verb, subject, next, content_before);
    }

    /// "Asked whether …, he said", "when asked about …": a participle without a subject of its own.
    bool is_bare_participle(int i, const ReportingVerb& verb) const {
        return verb.allows(Frame::wh_clause) && verb.allows(Frame::addressee) &&
               (i == 0 || (view_.is(i - 1, WordClass::subordinator) && view_.lower_word(i - 1) != "as")) &&
               (view_.token(i).info().verb_forms & static_cast<std::uint8_t>(VerbForm::participle)) != 0;
    }

    /// A question put by nobody named: "was asked whether …".
    void asked(int i, const Cue& cue, const ReportingVerb& verb) {
        if (!verb.allows(Frame::wh_clause) || !verb.allows(Frame::addressee)) {
            return;
        }
        int at = i + 1;
        for (int rounds = 0; rounds < 4; ++rounds) {
            at = skip_adverbs(view_, at);
            at = skip_time(view_, at);
            if (!view_.is(at, WordClass::about)) {
                at = skip_circumstance(view_, at, content_limit());
            }
        }
        const bool about =
            view_.is_word(at) && verb.takes_preposition(view_.lower_word(at)) && view_.is(at, WordClass::about);
        if (!view_.is(at, WordClass::wh) && !about) {
            return;
        }
        const int begin = about ? at + 1 : at;
        int end = begin;
        while (end < content_limit() && !view_.is_comma(end)) {
            ++end;
        }
        if (!reports_.empty() && !reports_.back().content.empty() &&
            reports_.back().content.back().end > view_.item(cue.first).begin &&
            reports_.back().content.back().begin < view_.item(cue.first).begin) {
            return;
        }
        Report report;
        report.sentence = view_.index();
        report.verb = &verb;
        report.passive = true;
        report.rule = Rule::wh_clause;
        report.cue = view_.tokens(cue.first, i + 1);
        report.clause = view_.tokens(cue.first, at);
        report.content = {view_.tokens(begin, end)};
        add(std::move(report));
    }

    /// True when the cue can report what stands before its source: "…, he said".
    bool has_content_before(const Subject& subject, const Cue& cue) const {
        const int begin = subject.found ? subject.begin : cue.first;
        if (subject.rule == SourceRule::inherited || subject.rule == SourceRule::relative || cue.gerund) {
            return false;
        }
        return begin > 0 && (view_.is_comma(begin - 1) || view_.is_quotation(begin - 1) ||
                             view_.is_kind(begin - 1, TokenKind::dash) || ends_with_stop(begin - 1));
    }

    bool ends_with_stop(int i) const { return view_.is_kind(i, TokenKind::stop); }

    /// The index of the report in whose content the cue stands as part of what was said, or -1. A cue that begins a
    /// clause of its own beside the content ends that content instead.
    int nested(const Subject& subject, const Cue& cue) {
        if (reports_.empty() || reports_.back().content.empty()) {
            return -1;
        }
        Report& last = reports_.back();
        const std::uint32_t here = view_.item(subject.begin).begin;
        if (subject.rule == SourceRule::apposition && last.content.back().begin > here &&
            view_.is_comma(cue.first - 1) && view_.item(cue.first - 1).begin > last.content.back().begin) {
            // "Smith, who said …, | said …": the earlier report stands inside the apposition.
            last.content.back().end = std::min(last.content.back().end, view_.item(cue.first - 2).end);
            return -1;
        }
        if (last.content.back().end <= here || last.content.back().begin > here) {
            return -1;
        }
        const int begin = subject.begin;
        // "said A; in the afternoon B announced C": a semicolon parts what two people said.
        const int first = view_.find(last.content.back().begin);
        for (int i = begin - 1; i > std::max(first, begin - 200); --i) {
            if (view_.word(i) == ";") {
                last.content.back().end = view_.item(i - 1).end;
                return -1;
            }
        }
        const bool behind_comma = view_.is_comma(begin - 1) || view_.is_kind(begin - 1, TokenKind::dash) ||
                                  view_.word(begin - 1) == ";" || view_.is_quotation(begin - 1);
        const bool joined = view_.is(begin - 1, WordClass::coordinator | WordClass::subordinator);
        const bool own_clause =
            subject.rule == SourceRule::inherited
                ? (cue.gerund ? behind_comma || joined : true)
                : (behind_comma || (joined && (view_.is_comma(begin - 2) || view_.is_quotation(begin - 2))));
        if (!own_clause) {
            return static_cast<int>(reports_.size()) - 1;
        }
        int stop = begin;
        while (stop > 0 &&
               (view_.is_comma(stop - 1) || view_.is(stop - 1, WordClass::coordinator | WordClass::subordinator) ||
                view_.is_kind(stop - 1, TokenKind::dash) || view_.word(stop - 1) == ";")) {
            --stop;
        }
        const std::uint32_t end = view_.item(stop - 1).end;
        if (end <= last.content.back().begin) {
            return static_cast<int>(reports_.size()) - 1;
        }
        last.content.back().end = end;
        return -1;
    }

    void emit(const Cue& cue, const ReportingVerb& verb, const Subject& subject, const After& next,
              bool content_before) {
        Report report;
        report.sentence = view_.index();
        report.verb = &verb;
        report.cue = view_.tokens(cue.first, cue.verb + 1 + (verb.particle.empty() ? 0 : 1));
        report.source_rule = subject.rule;
        report.gerund = cue.gerund;
        report.passive = cue.passive;
        if (subject.phrase) {
            report.source = view_.tokens(subject.phrase.begin, subject.phrase.end);
        } else {
            report.source = subject.inherited;
        }
        if (next.addressee) {
            report.addressee = view_.tokens(next.addressee.begin, next.addressee.end);
        }
        const int limit = content_limit();
        report.clause = view_.tokens(std::min(subject.begin, cue.first), std::max(next.clause_end, cue.after));

        if (next.content >= 0 && next.content < limit &&
            !(content_before && quotation_right_before(subject, cue) && next.rule != Rule::cue_then_quote)) {
            report.rule = next.rule;
            int end = limit;
            if (content_before && next.rule == Rule::cue_then_quote && next.comma &&
                quotation_right_before(subject, cue)) {
                // “…,” he said, “…”
                Range left = left_content(subject, cue);
                if (!left.empty()) {
                    report.rule = Rule::quote_then_cue;
                    report.content.push_back(left);
                }
            } else if (content_before && next.rule == Rule::cue_then_quote && next.comma) {
                // It could have been worse, he said, “but not much”.
                const Range left = left_content(subject, cue);
                if (!left.empty() && is_clause(left)) {
                    report.rule = Rule::split_clause;
                    report.content.push_back(left);
                }
            }
            report.content.push_back(view_.tokens(next.content, end));
            add(std::move(report));
            return;
        }
        if (content_before && follows_content(subject)) {
            report.credit = true;
            add(std::move(report));
            return;
        }
        if (content_before) {
            const Range left = left_content(subject, cue);
            if (left.empty()) {
                return;
            }
            report.rule = quotation_right_before(subject, cue) ? Rule::quote_then_cue : Rule::clause_then_cue;
            if (report.rule == Rule::clause_then_cue && !verb.allows(Frame::bare_clause) &&
                !verb.allows(Frame::that_clause)) {
                return;
            }
            report.content.push_back(left);
            report.trailing = next.ends_sentence;
            if (report.rule == Rule::quote_then_cue && next.comma &&
                (goes_on(next.clause_end + 1) ||
                 (view_.lower_word(next.clause_end + 1) == "but" && !wholly_quoted(left)))) {
                report.rule = Rule::split_clause;
                report.content.push_back(view_.tokens(next.clause_end + 1, limit));
            }
            if (report.rule == Rule::clause_then_cue && next.comma && next.clause_end + 1 < limit &&
                continues(next.clause_end + 1)) {
                report.rule = Rule::split_clause;
                report.content.push_back(view_.tokens(next.clause_end + 1, limit));
            }
            add(std::move(report));
            return;
        }
        if (next.ends_sentence && verb.allows(Frame::quotation)) {
            report.expects_quotation = true;
            report.rule = Rule::cue_then_quote;
            if (next.colon_at_end || subject.rule != SourceRule::inherited) {
                add(std::move(report));
            }
        }
    }

    /// The content of the report before ends where this clause begins, but for a comma.
    bool follows_content(const Subject& subject) const {
        if (reports_.empty()) {
            return false;
        }
        const Report& last = reports_.back();
        if (last.credit) {
            return view_.find(last.clause.end - 1) + 2 >= subject.begin;
        }
        if (last.content.empty() || last.rule == Rule::quote_then_cue || last.rule == Rule::clause_then_cue) {
            return false;
        }
        return view_.find(last.content.back().end - 1) + 2 >= subject.begin &&
               last.content.back().end <= view_.item(subject.begin).begin;
    }

    bool quotation_right_before(const Subject& subject, const Cue& cue) const {
        const int begin = subject.rule == SourceRule::inverted ? cue.first : subject.begin;
        return view_.is_quotation(begin - 1) ||
               (view_.is_quotation(begin - 2) &&
                (view_.is_comma(begin - 1) || view_.is_kind(begin - 1, TokenKind::dash) || ends_with_stop(begin - 1)));
    }

    Range left_content(const Subject& subject, const Cue& cue) const {
        const int cue_begin = subject.rule == SourceRule::inverted ? cue.first : subject.begin;
        int end = cue_begin;
        while (end > 0 && (view_.is_comma(end - 1) || view_.is_kind(end - 1, TokenKind::dash))) {
            --end;
        }
        int begin = left_begin(end);
        while (begin < end && (view_.is_comma(begin) || view_.is_kind(begin, TokenKind::dash))) {
            ++begin;
        }
        return begin < end ? view_.tokens(begin, end) : Range{};
    }

    bool wholly_quoted(Range range) const {
        const auto& tokens = view_.text().tokens;
        return tokens[range.begin].quotation != 0 && tokens[range.begin].quotation == tokens[range.end - 1].quotation;
    }

    /// A stretch with a finite verb that is no introduction ("On Monday, …").
    bool is_clause(Range range) const {
        const int begin = view_.find(range.begin);
        const int end = view_.find(range.end - 1);
        if (view_.is(begin, WordClass::preposition | WordClass::subordinator | WordClass::adverb) ||
            view_.word(begin).ends_with("ing")) {
            return false;
        }
        for (int i = begin; i <= end; ++i) {
            if (view_.is(i, WordClass::auxiliary | WordClass::modal)) {
                return true;
            }
        }
        return false;
    }

    /// “…,” she said, | would …: the clause of the quotation goes on with its verb.
    bool goes_on(int at) const {
        return view_.inside(at) && (view_.is(at, WordClass::auxiliary | WordClass::modal) ||
                                    (view_.is(at, WordClass::verb) && !view_.word(at).ends_with("ing")));
    }

    /// After "…, he said,": does the reported clause go on at `at`? Not when another clause of the writer begins.
    bool continues(int at) const {
        return !view_.is(at, WordClass::relative) && !(view_.is_word(at) && view_.lower_word(at).ends_with("ing"));
    }

    /// "NAME: …" at the beginning of a sentence or headline, or before a quotation.
    void colon() {
        const NounPhrase source = view_.noun_phrase_at(0);
        if (!source || !view_.is_kind(source.end, TokenKind::colon) || view_.word(source.end) != ":" ||
            !view_.is_name_word(source.head)) {
            return;
        }
        const int limit = content_limit();
        if (source.end + 1 >= limit || !view_.is_quotation(source.end + 1)) {
            return;
        }
        Report report;
        report.sentence = view_.index();
        report.rule = Rule::colon;
        report.source_rule = SourceRule::before;
        report.cue = view_.tokens(source.end, source.end + 1);
        report.source = view_.tokens(source.begin, source.end);
        report.clause = view_.tokens(0, source.end + 1);
        report.content = {view_.tokens(source.end + 1, limit)};
        add(std::move(report));
    }

    void add(Report report) { reports_.push_back(std::move(report)); }

    /// Contents that ran to the end of the sentence end before the reports behind them.
    void close_contents() {
        for (size_t i = 0; i + 1 < reports_.size(); ++i) {
            if (reports_[i].content.empty() || reports_[i].credit) {
                continue;
            }
            const Range next_clause = reports_[i + 1].clause;
            Range& content = reports_[i].content.back();
            if (content.begin < next_clause.begin && content.end > next_clause.begin) {
                int stop = view_.find(next_clause.begin);
                while (stop > 0 && (view_.is_comma(stop - 1) ||
                                    view_.is(stop - 1, WordClass::coordinator | WordClass::subordinator))) {
                    --stop;
                }
                content.end = std::max(content.begin, view_.item(std::max(stop - 1, 0)).end);
            }
        }
        for (const int limit : limits_) {
            const std::uint32_t end = view_.item(limit - 1).end;
            for (Report& report : reports_) {
                for (Range& piece : report.content) {
                    if (piece.begin < end && piece.end > end) {
                        piece.end = end;
                    }
                }
            }
        }
        for (Report& report : reports_) {
            std::erase_if(report.content, [](const Range& piece) { return piece.empty(); });
            end_content(report);
        }
        std::erase_if(reports_, [](const Report& report) {
            return report.content.empty() && !report.expects_quotation && !report.credit;
        });
    }

    /// Ends a content that runs on behind its cue where the writer takes over again.
    void end_content(Report& report) const {
        if (report.content.empty() || report.verb == nullptr || report.content.back().begin < report.cue.end) {
            return;
        }
        const int begin = view_.find(report.content.back().begin);
        const int end = view_.find(report.content.back().end - 1) + 1;
        report.boundaries = boundaries_in(view_, begin, end, to_string(report.rule), view_.find(report.cue.end - 1));
        const int stop = content_end(report.boundaries, end);
        if (stop < end) {
            report.content.back().end = view_.item(stop - 1).end;
        }
    }

    const SentenceView& view_;
    Subjects subjects_;
    const Lexicon& lexicon_;
    std::vector<Report> reports_;
    std::vector<int> limits_;
};

} // namespace

std::string_view to_string(SourceRule rule) {
    constexpr std::array<std::string_view, 7> names{"none",     "before",    "apposition", "relative",
                                                    "inverted", "inherited", "phrase"};
    return names.at(static_cast<size_t>(rule));
}

std::string_view to_string(Rule rule) {
    return rule_names.at(static_cast<size_t>(rule));
}

std::vector<Report> find_reports(const SentenceView& view, const Lexicon& lexicon) {
    return Finder(view, lexicon).run();
}

} // namespace demarche::indexer
