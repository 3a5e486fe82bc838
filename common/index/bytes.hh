// SPDX-License-Identifier: GPL-3.0-or-later
// Values as bytes: the little-endian and variable-length encodings that all files of an index share.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace demarche::index {

/// Appends encoded values to a string.
class ByteWriter {
  public:
    std::string bytes;

    void u8(std::uint8_t value) { bytes.push_back(static_cast<char>(value)); }
    void u32(std::uint32_t value) { fixed(value); }
    void u64(std::uint64_t value) { fixed(value); }
    void i32(std::int32_t value) { fixed(static_cast<std::uint32_t>(value)); }
    /// LEB128: seven bits a byte, low ones first.
    void varint(std::uint64_t value) {
        while (value >= 0x80) {
            u8(static_cast<std::uint8_t>(value | 0x80));
            value >>= 7;
        }
        u8(static_cast<std::uint8_t>(value));
    }
    /// Length as varint, then the bytes.
    void string(std::string_view value) {
        varint(value.size());
        bytes.append(value);
    }
    /// Zero bytes until the length is a multiple of `size`.
    void align(std::size_t size) {
        while (bytes.size() % size != 0) {
            bytes.push_back('\0');
        }
    }

  private:
    template <typename T>
    void fixed(T value) {
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            u8(static_cast<std::uint8_t>(value >> (8 * i)));
        }
    }
};

/// Reads what ByteWriter wrote. Never reads beyond the end: after a value that is not there `ok()` is false and every
/// further value is 0 or empty.
class ByteReader {
  public:
    explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

    bool ok() const { return ok_; }
    bool at_end() const { return rest_.empty(); }
    std::uint8_t u8() { return fixed<std::uint8_t>(); }
    std::uint32_t u32() { return fixed<std::uint32_t>(); }
    std::uint64_t u64() { return fixed<std::uint64_t>(); }
    std::int32_t i32() { return static_cast<std::int32_t>(fixed<std::uint32_t>()); }
    std::uint64_t varint() {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = u8();
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
        ok_ = false;
        return 0;
    }
    /// A number of things of at least one byte each that follow: a damaged count never asks for more memory than there
    /// are bytes.
    std::size_t count() {
        const std::uint64_t value = varint();
        if (value > rest_.size()) {
            ok_ = false;
            return 0;
        }
        return static_cast<std::size_t>(value);
    }
    /// Points into the bytes given.
    std::string_view string() {
        const std::size_t size = count();
        const std::string_view value = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return value;
    }

  private:
    template <typename T>
    T fixed() {
        if (rest_.size() < sizeof(T)) {
            ok_ = false;
            rest_ = {};
            return 0;
        }
        T value = 0;
        for (std::size_t i = 0; i < sizeof(T); ++i) {
            value =
                static_cast<T>(value | static_cast<T>(static_cast<T>(static_cast<unsigned char>(rest_[i])) << (8 * i)));
        }
        rest_.remove_prefix(sizeof(T));
        return value;
    }

    std::string_view rest_;
    bool ok_ = true;
};

/// The value of type T at index `i` of an array inside mapped bytes; files and machines are little-endian.
template <typename T>
T load(std::string_view bytes, std::size_t i) {
    T value;
    std::memcpy(&value, bytes.data() + i * sizeof(T), sizeof(T));
    return value;
}

} // namespace demarche::index
