// SPDX-License-Identifier: GPL-3.0-or-later
// The commands as functions: what they print, what they report, how they end.
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "indexer/pipeline/commands.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

/// A run whose output and messages are kept.
struct Kept {
    KeptOutput out;
    Progress progress{open("/dev/null", O_WRONLY | O_CLOEXEC), false};
    KeptDiagnostics diagnostics;
    /// -1: never.
    std::atomic<int> questions_until_stop = -1;

    Run run() {
        return {out, progress, diagnostics, [this] {
                    return questions_until_stop == 0 || (questions_until_stop > 0 && --questions_until_stop == 0);
                }};
    }
};

std::size_t count_lines(const std::string& text) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

InputOptions input(const std::vector<std::string>& paths) {
    InputOptions options;
    options.paths = paths;
    options.jobs = 2;
    return options;
}

const char* const summit =
    "Title: Summit\nDate: 2024-12-19\n\n“We are ready to meet,” Vladimir Putin said on Thursday.\n";

} // namespace

TEST_CASE("articles and their statements are printed in the input's order") {
    const test::TempDir dir;
    std::string lines;
    for (int i = 0; i < 50; ++i) {
        lines += "{\"id\":\"" + std::to_string(i) + "\",\"date\":\"2024-12-19\",\"text\":\"“We are ready for round " +
                 std::to_string(i) + ",” Vladimir Putin said.\"}\n";
    }
    const std::string path = dir.write("a.jsonl", lines);
    Kept one;
    CHECK(articles(input({path}), one.run()) == Exit::ok);
    CHECK(count_lines(one.out.text) == 50);
    std::string first;
    for (const unsigned jobs : {1U, 2U, 5U}) {
        Kept kept;
        InputOptions options = input({path});
        options.jobs = jobs;
        CHECK(extract({options}, kept.run()) == Exit::ok);
        CHECK(count_lines(kept.out.text) == 50);
        first = first.empty() ? kept.out.text : first;
        CHECK(kept.out.text == first);
    }
}

TEST_CASE("the language is guessed where none is named") {
    const test::TempDir dir;
    Kept kept;
    CHECK(articles(input({dir.write("a.txt", summit)}), kept.run()) == Exit::ok);
    CHECK_THAT(kept.out.text, Catch::Contains("\"language\":\"en\"") && Catch::Contains("\"id\":\"a.txt\""));
}

TEST_CASE("runs end with the code of what went wrong") {
    const test::TempDir dir;
    const std::string good = dir.write("a.txt", summit);
    SECTION("an input fails") {
        Kept kept;
        CHECK(extract({input({dir / "missing", good})}, kept.run()) == Exit::some_failed);
        CHECK(count_lines(kept.out.text) == 1);
        CHECK(kept.diagnostics.failures() == 1);
    }
    SECTION("a default date that does not exist") {
        Kept kept;
        InputOptions options = input({good});
        options.date = "2024-02-30";
        CHECK(articles(options, kept.run()) == Exit::usage);
        CHECK_THAT(kept.diagnostics.lines.at(0), Catch::StartsWith("error: --date: \"2024-02-30\" is no date"));
        CHECK(kept.out.text.empty());
    }
    SECTION("people that cannot be read") {
        Kept kept;
        InputOptions options = input({good});
        options.people = dir / "nobody.tsv";
        CHECK(extract({options}, kept.run()) != Exit::ok);
        CHECK(kept.diagnostics.failures() == 1);
    }
    SECTION("the reader goes away") {
        Kept kept;
        kept.out.wanted = 10;
        CHECK(extract({input({good, good, good})}, kept.run()) == Exit::ok);
        CHECK(kept.diagnostics.lines.empty());
    }
    SECTION("the user stops it") {
        Kept kept;
        kept.questions_until_stop = 0;
        CHECK(extract({input({good})}, kept.run()) == Exit::interrupted);
    }
    SECTION("no statement is no failure") {
        Kept kept;
        CHECK(extract({input({dir.write("b.txt", "The sea was calm.\n")})}, kept.run()) == Exit::ok);
        CHECK(kept.out.text.empty());
    }
}

TEST_CASE("an index is filled, counted and emptied") {
    const test::TempDir dir;
    const std::string path = dir.write("a.txt", summit);
    AddOptions adding;
    adding.index = dir / "db";
    adding.input = input({path});
    Kept first;
    REQUIRE(add(adding, first.run()) == Exit::ok);
    Kept again;
    CHECK(add(adding, again.run()) == Exit::ok);
    Kept counted;
    CHECK(stats({adding.index, true}, counted.run()) == Exit::ok);
    CHECK_THAT(
        counted.out.text,
        Catch::StartsWith(R"({"record":"stats","articles":1,"statements":1,"speakers":1,"first_date":"2024-12-19")"));
    Kept unknown;
    CHECK(remove({adding.index, {"nothing", "a.txt"}}, unknown.run()) == Exit::some_failed);
    CHECK(unknown.diagnostics.failures() == 1);
    Kept emptied;
    CHECK(stats({adding.index, false}, emptied.run()) == Exit::ok);
    CHECK_THAT(emptied.out.text, Catch::StartsWith("articles    0\nstatements  0\n"));
}

TEST_CASE("a dry run writes nothing") {
    const test::TempDir dir;
    AddOptions adding;
    adding.index = dir / "db";
    adding.dry_run = true;
    adding.input = input({dir.write("a.txt", summit)});
    Kept kept;
    CHECK(add(adding, kept.run()) == Exit::ok);
    CHECK_FALSE(std::filesystem::exists(adding.index));
}

TEST_CASE("commands on an index that is not there say so") {
    const test::TempDir dir;
    Kept counting;
    CHECK(stats({dir / "db", false}, counting.run()) == Exit::bad_index);
    Kept removing;
    CHECK(remove({dir / "db", {"x"}}, removing.run()) == Exit::bad_index);
    CHECK_FALSE(std::filesystem::exists(dir / "db"));
}

TEST_CASE("an interrupted run keeps what it did") {
    const test::TempDir dir;
    std::string lines;
    for (int i = 0; i < 300; ++i) {
        lines += "{\"id\":\"" + std::to_string(i) + "\",\"text\":\"“We are ready,” Vladimir Putin said.\"}\n";
    }
    AddOptions adding;
    adding.index = dir / "db";
    adding.input = input({dir.write("a.jsonl", lines)});
    Kept kept;
    kept.questions_until_stop = 100;
    CHECK(add(adding, kept.run()) == Exit::interrupted);
    Kept counted;
    CHECK(stats({adding.index, true}, counted.run()) == Exit::ok);
    CHECK_THAT(counted.out.text, !Catch::Contains("\"articles\":0,") && !Catch::Contains("\"articles\":300,"));
    Kept finished;
    CHECK(add(adding, finished.run()) == Exit::ok);
    Kept all;
    CHECK(stats({adding.index, true}, all.run()) == Exit::ok);
    CHECK_THAT(all.out.text, Catch::Contains("\"articles\":300,\"statements\":300,"));
}

TEST_CASE("output that cannot be written is reported, a closed pipe is not") {
    const int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
    REQUIRE(full >= 0);
    FileOutput out(full, "standard output");
    CHECK(out.write("x"));
    CHECK_FALSE(out.flush());
    CHECK_FALSE(out.write("y"));
    REQUIRE(out.error().has_value());
    CHECK_THAT(out.error()->message(), Catch::StartsWith("standard output: cannot write: "));
    close(full);
}

} // namespace demarche::indexer
