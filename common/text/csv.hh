// SPDX-License-Identifier: GPL-3.0-or-later
// Comma and tab separated values, RFC 4180.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "common/report/error.hh"

namespace demarche::text {

/// What kind of table is read.
struct CsvFormat {
    char separator = ',';
    /// Fields may stand in double quotes and then hold separators, line ends and doubled quotes.
    bool quotes = true;
    /// Lines that begin with '#' and empty lines are skipped.
    bool comments = false;
};

/// Tab separated data files: no quotes, '#' comments.
inline constexpr CsvFormat tsv_format{'\t', false, true};

/// Reads records one at a time out of text that outlives it. Lines end in "\n" or "\r\n".
class CsvReader {
  public:
    /// `name` is the file's, for errors.
    CsvReader(std::string_view text, std::string name, CsvFormat format = {})
        : text_(text), name_(std::move(name)), format_(format) {}

    /// Reads the next record into `fields`; false at the end. Errors: a quotation mark that is not closed, or text
    /// behind a closed one, or a quotation mark inside a bare field; they name file, line and column (in bytes, from
    /// 1). Reading can go on with the next line after an error.
    Result<bool> next(std::vector<std::string>& fields);

    /// Line on which the record given last began, from 1.
    std::size_t line() const { return record_line_; }

  private:
    tl::unexpected<Error> fail_here(std::string what, std::string hint, std::size_t line, std::size_t at);
    void skip_line();
    bool at_line_end() const;

    std::string_view text_;
    std::string name_;
    CsvFormat format_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t line_begin_ = 0;
    std::size_t record_line_ = 0;
};

/// Appends one field as RFC 4180 writes it: in quotes only when it must be.
void append_csv(std::string& out, std::string_view field, char separator = ',');

} // namespace demarche::text
