// SPDX-License-Identifier: GPL-3.0-or-later
// The articles a segment keeps, and its part of the ledger: which articles, from where, with what content.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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
};

class ArticlesBuilder {
  public:
    /// Articles are numbered from 0 in the order in which they are added.
    void add(const Article& article, LedgerRow row);
    std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
    /// The file's bytes.
    std::string bytes() const;

  private:
    std::vector<LedgerRow> rows_;
    std::vector<std::uint64_t> starts_{0};
    std::string articles_;
};

/// The reader's side.
class Articles {
  public:
    static Result<Articles> open(const std::filesystem::path& path);

    std::uint32_t size() const { return size_; }
    Result<Article> article(std::uint32_t number) const;
    /// All rows, in order.
    Result<std::vector<LedgerRow>> ledger() const;
    const SectionFile& file() const { return file_; }

  private:
    SectionFile file_;
    std::uint32_t size_ = 0;
    std::string_view starts_;
    std::string_view articles_;
};

} // namespace demarche::index
