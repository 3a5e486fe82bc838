// SPDX-License-Identifier: GPL-3.0-or-later
// A table that tells about articles kept elsewhere: date, outlet, title, address, author by path or id.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/model/article.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

class Sidecar {
  public:
    /// Reads a table (comma, tab or semicolon separated, with a header line) that has a column path, file, id, url or
    /// source, and columns as tables of articles have. `map` is that of tables.
    static Result<Sidecar> read(const std::string& path, const std::vector<std::string>& map);

    /// Puts what the table says over what the article says. Its row is the one of its id, of its entry's name, source
    /// or file name, or of its address. `dated` becomes true when the row has a date.
    void complete(Article& article, std::string_view name, std::string_view source, bool& dated) const;

    std::size_t size() const { return rows_.size(); }
    /// Of the table's bytes.
    std::uint64_t checksum() const { return checksum_; }

  private:
    struct Row {
        Article article;
        bool dated = false;
    };

    const Row* find(std::string_view key) const;

    std::unordered_map<std::string, Row> rows_;
    std::uint64_t checksum_ = 0;
};

} // namespace demarche::indexer
