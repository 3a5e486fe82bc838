// SPDX-License-Identifier: GPL-3.0-or-later
// Filters of a segment: for every value that a query can ask for, the documents that have it. Words are Xapian's; a
// filter has neither frequency nor position and is asked far more often than ranked, so that a sorted list of documents
// is all it needs.
//
// A list, as it is in the file: a varint, 4 × number of documents + type, then
//   type 0, deltas: for more than 128 documents first 8 bytes for each further block of 128 (u32 the document before
//   it,
//           u32 where it begins, from the first delta); then a varint for each document, the difference from the one
//           before (the first from 0)
//   type 1, bits: one for each document number from 0 to the segment's last, in whole u64
//   type 2, run: a varint, the first of consecutive documents
// Of the types that can say it the shortest is written.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// Whether a term names a filter and not a word: prefixes are capital letters, and words have none.
constexpr bool is_filter(std::string_view term) {
    return !term.empty() && term.front() >= 'A' && term.front() <= 'Z';
}

/// Collects the documents of one list in rising order.
class ListBuilder {
  public:
    /// A document that was the last one too is added once.
    void add(std::uint32_t docid);
    std::uint32_t count() const { return count_; }
    /// The list for a segment of so many documents.
    std::string encoded(std::uint32_t documents) const;

  private:
    bool is_run() const { return last_ - first_ + 1 == count_; }

    std::uint32_t first_ = 0;
    std::uint32_t last_ = 0;
    std::uint32_t count_ = 0;
    /// Empty as long as the documents are consecutive.
    std::string deltas_;
};

/// Walks over the documents of a list. Damaged bytes end it early or give wrong documents within the segment, never
/// more.
class FilterCursor {
  public:
    static constexpr std::uint32_t end = std::numeric_limits<std::uint32_t>::max();

    /// At the end of an empty list.
    FilterCursor() = default;
    /// At the first document. The bytes must outlive the cursor.
    FilterCursor(std::string_view list, std::uint32_t documents);
    /// The same for a list that is nobody else's.
    FilterCursor(std::shared_ptr<const std::string> list, std::uint32_t documents);

    /// How many documents there are in all.
    std::uint32_t count() const { return count_; }
    bool at_end() const { return docid_ == end; }
    /// The document it stands at, or `end`.
    std::uint32_t docid() const { return docid_; }
    void next();
    /// Moves to the first document from `docid` on; never back.
    void skip_to(std::uint32_t docid);

  private:
    enum class Type : std::uint8_t { deltas, bits, run };

    void find_bit(std::uint32_t docid);
    void read_delta();
    void enter_block(std::uint32_t docid);

    std::shared_ptr<const std::string> kept_;
    std::string_view skips_;
    std::string_view data_;
    std::uint32_t documents_ = 0;
    std::uint32_t count_ = 0;
    std::uint32_t docid_ = end;
    /// How many have been read, of deltas; the last, of a run.
    std::uint32_t read_ = 0;
    std::uint32_t at_ = 0;
    Type type_ = Type::run;
};

/// How many documents a list has.
std::uint32_t list_count(std::string_view list);

class Filters;

/// Collects the filters of one segment.
class FiltersBuilder {
  public:
    /// A number that stands for the term.
    std::uint32_t number(std::string_view term);
    /// Documents come in rising order.
    void add(std::uint32_t number, std::uint32_t docid) { lists_[number].add(docid); }
    /// Writes the sections of a segment of so many documents.
    void write(SectionWriter& out, std::uint32_t documents) const;
    /// The first term whose list is another in `filters`, or is in one of both alone; nothing when they are the same.
    std::optional<std::string> difference(const Filters& filters, std::uint32_t documents) const;

  private:
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted() const;

    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
    std::vector<ListBuilder> lists_;
};

/// The reader's side: terms in order, each with its list.
class Filters {
  public:
    static Result<Filters> open(const SectionFile& file, std::uint32_t documents);

    std::uint32_t size() const { return static_cast<std::uint32_t>(terms_.size()); }
    std::string_view term(std::uint32_t number) const { return terms_[number]; }
    std::optional<std::uint32_t> find(std::string_view term) const { return terms_.find_sorted(term); }
    /// The first term that does not come before `beginning`, or size().
    std::uint32_t lower_bound(std::string_view beginning) const;
    /// The bytes of a list.
    std::string_view list(std::uint32_t number) const;
    FilterCursor cursor(std::uint32_t number) const { return {list(number), documents_}; }

  private:
    StringList terms_;
    std::string_view starts_;
    std::string_view lists_;
    std::uint32_t documents_ = 0;
};

/// Filters of segments one behind the other, written as those of the one they become.
class FiltersMerger {
  public:
    /// `filters` must outlive the merger; its documents follow those added before.
    void add(const Filters& filters, std::uint32_t documents);
    void write(SectionWriter& out) const;

  private:
    struct Part {
        const Filters* filters = nullptr;
        std::uint32_t before = 0;
    };
    std::vector<Part> parts_;
    std::uint32_t documents_ = 0;
};

} // namespace demarche::index
