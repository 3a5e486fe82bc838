// SPDX-License-Identifier: GPL-3.0-or-later
// One or more indexes opened for searching: a list of segments, and who is who.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <xapian.h>

#include "common/index/articles.hh"
#include "common/index/columns.hh"
#include "common/index/filters.hh"
#include "common/index/forms.hh"
#include "common/index/manifest.hh"
#include "common/index/overlay.hh"
#include "common/index/people.hh"
#include "common/index/statements.hh"
#include "common/index/tombstones.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"

namespace demarche::search {

/// An open segment. Documents are numbered from 1.
class Segment {
  public:
    static Result<std::unique_ptr<Segment>> open(const std::filesystem::path& folder, const index::SegmentEntry& entry,
                                                 const index::DeadOfSegment& dead);

    Segment(const Segment&) = delete;
    Segment& operator=(const Segment&) = delete;

    std::uint32_t documents() const { return columns_.documents(); }
    const Xapian::Database& database() const { return database_; }
    const index::Columns& columns() const { return columns_; }
    const index::Words& words() const { return words_; }
    const index::Filters& filters() const { return filters_; }
    const index::DeadBits& dead() const { return dead_; }

    /// In how many documents a term stands, be it a word or a filter.
    std::uint32_t frequency(const std::string& term) const;
    /// The documents of a filter.
    index::FilterCursor filter(std::string_view term) const;

    /// True for a document that is there and not dead.
    bool counts(std::uint32_t docid) const { return docid > 0 && docid <= documents() && !dead_[docid]; }

    /// Its place among all segments of the reader, and among those of its index.
    std::size_t number() const { return number_; }
    std::uint32_t place() const { return place_; }
    /// Families and copies of its index.
    const index::Overlay& overlay() const { return *overlay_; }
    /// The segment of its index at that place, or nullptr.
    const Segment* neighbour(std::uint32_t place) const {
        return place < neighbours_.size() ? neighbours_[place].get() : nullptr;
    }

    /// The name that counts for a name of a statement, since users may have joined names.
    std::string_view counted_as(std::string_view name) const;
    bool has_joined_names() const { return people_ != nullptr && people_->has_joined(); }

    std::string_view article_id(std::uint32_t article) const { return articles_.id(article); }
    Result<Statement> statement(std::uint32_t docid) const;
    /// The article a statement was taken from.
    Result<Article> article_of(std::uint32_t docid) const;

  private:
    friend class IndexReader;
    Segment() = default;

    std::size_t number_ = 0;
    std::uint32_t place_ = 0;
    const index::Overlay* overlay_ = nullptr;
    const index::People* people_ = nullptr;
    std::span<const std::unique_ptr<Segment>> neighbours_;
    std::filesystem::path folder_;
    Xapian::Database database_;
    index::SectionFile file_;
    index::Columns columns_;
    index::Words words_;
    index::Filters filters_;
    index::DeadBits dead_;
    /// These keep the block they read last.
    mutable index::Statements statements_;
    mutable index::Articles articles_;
};

/// Immutable once open. Not thread-safe: Xapian's databases are not.
class IndexReader {
  public:
    /// Opens the indexes in these folders. All errors are Exit::bad_index.
    static Result<IndexReader> open(std::span<const std::filesystem::path> folders);

    const std::vector<std::unique_ptr<Segment>>& segments() const { return segments_; }
    /// The generation of each index: equal ones hold the same.
    const std::vector<std::uint64_t>& generations() const { return generations_; }

    /// One for each index.
    const std::vector<index::People>& people() const { return people_; }

    /// Documents of all segments, the dead among them (statistics count them).
    std::uint64_t documents() const { return documents_; }
    /// Statements that count.
    std::uint64_t live() const { return documents_ - dead_; }
    /// Words of a statement on average.
    double average_length() const { return average_length_; }

    /// In how many documents a term stands.
    std::uint64_t frequency(const std::string& term) const;
    /// Primary subtags of the statements' languages ("en", "und"), sorted.
    const std::vector<std::string>& languages() const { return languages_; }

  private:
    Result<void> add(const std::filesystem::path& folder);
    Result<void> count();
    void connect();

    /// An index: the first of its segments, and its place in `people_` if it has one.
    struct Part {
        std::size_t first = 0;
        std::optional<std::size_t> people;
    };
    std::vector<Part> parts_;
    std::vector<index::Overlay> overlays_;
    std::vector<std::unique_ptr<Segment>> segments_;
    std::vector<index::People> people_;
    std::vector<std::uint64_t> generations_;
    std::vector<std::string> languages_;
    std::uint64_t documents_ = 0;
    std::uint64_t dead_ = 0;
    double average_length_ = 1;
};

} // namespace demarche::search
