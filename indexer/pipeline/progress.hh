// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that says how far a run is, and the messages that appear above it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace demarche::indexer {

/// How far a run is.
struct Advance {
    std::size_t articles = 0;
    std::size_t statements = 0;
    /// Bytes of input that have been read, and that are to be read when that is known.
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> expected;
    /// Since the beginning.
    double seconds = 0;
    /// Bytes a second of late; 0 when that is not known yet.
    double speed = 0;
};

/// "1,234 articles  5,678 statements  12.3 MB/s  45 %  2 min left": what is known of it. With `bar`, a bar stands
/// before the share.
std::string progress_text(const Advance& advance, bool bar);

/// Thread-safe. Everything the program writes to standard error goes through it, so that messages and the line never
/// mix.
class Progress {
  public:
    using Clock = std::chrono::steady_clock;

    /// `descriptor` is standard error's. When `shown`, a line is drawn again and again if the descriptor is a terminal
    /// that can (TERM is not "dumb"), else a plain line is written each time `plain_rhythm` has passed. `now` tells the
    /// time; it is called with the lock held.
    Progress(int descriptor, bool shown, Clock::duration plain_rhythm = std::chrono::seconds(30),
             std::function<Clock::time_point()> now = Clock::now);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    bool shown() const { return shown_; }
    /// Says how many bytes are to be read in all.
    void expect(std::uint64_t bytes);
    /// Counts bytes of input.
    void read(std::uint64_t bytes);
    /// Counts one article more, of so many bytes (which are the input's where nobody calls `read`).
    void advance(std::size_t bytes, std::size_t statements, std::string_view source);
    /// Writes a message as a line of its own.
    void message(std::string_view text);
    /// Takes the line away.
    void clear();

  private:
    void show();
    Advance so_far(Clock::time_point now);
    void erase();
    void write(std::string_view text) const;

    int descriptor_;
    bool shown_;
    bool draws_;
    Clock::duration rhythm_;
    std::function<Clock::time_point()> now_;
    std::mutex mutex_;
    bool drawn_ = false;
    Clock::time_point start_ = now_();
    Clock::time_point last_ = start_;
    Advance advance_;
    std::uint64_t text_bytes_ = 0;
    std::string source_;
    /// Bytes at times of the last half minute, for the speed.
    std::deque<std::pair<Clock::time_point, std::uint64_t>> samples_;
};

/// 12345 as "12,345".
std::string with_commas(std::size_t number);

} // namespace demarche::indexer
