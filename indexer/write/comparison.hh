// SPDX-License-Identifier: GPL-3.0-or-later
// The segments of an index opened for comparing their statements and articles with each other.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "common/index/fingerprints.hh"
#include "common/index/manifest.hh"
#include "common/index/overlay.hh"
#include "common/index/tombstones.hh"
#include "indexer/copies/utterances.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::indexer {

/// Not thread-safe.
class Comparison {
  public:
    static Result<Comparison> open(const std::filesystem::path& index, const std::vector<index::SegmentEntry>& segments,
                                   const index::Tombstones& dead);

    std::size_t segments() const { return parts_.size(); }
    std::uint32_t documents(std::uint32_t segment) const { return parts_[segment].files->entry.statements; }
    std::uint32_t articles(std::uint32_t segment) const { return parts_[segment].files->entry.articles; }
    const index::CopiesFile& copies(std::uint32_t segment) const { return parts_[segment].copies; }

    /// How many shingles an article's text has.
    std::uint32_t size(index::Place article) const { return parts_[article.segment].copies.size(article.number); }

    bool document_counts(index::Place document) const;
    bool article_counts(index::Place article) const;
    index::Place article_of(index::Place document) const;

    /// True when two statements of different articles are one utterance. An error reading them is kept in `error`.
    bool one_utterance(index::Place a, index::Place b);
    /// True when one of two articles is a copy of the other.
    bool is_copy(index::Place a, index::Place b);
    /// The shingles of an article's text; good until the next call of this or is_copy.
    const std::vector<std::uint64_t>& shingles(index::Place article);

    /// True when `a` was published before `b`; of the same moment, when its id is smaller.
    bool article_before(index::Place a, index::Place b) const;
    bool document_before(index::Place a, index::Place b) const;
    std::string_view document_id(index::Place document) const {
        return parts_[document.segment].files->columns.id(document.number);
    }

    /// Gives back the memory of what has been read of the mapped files: comparing reads here and there in all of an
    /// index.
    void release() const;
    /// The same of one segment's fingerprints alone.
    void release_copies(std::uint32_t segment) const { parts_[segment].copies.file().release(); }

    const std::optional<Error>& error() const { return error_; }

  private:
    struct Part {
        std::unique_ptr<SegmentFiles> files;
        index::CopiesFile copies;
        index::DeadBits dead;
        index::StringColumnView speakers;
        index::StringColumnView kinds;
    };

    std::int32_t day(index::Place document) const;
    Utterance utterance(index::Place document);
    std::vector<std::string> speakers(index::Place document) const;
    bool is_described(index::Place document);
    std::int32_t published(index::Place document) const;
    /// Counts what is read of the mapped files, and releases them now and then.
    void count_read();

    std::vector<Part> parts_;
    std::size_t reads_ = 0;
    std::map<index::Place, std::vector<std::uint64_t>> shingles_;
    std::vector<std::uint32_t> rows_;
    std::optional<Error> error_;
};

} // namespace demarche::indexer
