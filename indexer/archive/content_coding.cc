// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/content_coding.hh"

#include <cstdint>
#include <utility>

#include <zlib.h>
#ifdef DEMARCHE_WITH_BROTLI
#include <brotli/decode.h>
#endif

namespace demarche::indexer {

namespace {

/// Whether bytes begin like a page: "<!", "<h", "<?", blanks before it.
bool is_markup(std::string_view head) {
    const std::size_t begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || head[begin] != '<' || begin + 1 == head.size()) {
        return false;
    }
    const char next = head[begin + 1];
    const bool opens = next == '!' || next == '?' || ((next | 0x20) >= 'a' && (next | 0x20) <= 'z');
    for (const char c : head) {
        if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n') {
            return false;
        }
    }
    return opens;
}

/// What the two bytes of zlib's frame promise.
bool has_zlib_frame(std::string_view head) {
    if (head.size() < 2) {
        return false;
    }
    const auto first = static_cast<unsigned char>(head[0]);
    const auto second = static_cast<unsigned char>(head[1]);
    return (first & 0x0fU) == 8 && (first * 256U + second) % 31 == 0;
}

} // namespace

/// One step of unpacking.
class CodedStream::Decoder {
  public:
    enum class Step { more, ended, damaged };

    virtual ~Decoder() = default;
    /// Takes bytes from the front of `input` and puts some into the front of `output`; both shrink by what was used.
    virtual Step step(std::span<char>& input, std::span<char>& output) = 0;
};

class CodedStream::Inflater : public Decoder {
  public:
    explicit Inflater(bool framed) { good_ = inflateInit2(&stream_, framed ? MAX_WBITS : -MAX_WBITS) == Z_OK; }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater() override {
        if (good_) {
            inflateEnd(&stream_);
        }
    }

    Step step(std::span<char>& input, std::span<char>& output) override {
        if (!good_) {
            return Step::damaged;
        }
        stream_.next_in = reinterpret_cast<Bytef*>(input.data());
        stream_.avail_in = static_cast<uInt>(input.size());
        stream_.next_out = reinterpret_cast<Bytef*>(output.data());
        stream_.avail_out = static_cast<uInt>(output.size());
        const int code = inflate(&stream_, Z_NO_FLUSH);
        input = input.last(stream_.avail_in);
        output = output.last(stream_.avail_out);
        if (code == Z_STREAM_END) {
            return Step::ended;
        }
        return code == Z_OK || code == Z_BUF_ERROR ? Step::more : Step::damaged;
    }

  private:
    z_stream stream_ = {};
    bool good_ = false;
};

#ifdef DEMARCHE_WITH_BROTLI
class CodedStream::Brotli : public Decoder {
  public:
    Brotli() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {}
    Brotli(const Brotli&) = delete;
    Brotli& operator=(const Brotli&) = delete;
    ~Brotli() override { BrotliDecoderDestroyInstance(state_); }

    Step step(std::span<char>& input, std::span<char>& output) override {
        std::size_t in = input.size();
        std::size_t out = output.size();
        const auto* from = reinterpret_cast<const std::uint8_t*>(input.data());
        auto* to = reinterpret_cast<std::uint8_t*>(output.data());
        const BrotliDecoderResult code = state_ == nullptr
                                             ? BROTLI_DECODER_RESULT_ERROR
                                             : BrotliDecoderDecompressStream(state_, &in, &from, &out, &to, nullptr);
        input = input.last(in);
        output = output.last(out);
        if (code == BROTLI_DECODER_RESULT_SUCCESS) {
            return Step::ended;
        }
        return code == BROTLI_DECODER_RESULT_ERROR ? Step::damaged : Step::more;
    }

  private:
    BrotliDecoderState* state_;
};
#endif

ContentCoding content_coding(std::string_view header) {
    if (header.empty() || header == "identity" || header == "none" || header == "gzip" || header == "x-gzip" ||
        header == "zstd" || header == "utf-8") {
        return ContentCoding::plain;
    }
    if (header == "deflate") {
        return ContentCoding::deflate;
    }
#ifdef DEMARCHE_WITH_BROTLI
    if (header == "br") {
        return ContentCoding::brotli;
    }
#endif
    return ContentCoding::unknown;
}

CodedStream::CodedStream(ByteStream& below, ContentCoding coding, std::string name)
    : below_(below), coding_(coding), name_(std::move(name)), input_(std::size_t{64} << 10U, '\0') {}

CodedStream::~CodedStream() = default;

Result<void> CodedStream::begin() {
    const Result<std::string_view> head = below_.peek(64);
    if (!head) {
        return fail(head.error());
    }
    plain_ = is_markup(*head);
    if (coding_ == ContentCoding::deflate) {
        decoder_ = std::make_unique<Inflater>(has_zlib_frame(*head));
    }
#ifdef DEMARCHE_WITH_BROTLI
    if (coding_ == ContentCoding::brotli) {
        decoder_ = std::make_unique<Brotli>();
    }
#endif
    return {};
}

Result<std::size_t> CodedStream::read(std::span<char> buffer) {
    if (!std::exchange(begun_, true)) {
        if (const Result<void> done = begin(); !done) {
            return fail(done.error());
        }
    }
    if (plain_ || decoder_ == nullptr) {
        return below_.read(buffer);
    }
    std::span<char> output = buffer;
    while (!ended_ && output.size() == buffer.size()) {
        if (at_ == size_) {
            const Result<std::size_t> count = below_.read(input_);
            if (!count) {
                return fail(count.error());
            }
            at_ = 0;
            size_ = *count;
        }
        const bool dry = size_ == 0;
        std::span<char> input = std::span(input_).subspan(at_, size_ - at_);
        const Decoder::Step step = decoder_->step(input, output);
        at_ = size_ - input.size();
        if (step == Decoder::Step::damaged || (dry && step == Decoder::Step::more && output.size() == buffer.size())) {
            ended_ = true;
            return fail({"the compressed page is damaged", name_,
                         dry                                ? "it is cut off"
                         : coding_ == ContentCoding::brotli ? "it is no Brotli"
                                                            : "it is no deflate",
                         "", Exit::some_failed});
        }
        ended_ = step == Decoder::Step::ended;
    }
    return buffer.size() - output.size();
}

} // namespace demarche::indexer
