// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest: round trip, damage, other versions.
#include <string>

#include <catch2/catch.hpp>

#include "common/index/checksum.hh"
#include "common/index/manifest.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

namespace {

Manifest sample() {
    Manifest manifest;
    manifest.generation = 12;
    manifest.analysis = current_analysis();
    manifest.written_by = current_writer();
    manifest.people = NamedFile{"people-1a", 100, 0xdeadbeef};
    manifest.dead = NamedFile{"dead-12", 5, 1};
    manifest.sources = NamedFile{"sources-11", 7, 2};
    manifest.segments.push_back({"1-1", 10, 2, {{"columns", 1000, 77}, {"docdata.glass", 8192, 78}}});
    manifest.segments.push_back({"12-1", 0, 1, {}});
    return manifest;
}

/// The text with `from` replaced by `to` and the checksum made right again.
std::string changed(std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    text.resize(text.find("end\t"));
    return text + "end\t" + hex(checksum(text)) + "\n";
}

} // namespace

TEST_CASE("manifests come back") {
    const Manifest manifest = sample();
    const auto read = parse_manifest(format_manifest(manifest), "m");
    REQUIRE(read);
    CHECK(*read == manifest);
    Manifest empty;
    empty.analysis = current_analysis();
    CHECK(parse_manifest(format_manifest(empty), "m").value() == empty);
}

TEST_CASE("a damaged manifest is told from a good one") {
    const std::string text = format_manifest(sample());
    for (std::size_t size = 0; size < text.size(); ++size) {
        const auto cut = parse_manifest(text.substr(0, size), "m");
        REQUIRE_FALSE(cut);
        CHECK(cut.error().exit == Exit::bad_index);
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string turned = text;
        turned[at] = static_cast<char>(turned[at] ^ 1);
        CHECK_FALSE(parse_manifest(turned, "m"));
    }
    CHECK_FALSE(parse_manifest(text + "x", "m"));
    CHECK_FALSE(parse_manifest("not a manifest", "m"));
}

TEST_CASE("manifests of another version say what to do") {
    const std::string text = format_manifest(sample());
    struct Row {
        const char* name;
        std::string text;
    };
    const Row rows[] = {
        {"form of the manifest", changed(text, "format\t1", "format\t2")},
        {"schema", changed(text, "schema\t", "schema\t99")},
        {"rules of words", changed(text, "stemmers 1.", "stemmers 9.")},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto read = parse_manifest(row.text, "the/manifest");
            REQUIRE_FALSE(read);
            CHECK(read.error().exit == Exit::bad_index);
            CHECK(read.error().where == "the/manifest");
            CHECK(read.error().hint.find("demarche-index") != std::string::npos);
        }
    }
}

TEST_CASE("names in a manifest stay in their folder") {
    const std::string text = format_manifest(sample());
    CHECK_FALSE(parse_manifest(changed(text, "people-1a", "../people"), "m"));
    CHECK_FALSE(parse_manifest(changed(text, "segment\t1-1", "segment\t.."), "m"));
}

TEST_CASE("a folder without an index says so") {
    const test::TempDir dir;
    const auto none = read_manifest(dir / "nothing");
    REQUIRE_FALSE(none);
    CHECK(none.error().exit == Exit::bad_index);
    CHECK(none.error().why == "no such folder");
    CHECK(read_manifest(dir.path()).error().why == "the folder has no manifest");
}

} // namespace demarche::index
