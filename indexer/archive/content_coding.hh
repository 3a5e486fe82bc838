// SPDX-License-Identifier: GPL-3.0-or-later
// Bodies that a server compressed with deflate or Brotli, which no magic number tells.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "common/report/error.hh"
#include "indexer/archive/byte_stream.hh"

namespace demarche::indexer {

enum class ContentCoding {
    /// None, or one that content tells (gzip, zstd).
    plain,
    deflate,
    brotli,
    unknown,
};

/// What a Content-Encoding header's value (in lower case) asks for. Brotli is unknown where it is not built in.
ContentCoding content_coding(std::string_view header);

/// The bytes of a compressed body. A body that is markup after all (crawlers undo the coding and leave the header)
/// comes as it is; "deflate" is taken with zlib's frame, as the standard says, and without, as some servers send it.
class CodedStream : public ByteStream {
  public:
    /// `coding` is deflate or brotli; `name` is for errors.
    CodedStream(ByteStream& below, ContentCoding coding, std::string name);
    CodedStream(const CodedStream&) = delete;
    CodedStream& operator=(const CodedStream&) = delete;
    ~CodedStream() override;

    Result<std::size_t> read(std::span<char> buffer) override;

  private:
    class Decoder;
    class Inflater;
    class Brotli;

    Result<void> begin();

    PeekStream below_;
    ContentCoding coding_;
    std::string name_;
    std::unique_ptr<Decoder> decoder_;
    std::string input_;
    std::size_t at_ = 0;
    std::size_t size_ = 0;
    bool begun_ = false;
    bool plain_ = false;
    bool ended_ = false;
};

} // namespace demarche::indexer
