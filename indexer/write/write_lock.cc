// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/write_lock.hh"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/index/files.hh"
#include "common/index/manifest.hh"

namespace demarche::indexer {

Result<WriteLock> WriteLock::take(const std::filesystem::path& index) {
    const std::filesystem::path path = index / index::lock_name;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        return fail(index::file_error("cannot lock the index", path, errno));
    }
    WriteLock lock(fd);
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK) {
            return fail(
                {"another run is writing this index", index.string(), "", "try again when it has ended", Exit::locked});
        }
        return fail(index::file_error("cannot lock the index", path, errno));
    }
    return lock;
}

WriteLock::WriteLock(WriteLock&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

WriteLock& WriteLock::operator=(WriteLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
}

WriteLock::~WriteLock() {
    if (fd_ >= 0) {
        ::close(fd_);
    }
}

} // namespace demarche::indexer
