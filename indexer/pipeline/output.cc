// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/output.hh"

#include <cerrno>
#include <system_error>

#include <unistd.h>

#include "common/report/error.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t piece = 64U << 10U;

} // namespace

bool FileOutput::write(std::string_view bytes) {
    if (closed_) {
        return false;
    }
    kept_ += bytes;
    return kept_.size() < piece || flush();
}

bool FileOutput::flush() {
    std::string_view left = kept_;
    while (!left.empty() && !closed_) {
        const ssize_t count = ::write(descriptor_, left.data(), left.size());
        if (count >= 0) {
            left.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno != EINTR) {
            closed_ = true;
            if (errno != EPIPE) {
                error_ = Error{"cannot write", name_, std::generic_category().message(errno), "", Exit::some_failed};
            }
        }
    }
    kept_.clear();
    return !closed_;
}

} // namespace demarche::indexer
