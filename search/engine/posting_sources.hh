// SPDX-License-Identifier: GPL-3.0-or-later
// Conditions that are checked document by document against a segment's columns, usable anywhere in a Xapian query,
// under NOT too.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <xapian.h>

#include "common/index/schema.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/pattern.hh"
#include "search/engine/weight.hh"

namespace demarche::search {

/// A source that tries each document in turn. Beside a term in an AND it is only asked about that term's documents: it
/// says that it may match them all, so that Xapian asks it last.
class CheckedSource : public Xapian::PostingSource {
  public:
    Xapian::doccount get_termfreq_min() const override { return 0; }
    Xapian::doccount get_termfreq_est() const override { return documents_; }
    Xapian::doccount get_termfreq_max() const override { return documents_; }
    void next(double) override { find(docid_ + 1); }
    void skip_to(Xapian::docid docid, double) override { find(std::max(docid, docid_)); }
    bool check(Xapian::docid docid, double) override {
        docid_ = docid;
        return docid > documents_ || holds(docid);
    }
    bool at_end() const override { return docid_ > documents_; }
    Xapian::docid get_docid() const override { return docid_; }
    void init(const Xapian::Database&) override { docid_ = 0; }
    std::string get_description() const override { return name_; }

    /// Whether document `docid`, from 1 to the number of documents, is meant.
    virtual bool holds(Xapian::docid docid) const = 0;

  protected:
    /// `name` is what --explain shows.
    CheckedSource(std::uint32_t documents, std::string name) : documents_(documents), name_(std::move(name)) {}

  private:
    void find(Xapian::docid docid) {
        while (docid <= documents_ && !holds(docid)) {
            ++docid;
        }
        docid_ = docid;
    }

    std::uint32_t documents_;
    std::string name_;
    Xapian::docid docid_ = 0;
};

/// Queries made of a source, which own it.
/// Documents of at least one of these filters; adds nothing to scores.
Xapian::Query filter_query(const Segment& segment, const std::vector<std::string>& filters);
/// The same, as a word that stands there once.
Xapian::Query weighted_filter_query(const Segment& segment, const std::vector<std::string>& filters, double weight,
                                    const Bm25& bm25);
Xapian::Query range_query(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most);
/// Documents whose `column` has the value of this number in its dictionary.
Xapian::Query value_query(const Segment& segment, index::StringColumnView column, std::uint32_t value);
/// Documents in whose words the pattern stands.
Xapian::Query pattern_query(const Segment& segment, const Pattern& pattern);
/// Documents in whose title the pattern (of forms) stands; reads the document data.
Xapian::Query title_query(const Segment& segment, const Pattern& pattern);

/// The same conditions for one document at a time; what they are made of must outlive them.
using DocumentCheck = std::function<bool(std::uint32_t docid)>;
DocumentCheck range_check(const Segment& segment, const index::Field& field, std::int32_t least, std::int32_t most);
DocumentCheck value_check(index::StringColumnView column, std::uint32_t value);
DocumentCheck pattern_check(const Segment& segment, const Pattern& pattern);
DocumentCheck title_check(const Segment& segment, const Pattern& pattern);

/// Which rows of a segment's forms table a word of a pattern accepts: sorted, by range.
std::vector<index::FormRange> rows_of(const index::Words& words, const WordSpec& spec);

} // namespace demarche::search
