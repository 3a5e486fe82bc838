// SPDX-License-Identifier: GPL-3.0-or-later
// The articles a segment keeps, and its part of the ledger: which articles, from where, with what content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/blocks.hh"
#include "common/index/checksum.hh"
#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"
#include "common/model/article.hh"

namespace demarche::index {

/// A ledger row: one article of a segment and its documents [first, first + count).
struct LedgerRow {
    std::string id;
    std::string source;
    ContentHash content;
    std::uint32_t first = 1;
    std::uint32_t count = 0;
    /// Upper half of the article's twin_key; 0 when it is to have no twins (its statements were given, not found).
    std::uint32_t twin = 0;
    bool operator==(const LedgerRow&) const = default;
};

/// What a source was like when all of it had been read: what is the same need not be read again.
struct SourceState {
    std::uint64_t size = 0;
    /// Time of the last change, nanoseconds since 1970; 0 when the source must be read (standard input, or not all of
    /// it has been read).
    std::int64_t changed = 0;
    /// Tells the options that alter what is read (31 bits): with others it is read again.
    std::uint32_t reading = 0;
    /// Nothing in it was an article.
    bool empty = false;
    bool operator==(const SourceState&) const = default;
};

/// The ledger's key of an id or a source.
std::uint64_t ledger_key(std::string_view id);

class Articles;

/// Writes the file of articles of one segment.
class ArticlesWriter {
  public:
    static Result<ArticlesWriter> create(const std::filesystem::path& path);

    /// Articles are numbered from 0 in the order in which they are added.
    Result<void> add(const Article& article, const LedgerRow& row);
    /// All of another segment's articles, which follow those before; their documents follow `documents` others.
    Result<void> append(const Articles& from, std::uint32_t documents);
    /// Says what a source was like, all of whose articles are in this segment or in others.
    void add_source(const std::string& source, const SourceState& state);
    std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
    Result<void> finish();

  private:
    struct Row {
        ContentHash content;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        std::uint32_t source = 0;
        std::uint32_t twin = 0;
    };

    explicit ArticlesWriter(SectionStream out) : out_(std::move(out)) {}
    std::uint32_t source_id(const std::string& source);
    void add_row(const LedgerRow& row);

    SectionStream out_;
    BlockWriter articles_{"article", std::size_t{16} << 10U};
    std::vector<Row> rows_;
    std::vector<std::string> ids_;
    std::unordered_map<std::string, std::uint32_t> source_ids_;
    std::vector<std::string> sources_;
    std::vector<SourceState> states_;
    std::vector<std::uint32_t> counts_;
};

/// The reader's side. Not thread-safe, because of the block it keeps.
class Articles {
  public:
    static Result<Articles> open(const std::filesystem::path& path);

    std::uint32_t size() const { return size_; }
    Result<Article> article(std::uint32_t number);
    /// The article as it was encoded; good until the next call.
    Result<std::string_view> encoded(std::uint32_t number) { return blocks_.record(file_, number); }

    /// Parts of the ledger; `number` is below size().
    LedgerRow row(std::uint32_t number) const;
    std::string_view id(std::uint32_t number) const { return ids_[number]; }
    std::uint32_t source(std::uint32_t number) const;
    ContentHash content(std::uint32_t number) const;
    std::uint32_t first(std::uint32_t number) const;
    std::uint32_t count(std::uint32_t number) const;
    /// The article of this id that stands at or behind the position `from` of the ledger's order by key, which is moved
    /// behind it: an id can have been replaced inside a segment. Begins with 0.
    std::optional<std::uint32_t> find(std::string_view id, std::size_t& from) const;

    /// Twin key's upper half.
    std::uint32_t twin(std::uint32_t number) const;
    /// The article of this twin (not 0) that stands at or behind the position `from` of their order, which is moved
    /// behind it. Begins with 0. Equal halves are no proof: the articles must be compared.
    std::optional<std::uint32_t> find_twin(std::uint32_t twin, std::size_t& from) const;

    std::uint32_t sources() const { return static_cast<std::uint32_t>(sources_.size()); }
    std::string_view source_name(std::uint32_t source) const { return sources_[source]; }
    SourceState source_state(std::uint32_t source) const;
    /// Number of its articles in this segment.
    std::uint32_t source_articles(std::uint32_t source) const;
    std::optional<std::uint32_t> find_source(std::string_view name) const;

    /// All rows, in order.
    Result<std::vector<LedgerRow>> ledger() const;
    const SectionFile& file() const { return file_; }
    const Blocks& blocks() const { return blocks_; }

  private:
    SectionFile file_;
    Blocks blocks_;
    std::uint32_t size_ = 0;
    StringList ids_;
    StringList sources_;
    std::string_view rows_;
    std::string_view keys_;
    std::string_view order_;
    std::string_view twins_;
    std::string_view source_keys_;
    std::string_view source_order_;
    std::string_view states_;
};

} // namespace demarche::index
