// SPDX-License-Identifier: GPL-3.0-or-later
// Tombstones: the documents and articles of immutable segments that no longer count.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/report/error.hh"

namespace demarche::index {

/// The dead of one segment.
struct DeadOfSegment {
    /// Documents, by id from 1, as ranges [first, first + count) that do not overlap, by `first`.
    std::map<std::uint32_t, std::uint32_t> documents;
    /// Articles, by number in the segment.
    std::set<std::uint32_t> articles;

    std::size_t document_count() const;
    bool operator==(const DeadOfSegment&) const = default;
};

/// By segment id.
using Tombstones = std::map<std::string, DeadOfSegment, std::less<>>;

std::string write_tombstones(const Tombstones& tombstones);
/// `where` names the file in errors.
Result<Tombstones> read_tombstones(std::string_view bytes, const std::string& where);

/// One bit for each document of a segment; set where dead.
class DeadBits {
  public:
    DeadBits() = default;
    DeadBits(const DeadOfSegment& dead, std::uint32_t documents);

    bool empty() const { return bits_.empty(); }
    std::uint32_t count() const { return count_; }
    bool operator[](std::uint32_t docid) const {
        const std::uint32_t i = docid - 1;
        return i / 64 < bits_.size() && (bits_[i / 64] >> (i % 64) & 1U) != 0;
    }

  private:
    std::vector<std::uint64_t> bits_;
    std::uint32_t count_ = 0;
};

} // namespace demarche::index
