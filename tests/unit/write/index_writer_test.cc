// SPDX-License-Identifier: GPL-3.0-or-later
// The writer of an index: what it keeps, replaces, refuses, and leaves behind when it is killed.
#include <csignal>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "common/index/checksum.hh"
#include "common/index/files.hh"
#include "common/index/manifest.hh"
#include "common/names/who_is_who.hh"
#include "indexer/write/index_writer.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

using test::put;
using test::Sample;
using test::sample_article;
using test::sample_statement;

IndexWriter open(const std::filesystem::path& path, WriterOptions options = {}) {
    auto writer = IndexWriter::open(path, names::WhoIsWho::builtin(), options);
    if (!writer) {
        throw std::runtime_error(writer.error().message());
    }
    return std::move(*writer);
}

Sample sample(const std::string& id, const std::string& text = "Text.") {
    return {sample_article(id, text),
            {sample_statement(id + "/1", "Ada Lovelace", "First words of " + text, "2024-12-19"),
             sample_statement(id + "/2", "Alan Turing", "Second words", "2024-12-21")}};
}

std::size_t segments_on_disk(const std::filesystem::path& index) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(index / "segments")) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("what is committed is there") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    {
        IndexWriter writer = open(dir / "index");
        CHECK(writer.totals()->articles == 0);
        CHECK(put(writer, sample("a"), diagnostics) == ArticleState::fresh);
        CHECK(put(writer, {sample_article("empty", "No statement here."), {}}, diagnostics) == ArticleState::fresh);
        REQUIRE(writer.commit());
        const auto totals = writer.totals();
        REQUIRE(totals);
        CHECK(totals->articles == 2);
        CHECK(totals->statements == 2);
        CHECK(totals->speakers == 2);
        REQUIRE(totals->dates);
        CHECK(totals->dates->first.iso() == "2024-12-19");
        CHECK(totals->dates->last.iso() == "2024-12-21");
        CHECK(totals->segments == 1);
        CHECK(totals->bytes > 0);
    }
    CHECK(index_totals(dir / "index")->articles == 2);
    CHECK(diagnostics.lines.empty());
}

TEST_CASE("unchanged articles are known, changed ones replaced") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    {
        IndexWriter writer = open(dir / "index");
        put(writer, sample("a"), diagnostics);
        put(writer, sample("b"), diagnostics);
        CHECK(put(writer, sample("a"), diagnostics) == ArticleState::unchanged);
        REQUIRE(writer.commit());
    }
    IndexWriter writer = open(dir / "index");
    CHECK(put(writer, sample("a"), diagnostics) == ArticleState::unchanged);
    CHECK(put(writer, sample("b", "Other text."), diagnostics) == ArticleState::changed);
    REQUIRE(writer.commit());
    const auto totals = writer.totals();
    REQUIRE(totals);
    CHECK(totals->articles == 2);
    CHECK(totals->statements == 4);
    // More than a fifth dead: the segment was built again without them.
    CHECK(totals->dead == 0);
    CHECK(totals->segments == 2);

    SECTION("a commit without changes does nothing") {
        const std::uint64_t generation = index::read_manifest(dir / "index")->generation;
        REQUIRE(writer.commit());
        CHECK(index::read_manifest(dir / "index")->generation == generation);
    }
    SECTION("replaced within one commit") {
        put(writer, sample("c", "One."), diagnostics);
        put(writer, sample("c", "Two."), diagnostics);
        REQUIRE(writer.commit());
        CHECK(writer.totals()->articles == 3);
        CHECK(writer.totals()->statements == 6);
    }
    SECTION("back to what it was") {
        CHECK(put(writer, sample("b"), diagnostics) == ArticleState::changed);
        REQUIRE(writer.commit());
        CHECK(writer.totals()->articles == 2);
        CHECK(writer.totals()->dead == 0);
    }
}

TEST_CASE("one id from two sources is kept twice, with a warning") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    Sample other = sample("a", "Other text.");
    other.article.source = "elsewhere";
    {
        IndexWriter writer = open(dir / "index");
        put(writer, sample("a"), diagnostics);
        CHECK(put(writer, other, diagnostics) == ArticleState::fresh);
        REQUIRE(diagnostics.lines.size() == 1);
        CHECK(diagnostics.lines[0].find("“a~2”") != std::string::npos);
        REQUIRE(writer.commit());
        CHECK(writer.totals()->articles == 2);
    }
    IndexWriter writer = open(dir / "index");
    Article again = other.article;
    CHECK(writer.claim(again, diagnostics) == ArticleState::unchanged);
    CHECK(again.id == "a~2");
    again = other.article;
    again.text = "Third text.";
    CHECK(writer.claim(again, diagnostics) == ArticleState::changed);
    CHECK(again.id == "a~2");
    Article same_content = sample("a").article;
    same_content.source = "a third place";
    CHECK(writer.claim(same_content, diagnostics) == ArticleState::unchanged);
    CHECK(same_content.id == "a");
}

TEST_CASE("an article without an id gets one from its content") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    IndexWriter writer = open(dir / "index");
    Article first = sample_article("", "One text.");
    Article second = sample_article("", "Another text.");
    writer.claim(first, diagnostics);
    writer.claim(second, diagnostics);
    CHECK(first.id.size() == 32);
    CHECK(first.id != second.id);
}

TEST_CASE("removed articles are gone") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    IndexWriter writer = open(dir / "index");
    put(writer, sample("a"), diagnostics);
    put(writer, sample("b"), diagnostics);
    REQUIRE(writer.commit());
    CHECK(writer.remove("a"));
    CHECK_FALSE(writer.remove("a"));
    CHECK_FALSE(writer.remove("nobody"));
    REQUIRE(writer.commit());
    CHECK(writer.totals()->articles == 1);
    CHECK(writer.totals()->statements == 2);
    CHECK(put(writer, sample("a"), diagnostics) == ArticleState::fresh);
    REQUIRE(writer.commit());
    CHECK(writer.totals()->articles == 2);
}

TEST_CASE("what is not committed leaves no trace") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    {
        IndexWriter writer = open(dir / "index");
        put(writer, sample("a"), diagnostics);
        REQUIRE(writer.commit());
        put(writer, sample("b"), diagnostics);
    }
    dir.write("index/segments/2-1/columns", "half a segment");
    dir.write("index/manifest.new", "half a manif");
    dir.write("index/dead-99", "left over");
    IndexWriter writer = open(dir / "index");
    CHECK(segments_on_disk(dir / "index") == 1);
    CHECK_FALSE(std::filesystem::exists(dir / "index" / "manifest.new"));
    CHECK_FALSE(std::filesystem::exists(dir / "index" / "dead-99"));
    CHECK(writer.totals()->articles == 1);
    CHECK(put(writer, sample("b"), diagnostics) == ArticleState::fresh);
    REQUIRE(writer.commit());
    CHECK(writer.totals()->articles == 2);
}

TEST_CASE("segments are closed when they are full") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    WriterOptions options;
    options.segment_statements = 4;
    options.builders = 1;
    IndexWriter writer = open(dir / "index", options);
    for (int i = 0; i < 5; ++i) {
        put(writer, sample("a" + std::to_string(i)), diagnostics);
    }
    REQUIRE(writer.commit());
    CHECK(writer.totals()->segments == 3);
    CHECK(writer.totals()->statements == 10);
}

TEST_CASE("one writer at a time") {
    const test::TempDir dir;
    {
        const IndexWriter first = open(dir / "index");
        const auto second = IndexWriter::open(dir / "index", names::WhoIsWho::builtin());
        REQUIRE_FALSE(second);
        CHECK(second.error().exit == Exit::locked);
    }
    CHECK(IndexWriter::open(dir / "index", names::WhoIsWho::builtin()));
}

TEST_CASE("what is no index is left alone") {
    const test::TempDir dir;
    const auto refused = [&](const std::filesystem::path& path, WriterOptions options = {}) {
        const auto writer = IndexWriter::open(path, names::WhoIsWho::builtin(), options);
        REQUIRE_FALSE(writer);
        CHECK(writer.error().exit == Exit::bad_index);
        return writer.error();
    };
    SECTION("a folder of other things") {
        dir.write("documents/letter.txt", "Dear …");
        CHECK(refused(dir / "documents").why.find("letter.txt") != std::string::npos);
        CHECK(std::filesystem::exists(dir / "documents" / "letter.txt"));
    }
    SECTION("a file") {
        dir.write("file", "x");
        refused(dir / "file");
    }
    SECTION("an index that should be there and is not") {
        WriterOptions options;
        options.create = false;
        refused(dir / "none", options);
        CHECK_FALSE(std::filesystem::exists(dir / "none"));
    }
    SECTION("a damaged manifest") {
        test::write_index(dir / "index", {sample("a")});
        dir.write("index/manifest", "demarche index\nformat\t1\n");
        refused(dir / "index");
        CHECK(segments_on_disk(dir / "index") == 1);
    }
    SECTION("a manifest of another version") {
        test::write_index(dir / "index", {sample("a")});
        std::string text = index::read_file(dir / "index" / "manifest").value();
        text.replace(text.find("schema\t"), 8, "schema\t7");
        text.resize(text.find("end\t"));
        dir.write("index/manifest", text + "end\t" + index::hex(index::checksum(text)) + "\n");
        CHECK(refused(dir / "index").what.find("another version") != std::string::npos);
    }
}

TEST_CASE("a writer killed at any moment leaves the last manifest") {
    const test::TempDir dir;
    // The first commit is slow, since it writes the names; what is to be killed are many quick ones.
    test::write_index(dir / "index", {sample("a0")});
    std::size_t known = 1;
    for (unsigned round = 0; round < 12; ++round) {
        int commits[2] = {};
        REQUIRE(::pipe(commits) == 0);
        const pid_t child = ::fork();
        REQUIRE(child >= 0);
        if (child == 0) {
            // Adds and commits until it is killed, and tells of each commit. It may use nothing of the test's
            // framework.
            KeptDiagnostics diagnostics;
            auto writer = IndexWriter::open(dir / "index", names::WhoIsWho::builtin());
            for (int i = 0; writer && i < 1'000; ++i) {
                put(*writer, sample("a" + std::to_string(i)), diagnostics);
                if (!writer->commit() || ::write(commits[1], "c", 1) != 1) {
                    break;
                }
            }
            ::_exit(0);
        }
        ::close(commits[1]);
        // Somewhere within the commit that follows the last one waited for, however slow the machine is today.
        char told = 0;
        std::size_t acknowledged = 0;
        while (acknowledged < known + round % 4 && ::read(commits[0], &told, 1) == 1) {
            ++acknowledged;
        }
        ::usleep(round * 700);
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        ::close(commits[0]);
        const auto totals = index_totals(dir / "index");
        REQUIRE(totals);
        CHECK(totals->articles >= known);
        CHECK(totals->articles >= acknowledged);
        CHECK(totals->statements == 2 * totals->articles);
        CHECK(totals->dead == 0);
        known = totals->articles;
    }
    CHECK(known > 6);
    KeptDiagnostics diagnostics;
    IndexWriter writer = open(dir / "index");
    CHECK(put(writer, sample("a0"), diagnostics) == ArticleState::unchanged);
    CHECK(segments_on_disk(dir / "index") <= 8);
}

} // namespace demarche::indexer
