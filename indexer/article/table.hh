// SPDX-License-Identifier: GPL-3.0-or-later
// Articles as rows of a table: comma, tab or semicolon separated values with a header line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/article.hh"
#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/article/emitter.hh"

namespace demarche::indexer {

/// What the columns of a table hold, and an article made of one row.
class TableColumns {
  public:
    /// `header` are the names of the columns; `map` says "member=column" for columns that are called otherwise. Known
    /// names are those of article records and common ones besides ("headline", "publication_date", "link"), whatever
    /// their case. The error is a member or a column that is not there.
    static Result<TableColumns> make(const std::vector<std::string>& header, const std::vector<std::string>& map);

    bool has_text() const;
    bool has_path() const;
    /// What a row says; `dated` as Emitter takes it. Text with HTML in it becomes plain.
    Article article(const std::vector<std::string>& row, bool& dated) const;
    /// The row's "path", "file" or "source", for tables that tell about files.
    std::string path(const std::vector<std::string>& row) const;
    std::size_t size() const { return members_.size(); }

  private:
    /// The member that each column fills, -1 for none.
    std::vector<int> members_;
};

/// Reads rows of any number without keeping them. A row that is no article is reported with file and line, and reading
/// goes on behind it.
void read_table(ByteStream& bytes, std::string_view source, const ReadOptions& options, Emitter& emitter,
                Diagnostics& diagnostics);

/// The separator of a table with this header line.
char table_separator(std::string_view header);

/// Whether "member=column" names a member that exists.
bool is_column_map(std::string_view text);

} // namespace demarche::indexer
