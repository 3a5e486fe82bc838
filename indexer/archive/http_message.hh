// SPDX-License-Identifier: GPL-3.0-or-later
// Header lines of HTTP and WARC, and bodies that were sent in chunks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/archive/byte_stream.hh"

namespace demarche::indexer {

/// "Name: value" lines up to a blank one. Names are in lower case.
struct Headers {
    /// The line before them: "WARC/1.0", "HTTP/1.1 200 OK".
    std::string first;
    std::vector<std::pair<std::string, std::string>> fields;

    /// The first value of a name (in lower case), empty when it is absent.
    std::string_view operator[](std::string_view name) const;
};

/// Reads bytes of a stream one line at a time without taking more than the line.
class LineSource : public ByteStream {
  public:
    explicit LineSource(ByteStream& below) : below_(below), buffer_(256U << 10U, '\0') {}
    Result<std::size_t> read(std::span<char> buffer) override;

    /// The next line without "\r\n" or "\n", at most `longest` bytes of it; false at the end.
    Result<bool> line(std::string& out, std::size_t longest = 64U << 10U);
    /// Passes over bytes; gives how many there were.
    Result<std::uint64_t> skip(std::uint64_t count);

  private:
    Result<bool> fill();

    ByteStream& below_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
};

/// Reads field lines up to a blank line into `headers` (whose first line was read before). False when the stream ended
/// inside them or they are too many.
Result<bool> read_header_fields(LineSource& lines, Headers& headers);

/// The first `left` bytes of a stream.
class LimitedStream : public ByteStream {
  public:
    LimitedStream(LineSource& below, std::uint64_t left) : below_(below), left_(left) {}
    Result<std::size_t> read(std::span<char> buffer) override;
    std::uint64_t left() const { return left_; }
    /// True when the stream below ended before.
    bool short_of() const { return short_; }

  private:
    LineSource& below_;
    std::uint64_t left_;
    bool short_ = false;
};

/// A body of "Transfer-Encoding: chunked". A body that is not chunked after all (crawlers undo it and leave the header)
/// comes as it is.
class ChunkedStream : public ByteStream {
  public:
    explicit ChunkedStream(LineSource& below) : below_(below) {}
    Result<std::size_t> read(std::span<char> buffer) override;

  private:
    enum class State { start, size, data, plain, done };

    LineSource& below_;
    State state_ = State::start;
    std::uint64_t left_ = 0;
    std::string pending_;
};

} // namespace demarche::indexer
