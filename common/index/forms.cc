// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/forms.hh"

#include <algorithm>

#include "common/index/string_sections.hh"

namespace demarche::index {

std::uint32_t WordsBuilder::number(std::string_view form, std::string_view term) {
    key_.assign(form);
    key_ += '\0';
    key_ += term;
    return ids_.try_emplace(key_, static_cast<std::uint32_t>(ids_.size())).first->second;
}

void WordsBuilder::end_document() {
    starts_.push_back(static_cast<std::uint32_t>(words_.size()));
}

void FormsTable::add(std::string_view form, std::string_view term, std::uint32_t frequency) {
    // Rows come in order, and so do those of each term.
    rows_of_terms_[term].push_back(static_cast<std::uint32_t>(forms_.size()));
    forms_.push_back(form);
    frequencies_.u32(frequency);
}

void FormsTable::write(SectionWriter& out) const {
    std::vector<std::string_view> terms;
    std::vector<std::uint32_t> term_of_row(forms_.size());
    ByteWriter rows_first;
    ByteWriter rows_of_term;
    std::uint32_t listed = 0;
    for (const auto& [term, its_rows] : rows_of_terms_) {
        rows_first.u32(listed);
        for (const std::uint32_t row : its_rows) {
            term_of_row[row] = static_cast<std::uint32_t>(terms.size());
            rows_of_term.u32(row);
            ++listed;
        }
        terms.push_back(term);
    }
    rows_first.u32(listed);
    ByteWriter term_numbers;
    for (const std::uint32_t term : term_of_row) {
        term_numbers.u32(term);
    }
    write_strings(out, "form", forms_);
    write_strings(out, "term", terms);
    out.add("form.term", std::move(term_numbers.bytes));
    out.add("term.first", std::move(rows_first.bytes));
    out.add("term.rows", std::move(rows_of_term.bytes));
    out.add("form.frequency", frequencies_.bytes);
}

void WordsBuilder::write(SectionWriter& out) const {
    FormsTable table;
    std::vector<std::uint32_t> frequencies(ids_.size(), 0);
    for (const std::uint32_t id : words_) {
        ++frequencies[id];
    }
    std::vector<std::uint32_t> rows(ids_.size());
    std::vector<std::pair<std::string_view, std::uint32_t>> sorted(ids_.begin(), ids_.end());
    std::sort(sorted.begin(), sorted.end());
    for (const auto& [key, id] : sorted) {
        const std::size_t zero = key.find('\0');
        rows[id] = table.size();
        table.add(key.substr(0, zero), key.substr(zero + 1), frequencies[id]);
    }
    table.write(out);
    const std::size_t width = Words::width_for(ids_.size());
    std::string words;
    words.reserve(words_.size() * width);
    for (const std::uint32_t id : words_) {
        words.append(reinterpret_cast<const char*>(&rows[id]), width);
    }
    ByteWriter starts;
    for (const std::uint32_t start : starts_) {
        starts.u32(start);
    }
    out.add("words.first", std::move(starts.bytes));
    out.add("words", std::move(words));
}

Result<Words> Words::open(const SectionFile& file, std::uint32_t documents) {
    Words words;
    auto forms = StringList::open(file, "form");
    auto terms = StringList::open(file, "term");
    for (const auto* list : {&forms, &terms}) {
        if (!*list) {
            return fail(list->error());
        }
    }
    auto frequencies = file.array<std::uint32_t>("form.frequency", forms->size());
    auto term_of_row = file.array<std::uint32_t>("form.term", forms->size());
    auto rows_first = file.array<std::uint32_t>("term.first", terms->size() + 1);
    auto rows_of_term = file.array<std::uint32_t>("term.rows", forms->size());
    auto starts = file.array<std::uint32_t>("words.first", documents + std::size_t{1});
    auto column = file.section("words");
    for (const auto* bytes : {&frequencies, &term_of_row, &rows_first, &rows_of_term, &starts, &column}) {
        if (!*bytes) {
            return fail(bytes->error());
        }
    }
    words.forms_ = *forms;
    words.terms_ = *terms;
    words.term_of_row_ = *term_of_row;
    words.rows_first_ = *rows_first;
    words.rows_of_term_ = *rows_of_term;
    words.frequencies_ = *frequencies;
    words.starts_ = *starts;
    words.words_ = *column;
    words.width_ = width_for(forms->size());
    words.words_count_ = column->size() / words.width_;
    return words;
}

std::uint32_t Words::lower_bound(std::string_view form) const {
    std::uint32_t low = 0;
    std::uint32_t high = size();
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (forms_[middle] < form) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::optional<std::uint32_t> Words::find_term(std::string_view term) const {
    return terms_.find_sorted(term);
}

FormRange Words::exact(std::string_view form) const {
    FormRange range{lower_bound(form), 0};
    range.end = range.begin;
    while (range.end < size() && forms_[range.end] == form) {
        ++range.end;
    }
    return range;
}

FormRange Words::with_beginning(std::string_view beginning) const {
    FormRange range{lower_bound(beginning), size()};
    // The first row behind the range: partition point, since rows that begin so follow each other.
    std::uint32_t low = range.begin;
    while (low < range.end) {
        const std::uint32_t middle = low + (range.end - low) / 2;
        if (forms_[middle].starts_with(beginning)) {
            low = middle + 1;
        } else {
            range.end = middle;
        }
    }
    return range;
}

void Words::read(std::uint32_t docid, std::vector<std::uint32_t>& out) const {
    const std::uint32_t size = count(docid);
    out.resize(size);
    const char* at = packed(docid).data();
    // Phrases read hundreds of thousands of documents: copies of a size known here take a fraction of the others.
    const auto copy = [&]<std::size_t width>() {
        for (std::uint32_t i = 0; i < size; ++i, at += width) {
            std::uint32_t row = 0;
            std::memcpy(&row, at, width);
            out[i] = row;
        }
    };
    switch (width_) {
    case 1:
        return copy.operator()<1>();
    case 2:
        return copy.operator()<2>();
    case 3:
        return copy.operator()<3>();
    default:
        return copy.operator()<4>();
    }
}

} // namespace demarche::index
