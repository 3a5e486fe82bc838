// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/text/csv.hh"

#include <algorithm>

#include <fmt/format.h>

#include "common/report/error.hh"

namespace demarche::text {

tl::unexpected<Error> CsvReader::fail_here(std::string what, std::string hint, std::size_t line, std::size_t at) {
    Error error{std::move(what), fmt::format("{}:{}:{}", name_, line, at + 1), "", std::move(hint), Exit::some_failed};
    skip_line();
    return fail(std::move(error));
}

void CsvReader::skip_line() {
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    ++line_;
    line_begin_ = at_;
}

bool CsvReader::at_line_end() const {
    return at_ >= text_.size() || text_[at_] == '\n' ||
           (text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n'));
}

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
    fields.clear();
    while (format_.comments && at_ < text_.size() && (text_[at_] == '#' || at_line_end())) {
        skip_line();
    }
    record_line_ = line_;
    if (at_ >= text_.size()) {
        return false;
    }
    while (true) {
        std::string& field = fields.emplace_back();
        if (format_.quotes && at_ < text_.size() && text_[at_] == '"') {
            const std::size_t open_line = line_;
            const std::size_t open_column = at_ - line_begin_;
            const std::size_t body = ++at_;
            while (true) {
                const std::size_t quote = text_.find('"', at_);
                if (quote == std::string_view::npos) {
                    // Reading goes on behind the line of the mark, so that one slip does not cost the rest of the file.
                    at_ = body;
                    line_ = open_line;
                    return fail_here("quotation mark is not closed", "write a second \" at the end of the field",
                                     open_line, open_column);
                }
                for (std::size_t i = at_; i < quote; ++i) {
                    if (text_[i] == '\n') {
                        ++line_;
                        line_begin_ = i + 1;
                    }
                }
                field.append(text_, at_, quote - at_);
                at_ = quote + 1;
                if (at_ >= text_.size() || text_[at_] != '"') {
                    break;
                }
                field += '"';
                ++at_;
            }
            if (!at_line_end() && text_[at_] != format_.separator) {
                return fail_here("text behind a closing quotation mark", "double a \" that belongs to the field", line_,
                                 at_ - line_begin_);
            }
        } else {
            const std::size_t begin = at_;
            while (!at_line_end() && text_[at_] != format_.separator) {
                if (format_.quotes && text_[at_] == '"') {
                    return fail_here("quotation mark inside a field that does not begin with one",
                                     "put the field into quotation marks and double those inside", line_,
                                     at_ - line_begin_);
                }
                ++at_;
            }
            field.assign(text_, begin, at_ - begin);
        }
        if (at_line_end()) {
            skip_line();
            return true;
        }
        ++at_;
    }
}

void append_csv(std::string& out, std::string_view field, char separator) {
    const auto special = [separator](char c) { return c == separator || c == '"' || c == '\n' || c == '\r'; };
    if (std::none_of(field.begin(), field.end(), special)) {
        out += field;
        return;
    }
    out += '"';
    for (const char c : field) {
        out += c;
        if (c == '"') {
            out += '"';
        }
    }
    out += '"';
}

} // namespace demarche::text
