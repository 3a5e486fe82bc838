// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/write_lock.hh"

#include <cerrno>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "common/index/files.hh"
#include "common/index/manifest.hh"

namespace demarche::indexer {

Result<WriteLock> WriteLock::take(const std::filesystem::path& index, std::chrono::milliseconds wait) {
    const std::filesystem::path path = index / index::lock_name;
    const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0) {
        return fail(index::file_error("cannot lock the index", path, errno));
    }
    WriteLock lock(fd);
    const auto end = std::chrono::steady_clock::now() + wait;
    while (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) {
            continue;
        }
        if (errno == EWOULDBLOCK && std::chrono::steady_clock::now() < end) {
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
            continue;
        }
        if (errno == EWOULDBLOCK) {
            return fail({"another run is writing this index", index.string(), "",
                         "try again when it has ended, or wait for it with --wait SECONDS", Exit::locked});
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
