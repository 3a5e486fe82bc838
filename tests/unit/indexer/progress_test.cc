// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about how far a run is, on a terminal and elsewhere.
#include <cerrno>
#include <functional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <pty.h>
#include <unistd.h>

#include "indexer/pipeline/progress.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

TEST_CASE("how far a run is") {
    struct Row {
        const char* name;
        Advance advance;
        bool bar;
        const char* text;
    };
    const std::vector<Row> rows{
        {"at the beginning", {0, 0, 0, std::nullopt, 0, 0}, true, "0 articles  0 statements"},
        {"a stream",
         {1234, 5678, 25'000'000, std::nullopt, 10, 2.5e6},
         true,
         "1,234 articles  5,678 statements  2.5 MB/s"},
        {"files",
         {1, 1, 25'000'000, 100'000'000, 10, 2.5e6},
         true,
         "1 article  1 statement  2.5 MB/s  [#####...............]  25 %  30 s left"},
        {"without a bar",
         {2, 1, 25'000'000, 100'000'000, 10, 2.5e6},
         false,
         "2 articles  1 statement  2.5 MB/s  25 %  30 s left"},
        {"minutes",
         {2, 2, 1'000'000, 1'000'000'000, 10, 1e6},
         false,
         "2 articles  2 statements  0.1 MB/s  0 %  17 min left"},
        {"hours",
         {2, 2, 1'000'000, 10'000'000'000, 10, 1e6},
         false,
         "2 articles  2 statements  0.1 MB/s  0 %  2 h 47 min left"},
        {"files that grew",
         {2, 2, 2'000'000, 1'000'000, 10, 1e6},
         false,
         "2 articles  2 statements  0.2 MB/s  100 %  0 s left"},
        {"too early to say", {2, 2, 500'000, 1'000'000, 1, 1e6}, false, "2 articles  2 statements  0.5 MB/s  50 %"},
        {"nothing to read", {0, 0, 0, 0, 10, 0}, false, "0 articles  0 statements  0.0 MB/s"},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        CHECK(progress_text(row.advance, row.bar) == row.text);
    }
}

/// A clock that stands still until it is told otherwise: what is drawn hangs on the time, and a test machine stalls.
struct SetClock {
    Progress::Clock::time_point now;
    std::function<Progress::Clock::time_point()> reader() {
        return [this] { return now; };
    }
};

/// All that has been written to the other end of `descriptor`, which must be closed for writing: a terminal's output
/// arrives in pieces.
std::string read_all(int descriptor) {
    std::string all;
    char piece[1000];
    for (;;) {
        const ssize_t count = read(descriptor, piece, sizeof piece);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) { // A terminal whose other end is closed fails with EIO, a pipe ends with 0.
            return all;
        }
        all.append(piece, static_cast<std::size_t>(count));
    }
}

TEST_CASE("plain lines are written where there is no terminal, unless nothing is to be shown") {
    for (const bool shown : {true, false}) {
        int ends[2] = {};
        REQUIRE(pipe(ends) == 0);
        SetClock clock;
        {
            Progress progress(ends[1], shown, std::chrono::seconds(30), clock.reader());
            progress.expect(200);
            progress.read(50);
            clock.now += std::chrono::seconds(31);
            progress.read(50);
            progress.advance(40, 3, "a.txt");
            clock.now += std::chrono::seconds(29);
            progress.advance(40, 3, "b.txt");
            clock.now += std::chrono::seconds(2);
            progress.advance(40, 3, "c.txt");
        }
        close(ends[1]);
        CHECK(read_all(ends[0]) == (shown ? "demarche-index: 0 articles  0 statements  0.0 MB/s  50 %  31 s left\n"
                                            "demarche-index: 3 articles  9 statements  0.0 MB/s  50 %\n"
                                          : ""));
        close(ends[0]);
    }
}

TEST_CASE("a terminal gets one line, which goes away for messages") {
    int master = -1;
    int terminal = -1;
    REQUIRE(openpty(&master, &terminal, nullptr, nullptr, nullptr) == 0);
    setenv("TERM", "xterm", 1);
    SetClock clock;
    {
        Progress progress(terminal, true, std::chrono::seconds(30), clock.reader());
        progress.expect(200);
        progress.advance(10, 0, "too early to draw");
        clock.now += std::chrono::milliseconds(120);
        progress.advance(30, 3, "news/a.txt");
        progress.message("something to say");
    }
    close(terminal);
    const std::string all = read_all(master);
    close(master);
    CHECK(all == "\r\x1b[K2 articles  3 statements  [####................]  20 %  news/a.txt"
                 "\r\x1b[Ksomething to say\r\n");
}

} // namespace demarche::indexer
