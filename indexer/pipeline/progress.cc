// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/progress.hh"

#include <algorithm>
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

/// "12 s", "5 min", "2 h 30 min".
std::string time_text(double seconds) {
    const auto whole = static_cast<std::uint64_t>(std::min(seconds, 1e9) + 0.5);
    if (whole < 60) {
        return fmt::format("{} s", whole);
    }
    const std::uint64_t minutes = (whole + 30) / 60;
    return minutes < 60 ? fmt::format("{} min", minutes) : fmt::format("{} h {} min", minutes / 60, minutes % 60);
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

std::string progress_text(const Advance& advance, bool bar) {
    std::string line =
        fmt::format("{} article{}  {} statement{}", with_commas(advance.articles), advance.articles == 1 ? "" : "s",
                    with_commas(advance.statements), advance.statements == 1 ? "" : "s");
    if (advance.seconds > 0.5) {
        line += fmt::format("  {:.1f} MB/s", static_cast<double>(advance.bytes) / 1e6 / advance.seconds);
    }
    if (!advance.expected || *advance.expected == 0) {
        return line;
    }
    // Files can grow while they are read.
    const std::uint64_t bytes = std::min(advance.bytes, *advance.expected);
    const double share = static_cast<double>(bytes) / static_cast<double>(*advance.expected);
    if (bar) {
        constexpr std::size_t width = 20;
        const auto full = static_cast<std::size_t>(share * width);
        line += "  [" + std::string(full, '#') + std::string(width - full, '.') + "]";
    }
    line += fmt::format("  {} %", static_cast<unsigned>(share * 100));
    if (advance.speed > 0 && advance.seconds > 2) {
        line += "  " + time_text(static_cast<double>(*advance.expected - bytes) / advance.speed) + " left";
    }
    return line;
}

Progress::Progress(int descriptor, bool shown, Clock::duration plain_rhythm, std::function<Clock::time_point()> now)
    : descriptor_(descriptor), shown_(shown), draws_(shown && can_draw(descriptor)),
      rhythm_(draws_ ? std::chrono::milliseconds(100) : plain_rhythm), now_(std::move(now)) {}

void Progress::expect(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    advance_.expected = bytes;
}

void Progress::read(std::uint64_t bytes) {
    const std::scoped_lock lock(mutex_);
    advance_.bytes += bytes;
    show();
}

void Progress::advance(std::size_t bytes, std::size_t statements, std::string_view source) {
    const std::scoped_lock lock(mutex_);
    ++advance_.articles;
    text_bytes_ += bytes;
    advance_.statements += statements;
    if (draws_) {
        source_ = source;
    }
    show();
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

Advance Progress::so_far(Clock::time_point now) {
    constexpr auto window = std::chrono::seconds(30);
    Advance out = advance_;
    if (out.bytes == 0) {
        out.bytes = text_bytes_;
    }
    samples_.emplace_back(now, out.bytes);
    while (samples_.size() > 2 && now - samples_.front().first > window) {
        samples_.pop_front();
    }
    const double seconds = std::chrono::duration<double>(now - samples_.front().first).count();
    out.seconds = std::chrono::duration<double>(now - start_).count();
    out.speed = seconds > 0 ? static_cast<double>(out.bytes - samples_.front().second) / seconds : 0;
    return out;
}

void Progress::show() {
    const Clock::time_point now = now_();
    if (!shown_ || now - last_ < rhythm_) {
        return;
    }
    if (samples_.empty()) {
        samples_.emplace_back(start_, 0);
    }
    last_ = now;
    const Advance so_far_now = so_far(now);
    if (!draws_) {
        write("demarche-index: " + progress_text(so_far_now, false) + "\n");
        return;
    }
    // A line that reaches the last column would wrap, and could not be taken away.
    const std::string line = progress_text(so_far_now, true) + "  " + printable(source_);
    write("\r\x1b[K" + std::string(text::slice_code_points(line, 0, width_of(descriptor_) - 1)));
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
