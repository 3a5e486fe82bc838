// SPDX-License-Identifier: GPL-3.0-or-later
// Words of a segment: the *forms* table (folded surface form → term) and the *words* column (each document's words, in
// order).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/index/bytes.hh"
#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// Collects the different forms of a segment, each with its term, in order (of the form, then of the term).
class FormsTable {
  public:
    /// The strings must outlive the table.
    void add(std::string_view form, std::string_view term, std::uint32_t frequency);
    std::uint32_t size() const { return static_cast<std::uint32_t>(forms_.size()); }
    void write(SectionWriter& out) const;

  private:
    std::vector<std::string_view> forms_;
    std::map<std::string_view, std::vector<std::uint32_t>> rows_of_terms_;
    ByteWriter frequencies_;
};

/// Collects the words of one segment.
class WordsBuilder {
  public:
    /// One word of the document being added: its folded form and its term (which one form may have several of, by
    /// language).
    void add_word(std::string_view form, std::string_view term) { add_number(number(form, term)); }
    /// The number that stands for a form and its term in this segment until it is written.
    std::uint32_t number(std::string_view form, std::string_view term);
    /// A word by its number.
    void add_number(std::uint32_t number) { words_.push_back(number); }
    /// Ends a document; documents follow each other by id from 1.
    void end_document();
    void write(SectionWriter& out) const;

  private:
    /// Form, zero byte, term → provisional number.
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::string key_;
    std::vector<std::uint32_t> words_;
    std::vector<std::uint32_t> starts_{0};
};

/// Rows [begin, end) of the forms table.
struct FormRange {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool empty() const { return begin >= end; }
    bool holds(std::uint32_t row) const { return row >= begin && row < end; }
};

/// The reader's side. Rows are sorted by form, so that the rows of a form, and of all forms with one beginning, are a
/// range.
class Words {
  public:
    static Result<Words> open(const SectionFile& file, std::uint32_t documents);
    /// Bytes a row's number takes in the words column: two where they do (most segments), else three.
    static constexpr std::size_t width_for(std::size_t rows) { return rows <= 0x10000 ? 2 : rows <= 0x1000000 ? 3 : 4; }

    std::uint32_t size() const { return static_cast<std::uint32_t>(forms_.size()); }
    std::string_view form(std::uint32_t row) const { return forms_[row]; }
    std::string_view term(std::uint32_t row) const { return terms_[term_of(row)]; }
    /// The term's number among the segment's different terms.
    std::uint32_t term_of(std::uint32_t row) const { return load<std::uint32_t>(term_of_row_, row); }
    std::optional<std::uint32_t> find_term(std::string_view term) const;
    /// Calls `use(row)` for each row with this term, in order.
    template <typename Use>
    void each_row_of_term(std::uint32_t term, Use&& use) const {
        const auto end = load<std::uint32_t>(rows_first_, std::size_t{term} + 1);
        for (auto i = load<std::uint32_t>(rows_first_, term); i < end && i < size(); ++i) {
            if (const auto row = load<std::uint32_t>(rows_of_term_, i); row < size()) {
                use(row);
            }
        }
    }
    /// How often the word stands in the segment's statements.
    std::uint32_t frequency(std::uint32_t row) const { return load<std::uint32_t>(frequencies_, row); }

    FormRange exact(std::string_view form) const;
    FormRange with_beginning(std::string_view beginning) const;

    /// Number of words of a document (from 1).
    std::uint32_t count(std::uint32_t docid) const {
        const auto begin = load<std::uint32_t>(starts_, docid - 1);
        const auto end = load<std::uint32_t>(starts_, docid);
        return begin <= end && end <= words_count_ ? end - begin : 0;
    }
    /// The rows of a document's words, in order, as they lie in the file: numbers of width() bytes, little-endian.
    std::string_view packed(std::uint32_t docid) const {
        return {words_.data() + std::size_t{load<std::uint32_t>(starts_, docid - 1)} * width_, count(docid) * width_};
    }
    /// While the words of document `documents[i]` are looked at: has the processor fetch those of the next ones.
    void prefetch(std::span<const std::uint32_t> documents, std::size_t i) const {
        constexpr std::size_t ahead = 8;
        constexpr std::size_t cache_line = 64;
        if (i + 2 * ahead >= documents.size()) {
            return;
        }
        // Where a document's words begin is itself far away in memory.
        __builtin_prefetch(starts_.data() + (documents[i + 2 * ahead] - 1) * sizeof(std::uint32_t));
        const auto start = load<std::uint32_t>(starts_, documents[i + ahead] - 1);
        const char* at = words_.data() + std::size_t{start} * width_;
        __builtin_prefetch(at);
        __builtin_prefetch(at + cache_line);
    }
    /// From 1 to 4.
    std::size_t width() const { return width_; }
    /// The rows of a document's words, in order, into `out`.
    void read(std::uint32_t docid, std::vector<std::uint32_t>& out) const;

  private:
    std::uint32_t lower_bound(std::string_view form) const;

    StringList forms_;
    /// The different terms, sorted.
    StringList terms_;
    std::string_view term_of_row_;
    std::string_view rows_first_;
    std::string_view rows_of_term_;
    std::string_view frequencies_;
    std::string_view starts_;
    std::string_view words_;
    std::size_t words_count_ = 0;
    std::size_t width_ = 4;
};

} // namespace demarche::index
