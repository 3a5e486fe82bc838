// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/blocks.hh"

#include <zstd.h>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

/// Fast levels lose little: blocks are small, and indexing must not wait for them.
constexpr int level = 1;
/// No block is larger than the largest record and a block's size; more than this is damage.
constexpr std::uint64_t largest_block = std::uint64_t{1} << 30;

/// Contexts cost more to make than a block to compress: one for each thread.
struct Contexts {
    ZSTD_CCtx* compress = ZSTD_createCCtx();
    ZSTD_DCtx* decompress = ZSTD_createDCtx();
    Contexts() = default;
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;
    ~Contexts() {
        ZSTD_freeCCtx(compress);
        ZSTD_freeDCtx(decompress);
    }
};

Contexts& contexts() {
    thread_local Contexts kept;
    return kept;
}

} // namespace

Result<void> BlockWriter::add(SectionStream& out, std::string_view record) {
    ByteWriter length;
    length.varint(record.size());
    block_ += length.bytes;
    block_ += record;
    ++records_;
    return block_.size() >= block_size_ ? close_block(out) : Result<void>();
}

Result<void> BlockWriter::close_block(SectionStream& out) {
    if (block_.empty()) {
        return {};
    }
    compressed_.resize(ZSTD_compressBound(block_.size()));
    const std::size_t size = ZSTD_compressCCtx(contexts().compress, compressed_.data(), compressed_.size(),
                                               block_.data(), block_.size(), level);
    if (ZSTD_isError(size) != 0) {
        return fail({"cannot compress", name_, ZSTD_getErrorName(size), "", Exit::bad_index});
    }
    if (auto done = out.append(name_ + ".data", std::string_view(compressed_).substr(0, size)); !done) {
        return done;
    }
    block_.clear();
    first_.push_back(records_);
    at_.push_back(at_.back() + size);
    return {};
}

Result<void> BlockWriter::append(SectionStream& out, const Blocks& from, const SectionFile& file) {
    if (auto done = close_block(out); !done) {
        return done;
    }
    const std::uint32_t before = records_;
    for (std::size_t block = 0; block < from.blocks(); ++block) {
        const std::string_view packed = from.packed(block);
        if (auto done = out.append(name_ + ".data", packed); !done) {
            return done;
        }
        records_ = before + from.first_record(block + 1);
        first_.push_back(records_);
        at_.push_back(at_.back() + packed.size());
        if (constexpr std::size_t many = 1024; block % many == 0) {
            file.release();
        }
    }
    return {};
}

Result<void> BlockWriter::finish(SectionStream& out) {
    if (auto done = close_block(out); !done) {
        return done;
    }
    ByteWriter first;
    for (const std::uint32_t number : first_) {
        first.u32(number);
    }
    ByteWriter at;
    for (const std::uint64_t offset : at_) {
        at.u64(offset);
    }
    // A section with nothing in it is there all the same.
    for (const auto& [name, bytes] :
         {std::pair<const char*, std::string_view>{".data", {}}, {".first", first.bytes}, {".at", at.bytes}}) {
        if (auto done = out.append(name_ + name, bytes); !done) {
            return done;
        }
    }
    return {};
}

Result<Blocks> Blocks::open(const SectionFile& file, const std::string& name) {
    Blocks blocks;
    const auto first = file.array<std::uint32_t>(name + ".first", 1);
    const auto at = file.array<std::uint64_t>(name + ".at", 1);
    const auto data = file.section(name + ".data");
    for (const auto* part : {&first, &at, &data}) {
        if (!*part) {
            return fail(part->error());
        }
    }
    blocks.first_ = *first;
    blocks.at_ = *at;
    blocks.data_ = *data;
    blocks.blocks_ = first->size() / sizeof(std::uint32_t) - 1;
    if (at->size() / sizeof(std::uint64_t) - 1 != blocks.blocks_) {
        return fail(file.damaged("the blocks of " + name + " do not fit their offsets"));
    }
    blocks.records_ = load<std::uint32_t>(blocks.first_, blocks.blocks_);
    return blocks;
}

std::string_view Blocks::packed(std::size_t block) const {
    const auto begin = load<std::uint64_t>(at_, block);
    const auto end = load<std::uint64_t>(at_, block + 1);
    return begin <= end && end <= data_.size() ? data_.substr(begin, end - begin) : std::string_view{};
}

std::uint32_t Blocks::first_record(std::size_t block) const {
    return load<std::uint32_t>(first_, block);
}

Result<void> Blocks::read_block(const SectionFile& file, std::size_t block) {
    current_ = SIZE_MAX;
    in_block_.clear();
    const std::string_view packed = this->packed(block);
    if (packed.empty()) {
        return fail(file.damaged("a block lies outside the file"));
    }
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size > largest_block) {
        return fail(file.damaged("a block is no compressed data"));
    }
    block_.resize(static_cast<std::size_t>(size));
    const std::size_t got =
        ZSTD_decompressDCtx(contexts().decompress, block_.data(), block_.size(), packed.data(), packed.size());
    if (ZSTD_isError(got) != 0 || got != block_.size()) {
        return fail(file.damaged("a block cannot be decompressed"));
    }
    ByteReader in(block_);
    while (!in.at_end() && in.ok()) {
        in_block_.push_back(in.string());
    }
    const auto first = load<std::uint32_t>(first_, block);
    if (!in.ok() || in_block_.size() != load<std::uint32_t>(first_, block + 1) - first) {
        return fail(file.damaged("a block does not hold what it should"));
    }
    current_ = block;
    return {};
}

Result<std::string_view> Blocks::record(const SectionFile& file, std::uint32_t number) {
    if (number >= records_) {
        return fail(file.damaged("a record is asked for that is not there"));
    }
    std::size_t low = 0;
    std::size_t high = blocks_;
    while (low + 1 < high) {
        const std::size_t middle = (low + high) / 2;
        (load<std::uint32_t>(first_, middle) <= number ? low : high) = middle;
    }
    if (low != current_) {
        if (auto done = read_block(file, low); !done) {
            return fail(done.error());
        }
    }
    const std::size_t at = number - load<std::uint32_t>(first_, low);
    if (at >= in_block_.size()) {
        return fail(file.damaged("the numbers of its records do not rise"));
    }
    return in_block_[at];
}

} // namespace demarche::index
