// SPDX-License-Identifier: GPL-3.0-or-later
// One line on a terminal that says how far a run is, and the messages that appear above it.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace demarche::indexer {

/// Thread-safe. Everything the program writes to standard error goes through it, so that messages and the line never
/// mix.
class Progress {
  public:
    /// `descriptor` is standard error's. The line is drawn only when `shown` and the descriptor is a terminal that can
    /// (TERM is not "dumb").
    Progress(int descriptor, bool shown);
    ~Progress() { clear(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// Counts one article more and, ten times a second at most, draws the line.
    void advance(std::size_t bytes, std::size_t statements, std::string_view source);
    /// Writes a message as a line of its own.
    void message(std::string_view text);
    /// Takes the line away.
    void clear();

  private:
    void draw(std::string_view source);
    void erase();
    void write(std::string_view text) const;

    using Clock = std::chrono::steady_clock;

    int descriptor_;
    bool shown_;
    std::mutex mutex_;
    bool drawn_ = false;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_;
    std::size_t articles_ = 0;
    std::size_t statements_ = 0;
    std::size_t bytes_ = 0;
};

/// 12345 as "12,345".
std::string with_commas(std::size_t number);

} // namespace demarche::indexer
