// SPDX-License-Identifier: GPL-3.0-or-later
// Checksums and content hashes (XXH3).
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/model/article.hh"

namespace demarche::index {

/// 64 bits: finds damage, not forgery.
std::uint64_t checksum(std::string_view bytes);

/// The same of bytes that come in pieces.
class RunningChecksum {
  public:
    RunningChecksum();
    RunningChecksum(RunningChecksum&& other) noexcept;
    RunningChecksum& operator=(RunningChecksum&& other) noexcept;
    ~RunningChecksum();
    void add(std::string_view bytes);
    std::uint64_t value() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// 128 bits, enough to take equal hashes for equal content.
struct ContentHash {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    auto operator<=>(const ContentHash&) const = default;
};

ContentHash content_hash(std::string_view bytes);

/// Of all that an article's statements depend on: everything but its id and its source.
ContentHash content_hash(const Article& article);

/// The same for articles that are one article under two ids, paths or addresses: of everything but id, source and URL.
std::uint64_t twin_key(const Article& article);

/// 16 lower-case hexadecimal digits.
std::string hex(std::uint64_t value);

} // namespace demarche::index
