// SPDX-License-Identifier: GPL-3.0-or-later
// The reader of tab-separated data.
#include "common/names/table.hh"

#include "common/text/utf8.hh"

namespace demarche::names {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \r");
    if (first == std::string_view::npos) {
        return text.substr(0, 0);
    }
    return text.substr(first, text.find_last_not_of(" \r") - first + 1);
}

} // namespace

Table::Table(std::string_view tsv) : rest_(tsv) {
    if (rest_.starts_with("\xEF\xBB\xBF")) {
        rest_.remove_prefix(3);
    }
    if (read_line()) {
        header_ = fields_;
    }
}

std::optional<std::size_t> Table::column(std::string_view name) const {
    for (std::size_t i = 0; i < header_.size(); ++i) {
        if (header_[i] == name) {
            return i;
        }
    }
    return std::nullopt;
}

bool Table::next() {
    return read_line();
}

bool Table::read_line() {
    while (!rest_.empty()) {
        const auto end = rest_.find('\n');
        current_ = rest_.substr(0, end);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
        ++line_;
        if (current_.starts_with('#') || trimmed(current_).find_first_not_of('\t') == std::string_view::npos) {
            continue;
        }
        fields_.clear();
        auto line = current_;
        for (;;) {
            const auto tab = line.find('\t');
            fields_.push_back(trimmed(line.substr(0, tab)));
            if (tab == std::string_view::npos) {
                return true;
            }
            line.remove_prefix(tab + 1);
        }
    }
    fields_.clear();
    return false;
}

std::size_t Table::column_of(std::size_t field) const {
    if (field >= fields_.size()) {
        return 1;
    }
    return text::count_code_points(
               current_.substr(0, static_cast<std::size_t>(fields_[field].data() - current_.data()))) +
           1;
}

} // namespace demarche::names
