// SPDX-License-Identifier: GPL-3.0-or-later
// Streams: limits, looking ahead, errors.
#include <array>
#include <string>

#include <catch2/catch.hpp>
#include <fcntl.h>

#include "indexer/archive/byte_stream.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

/// Gives its bytes one at a time, as a slow pipe does, and fails at the end when told to.
class SlowStream : public ByteStream {
  public:
    SlowStream(std::string bytes, bool fails) : bytes_(std::move(bytes)), fails_(fails) {}
    Result<std::size_t> read(std::span<char> buffer) override {
        if (at_ == bytes_.size()) {
            return fails_ ? Result<std::size_t>(fail({"cannot read", "slow", "", "", Exit::some_failed})) : 0;
        }
        buffer[0] = bytes_[at_++];
        return 1;
    }

  private:
    std::string bytes_;
    bool fails_;
    std::size_t at_ = 0;
};

} // namespace

TEST_CASE("reading all stops at its limit") {
    struct Row {
        const char* name;
        std::size_t size;
        std::size_t limit;
        bool whole;
    };
    for (const Row& row : {Row{"below", 9, 10, true}, Row{"just", 10, 10, true}, Row{"above", 11, 10, false},
                           Row{"nothing", 0, 10, true}, Row{"large", 300'000, 300'000, true},
                           Row{"too large", 300'001, 300'000, false}}) {
        DYNAMIC_SECTION(row.name) {
            const std::string bytes(row.size, 'x');
            MemoryStream stream(bytes);
            std::string out;
            CHECK(read_all(stream, out, row.limit).value() == row.whole);
            CHECK(out.size() == std::min(row.size, row.limit));
        }
    }
}

TEST_CASE("bytes that were looked at are read again") {
    SlowStream below("abcdefgh", false);
    PeekStream stream(below);
    CHECK(stream.peek(3).value() == "abc");
    CHECK(stream.peek(5).value() == "abcde");
    CHECK(stream.peek(2).value() == "ab");
    std::array<char, 4> buffer{};
    REQUIRE(stream.read(buffer).value() == 4);
    CHECK(std::string(buffer.data(), 4) == "abcd");
    CHECK(stream.peek(100).value() == "efgh");
    std::string rest;
    CHECK(read_all(stream, rest, 100).value());
    CHECK(rest == "efgh");
}

TEST_CASE("an error in the middle is passed on") {
    SlowStream failing("abc", true);
    std::string out;
    CHECK_FALSE(read_all(failing, out, 100).has_value());
    SlowStream again("abc", true);
    PeekStream stream(again);
    CHECK(stream.peek(2).value() == "ab");
    CHECK_FALSE(stream.peek(10).has_value());
}

TEST_CASE("a folder opened as a file cannot be read") {
    const test::TempDir dir;
    FileStream stream(open(dir.path().c_str(), O_RDONLY | O_CLOEXEC), "the folder", true);
    std::string out;
    const auto read = read_all(stream, out, 10);
    REQUIRE_FALSE(read.has_value());
    CHECK_THAT(read.error().message(), Catch::StartsWith("the folder: cannot read: "));
}

} // namespace demarche::indexer
