// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/word_rows.hh"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace demarche::search {

namespace {

using index::FormRange;
using index::Words;

/// Rows of `width` bytes, one behind the other.
template <std::size_t width>
class Packed {
  public:
    /// The narrowest type that holds a row: loops over it take the fewest instructions.
    using Row =
        std::conditional_t<width == 1, std::uint8_t, std::conditional_t<width == 2, std::uint16_t, std::uint32_t>>;

    explicit Packed(std::string_view bytes) : at_(bytes.data()), size_(bytes.size() / width) {}
    std::size_t size() const { return size_; }
    Row operator[](std::size_t i) const {
        Row row = 0;
        std::memcpy(&row, at_ + i * width, width);
        return row;
    }

  private:
    const char* at_;
    std::size_t size_;
};

/// Calls `use` with the document's rows.
template <typename Use>
auto with_rows(const Words& words, std::uint32_t docid, Use&& use) {
    const std::string_view bytes = words.packed(docid);
    switch (words.width()) {
    case 1:
        return use(Packed<1>(bytes));
    case 2:
        return use(Packed<2>(bytes));
    case 3:
        return use(Packed<3>(bytes));
    default:
        return use(Packed<4>(bytes));
    }
}

std::uint64_t frequency(const Words& words, const RowRanges& ranges) {
    std::uint64_t sum = 0;
    for (const FormRange& range : ranges) {
        for (std::uint32_t row = range.begin; row < range.end; ++row) {
            sum += words.frequency(row);
        }
    }
    return sum;
}

/// Words side by side, each of one row: nearly every phrase. Compares the whole statement without a branch, which the
/// compiler turns into a few wide instructions; common words are looked for in hundreds of thousands of statements.
class ExactRow {
  public:
    /// Nothing when some word has several rows.
    static std::optional<ExactRow> make(const Words& words, const std::vector<RowRanges>& row) {
        ExactRow out(words);
        for (const RowRanges& ranges : row) {
            if (ranges.size() != 1 || ranges.front().end - ranges.front().begin != 1) {
                return std::nullopt;
            }
            out.rows_.push_back(ranges.front().begin);
        }
        // The pair of neighbours looked for first is the one with the rarest word.
        std::uint64_t least = UINT64_MAX;
        for (std::size_t i = 0; i + 1 < row.size(); ++i) {
            const std::uint64_t rarest = std::min(words.frequency(out.rows_[i]), words.frequency(out.rows_[i + 1]));
            if (rarest < least) {
                least = rarest;
                out.pair_ = i;
            }
        }
        return out.rows_.empty() ? std::nullopt : std::optional<ExactRow>(std::move(out));
    }

    bool operator()(std::uint32_t docid) const {
        return with_rows(words_, docid, [&](auto rows) { return stands(rows); });
    }

  private:
    explicit ExactRow(const Words& words) : words_(words) {}

    template <std::size_t width>
    bool stands(Packed<width> here) const {
        using Row = typename Packed<width>::Row;
        if (here.size() < rows_.size()) {
            return false;
        }
        const std::size_t places = here.size() - rows_.size() + 1;
        const auto first = static_cast<Row>(rows_[pair_]);
        Row any = 0;
        if (rows_.size() == 1) {
            for (std::size_t at = 0; at < places; ++at) {
                any = static_cast<Row>(any | static_cast<Row>(here[at] == first));
            }
            return any != 0;
        }
        const auto second = static_cast<Row>(rows_[pair_ + 1]);
        for (std::size_t at = pair_; at < places + pair_; ++at) {
            any = static_cast<Row>(
                any | static_cast<Row>(static_cast<Row>(here[at] == first) & static_cast<Row>(here[at + 1] == second)));
        }
        if (any == 0 || rows_.size() == 2) {
            return any != 0;
        }
        for (std::size_t at = 0; at < places; ++at) {
            std::size_t i = 0;
            while (i < rows_.size() && here[at + i] == rows_[i]) {
                ++i;
            }
            if (i == rows_.size()) {
                return true;
            }
        }
        return false;
    }

    const Words& words_;
    std::vector<std::uint32_t> rows_;
    std::size_t pair_ = 0;
};

/// Words side by side, each of some rows.
class Row {
  public:
    Row(const Words& words, std::vector<RowRanges> row) : words_(words), row_(std::move(row)) {
        std::uint64_t least = UINT64_MAX;
        for (std::size_t i = 0; i < row_.size(); ++i) {
            if (const std::uint64_t count = frequency(words_, row_[i]); count < least) {
                least = count;
                rarest_ = i;
            }
        }
    }

    bool operator()(std::uint32_t docid) const {
        return !row_.empty() && with_rows(words_, docid, [&](auto rows) { return stands(rows); });
    }

  private:
    template <std::size_t width>
    bool stands(Packed<width> here) const {
        for (std::size_t at = 0; at + row_.size() <= here.size(); ++at) {
            if (!hold(row_[rarest_], here[at + rarest_])) {
                continue;
            }
            std::size_t i = 0;
            while (i < row_.size() && hold(row_[i], here[at + i])) {
                ++i;
            }
            if (i == row_.size()) {
                return true;
            }
        }
        return false;
    }

    const Words& words_;
    std::vector<RowRanges> row_;
    std::size_t rarest_ = 0;
};

/// Any pattern.
class Arranged {
  public:
    Arranged(const Words& words, const Pattern& pattern) : words_(words), pattern_(pattern) {
        for (const Pattern::Item& item : pattern_.items) {
            for (const Sequence& sequence : item) {
                for (const WordSpec& spec : sequence) {
                    ranges_.emplace_back(&spec, rows_of(words, spec));
                }
            }
        }
    }

    bool operator()(std::uint32_t docid) {
        words_.read(docid, here_);
        return matches(pattern_, here_.size(),
                       [&](const WordSpec& spec, std::size_t at) { return hold(ranges(spec), here_[at]); });
    }

  private:
    const RowRanges& ranges(const WordSpec& spec) const {
        return std::find_if(ranges_.begin(), ranges_.end(), [&](const auto& word) { return word.first == &spec; })
            ->second;
    }

    const Words& words_;
    const Pattern& pattern_;
    /// Of each word, found again by its address in the pattern.
    std::vector<std::pair<const WordSpec*, RowRanges>> ranges_;
    /// Kept between documents for its memory.
    std::vector<std::uint32_t> here_;
};

} // namespace

RowRanges rows_of(const Words& words, const WordSpec& spec) {
    RowRanges rows;
    const auto add = [&](std::uint32_t row) {
        if (!rows.empty() && rows.back().end == row) {
            ++rows.back().end;
        } else {
            rows.push_back({row, row + 1});
        }
    };
    if (spec.type == WordSpec::Type::form) {
        if (const FormRange range = words.exact(spec.text); !range.empty()) {
            rows.push_back(range);
        }
        return rows;
    }
    if (spec.type == WordSpec::Type::wildcard) {
        const FormRange range = words.with_beginning(spec.text);
        for (std::uint32_t row = range.begin; row < range.end; ++row) {
            if (spec.accepts(words.form(row), {})) {
                add(row);
            }
        }
        return rows;
    }
    std::vector<std::uint32_t> all;
    for (const std::string& term : spec.terms) {
        if (const auto number = words.find_term(term)) {
            words.each_row_of_term(*number, [&](std::uint32_t row) { all.push_back(row); });
        }
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::for_each(all.begin(), all.end(), add);
    return rows;
}

TermCounter::TermCounter(const Words& words, std::uint32_t term) : words_(words) {
    words.each_row_of_term(term, [&](std::uint32_t row) { rows_.push_back(row); });
    std::sort(rows_.begin(), rows_.end());
}

std::uint32_t TermCounter::operator()(std::uint32_t docid) const {
    constexpr std::size_t few = 6;
    return with_rows(words_, docid, [&]<std::size_t width>(Packed<width> here) {
        std::uint32_t count = 0;
        if (rows_.size() <= few) {
            for (const std::uint32_t wanted : rows_) {
                const auto row = static_cast<typename Packed<width>::Row>(wanted);
                for (std::size_t at = 0; at < here.size(); ++at) {
                    count += here[at] == row ? 1 : 0;
                }
            }
            return count;
        }
        for (std::size_t at = 0; at < here.size(); ++at) {
            count += std::binary_search(rows_.begin(), rows_.end(), std::uint32_t{here[at]}) ? 1 : 0;
        }
        return count;
    });
}

DocumentCheck pattern_check(const Words& words, const Pattern& pattern) {
    if (pattern.type == Pattern::Type::row && pattern.items.size() == 1 && pattern.items.front().size() == 1) {
        std::vector<RowRanges> row;
        for (const WordSpec& spec : pattern.items.front().front()) {
            row.push_back(rows_of(words, spec));
        }
        if (auto exact = ExactRow::make(words, row)) {
            return std::move(*exact);
        }
        return Row(words, std::move(row));
    }
    return Arranged(words, pattern);
}

} // namespace demarche::search
