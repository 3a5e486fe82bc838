// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/progress.hh"

#include <cerrno>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/report/error.hh"
#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

std::size_t width_of(int descriptor) {
    winsize size = {};
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

bool can_draw(int descriptor) {
    const char* const term = std::getenv("TERM");
    return isatty(descriptor) != 0 && term != nullptr && std::string_view(term) != "dumb";
}

} // namespace

std::string with_commas(std::size_t number) {
    std::string out = fmt::format("{}", number);
    for (std::size_t at = out.size(); at > 3;) {
        at -= 3;
        out.insert(at, ",");
    }
    return out;
}

Progress::Progress(int descriptor, bool shown) : descriptor_(descriptor), shown_(shown && can_draw(descriptor)) {}

void Progress::advance(std::size_t bytes, std::size_t statements, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    ++articles_;
    bytes_ += bytes;
    statements_ += statements;
    if (shown_ && Clock::now() - last_ >= std::chrono::milliseconds(100)) {
        draw(source);
    }
}

void Progress::message(std::string_view text) {
    const std::scoped_lock lock(mutex_);
    erase();
    write(std::string(text) + "\n");
}

void Progress::clear() {
    const std::scoped_lock lock(mutex_);
    erase();
}

void Progress::draw(std::string_view source) {
    last_ = Clock::now();
    const double seconds = std::chrono::duration<double>(last_ - start_).count();
    std::string line = fmt::format("{} articles  {} statements", with_commas(articles_), with_commas(statements_));
    if (seconds > 0.5) {
        line += fmt::format("  {:.1f} MB/s", static_cast<double>(bytes_) / 1e6 / seconds);
    }
    line += "  " + printable(source);
    // A line that reaches the last column would wrap, and could not be taken away.
    line = text::slice_code_points(line, 0, width_of(descriptor_) - 1);
    write("\r\x1b[K" + line);
    drawn_ = true;
}

void Progress::erase() {
    if (drawn_) {
        write("\r\x1b[K");
        drawn_ = false;
    }
}

void Progress::write(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno != EINTR) {
            return; // Nowhere is left to say so.
        }
        text.remove_prefix(count < 0 ? 0 : static_cast<std::size_t>(count));
    }
}

} // namespace demarche::indexer
