// SPDX-License-Identifier: GPL-3.0-or-later
// Reads tab-separated data in place: comment lines, a header line, rows.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace demarche::names {

/// Walks over TSV text, which must outlive it. Lines that begin with `#` and empty lines are skipped; the first other
/// line names the columns. There is no quoting; blanks around a field are no part of it.
class Table {
  public:
    explicit Table(std::string_view tsv);

    const std::vector<std::string_view>& header() const { return header_; }
    /// Place of a column in the header.
    std::optional<std::size_t> column(std::string_view name) const;

    /// Moves to the next row; false behind the last.
    bool next();
    /// A field of the current row; empty for a column the table or the row does not have.
    std::string_view operator[](std::optional<std::size_t> column) const {
        return column && *column < fields_.size() ? fields_[*column] : std::string_view{};
    }
    std::size_t field_count() const { return fields_.size(); }
    /// Number of the current line, from 1.
    std::size_t line() const { return line_; }
    /// Column of a field in the current line (in the header, before the first row), in code points, from 1.
    std::size_t column_of(std::size_t field) const;

  private:
    bool read_line();

    std::string_view rest_;
    std::string_view current_;
    std::size_t line_ = 0;
    std::vector<std::string_view> header_;
    std::vector<std::string_view> fields_;
};

/// Calls `use(part)` for each non-empty part of a list whose parts are separated by `|`, blanks around them removed.
template <typename Use>
void each_part(std::string_view list, Use&& use) {
    while (!list.empty()) {
        const auto end = list.find('|');
        auto part = list.substr(0, end);
        const auto first = part.find_first_not_of(' ');
        if (first != std::string_view::npos) {
            part = part.substr(first, part.find_last_not_of(' ') - first + 1);
            use(part);
        }
        if (end == std::string_view::npos) {
            return;
        }
        list.remove_prefix(end + 1);
    }
}

} // namespace demarche::names
