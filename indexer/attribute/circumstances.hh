// SPDX-License-Identifier: GPL-3.0-or-later
// The circumstances of a statement: when and where it was said, on what occasion, to whom, and who is credited with it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "indexer/attribute/drafts.hh"
#include "indexer/attribute/entities.hh"

namespace demarche::indexer {

/// What stands at the head of an agency's article: "MOSCOW, Dec. 19 (AFP) —". All empty when there is none.
struct Dateline {
    std::string place;
    std::optional<Date> date;
    std::string agency;
    /// Tokens of the dateline, its dash included.
    Range tokens;
};

Dateline read_dateline(const SegmentedText& text, const Entities& entities, std::optional<Date> published);

struct Circumstances {
    std::optional<Date> date;
    std::optional<Date> date_end;
    DateSource date_source = DateSource::none;
    std::string place;
    std::string event;
    std::string addressee;
    std::vector<std::string> via;
};

/// Reads circumstances out of reporting clauses.
class CircumstanceReader {
  public:
    /// `published_source` is where the published day comes from (published, given, path).
    CircumstanceReader(const SegmentedText& text, const std::vector<Report>& reports, const Entities& entities,
                       const Dateline& dateline, std::optional<Date> published, DateSource published_source);

    /// `draft` may have no report: then those of the sentence around it count.
    Circumstances read(const Draft& draft) const;

  private:
    /// An agency or outlet that a sentence credits.
    struct Credit {
        std::uint32_t sentence = 0;
        std::string name;
    };

    std::vector<Range> clauses_of(const Report& report, const Draft& draft) const;
    void add_adverbials(Range range, std::vector<Range>& clauses) const;
    bool is_adverbial(std::uint32_t begin) const;
    Range extended(Range clause, const Report& report, const Draft& draft) const;
    void read_date(const std::vector<Range>& clauses, Circumstances& out) const;
    std::optional<Date> day_told_before(std::uint32_t token) const;
    void read_place(Range clause, Circumstances& out) const;
    std::string place_at(std::uint32_t token, Range clause) const;
    void read_event(Range clause, Circumstances& out) const;
    std::string event_at(std::uint32_t begin, std::uint32_t end) const;
    void read_credits(const Draft& draft, Circumstances& out) const;
    void read_addressee(const Report& report, const std::vector<Range>& clauses, Circumstances& out) const;

    const SegmentedText& text_;
    const std::vector<Report>& reports_;
    const Entities& entities_;
    const Dateline& dateline_;
    std::optional<Date> published_;
    DateSource published_source_;
    /// In the order of sentences, each name once in a sentence.
    std::vector<Credit> credits_;
};

} // namespace demarche::indexer
