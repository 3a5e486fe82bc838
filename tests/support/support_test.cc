// SPDX-License-Identifier: GPL-3.0-or-later
// The tests' own tools: a comparison that cannot fail would make every golden test worthless.
#include <string>

#include <catch2/catch.hpp>

#include "tests/support/golden.hh"
#include "tests/support/run_program.hh"
#include "tests/support/temp_dir.hh"

using namespace demarche::test;

TEST_CASE("unified_diff shows what differs and where") {
    struct Row {
        const char* name;
        const char* approved;
        const char* received;
        const char* expected;
    };
    const Row rows[] = {
        {"equal", "a\nb\n", "a\nb\n", ""},
        {"both empty", "", "", ""},
        {"all new", "", "a\n", "@@ line 1 @@\n+a\n"},
        {"all gone", "a\n", "", "@@ line 1 @@\n-a\n"},
        {"changed line", "a\nb\nc\n", "a\nx\nc\n", "@@ line 1 @@\n a\n-b\n+x\n c\n"},
        {"last newline missing", "a\n", "a", "@@ line 1 @@\n-a\n+a\n\\ no newline at the end\n"},
        {"far lines left out", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\n5\nx\n", "@@ line 3 @@\n 3\n 4\n 5\n-6\n+x\n"},
        {"two places", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "x\n1\n2\n3\n4\n5\n6\n7\ny\n",
         "@@ line 1 @@\n-a\n+x\n 1\n 2\n 3\n@@ line 6 @@\n 5\n 6\n 7\n-b\n+y\n"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(unified_diff(row.approved, row.received) == row.expected);
        }
    }
}

TEST_CASE("compare_golden fails where no golden file is, and keeps what was received") {
    const Comparison comparison = compare_golden("tests/support/golden", "none.txt", "received\n");
    CHECK_FALSE(comparison.same);
    CHECK(comparison.difference.find("+received") != std::string::npos);
    CHECK(comparison.difference.find("scripts/approve") != std::string::npos);
}

TEST_CASE("sanitized replaces paths, times and rates alone") {
    struct Row {
        const char* name;
        const char* text;
        const char* expected;
    };
    const Row rows[] = {
        {"path", "cannot read /tmp/x/a.txt", "cannot read <TMP>/a.txt"},
        {"path twice", "/tmp/x /tmp/x", "<TMP> <TMP>"},
        {"seconds", "done in 0.27 s", "done in <TIME>"},
        {"milliseconds", "12 ms, 7ms", "<TIME>, <TIME>"},
        {"rate", "31.5 MB/s and 1,200 articles/s", "<RATE> and <RATE>"},
        {"dates stay", "2024-12-19", "2024-12-19"},
        {"counts stay", "3 statements, 12 speakers", "3 statements, 12 speakers"},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(sanitized(row.text, {{"/tmp/x", "<TMP>"}}) == row.expected);
        }
    }
}

TEST_CASE("run_program keeps streams and exit codes apart") {
    const TempDir folder;
    RunOptions options;
    options.folder = folder.path();

    SECTION("output, error, code") {
        const Outcome done = run_program("/bin/sh", {"-c", "echo out; echo err >&2; exit 3"}, options);
        CHECK(done.out == "out\n");
        CHECK(done.err == "err\n");
        CHECK(done.exit == 3);
    }
    SECTION("input larger than a pipe holds") {
        options.input = std::string(1 << 20, 'x');
        CHECK(run_program("cat", {}, options).out == options.input);
    }
    SECTION("input that nobody reads") {
        options.input = std::string(1 << 20, 'x');
        CHECK(run_program("true", {}, options).exit == 0);
    }
    SECTION("output closed early") {
        options.close_output_after = 10;
        const Outcome done = run_program("yes", {}, options);
        CHECK(done.exit == 128 + 13); // SIGPIPE: `yes` does not handle it
    }
    SECTION("terminal") {
        options.terminal = true;
        CHECK(run_program("/bin/sh", {"-c", "test -t 1 && test -t 2 && echo yes"}, options).out == "yes\n");
    }
    SECTION("no terminal") {
        CHECK(run_program("/bin/sh", {"-c", "test -t 1"}, options).exit == 1);
    }
    SECTION("fixed environment") {
        options.environment["EXTRA"] = "1";
        CHECK(run_program("/bin/sh", {"-c", "echo $TZ $LC_ALL $EXTRA"}, options).out == "UTC C.UTF-8 1\n");
    }
    SECTION("working folder") {
        CHECK(run_program("pwd", {}, options).out == folder.path().string() + "\n");
    }
    SECTION("timeout") {
        options.timeout = 1;
        CHECK(run_program("sleep", {"20"}, options).timed_out);
    }
    SECTION("no such program") {
        CHECK(run_program("no-such-program-here", {}, options).exit == 127);
    }
}
