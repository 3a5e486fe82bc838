// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/articles.hh"

#include <algorithm>
#include <numeric>

#include "common/index/bytes.hh"
#include "common/index/document.hh"
#include "common/index/string_sections.hh"

namespace demarche::index {

namespace {

/// A row of the ledger: content hash, first document, number of documents, source, twin.
constexpr std::size_t row_size = 32;
constexpr std::size_t row_numbers = 8;
constexpr std::size_t state_size = 24;
/// Sections of the file: three of the blocks, ids and sources with two each, rows, two searched orders of two, twins.
constexpr std::size_t sections = 14;

/// The keys of strings in rising order, and the strings' numbers in that order.
Result<void> write_order(SectionStream& out, const std::string& name, const std::vector<std::string>& strings) {
    std::vector<std::uint64_t> hashes;
    hashes.reserve(strings.size());
    for (const std::string& string : strings) {
        hashes.push_back(ledger_key(string));
    }
    std::vector<std::uint32_t> order(strings.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(hashes[a], a) < std::pair(hashes[b], b); });
    ByteWriter keys;
    ByteWriter numbers;
    for (const std::uint32_t number : order) {
        keys.u64(hashes[number]);
        numbers.u32(number);
    }
    if (auto done = out.append(name + ".key", keys.bytes); !done) {
        return done;
    }
    return out.append(name + ".order", numbers.bytes);
}

/// The first position of a key in a searched order.
std::size_t lower_bound(std::string_view keys, std::uint64_t key) {
    std::size_t low = 0;
    std::size_t high = keys.size() / sizeof(std::uint64_t);
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (load<std::uint64_t>(keys, middle) < key) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

} // namespace

std::uint64_t ledger_key(std::string_view id) {
    return checksum(id);
}

Result<ArticlesWriter> ArticlesWriter::create(const std::filesystem::path& path) {
    auto out = SectionStream::create(path, sections);
    if (!out) {
        return fail(out.error());
    }
    return ArticlesWriter(std::move(*out));
}

Result<void> ArticlesWriter::add(const Article& article, const LedgerRow& row) {
    add_row(row);
    return articles_.add(out_, encode_article(article));
}

Result<void> ArticlesWriter::append(const Articles& from, std::uint32_t documents) {
    for (std::uint32_t number = 0; number < from.size(); ++number) {
        LedgerRow row = from.row(number);
        row.first += documents;
        add_row(row);
    }
    return articles_.append(out_, from.blocks(), from.file());
}

void ArticlesWriter::add_row(const LedgerRow& row) {
    const std::uint32_t source = source_id(row.source);
    ++counts_[source];
    rows_.push_back({row.content, row.first, row.count, source, row.twin});
    ids_.push_back(row.id);
}

std::uint32_t ArticlesWriter::source_id(const std::string& source) {
    const auto [found, is_new] = source_ids_.try_emplace(source, static_cast<std::uint32_t>(sources_.size()));
    if (is_new) {
        sources_.push_back(source);
        states_.emplace_back();
        counts_.push_back(0);
    }
    return found->second;
}

void ArticlesWriter::add_source(const std::string& source, const SourceState& state) {
    states_[source_id(source)] = state;
}

Result<void> ArticlesWriter::finish() {
    if (auto done = articles_.finish(out_); !done) {
        return done;
    }
    ByteWriter rows;
    for (const Row& row : rows_) {
        rows.u64(row.content.high);
        rows.u64(row.content.low);
        rows.u32(row.first);
        rows.u32(row.count);
        rows.u32(row.source);
        rows.u32(row.twin);
    }
    ByteWriter states;
    for (std::size_t source = 0; source < states_.size(); ++source) {
        states.u64(states_[source].size);
        states.u64(static_cast<std::uint64_t>(states_[source].changed));
        states.u32(counts_[source]);
        states.u32(states_[source].reading << 1U | (states_[source].empty ? 1U : 0U));
    }
    std::vector<std::uint32_t> order(rows_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return std::pair(rows_[a].twin, a) < std::pair(rows_[b].twin, b);
    });
    ByteWriter twins;
    for (const std::uint32_t number : order) {
        twins.u32(number);
    }
    SectionWriter strings;
    write_strings(strings, "id", ids_);
    write_strings(strings, "source", sources_);
    strings.add("row", std::move(rows.bytes));
    strings.add("source.state", std::move(states.bytes));
    strings.add("twin.order", std::move(twins.bytes));
    if (auto done = strings.append_to(out_); !done) {
        return done;
    }
    if (auto done = write_order(out_, "id", ids_); !done) {
        return done;
    }
    if (auto done = write_order(out_, "source", sources_); !done) {
        return done;
    }
    return out_.finish();
}

Result<Articles> Articles::open(const std::filesystem::path& path) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    Articles articles;
    articles.file_ = std::move(*file);
    const SectionFile& from = articles.file_;
    auto blocks = Blocks::open(from, "article");
    if (!blocks) {
        return fail(blocks.error());
    }
    articles.blocks_ = std::move(*blocks);
    articles.size_ = articles.blocks_.size();
    const std::pair<const char*, StringList*> lists[] = {{"id", &articles.ids_}, {"source", &articles.sources_}};
    for (const auto& [name, list] : lists) {
        auto opened = StringList::open(from, name);
        if (!opened) {
            return fail(opened.error());
        }
        *list = *opened;
    }
    const std::size_t rows = articles.size_;
    const std::size_t sources_count = articles.sources_.size();
    const std::tuple<const char*, std::size_t, std::string_view*> arrays[] = {
        {"row", rows * row_size, &articles.rows_},
        {"id.key", rows * 8, &articles.keys_},
        {"id.order", rows * 4, &articles.order_},
        {"source.key", sources_count * 8, &articles.source_keys_},
        {"source.order", sources_count * 4, &articles.source_order_},
        {"source.state", sources_count * state_size, &articles.states_}};
    for (const auto& [name, size, bytes] : arrays) {
        auto section = from.array<char>(name, size);
        if (!section) {
            return fail(section.error());
        }
        *bytes = section->substr(0, size);
    }
    // Indexes made before there was one have none, and find no twins.
    if (const auto twins = from.find("twin.order"); twins && twins->size() >= rows * 4) {
        articles.twins_ = *twins;
    }
    if (articles.ids_.size() != rows) {
        return fail(from.damaged("its ledger does not fit its articles"));
    }
    return articles;
}

Result<Article> Articles::article(std::uint32_t number) {
    const auto bytes = encoded(number);
    if (!bytes) {
        return fail(bytes.error());
    }
    return decode_article(*bytes);
}

ContentHash Articles::content(std::uint32_t number) const {
    return {load<std::uint64_t>(rows_, std::size_t{number} * 4),
            load<std::uint64_t>(rows_, std::size_t{number} * 4 + 1)};
}

std::uint32_t Articles::first(std::uint32_t number) const {
    return load<std::uint32_t>(rows_, std::size_t{number} * row_numbers + 4);
}

std::uint32_t Articles::count(std::uint32_t number) const {
    return load<std::uint32_t>(rows_, std::size_t{number} * row_numbers + 5);
}

std::uint32_t Articles::source(std::uint32_t number) const {
    return load<std::uint32_t>(rows_, std::size_t{number} * row_numbers + 6);
}

LedgerRow Articles::row(std::uint32_t number) const {
    return {std::string(id(number)), std::string(source_name(source(number))),
            content(number),         first(number),
            count(number),           twin(number)};
}

std::optional<std::uint32_t> Articles::find(std::string_view id, std::size_t& from) const {
    const std::uint64_t key = ledger_key(id);
    for (std::size_t at = std::max(from, lower_bound(keys_, key)); at < size_; ++at) {
        if (load<std::uint64_t>(keys_, at) != key) {
            break;
        }
        const auto number = load<std::uint32_t>(order_, at);
        if (number < size_ && ids_[number] == id) {
            from = at + 1;
            return number;
        }
    }
    return std::nullopt;
}

std::uint32_t Articles::twin(std::uint32_t number) const {
    return load<std::uint32_t>(rows_, std::size_t{number} * row_numbers + 7);
}

std::optional<std::uint32_t> Articles::find_twin(std::uint32_t twin, std::size_t& from) const {
    std::size_t low = from;
    std::size_t high = twins_.empty() ? 0 : size_;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        const auto number = load<std::uint32_t>(twins_, middle);
        if (number < size_ && this->twin(number) < twin) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    from = low + 1;
    if (low < size_ && !twins_.empty()) {
        const auto number = load<std::uint32_t>(twins_, low);
        if (number < size_ && this->twin(number) == twin) {
            return number;
        }
    }
    return std::nullopt;
}

SourceState Articles::source_state(std::uint32_t source) const {
    const auto reading = load<std::uint32_t>(states_, std::size_t{source} * 6 + 5);
    return {load<std::uint64_t>(states_, std::size_t{source} * 3),
            static_cast<std::int64_t>(load<std::uint64_t>(states_, std::size_t{source} * 3 + 1)), reading >> 1U,
            (reading & 1U) != 0};
}

std::uint32_t Articles::source_articles(std::uint32_t source) const {
    return load<std::uint32_t>(states_, std::size_t{source} * 6 + 4);
}

std::optional<std::uint32_t> Articles::find_source(std::string_view name) const {
    const std::uint64_t key = ledger_key(name);
    for (std::size_t at = lower_bound(source_keys_, key); at < sources(); ++at) {
        if (load<std::uint64_t>(source_keys_, at) != key) {
            break;
        }
        const auto source = load<std::uint32_t>(source_order_, at);
        if (source < sources() && sources_[source] == name) {
            return source;
        }
    }
    return std::nullopt;
}

Result<std::vector<LedgerRow>> Articles::ledger() const {
    std::vector<LedgerRow> rows;
    rows.reserve(size_);
    for (std::uint32_t number = 0; number < size_; ++number) {
        rows.push_back(row(number));
    }
    return rows;
}

} // namespace demarche::index
