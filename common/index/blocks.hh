// SPDX-License-Identifier: GPL-3.0-or-later
// Records in compressed blocks (zstd): small as a whole, and each can be read alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/section_file.hh"

namespace demarche::index {

class Blocks;

/// Writes records into the section `name`.data of a file, block by block, and at the end where the blocks begin:
/// `name`.first (u32: number of each block's first record, and the number of records), `name`.at (u64: offset of each
/// block, and the size of all). A block is one zstd frame of its records, each a length (varint) and its bytes.
class BlockWriter {
  public:
    /// A block is closed at the first record that makes it `block_size` bytes or more.
    BlockWriter(std::string name, std::size_t block_size) : name_(std::move(name)), block_size_(block_size) {}

    Result<void> add(SectionStream& out, std::string_view record);
    /// Appends all records of `from`, which were opened in `file`, block by block as they are.
    Result<void> append(SectionStream& out, const Blocks& from, const SectionFile& file);
    Result<void> finish(SectionStream& out);
    std::uint32_t size() const { return records_; }

  private:
    Result<void> close_block(SectionStream& out);

    std::string name_;
    std::size_t block_size_;
    std::string block_;
    std::string compressed_;
    std::uint32_t records_ = 0;
    std::vector<std::uint32_t> first_{0};
    std::vector<std::uint64_t> at_{0};
};

/// The reader's side. Keeps the block read last: records read in order cost one decompression a block. Not thread-safe.
class Blocks {
  public:
    static Result<Blocks> open(const SectionFile& file, const std::string& name);

    std::uint32_t size() const { return records_; }
    /// Blocks as they are: how many, the compressed bytes of one, and the number of its first record (of the one behind
    /// the last: the number of records).
    std::size_t blocks() const { return blocks_; }
    std::string_view packed(std::size_t block) const;
    std::uint32_t first_record(std::size_t block) const;
    /// The bytes of a record (numbered from 0), good until the next call. `file` is the one opened.
    Result<std::string_view> record(const SectionFile& file, std::uint32_t number);

  private:
    Result<void> read_block(const SectionFile& file, std::size_t block);

    std::string_view first_;
    std::string_view at_;
    std::string_view data_;
    std::uint32_t records_ = 0;
    std::size_t blocks_ = 0;
    std::size_t current_ = SIZE_MAX;
    std::string block_;
    std::vector<std::string_view> in_block_;
};

} // namespace demarche::index
