// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/posting_sources.hh"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "common/text/stem.hh"
#include "common/text/words.hh"

namespace demarche::search {

namespace {

using index::FormRange;

class RangeSource : public CheckedSource {
  public:
    using Read = std::int32_t (*)(const index::Columns&, std::uint32_t);

    RangeSource(const index::Columns& columns, Read read, std::int32_t least, std::int32_t most)
        : CheckedSource(columns.documents(), "RANGE"), columns_(columns), read_(read), least_(least), most_(most) {}
    RangeSource* clone() const override { return new RangeSource(columns_, read_, least_, most_); }

    bool holds(Xapian::docid docid) const override {
        const std::int32_t value = read_(columns_, docid);
        return value >= least_ && value <= most_;
    }

  private:
    const index::Columns& columns_;
    Read read_;
    std::int32_t least_;
    std::int32_t most_;
};

class ValueSource : public CheckedSource {
  public:
    ValueSource(std::uint32_t documents, index::StringColumnView column, std::uint32_t value)
        : CheckedSource(documents, "VALUE"), documents_(documents), column_(column), value_(value) {}
    ValueSource* clone() const override { return new ValueSource(documents_, column_, value_); }

    bool holds(Xapian::docid docid) const override {
        bool found = false;
        column_.each(docid, [&](std::uint32_t id) { found = found || id == value_; });
        return found;
    }

  private:
    std::uint32_t documents_;
    index::StringColumnView column_;
    std::uint32_t value_;
};

/// The documents of a filter, in order.
class FilterSource : public Xapian::PostingSource {
  public:
    FilterSource(const Segment& segment, index::FilterCursor first, std::string name, double weight, const Bm25& bm25)
        : segment_(segment), first_(std::move(first)), name_(std::move(name)), weight_(weight), bm25_(bm25) {}
    FilterSource* clone() const override { return new FilterSource(segment_, first_, name_, weight_, bm25_); }

    Xapian::doccount get_termfreq_min() const override { return first_.count(); }
    Xapian::doccount get_termfreq_est() const override { return first_.count(); }
    Xapian::doccount get_termfreq_max() const override { return first_.count(); }
    double get_weight() const override {
        return weight_ > 0 ? bm25_.part(weight_, 1, segment_.words().count(at_.docid())) : 0;
    }
    void next(double) override {
        if (started_) {
            at_.next();
        }
        started_ = true;
    }
    void skip_to(Xapian::docid docid, double) override {
        started_ = true;
        at_.skip_to(docid);
    }
    bool at_end() const override { return at_.at_end(); }
    Xapian::docid get_docid() const override { return at_.docid(); }
    void init(const Xapian::Database& database) override {
        at_ = first_;
        started_ = false;
        set_maxweight(weight_ > 0 ? bm25_.most(weight_, 1, database.get_doclength_lower_bound()) : 0);
    }
    std::string get_description() const override { return name_; }

  private:
    const Segment& segment_;
    index::FilterCursor first_;
    index::FilterCursor at_;
    std::string name_;
    double weight_;
    Bm25 bm25_;
    bool started_ = false;
};

/// The rows a word of a pattern accepts.
using Ranges = std::vector<FormRange>;

bool hold(const Ranges& ranges, std::uint32_t row) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const FormRange& range) { return range.holds(row); });
}

/// A pattern for one segment.
struct Compiled {
    Pattern pattern;
    /// Of each word, in the order of items, sequences, words; found again by the word's address in `pattern`.
    std::vector<std::pair<const WordSpec*, Ranges>> words;
    /// The rows of a pattern of type row: sequences of ranges.
    std::vector<std::vector<Ranges>> rows;

    Compiled(const index::Words& table, const Pattern& source) : pattern(source) {
        for (const Pattern::Item& item : pattern.items) {
            for (const Sequence& sequence : item) {
                std::vector<Ranges> row;
                for (const WordSpec& spec : sequence) {
                    words.emplace_back(&spec, rows_of(table, spec));
                    row.push_back(words.back().second);
                }
                rows.push_back(std::move(row));
            }
        }
    }
    Compiled(const Compiled&) = delete;
    Compiled& operator=(const Compiled&) = delete;

    const Ranges& ranges(const WordSpec& spec) const {
        return std::find_if(words.begin(), words.end(), [&](const auto& word) { return word.first == &spec; })->second;
    }
};

class PatternSource : public CheckedSource {
  public:
    PatternSource(const index::Words& words, std::uint32_t documents, std::shared_ptr<const Compiled> compiled)
        : CheckedSource(documents, "WORDS"), words_(words), documents_(documents), compiled_(std::move(compiled)) {}
    PatternSource* clone() const override { return new PatternSource(words_, documents_, compiled_); }

    bool holds(Xapian::docid docid) const override {
        words_.read(docid, here_);
        if (compiled_->pattern.type == Pattern::Type::row) {
            return std::any_of(compiled_->rows.begin(), compiled_->rows.end(),
                               [&](const std::vector<Ranges>& row) { return stands(row); });
        }
        return matches(compiled_->pattern, here_.size(),
                       [&](const WordSpec& spec, std::size_t at) { return hold(compiled_->ranges(spec), here_[at]); });
    }

  private:
    bool stands(const std::vector<Ranges>& row) const {
        for (std::size_t at = 0; at + row.size() <= here_.size(); ++at) {
            std::size_t i = 0;
            while (i < row.size() && hold(row[i], here_[at + i])) {
                ++i;
            }
            if (i == row.size()) {
                return true;
            }
        }
        return false;
    }

    const index::Words& words_;
    std::uint32_t documents_;
    std::shared_ptr<const Compiled> compiled_;
    /// Kept between documents for its memory.
    mutable std::vector<std::uint32_t> here_;
};

class TitleSource : public CheckedSource {
  public:
    TitleSource(const Segment& segment, std::shared_ptr<const Pattern> pattern)
        : CheckedSource(segment.documents(), "TITLE"), segment_(segment), pattern_(std::move(pattern)) {}
    TitleSource* clone() const override { return new TitleSource(segment_, pattern_); }

    bool holds(Xapian::docid docid) const override {
        const auto statement = segment_.statement(docid);
        if (!statement) {
            return false;
        }
        std::vector<std::string> forms;
        for (const text::Word& word : text::words(statement->title)) {
            forms.push_back(text::folded_form(word.form));
        }
        return matches(*pattern_, forms.size(),
                       [&](const WordSpec& spec, std::size_t at) { return spec.accepts(forms[at], {}); });
    }

  private:
    const Segment& segment_;
    std::shared_ptr<const Pattern> pattern_;
};

Xapian::Query owning(Xapian::PostingSource* source) {
    return Xapian::Query(source->release());
}

RangeSource range_source(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most) {
    RangeSource::Read read = [](const index::Columns& columns, std::uint32_t docid) { return columns.day(docid); };
    if (field.column == "published") {
        read = [](const index::Columns& columns, std::uint32_t docid) { return columns.published(docid); };
    } else if (field.column == "confidence") {
        read = [](const index::Columns& columns, std::uint32_t docid) -> std::int32_t {
            return columns.confidence(docid);
        };
    }
    return RangeSource(segment.columns(), read, least, most);
}

PatternSource pattern_source(const Segment& segment, const Pattern& pattern) {
    return PatternSource(segment.words(), segment.documents(),
                         std::make_shared<const Compiled>(segment.words(), pattern));
}

DocumentCheck check_of(std::unique_ptr<CheckedSource> source) {
    return
        [kept = std::shared_ptr<CheckedSource>(std::move(source))](std::uint32_t docid) { return kept->holds(docid); };
}

} // namespace

Xapian::Query weighted_filter_query(const Segment& segment, const std::vector<std::string>& filters, double weight,
                                    const Bm25& bm25) {
    constexpr std::size_t most_named = 8;
    std::string name;
    for (std::size_t i = 0; i < std::min(filters.size(), most_named); ++i) {
        name += (i == 0 ? "" : " ") + filters[i];
    }
    name += filters.size() > most_named ? " …" : "";
    index::FilterCursor first = segment.any_filter({filters.begin(), filters.end()});
    if (first.at_end()) {
        return Xapian::Query::MatchNothing;
    }
    return owning(new FilterSource(segment, std::move(first), std::move(name), weight, bm25));
}

Xapian::Query filter_query(const Segment& segment, const std::vector<std::string>& filters) {
    return Xapian::Query(0.0, weighted_filter_query(segment, filters, 0, {}));
}

Xapian::Query range_query(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most) {
    return owning(range_source(segment, field, least, most).clone());
}

DocumentCheck range_check(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most) {
    return check_of(std::unique_ptr<CheckedSource>(range_source(segment, field, least, most).clone()));
}

Xapian::Query value_query(const Segment& segment, index::StringColumnView column, std::uint32_t value) {
    return owning(new ValueSource(segment.documents(), column, value));
}

DocumentCheck value_check(index::StringColumnView column, std::uint32_t value) {
    return check_of(std::make_unique<ValueSource>(0, column, value));
}

Xapian::Query pattern_query(const Segment& segment, const Pattern& pattern) {
    return owning(pattern_source(segment, pattern).clone());
}

DocumentCheck pattern_check(const Segment& segment, const Pattern& pattern) {
    return check_of(std::unique_ptr<CheckedSource>(pattern_source(segment, pattern).clone()));
}

Xapian::Query title_query(const Segment& segment, const Pattern& pattern) {
    return owning(new TitleSource(segment, std::make_shared<const Pattern>(pattern)));
}

DocumentCheck title_check(const Segment& segment, const Pattern& pattern) {
    return check_of(std::make_unique<TitleSource>(segment, std::make_shared<const Pattern>(pattern)));
}

std::vector<FormRange> rows_of(const index::Words& words, const WordSpec& spec) {
    std::vector<FormRange> rows;
    const auto add = [&](std::uint32_t row) {
        if (!rows.empty() && rows.back().end == row) {
            ++rows.back().end;
        } else {
            rows.push_back({row, row + 1});
        }
    };
    if (spec.type == WordSpec::Type::form) {
        if (const FormRange range = words.exact(spec.text); !range.empty()) {
            rows.push_back(range);
        }
        return rows;
    }
    if (spec.type == WordSpec::Type::wildcard) {
        const FormRange range = words.with_beginning(spec.text);
        for (std::uint32_t row = range.begin; row < range.end; ++row) {
            if (spec.accepts(words.form(row), {})) {
                add(row);
            }
        }
        return rows;
    }
    std::vector<std::uint32_t> all;
    for (const std::string& term : spec.terms) {
        if (const auto number = words.find_term(term)) {
            words.each_row_of_term(*number, [&](std::uint32_t row) { all.push_back(row); });
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::for_each(all.begin(), all.end(), add);
    return rows;
}

} // namespace demarche::search
