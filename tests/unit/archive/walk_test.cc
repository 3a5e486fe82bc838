// SPDX-License-Identifier: GPL-3.0-or-later
// Walking: order, names, what is skipped, what fails, and that the rest is unharmed.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/archive/walk.hh"
#include "tests/support/temp_dir.hh"
#include "tests/unit/archive/packed.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// What a walk gave: names, sources and bytes of entries, and the lines of diagnostics.
struct Walked {
    std::vector<std::string> names;
    std::vector<std::string> sources;
    std::vector<std::string> bytes;
    std::vector<std::string> lines;
    std::size_t failures = 0;
};

Walked walked(const std::vector<std::string>& paths, const WalkOptions& options = {}, std::size_t most = 1000) {
    Walked out;
    KeptDiagnostics diagnostics;
    walk(
        paths,
        [&](Entry& entry) {
            out.names.push_back(entry.name);
            out.sources.push_back(entry.source);
            std::string bytes;
            REQUIRE(read_all(entry.bytes, bytes, 1000).value());
            out.bytes.push_back(bytes);
            return out.names.size() < most;
        },
        diagnostics, options);
    out.lines = diagnostics.lines;
    out.failures = diagnostics.failures();
    return out;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("a folder gives all below it, sorted by bytes") {
    const test::TempDir dir;
    for (const char* name : {"b.txt", "a/z.txt", "a/b/c.txt", "B.txt", "é.txt", "a.txt", "10", "9"}) {
        dir.write(name, name);
    }
    const Walked all = walked({dir.path()});
    CHECK(all.names == Names{"10", "9", "B.txt", "a/b/c.txt", "a/z.txt", "a.txt", "b.txt", "é.txt"});
    CHECK(all.bytes == all.names);
    CHECK(all.lines.empty());
    const std::string root = dir.path().string();
    CHECK(all.sources.front() == root + "/10");
    CHECK(walked({root + "/"}).names == all.names);
    CHECK(walked({root + "/"}).sources == all.sources);
}

TEST_CASE("paths come in the order they are given") {
    const test::TempDir dir;
    const std::string b = dir.write("x/b.txt", "1");
    const std::string a = dir.write("y/a.txt", "2");
    const Walked both = walked({b, a});
    CHECK(both.names == Names{"b.txt", "a.txt"});
    CHECK(both.sources == Names{b, a});
}

TEST_CASE("what cannot be read is named and the rest is read") {
    const test::TempDir dir;
    const std::string good = dir.write("good.txt", "1");
    const std::string missing = dir / "missing.txt";
    const Walked out = walked({missing, good});
    CHECK(out.names == Names{"good.txt"});
    REQUIRE(out.failures == 1);
    CHECK(out.lines.front() == "error: " + missing + ": cannot read: No such file or directory; check the path");
}

TEST_CASE("a file without permission is named and the rest is read") {
    if (geteuid() == 0) {
        return; // Root may read everything.
    }
    const test::TempDir dir;
    const fs::path closed = dir.write("a.txt", "1");
    dir.write("b.txt", "2");
    fs::permissions(closed, fs::perms::none);
    const Walked out = walked({dir.path()});
    CHECK(out.names == Names{"b.txt"});
    CHECK(out.failures == 1);
}

TEST_CASE("symbolic links are followed, but never in a circle") {
    const test::TempDir dir;
    dir.write("a/one.txt", "1");
    dir.write("other.txt", "2");
    fs::create_directory_symlink(dir.path(), dir / "a/up");
    fs::create_symlink(dir / "other.txt", dir / "a/link.txt");
    fs::create_directory_symlink(dir / "a", dir / "b");
    fs::create_symlink("nothing", dir / "dangling");
    const Walked out = walked({dir.path()});
    CHECK(out.names == Names{"a/link.txt", "a/one.txt", "b/link.txt", "b/one.txt", "other.txt"});
    CHECK(out.failures == 1);
    REQUIRE(out.lines.size() == 3);
    CHECK_THAT(out.lines[0], Catch::StartsWith("warning: ") && Catch::Contains("a/up: skipped: a symbolic link back"));
    CHECK_THAT(out.lines[1], Catch::Contains("b/up: skipped"));
    CHECK_THAT(out.lines[2],
               Catch::StartsWith("error: ") && Catch::Contains("dangling: cannot read: a symbolic link to nothing"));
}

TEST_CASE("hidden names and special files in a folder are skipped with a warning") {
    const test::TempDir dir;
    dir.write(".git/config", "x");
    dir.write(".hidden", "x");
    dir.write("seen.txt", "x");
    REQUIRE(mkfifo((dir / "pipe").c_str(), 0600) == 0);
    const Walked out = walked({dir.path()});
    CHECK(out.names == Names{"seen.txt"});
    CHECK(out.failures == 0);
    REQUIRE(out.lines.size() == 1);
    CHECK_THAT(out.lines.front(), Catch::Contains("3 hidden or special names skipped") && Catch::Contains(".git"));
    // A hidden path that is asked for is read.
    CHECK(walked({dir / ".hidden"}).names == Names{".hidden"});
}

TEST_CASE("standard input is read once") {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    REQUIRE(write(ends[1], "piped", 5) == 5);
    close(ends[1]);
    const Walked out = walked({"-", "-"}, {[] { return false; }, ends[0]});
    close(ends[0]);
    CHECK(out.names == Names{"-"});
    CHECK(out.sources == Names{"-"});
    CHECK(out.bytes == Names{"piped"});
    REQUIRE(out.lines.size() == 1);
    CHECK(out.lines.front() == "warning: -: standard input is read once");
}

TEST_CASE("a walk ends when it is told to") {
    const test::TempDir dir;
    for (const char* name : {"a", "b", "c"}) {
        dir.write(name, name);
    }
    CHECK(walked({dir.path(), dir.path()}, {}, 2).names == Names{"a", "b"});
    int asked = 0;
    CHECK(walked({dir.path()}, {[&asked] { return ++asked > 2; }, 0}).names.size() < 3);
}

TEST_CASE("waiting for input ends when it is told to") {
    int ends[2] = {};
    REQUIRE(pipe(ends) == 0);
    int asked = 0;
    // Nobody ever writes; without the question the read would wait for ever.
    FileStream stream(ends[0], "the pipe", false, [&asked] { return ++asked > 2; });
    std::string bytes;
    const Result<bool> read = read_all(stream, bytes, 10);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().exit == Exit::interrupted);
    CHECK(read.error().message() == "the pipe: interrupted");
    close(ends[0]);
    close(ends[1]);
}

TEST_CASE("names that are no UTF-8 become so") {
    const test::TempDir dir;
    dir.write("caf\xe9.txt", "1");
    const Walked out = walked({dir.path()});
    CHECK(out.names == Names{"caf\xef\xbf\xbd.txt"});
    CHECK(out.failures == 0);
}

TEST_CASE("an empty folder gives nothing") {
    const test::TempDir dir;
    const Walked out = walked({dir.path()});
    CHECK(out.names.empty());
    CHECK(out.lines.empty());
}

TEST_CASE("patterns choose by name or by the last part of it") {
    const test::TempDir dir;
    for (const char* name : {"a.html", "b.txt", "old/c.html", "old/d.txt", "new/e.html"}) {
        dir.write(name, name);
    }
    struct Row {
        const char* name;
        Names include;
        Names exclude;
        Names wanted;
    };
    const std::vector<Row> rows{
        {"none", {}, {}, {"a.html", "b.txt", "new/e.html", "old/c.html", "old/d.txt"}},
        {"an ending", {"*.html"}, {}, {"a.html", "new/e.html", "old/c.html"}},
        {"several", {"a.*", "d.*"}, {}, {"a.html", "old/d.txt"}},
        {"a folder left out", {}, {"old"}, {"a.html", "b.txt", "new/e.html"}},
        {"a path", {"old/*"}, {}, {"old/c.html", "old/d.txt"}},
        {"both", {"*.html"}, {"new/*"}, {"a.html", "old/c.html"}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            WalkOptions options;
            options.include = row.include;
            options.exclude = row.exclude;
            CHECK(walked({dir.path()}, options).names == row.wanted);
        }
    }
}

TEST_CASE("what is packed into a file is wanted with it") {
    const test::TempDir dir;
    dir.write("a.zip", pack({{"x.html", "one"}, {"y.txt", "two"}}, ARCHIVE_FORMAT_ZIP));
    dir.write("b.html", "three");
    WalkOptions options;
    options.include = {"*.zip"};
    CHECK(walked({dir.path()}, options).names == Names{"a.zip/x.html", "a.zip/y.txt"});
    options.exclude = {"*.txt"};
    CHECK(walked({dir.path()}, options).names == Names{"a.zip/x.html"});
    options.exclude = {"a.zip"};
    CHECK(walked({dir.path()}, options).names.empty());
}

TEST_CASE("files are announced, ended and measured one by one") {
    const test::TempDir dir;
    dir.write("a.zip", pack({{"x.html", "one"}, {"y.txt", "two"}}, ARCHIVE_FORMAT_ZIP));
    dir.write("b.txt", "three");
    dir.write("c.txt", "four, passed over");
    dir.write("d.txt", std::string(900, 'x'));
    dir.write("e.txt", "not wanted");
    Names log;
    std::uint64_t taken = 0;
    WalkOptions options;
    options.exclude = {"e.txt"};
    options.begin = [&](const std::string& source) {
        log.push_back("begin " + fs::path(source).filename().string());
        return !source.ends_with("c.txt");
    };
    options.end = [&](const std::string& source) {
        log.push_back("end " + fs::path(source).filename().string());
        return true;
    };
    options.taken = [&](std::uint64_t bytes) { taken += bytes; };
    CHECK(walked({dir.path()}, options).names == Names{"a.zip/x.html", "a.zip/y.txt", "b.txt", "d.txt"});
    CHECK(log ==
          Names{"begin a.zip", "end a.zip", "begin b.txt", "end b.txt", "begin c.txt", "begin d.txt", "end d.txt"});
    const auto measured = measure({dir.path()}, options);
    REQUIRE(measured);
    CHECK(*measured == taken);
    CHECK(*measured > 900);
    CHECK_FALSE(measure({dir.path(), "-"}, options));
    options.stopped = [] { return true; };
    CHECK_FALSE(measure({dir.path()}, options));
}

} // namespace demarche::indexer
