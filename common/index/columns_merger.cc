// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/columns_merger.hh"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

/// A section that is written through a small buffer.
class Section {
  public:
    Section(SectionStream& out, std::string name) : out_(out), name_(std::move(name)) {}

    void put(std::string_view bytes) {
        buffer_ += bytes;
        if (buffer_.size() >= most) {
            flush();
        }
    }
    /// The low `width` bytes.
    void put(std::uint32_t value, std::size_t width = sizeof(std::uint32_t)) {
        put(std::string_view(reinterpret_cast<const char*>(&value), width));
    }
    /// A section with nothing in it is there all the same.
    Result<void> end() {
        flush();
        return done_;
    }

  private:
    static constexpr std::size_t most = std::size_t{64} << 10U;

    void flush() {
        if (done_) {
            done_ = out_.append(name_, buffer_);
        }
        buffer_.clear();
    }

    SectionStream& out_;
    std::string name_;
    std::string buffer_;
    Result<void> done_;
};

/// Where sorted lists meet: calls `use(number)` for each different value in order, after `take(part, row, number)` for
/// each row that has it. `value(part, row)` gives values that can be compared, `size(part)` how many a part has.
template <typename Size, typename Value, typename Take, typename Use>
void merge_sorted(std::size_t parts, Size&& size, Value&& value, Take&& take, Use&& use) {
    using T = decltype(value(std::size_t{}, std::uint32_t{}));
    std::vector<std::uint32_t> at(parts);
    for (std::uint32_t number = 0;; ++number) {
        std::optional<T> least;
        for (std::size_t part = 0; part < parts; ++part) {
            if (at[part] < size(part)) {
                const T here = value(part, at[part]);
                if (!least || here < *least) {
                    least = here;
                }
            }
        }
        if (!least) {
            return;
        }
        for (std::size_t part = 0; part < parts; ++part) {
            while (at[part] < size(part) && value(part, at[part]) == *least) {
                take(part, at[part]++, number);
            }
        }
        use(*least);
    }
}

/// A string list as it is written: the bytes at once, where each begins at the end.
class Strings {
  public:
    Strings(SectionStream& out, const std::string& name) : bytes_(out, name + ".bytes"), out_(out), name_(name) {}

    void add(std::string_view value) {
        starts_.u32(static_cast<std::uint32_t>(size_));
        size_ += value.size();
        bytes_.put(value);
    }
    Result<void> end() {
        starts_.u32(static_cast<std::uint32_t>(size_));
        if (auto done = bytes_.end(); !done) {
            return done;
        }
        return out_.append(name_ + ".starts", starts_.bytes);
    }

  private:
    Section bytes_;
    SectionStream& out_;
    std::string name_;
    ByteWriter starts_;
    std::uint64_t size_ = 0;
};

} // namespace

std::size_t most_column_sections() {
    // A column of strings: values and keys with two each, the values and where they begin. Numbers, ids, words,
    // filters.
    return string_columns.size() * 6 + 4 + 3 + 10 + 4;
}

void ColumnsMerger::add(const SectionFile& file, const Columns& columns, const Words& words, std::uint32_t articles) {
    parts_.push_back({&file, &columns, &words, documents_, articles_});
    documents_ += columns.documents();
    articles_ += articles;
}

Result<void> ColumnsMerger::write(SectionStream& out) const {
    for (const StringColumn& column : string_columns) {
        if (auto done = write_strings(out, column.name); !done) {
            return done;
        }
    }
    for (const auto step : {&ColumnsMerger::write_numbers, &ColumnsMerger::write_ids, &ColumnsMerger::write_words}) {
        if (auto done = (this->*step)(out); !done) {
            return done;
        }
        for (const Part& part : parts_) {
            part.file->release();
        }
    }
    return {};
}

Result<void> ColumnsMerger::write_strings(SectionStream& out, std::string_view column) const {
    const std::string name(column);
    std::vector<StringColumnView> views;
    bool single = true;
    for (const Part& part : parts_) {
        auto view = part.columns->strings(column);
        if (!view) {
            return fail(view.error());
        }
        single = single && (view->single() || view->dictionary().size() == 0);
        views.push_back(*view);
    }
    std::vector<std::vector<std::uint32_t>> numbers;
    for (const StringColumnView& view : views) {
        numbers.emplace_back(view.dictionary().size());
    }
    std::uint32_t different = 0;
    // The keys go with the values: a value's first row has its key.
    std::vector<std::pair<std::size_t, std::uint32_t>> first_rows;
    Strings values(out, name);
    merge_sorted(
        views.size(), [&](std::size_t part) { return static_cast<std::uint32_t>(views[part].dictionary().size()); },
        [&](std::size_t part, std::uint32_t row) { return views[part].dictionary().value(row); },
        [&](std::size_t part, std::uint32_t row, std::uint32_t number) {
            numbers[part][row] = number;
            if (first_rows.size() == number) {
                first_rows.emplace_back(part, row);
            }
        },
        [&](std::string_view value) {
            values.add(value);
            ++different;
        });
    if (auto done = values.end(); !done) {
        return done;
    }
    Strings keys(out, name + ".key");
    for (const auto& [part, row] : first_rows) {
        keys.add(views[part].dictionary().stored_key(row));
    }
    if (auto done = keys.end(); !done) {
        return done;
    }
    const bool wide = different >= UINT16_MAX;
    const std::size_t width = wide ? 4 : 2;
    ByteWriter starts;
    std::uint32_t count = 0;
    Section ids(out, name + (wide ? ".u32" : ".u16"));
    for (std::size_t p = 0; p < parts_.size() && different > 0; ++p) {
        for (std::uint32_t docid = 1; docid <= parts_[p].columns->documents(); ++docid) {
            const std::uint32_t before = count;
            if (!single) {
                starts.u32(count);
            }
            views[p].each(docid, [&](std::uint32_t id) {
                ids.put(numbers[p][id], width);
                ++count;
            });
            if (single && count == before) {
                ids.put(UINT32_MAX, width);
            }
        }
    }
    if (auto done = ids.end(); !done || single) {
        return done;
    }
    starts.u32(count);
    return out.append(name + ".first", starts.bytes);
}

Result<void> ColumnsMerger::write_numbers(SectionStream& out) const {
    const std::pair<const char*, std::size_t> columns[] = {{"day", 4}, {"published", 4}, {"confidence", 2}};
    for (const auto& [name, width] : columns) {
        Section section(out, name);
        for (const Part& part : parts_) {
            const auto bytes = part.file->section(name);
            if (!bytes) {
                return fail(bytes.error());
            }
            section.put(bytes->substr(0, part.columns->documents() * width));
        }
        if (auto done = section.end(); !done) {
            return done;
        }
    }
    Section articles(out, "article");
    for (const Part& part : parts_) {
        for (std::uint32_t docid = 1; docid <= part.columns->documents(); ++docid) {
            articles.put(part.articles_before + part.columns->article(docid));
        }
    }
    return articles.end();
}

Result<void> ColumnsMerger::write_ids(SectionStream& out) const {
    Strings ids(out, "id");
    for (const Part& part : parts_) {
        for (std::uint32_t docid = 1; docid <= part.columns->documents(); ++docid) {
            ids.add(part.columns->id(docid));
        }
    }
    if (auto done = ids.end(); !done) {
        return done;
    }
    Section order(out, "id.order");
    merge_sorted(
        parts_.size(), [&](std::size_t part) { return parts_[part].columns->documents(); },
        [&](std::size_t part, std::uint32_t row) {
            return parts_[part].columns->id(parts_[part].columns->nth_by_id(row));
        },
        [&](std::size_t part, std::uint32_t row, std::uint32_t) {
            order.put(parts_[part].documents_before + parts_[part].columns->nth_by_id(row));
        },
        [](std::string_view) {});
    return order.end();
}

Result<void> ColumnsMerger::write_words(SectionStream& out) const {
    std::vector<std::vector<std::uint32_t>> rows;
    for (const Part& part : parts_) {
        rows.emplace_back(part.words->size());
    }
    FormsTable table;
    std::uint32_t frequency = 0;
    merge_sorted(
        parts_.size(), [&](std::size_t part) { return parts_[part].words->size(); },
        [&](std::size_t part, std::uint32_t row) {
            return std::pair(parts_[part].words->form(row), parts_[part].words->term(row));
        },
        [&](std::size_t part, std::uint32_t row, std::uint32_t number) {
            rows[part][row] = number;
            frequency += parts_[part].words->frequency(row);
        },
        [&](const std::pair<std::string_view, std::string_view>& form) {
            table.add(form.first, form.second, std::exchange(frequency, 0));
        });
    SectionWriter forms;
    table.write(forms);
    if (auto done = forms.append_to(out); !done) {
        return done;
    }
    const std::size_t width = Words::width_for(table.size());
    ByteWriter starts;
    std::uint32_t count = 0;
    std::vector<std::uint32_t> here;
    Section words(out, "words");
    for (std::size_t p = 0; p < parts_.size(); ++p) {
        for (std::uint32_t docid = 1; docid <= parts_[p].columns->documents(); ++docid) {
            starts.u32(count);
            parts_[p].words->read(docid, here);
            for (const std::uint32_t row : here) {
                if (row < rows[p].size()) {
                    words.put(rows[p][row], width);
                    ++count;
                }
            }
        }
        parts_[p].file->release();
    }
    starts.u32(count);
    if (auto done = words.end(); !done) {
        return done;
    }
    return out.append("words.first", starts.bytes);
}

} // namespace demarche::index
