// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/byte_stream.hh"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report/error.hh"

namespace demarche::indexer {

namespace {

std::size_t hand_out(std::string_view& left, std::span<char> buffer) {
    const std::size_t count = std::min(left.size(), buffer.size());
    std::copy_n(left.begin(), count, buffer.begin());
    left.remove_prefix(count);
    return count;
}

} // namespace

Result<std::int64_t> ByteStream::seek(std::int64_t /*offset*/, int /*whence*/) {
    return fail({"cannot move inside the input", "", "", "", Exit::some_failed});
}

Result<std::size_t> MemoryStream::read(std::span<char> buffer) {
    return hand_out(left_, buffer);
}

FileStream::FileStream(int descriptor, std::string name, bool owned, std::function<bool()> stopped)
    : descriptor_(descriptor), name_(std::move(name)), owned_(owned), stopped_(std::move(stopped)) {
    struct stat status = {};
    waits_ = fstat(descriptor_, &status) == 0 && !S_ISREG(status.st_mode);
}

FileStream::~FileStream() {
    if (owned_) {
        close(descriptor_);
    }
}

Result<std::size_t> FileStream::read(std::span<char> buffer) {
    while (true) {
        if (waits_ && stopped_) {
            pollfd ready{descriptor_, POLLIN, 0};
            const int events = poll(&ready, 1, 200);
            if (stopped_()) {
                return fail({"interrupted", name_, "", "", Exit::interrupted});
            }
            if (events == 0) {
                continue;
            }
        }
        const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
        if (count >= 0) {
            return static_cast<std::size_t>(count);
        }
        if (errno != EINTR) {
            return fail({"cannot read", name_, std::generic_category().message(errno), "", Exit::some_failed});
        }
    }
}

Result<std::int64_t> FileStream::seek(std::int64_t offset, int whence) {
    const off_t at = lseek(descriptor_, offset, whence);
    if (at < 0) {
        return fail({"cannot read", name_, std::generic_category().message(errno), "", Exit::some_failed});
    }
    return at;
}

Result<bool> read_all(ByteStream& stream, std::string& out, std::size_t limit) {
    while (true) {
        const std::size_t size = out.size();
        // One byte more than the limit tells whether there is more.
        const std::size_t room = std::min<std::size_t>(std::max<std::size_t>(size, 64U << 10U), limit + 1 - size);
        if (room == 0) {
            out.resize(limit);
            return false;
        }
        out.resize(size + room);
        const Result<std::size_t> count = stream.read(std::span(out).subspan(size));
        out.resize(size + (count ? *count : 0));
        if (!count) {
            return fail(count.error());
        }
        if (*count == 0) {
            return true;
        }
    }
}

Result<std::string_view> PeekStream::peek(std::size_t count) {
    head_.erase(0, taken_);
    taken_ = 0;
    while (head_.size() < count) {
        const std::size_t size = head_.size();
        head_.resize(count);
        const Result<std::size_t> more = below_.read(std::span(head_).subspan(size));
        head_.resize(size + (more ? *more : 0));
        if (!more) {
            return fail(more.error());
        }
        if (*more == 0) {
            break;
        }
    }
    return std::string_view(head_).substr(0, count);
}

Result<std::size_t> PeekStream::read(std::span<char> buffer) {
    if (taken_ < head_.size()) {
        std::string_view left = std::string_view(head_).substr(taken_);
        const std::size_t count = hand_out(left, buffer);
        taken_ += count;
        return count;
    }
    return below_.read(buffer);
}

Result<std::int64_t> PeekStream::seek(std::int64_t offset, int whence) {
    // What was looked at and not read yet lies before the position below.
    const auto ahead = static_cast<std::int64_t>(head_.size() - taken_);
    head_.clear();
    taken_ = 0;
    return below_.seek(whence == SEEK_CUR ? offset - ahead : offset, whence);
}

} // namespace demarche::indexer
