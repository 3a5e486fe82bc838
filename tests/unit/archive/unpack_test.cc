// SPDX-License-Identifier: GPL-3.0-or-later
// Containers of every kind, whole, nested, damaged and hostile.
#include <chrono>
#include <clocale>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/report/diagnostics.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/unpack.hh"
#include "tests/unit/archive/packed.hh"

namespace demarche::indexer {

namespace {

struct Out {
    std::vector<std::string> names;
    std::vector<std::string> bytes;
    std::vector<std::string> lines;
    std::size_t failures = 0;
    std::uint64_t size = 0;
};

Out open(std::string_view bytes, const UnpackLimits& limits = {}, bool top = true) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    Out out;
    KeptDiagnostics diagnostics;
    MemoryStream stream(bytes);
    Entry entry{"in/pack", "pack", stream};
    unpack(entry, top,
           [&](Entry& one) {
               out.names.push_back(one.name);
               std::string content;
               const Result<bool> whole = read_all(one.bytes, content, 1U << 20U);
               if (!whole) {
                   diagnostics.failed(whole.error());
               }
               out.bytes.push_back(content);
               std::vector<char> rest(1U << 20U);
               Result<std::size_t> count = std::size_t{1};
               while (whole && !*whole && count && *count > 0) {
                   count = one.bytes.read(rest);
                   out.size += count.value_or(0);
                   if (!count) {
                       diagnostics.failed(count.error());
                   }
               }
               return true;
           },
           diagnostics, limits, {});
    out.lines = diagnostics.lines;
    out.failures = diagnostics.failures();
    return out;
}

const std::vector<Packed> two{{"a.txt", "one"}, {"sub/ж.txt", "two"}};

struct Row {
    const char* name;
    std::string bytes;
    std::vector<std::string> names;
};

} // namespace

TEST_CASE("containers are opened, nested ones too") {
    const std::vector<std::string> names{"a.txt", "sub/ж.txt"};
    const std::string tar = pack(two, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED);
    const std::string zip = pack(two, ARCHIVE_FORMAT_ZIP);
    const std::vector<Row> rows{
        {"tar", tar, names},
        {"GNU tar", pack(two, ARCHIVE_FORMAT_TAR_GNUTAR), names},
        {"old tar", pack({{"a.txt", "one"}, {"sub/x.txt", "two"}}, ARCHIVE_FORMAT_TAR_USTAR), {"a.txt", "sub/x.txt"}},
        {"zip", zip, names},
        {"7z out of a stream", pack(two, ARCHIVE_FORMAT_7ZIP), names},
        {"tar.gz", compress(tar, ARCHIVE_FILTER_GZIP), names},
        {"tar.bz2", compress(tar, ARCHIVE_FILTER_BZIP2), names},
        {"tar.xz", compress(tar, ARCHIVE_FILTER_XZ), names},
        {"tar.zst", compress(tar, ARCHIVE_FILTER_ZSTD), names},
        {"zip.gz", compress(zip, ARCHIVE_FILTER_GZIP), names},
        {"zip in tar", pack({{"x.zip", zip}}, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED), {"x.zip/a.txt", "x.zip/sub/ж.txt"}},
        {"tar.gz in zip",
         pack({{"x.tar.gz", compress(tar, ARCHIVE_FILTER_GZIP)}}, ARCHIVE_FORMAT_ZIP),
         {"x.tar/a.txt", "x.tar/sub/ж.txt"}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const Out out = open(row.bytes);
            CHECK(out.names == row.names);
            CHECK(out.bytes == std::vector<std::string>{"one", "two"});
            CHECK(out.lines.empty());
        }
    }
}

TEST_CASE("compressed streams give what is in them") {
    for (const int filter : {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_ZSTD}) {
        INFO(filter);
        const Out out = open(compress("{\"text\":\"one\"}\n", filter));
        CHECK(out.bytes == std::vector<std::string>{"{\"text\":\"one\"}\n"});
        CHECK(out.names == std::vector<std::string>{"pack"});
    }
    // Parts that were compressed one by one are one stream.
    const Out parts = open(compress("one ", ARCHIVE_FILTER_GZIP) + compress("two", ARCHIVE_FILTER_GZIP));
    CHECK(parts.bytes == std::vector<std::string>{"one two"});
}

TEST_CASE("plain entries pass unchanged") {
    for (const std::string& bytes : {std::string("BZh is no archive, said the minister."), std::string(),
                                     std::string("WARC is a format"), std::string(2000, 'x')}) {
        const Out out = open(bytes);
        CHECK(out.bytes == std::vector<std::string>{bytes});
        CHECK(out.names == std::vector<std::string>{"pack"});
    }
}

TEST_CASE("names of members follow the container's unless it was named itself") {
    CHECK(open(pack(two, ARCHIVE_FORMAT_ZIP), {}, false).names ==
          std::vector<std::string>{"pack/a.txt", "pack/sub/ж.txt"});
}

TEST_CASE("what leads elsewhere is no member") {
    const Out out = open(pack({{"../../etc/passwd", "one"},
                               {"/absolute.txt", "two"},
                               {"link.txt", "", AE_IFLNK},
                               {"queue", "", AE_IFIFO},
                               {".git/config", "x"},
                               {"__MACOSX/._a.txt", "x"},
                               {"a.txt", "three"}},
                              ARCHIVE_FORMAT_TAR_PAX_RESTRICTED));
    CHECK(out.names == std::vector<std::string>{"etc/passwd", "absolute.txt", "a.txt"});
    CHECK(out.failures == 0);
    REQUIRE(out.lines.size() == 1);
    CHECK_THAT(out.lines[0], Catch::StartsWith("warning: in/pack: 4 hidden or special members skipped"));
}

TEST_CASE("archives inside archives end at the limit") {
    std::string bytes = "core";
    for (int i = 0; i < 40; ++i) {
        bytes = pack({{"x", bytes}}, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED);
    }
    const Out out = open(bytes);
    CHECK(out.names.empty());
    CHECK(out.failures == 1);
    CHECK_THAT(out.lines.at(0), Catch::Contains("packed too deep"));
}

TEST_CASE("what unpacks to too much is stopped") {
    UnpackLimits limits;
    limits.ratio_from = 4U << 20U;
    const std::string zeros(64U << 20U, '\0');
    const std::string bomb = compress(zeros, ARCHIVE_FILTER_GZIP);
    for (const std::string& bytes :
         {bomb, compress(bomb, ARCHIVE_FILTER_GZIP), pack({{"a", zeros}, {"b", "one"}}, ARCHIVE_FORMAT_ZIP)}) {
        const Out out = open(bytes, limits);
        CHECK(out.failures >= 1);
        CHECK(out.size < 32U << 20U);
        CHECK_THAT(out.lines.at(0), Catch::Contains("unpacks to too much"));
    }
    limits.bytes = 100;
    limits.ratio_from = 1U << 30U;
    const Out small =
        open(pack({{"a", std::string(90, 'a')}, {"b", std::string(90, 'b')}}, ARCHIVE_FORMAT_ZIP), limits);
    CHECK(small.failures == 1);
    CHECK(small.bytes.at(0) == std::string(90, 'a'));
}

TEST_CASE("office documents are named") {
    const Out out = open(pack({{"[Content_Types].xml", "<x/>"}, {"word/document.xml", "<y/>"}}, ARCHIVE_FORMAT_ZIP));
    CHECK(out.names.empty());
    CHECK_THAT(out.lines.at(0), Catch::StartsWith("error: in/pack: office documents"));
}

TEST_CASE("containers cut off or damaged at every byte give what is readable and a failure") {
    std::string text;
    for (int i = 0; i < 40; ++i) {
        text += "line " + std::to_string(i * 7919) + "\n";
    }
    const std::vector<Packed> members{{"a.txt", text}, {"b.txt", text}};
    const std::vector<Row> rows{
        {"tar", pack(members, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED), {}},
        {"zip", pack(members, ARCHIVE_FORMAT_ZIP), {}},
        {"7z", pack(members, ARCHIVE_FORMAT_7ZIP), {}},
        {"tar.gz", compress(pack(members, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED), ARCHIVE_FILTER_GZIP), {}},
        {"tar.xz", compress(pack(members, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED), ARCHIVE_FILTER_XZ), {}},
        {"tar.zst", compress(pack(members, ARCHIVE_FORMAT_TAR_PAX_RESTRICTED), ARCHIVE_FILTER_ZSTD), {}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            // What lies beyond the last member's bytes (padding, directories) need not be missed.
            std::size_t silent_losses = 0;
            for (std::size_t cut = 16; cut < row.bytes.size(); ++cut) {
                const Out out = open(std::string_view(row.bytes).substr(0, cut));
                const bool whole = out.bytes == std::vector<std::string>{text, text};
                silent_losses += static_cast<std::size_t>(!whole && out.failures == 0 &&
                                                          out.names != std::vector<std::string>{"pack"});
            }
            // A tar that ends between two members, without its end mark, is whole for all that can be seen.
            CHECK(silent_losses <= (std::string(row.name) == "tar" ? 1U : 0U));
            for (std::size_t at = 0; at < row.bytes.size(); ++at) {
                std::string damaged = row.bytes;
                damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
                CHECK(open(damaged).names.size() <= 3);
            }
        }
    }
}

} // namespace demarche::indexer
