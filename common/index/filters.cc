// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/filters.hh"

#include <algorithm>
#include <bit>
#include <utility>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint32_t block = 128;
constexpr std::size_t skip_bytes = 8;

constexpr std::uint32_t type_deltas = 0;
constexpr std::uint32_t type_bits = 1;
constexpr std::uint32_t type_run = 2;

std::size_t bit_words(std::uint32_t documents) {
    return documents / 64 + 1;
}

void put_varint(std::string& out, std::uint32_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>(static_cast<unsigned char>(value | 0x80)));
        value >>= 7;
    }
    out.push_back(static_cast<char>(static_cast<unsigned char>(value)));
}

/// Reads a varint at `at`, which moves behind it; 0 where the bytes end.
std::uint32_t get_varint(std::string_view bytes, std::uint32_t& at) {
    std::uint32_t value = 0;
    for (unsigned shift = 0; shift < 35 && at < bytes.size(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        value |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    return 0;
}

/// Calls `use` for each of `count` documents in deltas.
template <typename Use>
void each_delta(std::string_view deltas, std::uint32_t count, Use&& use) {
    std::uint32_t at = 0;
    std::uint32_t docid = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t begin = at;
        const std::uint32_t before = docid;
        docid += get_varint(deltas, at);
        use(i, before, docid, begin);
    }
}

} // namespace

void ListBuilder::add(std::uint32_t docid) {
    if (count_ == 0) {
        first_ = docid;
    } else if (docid == last_) {
        return;
    } else if (is_run() && docid != last_ + 1) {
        put_varint(deltas_, first_);
        deltas_.append(count_ - 1, '\x01');
        put_varint(deltas_, docid - last_);
    } else if (!is_run()) {
        put_varint(deltas_, docid - last_);
    }
    last_ = docid;
    ++count_;
}

std::string ListBuilder::encoded(std::uint32_t documents) const {
    std::string out;
    const auto head = [&](std::uint32_t type) {
        ByteWriter writer;
        writer.varint(std::uint64_t{count_} * 4 + type);
        out = std::move(writer.bytes);
    };
    if (is_run()) {
        head(type_run);
        put_varint(out, first_);
        return out;
    }
    const std::size_t skips = (count_ - 1) / block;
    if (deltas_.size() + skips * skip_bytes <= bit_words(documents) * 8) {
        head(type_deltas);
        ByteWriter table;
        each_delta(deltas_, skips > 0 ? count_ : 0,
                   [&](std::uint32_t i, std::uint32_t before, std::uint32_t, std::uint32_t begin) {
                       if (i > 0 && i % block == 0) {
                           table.u32(before);
                           table.u32(begin);
                       }
                   });
        out += table.bytes;
        out += deltas_;
        return out;
    }
    head(type_bits);
    std::vector<std::uint64_t> words(bit_words(documents));
    each_delta(deltas_, count_, [&](std::uint32_t, std::uint32_t, std::uint32_t docid, std::uint32_t) {
        words[docid / 64] |= std::uint64_t{1} << (docid % 64);
    });
    out.append(reinterpret_cast<const char*>(words.data()), words.size() * 8);
    return out;
}

std::uint32_t list_count(std::string_view list) {
    return static_cast<std::uint32_t>(ByteReader(list).varint() / 4);
}

FilterCursor::FilterCursor(std::shared_ptr<const std::string> list, std::uint32_t documents)
    : FilterCursor(std::string_view(*list), documents) {
    kept_ = std::move(list);
}

FilterCursor::FilterCursor(std::string_view list, std::uint32_t documents) : documents_(documents) {
    ByteReader head(list);
    const std::uint64_t value = head.varint();
    count_ = static_cast<std::uint32_t>(std::min<std::uint64_t>(value / 4, documents));
    if (!head.ok() || count_ == 0) {
        count_ = 0;
        return;
    }
    std::size_t length = 1;
    while (static_cast<unsigned char>(list[length - 1]) >= 0x80) {
        ++length;
    }
    data_ = list.substr(length);
    const auto type = static_cast<std::uint32_t>(value % 4);
    if (type == type_run) {
        type_ = Type::run;
        const std::uint32_t first = get_varint(data_, at_);
        if (first == 0 || first > documents || count_ - 1 > documents - first) {
            count_ = 0;
            return;
        }
        read_ = first + count_ - 1;
        docid_ = first;
    } else if (type == type_bits) {
        type_ = Type::bits;
        if (data_.size() < bit_words(documents) * 8) {
            count_ = 0;
            return;
        }
        find_bit(1);
    } else {
        type_ = Type::deltas;
        const std::size_t skips = (count_ - 1) / block * skip_bytes;
        if (data_.size() < skips) {
            count_ = 0;
            return;
        }
        skips_ = data_.substr(0, skips);
        data_.remove_prefix(skips);
        docid_ = 0;
        read_delta();
    }
}

void FilterCursor::find_bit(std::uint32_t docid) {
    if (docid > documents_) {
        docid_ = end;
        return;
    }
    std::size_t word = docid / 64;
    std::uint64_t bits = load<std::uint64_t>(data_, word) >> (docid % 64) << (docid % 64);
    while (bits == 0) {
        if (++word >= bit_words(documents_)) {
            docid_ = end;
            return;
        }
        bits = load<std::uint64_t>(data_, word);
    }
    const auto found = static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
    docid_ = found <= documents_ ? found : end;
}

void FilterCursor::read_delta() {
    if (read_ >= count_ || at_ >= data_.size()) {
        docid_ = end;
        return;
    }
    // Most differences take one byte.
    auto delta = static_cast<std::uint32_t>(static_cast<unsigned char>(data_[at_]));
    if (delta < 0x80) {
        ++at_;
    } else {
        delta = get_varint(data_, at_);
    }
    ++read_;
    docid_ = delta == 0 || delta > documents_ - docid_ ? end : docid_ + delta;
}

void FilterCursor::next() {
    switch (type_) {
    case Type::run:
        docid_ = docid_ < read_ ? docid_ + 1 : end;
        break;
    case Type::bits:
        if (docid_ != end) {
            find_bit(docid_ + 1);
        }
        break;
    case Type::deltas:
        if (docid_ != end) {
            read_delta();
        }
        break;
    }
}

void FilterCursor::enter_block(std::uint32_t docid) {
    const std::size_t blocks = skips_.size() / skip_bytes;
    // Entry b - 1 tells of block b, which follows the document it names.
    std::size_t low = (read_ == 0 ? 0 : (read_ - 1) / block);
    const std::size_t here = low;
    std::size_t high = blocks;
    // Mostly the next few: look there before halving.
    std::size_t step = 1;
    while (low + step <= blocks && load<std::uint32_t>(skips_, 2 * (low + step - 1)) < docid) {
        low += step;
        step *= 2;
    }
    high = std::min(blocks, low + step - 1);
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        if (load<std::uint32_t>(skips_, 2 * (middle - 1)) < docid) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    if (low > here) {
        docid_ = load<std::uint32_t>(skips_, 2 * (low - 1));
        at_ = load<std::uint32_t>(skips_, 2 * (low - 1) + 1);
        read_ = static_cast<std::uint32_t>(low) * block;
        if (docid_ > documents_) {
            docid_ = end;
            return;
        }
        read_delta();
    }
}

void FilterCursor::skip_to(std::uint32_t docid) {
    if (docid_ == end || docid <= docid_) {
        return;
    }
    switch (type_) {
    case Type::run:
        docid_ = docid <= read_ ? docid : end;
        break;
    case Type::bits:
        find_bit(docid);
        break;
    case Type::deltas:
        enter_block(docid);
        while (docid_ < docid) {
            read_delta();
        }
        break;
    }
}

namespace {

/// Lists one behind the other.
class ListsSection {
  public:
    void add(std::string_view term, std::string_view list) {
        term_starts_.u32(static_cast<std::uint32_t>(terms_.size()));
        terms_ += term;
        starts_.u32(static_cast<std::uint32_t>(lists_.size()));
        lists_ += list;
    }
    void write(SectionWriter& out) {
        term_starts_.u32(static_cast<std::uint32_t>(terms_.size()));
        starts_.u32(static_cast<std::uint32_t>(lists_.size()));
        out.add("filter.starts", std::move(term_starts_.bytes));
        out.add("filter.bytes", std::move(terms_));
        out.add("filter.list.starts", std::move(starts_.bytes));
        out.add("filter.list", std::move(lists_));
    }

  private:
    ByteWriter term_starts_;
    std::string terms_;
    ByteWriter starts_;
    std::string lists_;
};

} // namespace

std::uint32_t FiltersBuilder::number(std::string_view term) {
    if (const auto found = numbers_.find(term); found != numbers_.end()) {
        return found->second;
    }
    const auto number = static_cast<std::uint32_t>(lists_.size());
    numbers_.emplace(term, number);
    lists_.emplace_back();
    return number;
}

std::vector<std::pair<std::string_view, std::uint32_t>> FiltersBuilder::sorted() const {
    std::vector<std::pair<std::string_view, std::uint32_t>> all;
    for (const auto& [term, number] : numbers_) {
        if (lists_[number].count() > 0) {
            all.emplace_back(term, number);
        }
    }
    std::sort(all.begin(), all.end());
    return all;
}

void FiltersBuilder::write(SectionWriter& out, std::uint32_t documents) const {
    ListsSection section;
    for (const auto& [term, number] : sorted()) {
        section.add(term, lists_[number].encoded(documents));
    }
    section.write(out);
}

std::optional<std::string> FiltersBuilder::difference(const Filters& filters, std::uint32_t documents) const {
    std::uint32_t at = 0;
    for (const auto& [term, number] : sorted()) {
        if (at == filters.size() || filters.term(at) != term || filters.list(at) != lists_[number].encoded(documents)) {
            return std::string(term);
        }
        ++at;
    }
    return at < filters.size() ? std::optional(std::string(filters.term(at))) : std::nullopt;
}

Result<Filters> Filters::open(const SectionFile& file, std::uint32_t documents) {
    Filters filters;
    filters.documents_ = documents;
    auto terms = StringList::open(file, "filter");
    if (!terms) {
        return fail(terms.error());
    }
    auto starts = file.array<std::uint32_t>("filter.list.starts", terms->size() + 1);
    if (!starts) {
        return fail(starts.error());
    }
    auto lists = file.section("filter.list");
    if (!lists) {
        return fail(lists.error());
    }
    filters.terms_ = *terms;
    filters.starts_ = *starts;
    filters.lists_ = *lists;
    return filters;
}

std::uint32_t Filters::lower_bound(std::string_view beginning) const {
    std::uint32_t low = 0;
    std::uint32_t high = size();
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (terms_[middle] < beginning) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

std::string_view Filters::list(std::uint32_t number) const {
    const auto begin = load<std::uint32_t>(starts_, number);
    const auto stop = load<std::uint32_t>(starts_, number + std::size_t{1});
    return begin <= stop && stop <= lists_.size() ? lists_.substr(begin, stop - begin) : std::string_view{};
}

void FiltersMerger::add(const Filters& filters, std::uint32_t documents) {
    parts_.push_back({&filters, documents_});
    documents_ += documents;
}

void FiltersMerger::write(SectionWriter& out) const {
    ListsSection section;
    std::vector<std::uint32_t> at(parts_.size());
    while (true) {
        std::optional<std::string_view> least;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            if (at[i] < parts_[i].filters->size() && (!least || parts_[i].filters->term(at[i]) < *least)) {
                least = parts_[i].filters->term(at[i]);
            }
        }
        if (!least) {
            break;
        }
        ListBuilder list;
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Part& part = parts_[i];
            if (at[i] < part.filters->size() && part.filters->term(at[i]) == *least) {
                for (FilterCursor cursor = part.filters->cursor(at[i]); !cursor.at_end(); cursor.next()) {
                    list.add(part.before + cursor.docid());
                }
                ++at[i];
            }
        }
        section.add(*least, list.encoded(documents_));
    }
    section.write(out);
}

} // namespace demarche::index
