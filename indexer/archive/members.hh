// SPDX-License-Identifier: GPL-3.0-or-later
// The members of a tar, zip or 7z archive, or the one stream of a compressed file: the face of libarchive.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "common/report/error.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/container.hh"

struct archive;
struct archive_entry;

namespace demarche::indexer {

enum class MemberKind {
    file,
    folder,
    /// A link, a device, a queue.
    special,
    encrypted,
};

struct Member {
    /// Path as UTF-8, without "." and ".." and a slash at its beginning; empty for a compressed stream.
    std::string name;
    MemberKind kind = MemberKind::file;
};

/// Reads members one after another. The stream below must outlive it; 7z needs one that can be moved in, and zip is
/// read better from one.
class Members : public ByteStream {
  public:
    Members(ByteStream& below, Container container, std::string name);
    ~Members() override;

    /// The next member; false behind the last. After an error reading may go on if `broken()` is false.
    Result<bool> next(Member& member);
    /// Bytes of the current member.
    Result<std::size_t> read(std::span<char> buffer) override;
    bool broken() const { return broken_; }

  private:
    struct Close {
        void operator()(archive* handle) const;
    };
    friend struct Callbacks;

    tl::unexpected<Error> failure(const char* what);

    ByteStream& below_;
    std::string name_;
    /// The member that is read, for messages.
    std::string current_;
    std::unique_ptr<archive, Close> handle_;
    std::string buffer_;
    Error below_error_;
    bool opened_ = false;
    bool broken_ = false;
};

} // namespace demarche::indexer
