// SPDX-License-Identifier: GPL-3.0-or-later
// Containers of the index on disk: encodings, sections, damage.
#include <string>

#include <catch2/catch.hpp>

#include "common/index/bytes.hh"
#include "common/index/files.hh"
#include "common/index/section_file.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

TEST_CASE("encoded values come back") {
    ByteWriter out;
    const std::uint64_t numbers[] = {0, 1, 127, 128, 300, 16'383, 16'384, UINT32_MAX, UINT64_MAX};
    for (const std::uint64_t number : numbers) {
        out.varint(number);
    }
    out.i32(-1);
    out.i32(INT32_MIN);
    out.u64(0x0123456789abcdef);
    out.string("text with\0zero");
    out.string("");
    ByteReader in(out.bytes);
    for (const std::uint64_t number : numbers) {
        CHECK(in.varint() == number);
    }
    CHECK(in.i32() == -1);
    CHECK(in.i32() == INT32_MIN);
    CHECK(in.u64() == 0x0123456789abcdef);
    CHECK(in.string() == "text with");
    CHECK(in.string().empty());
    CHECK(in.ok());
    CHECK(in.at_end());
}

TEST_CASE("bytes that end early are noticed") {
    ByteWriter out;
    out.string("four");
    for (std::size_t size = 0; size < out.bytes.size(); ++size) {
        ByteReader in(std::string_view(out.bytes).substr(0, size));
        in.string();
        CHECK_FALSE(in.ok());
    }
    ByteReader endless(std::string_view("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"));
    endless.varint();
    CHECK_FALSE(endless.ok());
}

TEST_CASE("files of sections come back, and damage is found") {
    const test::TempDir dir;
    SectionWriter writer;
    writer.add("first", "one");
    writer.add("empty", "");
    writer.add("a.name.of.24.characters.", std::string(1000, 'x'));
    const std::string bytes = writer.bytes();
    dir.write("good", bytes);

    const auto file = SectionFile::open(dir / "good");
    REQUIRE(file);
    CHECK(file->section("first").value() == "one");
    CHECK(file->section("empty").value().empty());
    CHECK(file->section("a.name.of.24.characters.").value().size() == 1000);
    CHECK_FALSE(file->find("second"));
    CHECK_FALSE(file->section("second"));
    CHECK_FALSE(file->array<std::uint32_t>("first", 1));
    CHECK(file->verify());

    SECTION("missing") {
        const auto missing = SectionFile::open(dir / "none");
        REQUIRE_FALSE(missing);
        CHECK(missing.error().exit == Exit::bad_index);
        CHECK(missing.error().where == (dir / "none").string());
    }
    SECTION("cut at every length") {
        for (std::size_t size = 0; size < bytes.size(); size += 7) {
            dir.write("cut", std::string_view(bytes).substr(0, size));
            const auto cut = SectionFile::open(dir / "cut");
            REQUIRE_FALSE(cut);
            CHECK(cut.error().exit == Exit::bad_index);
        }
    }
    SECTION("longer than it was") {
        dir.write("long", bytes + "x");
        CHECK_FALSE(SectionFile::open(dir / "long"));
    }
    SECTION("a bit of it turned, anywhere but in the padding") {
        for (std::size_t at = 0; at < bytes.size(); at += 5) {
            std::string turned = bytes;
            turned[at] = static_cast<char>(turned[at] ^ 4);
            dir.write("turned", turned);
            const auto opened = SectionFile::open(dir / "turned");
            // "one" at its multiple of eight is followed by five bytes that nothing reads.
            const bool padding = !opened ? false : opened->section("first").value() == "one";
            CHECK((!opened || padding));
        }
    }
}

TEST_CASE("a file is replaced as a whole") {
    const test::TempDir dir;
    REQUIRE(replace_file(dir / "file", "old"));
    REQUIRE(replace_file(dir / "file", "new and longer"));
    CHECK(read_file(dir / "file").value() == "new and longer");
    const auto failed = replace_file(dir / "no" / "folder", "x");
    REQUIRE_FALSE(failed);
    CHECK(failed.error().exit == Exit::bad_index);
}

} // namespace demarche::index
