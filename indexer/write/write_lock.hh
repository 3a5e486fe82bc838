// SPDX-License-Identifier: GPL-3.0-or-later
// The lock that makes a writer the only one of its index.
#pragma once

#include <chrono>
#include <filesystem>

#include "common/report/error.hh"

namespace demarche::indexer {

/// Held while the object lives; the system lets it go when the process ends, however it ends, so it never goes stale.
class WriteLock {
  public:
    /// Exit::locked when another process has it and does not let it go within `wait`.
    static Result<WriteLock> take(const std::filesystem::path& index, std::chrono::milliseconds wait = {});

    WriteLock(WriteLock&& other) noexcept;
    WriteLock& operator=(WriteLock&& other) noexcept;
    ~WriteLock();

  private:
    explicit WriteLock(int fd) : fd_(fd) {}
    int fd_ = -1;
};

} // namespace demarche::indexer
