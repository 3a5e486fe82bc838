// SPDX-License-Identifier: GPL-3.0-or-later
// What is said about how far a run is, on a terminal and elsewhere.
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

TEST_CASE("plain lines are written where there is no terminal, unless nothing is to be shown") {
    for (const bool shown : {true, false}) {
        int ends[2] = {};
        REQUIRE(pipe(ends) == 0);
        {
            Progress progress(ends[1], shown, std::chrono::nanoseconds(0));
            progress.expect(200);
            progress.read(100);
            progress.advance(40, 3, "a.txt");
        }
        close(ends[1]);
        std::string all(1000, '\0');
        const ssize_t count = read(ends[0], all.data(), all.size());
        close(ends[0]);
        all.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        CHECK(all == (shown ? "demarche-index: 0 articles  0 statements  50 %\n"
                              "demarche-index: 1 article  3 statements  50 %\n"
                            : ""));
    }
}

TEST_CASE("a terminal gets one line, which goes away for messages") {
    int master = -1;
    int terminal = -1;
    REQUIRE(openpty(&master, &terminal, nullptr, nullptr, nullptr) == 0);
    setenv("TERM", "xterm", 1);
    {
        Progress progress(terminal, true);
        usleep(120'000);
        progress.expect(200);
        progress.advance(40, 3, "news/a.txt");
        progress.message("something to say");
    }
    std::string all(1000, '\0');
    const ssize_t count = read(master, all.data(), all.size());
    REQUIRE(count > 0);
    all.resize(static_cast<std::size_t>(count));
    close(master);
    close(terminal);
    CHECK_THAT(all, Catch::StartsWith("\r\x1b[K1 article  3 statements  [####................]  20 %  news/a.txt"));
    CHECK_THAT(all, Catch::EndsWith("\r\x1b[Ksomething to say\r\n"));
}

} // namespace demarche::indexer
