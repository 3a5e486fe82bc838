// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes one after another: a file, standard input, a member of a container.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::indexer {

class ByteStream {
  public:
    virtual ~ByteStream() = default;

    /// Fills the front of `buffer` (not empty) and gives the number of bytes, 0 at the end. An error names the stream.
    virtual Result<std::size_t> read(std::span<char> buffer) = 0;

    /// Whether `seek` works: for files, not for pipes and members of containers.
    virtual bool seekable() const { return false; }
    /// Moves to a byte (`whence` is SEEK_SET, SEEK_CUR or SEEK_END) and gives its position.
    virtual Result<std::int64_t> seek(std::int64_t offset, int whence);
};

/// Bytes in memory, which must outlive the stream.
class MemoryStream : public ByteStream {
  public:
    explicit MemoryStream(std::string_view bytes) : left_(bytes) {}
    Result<std::size_t> read(std::span<char> buffer) override;

  private:
    std::string_view left_;
};

/// A file descriptor. Reading from pipes and terminals looks at `stopped` several times a second and gives an error
/// (Exit::interrupted) when that is true, so that an interrupted run does not wait for input.
class FileStream : public ByteStream {
  public:
    /// `name` is for errors. Closes `descriptor` at the end when `owned`.
    FileStream(int descriptor, std::string name, bool owned, std::function<bool()> stopped = {});
    FileStream(const FileStream&) = delete;
    FileStream& operator=(const FileStream&) = delete;
    ~FileStream() override;
    Result<std::size_t> read(std::span<char> buffer) override;
    bool seekable() const override { return !waits_; }
    Result<std::int64_t> seek(std::int64_t offset, int whence) override;

  private:
    int descriptor_;
    std::string name_;
    bool owned_;
    bool waits_ = false;
    std::function<bool()> stopped_;
};

/// Appends what is left of the stream to `out`, at most up to `limit` bytes in all; false when there is more.
Result<bool> read_all(ByteStream& stream, std::string& out, std::size_t limit);

/// A stream of which a number of bytes can be looked at before they are read.
class PeekStream : public ByteStream {
  public:
    explicit PeekStream(ByteStream& below) : below_(below) {}
    /// The next bytes, `count` unless the stream ends before; reading gives them again.
    Result<std::string_view> peek(std::size_t count);
    Result<std::size_t> read(std::span<char> buffer) override;
    bool seekable() const override { return below_.seekable(); }
    Result<std::int64_t> seek(std::int64_t offset, int whence) override;

  private:
    ByteStream& below_;
    std::string head_;
    std::size_t taken_ = 0;
};

} // namespace demarche::indexer
