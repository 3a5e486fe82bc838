// SPDX-License-Identifier: GPL-3.0-or-later
// The statements of a segment: all of each, compressed, by document id.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "common/index/blocks.hh"
#include "common/index/section_file.hh"
#include "common/model/statement.hh"

namespace demarche::index {

class Statements;

/// Writes the file of statements of one segment.
class StatementsWriter {
  public:
    static Result<StatementsWriter> create(const std::filesystem::path& path);

    /// A statement as encode_statement gives it; its document id is one more than how many were added before.
    Result<void> add(std::string_view encoded) { return statements_.add(out_, encoded); }
    /// All of another segment's, which follow those before.
    Result<void> append(const Statements& from);
    std::uint32_t size() const { return statements_.size(); }
    Result<void> finish();

  private:
    explicit StatementsWriter(SectionStream out) : out_(std::move(out)) {}

    SectionStream out_;
    BlockWriter statements_{"statement", std::size_t{8} << 10U};
};

/// The reader's side. Not thread-safe, because of the block it keeps.
class Statements {
  public:
    static Result<Statements> open(const std::filesystem::path& path);

    std::uint32_t size() const { return blocks_.size(); }
    /// The statement of a document (from 1).
    Result<Statement> statement(std::uint32_t docid);
    /// The statement as it was encoded; good until the next call.
    Result<std::string_view> encoded(std::uint32_t docid) { return blocks_.record(file_, docid - 1); }
    const Blocks& blocks() const { return blocks_; }
    const SectionFile& file() const { return file_; }

  private:
    SectionFile file_;
    Blocks blocks_;
};

} // namespace demarche::index
