// SPDX-License-Identifier: GPL-3.0-or-later
// The files by which copies are found and in which they are kept.
#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "common/index/files.hh"
#include "common/index/fingerprints.hh"
#include "common/index/overlay.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

namespace {

OverlayData sample() {
    OverlayData data;
    data.segments = {"1-1", "2-1", "3-1"};
    data.families = {{{{2, 7}, {0, 3}, {2, 1}}, 1}, {{{0, 1}, {0, 9}}, 0}};
    data.copies = {{{2, 4}, {0, 2}}, {{0, 2}, {0, 0}}, {{0, 5}, {2, 9}}};
    data.corrections = "corrections";
    return data;
}

Result<Overlay> open(const test::TempDir& dir, const std::string& bytes) {
    return Overlay::open(dir.write("overlay-1", bytes));
}

} // namespace

TEST_CASE("an overlay says what was written") {
    const test::TempDir dir;
    const auto overlay = open(dir, sample().bytes());
    REQUIRE(overlay);
    REQUIRE(overlay->families() == 2);
    const auto family = overlay->family_of({2, 7});
    REQUIRE(family);
    CHECK(overlay->size(*family) == 3);
    CHECK(overlay->document(*family, 0) == Place{2, 7});
    CHECK(overlay->document(*family, 2) == Place{2, 1});
    CHECK(overlay->smallest(*family) == Place{0, 3});
    CHECK(overlay->family_of({0, 3}) == family);
    CHECK(overlay->family_of({0, 9}) != family);
    CHECK_FALSE(overlay->family_of({0, 2}));
    CHECK_FALSE(overlay->family_of({1, 1}));
    CHECK_FALSE(overlay->family_of({9, 1}));
    CHECK(overlay->copy_of({2, 4}) == Place{0, 2});
    CHECK(overlay->original_of({2, 4}) == Place{0, 0});
    CHECK(overlay->original_of({0, 5}) == Place{2, 9});
    CHECK_FALSE(overlay->copy_of({0, 0}));
    CHECK(overlay->copies() == 3);
    CHECK(overlay->corrections() == "corrections");
    std::map<std::uint32_t, std::uint32_t> documents;
    overlay->each_document(0, [&](std::uint32_t docid, std::uint32_t of) { documents[docid] = of; });
    CHECK(documents.size() == 3);
    CHECK(documents.at(3) == *family);
}

TEST_CASE("an empty overlay has nothing") {
    const Overlay none;
    CHECK(none.families() == 0);
    CHECK_FALSE(none.family_of({0, 1}));
    CHECK_FALSE(none.original_of({0, 1}));
    OverlayData data;
    CHECK(data.empty());
    const test::TempDir dir;
    const auto overlay = open(dir, data.bytes());
    REQUIRE(overlay);
    CHECK(overlay->families() == 0);
}

TEST_CASE("a damaged overlay is refused, or read without harm") {
    const test::TempDir dir;
    const std::string whole = sample().bytes();
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string damaged = whole;
        damaged[at] = static_cast<char>(~damaged[at]);
        if (const auto overlay = open(dir, damaged)) {
            // Only padding is under no checksum.
            CHECK(overlay->families() == 2);
            CHECK(overlay->original_of({2, 4}) == Place{0, 0});
        }
        if (const auto overlay = open(dir, whole.substr(0, at))) {
            FAIL("cut at " << at);
        }
    }
    OverlayData circle = sample();
    circle.copies = {{{0, 1}, {0, 2}}, {{0, 2}, {0, 1}}};
    const auto overlay = open(dir, circle.bytes());
    REQUIRE(overlay);
    CHECK(overlay->original_of({0, 1}));
}

TEST_CASE("fingerprints are found again, whatever the sizes of the tables") {
    for (const std::size_t count : {0U, 1U, 7U, 100U, 5'000U}) {
        INFO(count);
        std::mt19937 random(static_cast<unsigned>(count) + 1);
        FingerprintsWriter writer;
        std::multimap<std::uint32_t, std::uint32_t> model;
        for (std::uint32_t number = 0; number < count; ++number) {
            // Some repeat.
            const auto fingerprint =
                random() % 5 == 0 ? 0xfffffff0U + number % 16 : static_cast<std::uint32_t>(random());
            writer.add(fingerprint, number);
            model.emplace(fingerprint, number);
        }
        SectionWriter out;
        writer.write(out, "x");
        const test::TempDir dir;
        const auto file = SectionFile::open(dir.write("file", out.bytes()));
        REQUIRE(file);
        const auto table = Fingerprints::open(*file, "x");
        REQUIRE(table);
        CHECK(table->size() == count);
        std::size_t listed = 0;
        std::uint32_t last = 0;
        table->each([&](std::uint32_t value, std::uint32_t number) {
            CHECK(value >= last);
            last = value;
            listed += number < count ? 1 : 0;
        });
        CHECK(listed == count);
        std::size_t wrong = 0;
        for (const auto& [fingerprint, number] : model) {
            std::set<std::uint32_t> found;
            table->each_like(fingerprint, 32, count, [&](std::uint32_t one) { found.insert(one); });
            wrong += found.contains(number) ? 0 : 1;
            for (const std::uint32_t one : found) {
                // As much as the table keeps agrees.
                const auto own =
                    std::find_if(model.begin(), model.end(), [&](const auto& m) { return m.second == one; });
                wrong += own->first >> (32 - table->bits()) == fingerprint >> (32 - table->bits()) ? 0 : 1;
            }
            // The same from a table that knows less of it.
            found.clear();
            table->each_like(fingerprint >> 24U, 8, count, [&](std::uint32_t one) { found.insert(one); });
            wrong += found.contains(number) ? 0 : 1;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("a fingerprint that too many have is passed over") {
    FingerprintsWriter writer;
    for (std::uint32_t number = 0; number < 20; ++number) {
        writer.add(77, number);
    }
    writer.add(0x80000000U, 99);
    SectionWriter out;
    writer.write(out, "x");
    const test::TempDir dir;
    const auto file = SectionFile::open(dir.write("file", out.bytes()));
    REQUIRE(file);
    const auto table = Fingerprints::open(*file, "x");
    REQUIRE(table);
    std::size_t found = 0;
    table->each_like(77, 32, 19, [&](std::uint32_t) { ++found; });
    CHECK(found == 0);
    table->each_like(77, 32, 20, [&](std::uint32_t) { ++found; });
    CHECK(found == 20);
}

TEST_CASE("the moment of publication") {
    const std::int32_t day = 20'076 * 24 * 60; // 2024-12-19
    struct Row {
        const char* text;
        std::int32_t minutes;
    };
    const Row rows[] = {{"", never_published},
                        {"soon", never_published},
                        {"2024-12-19", day + 24 * 60 - 1},
                        {"2024-12-19T10:30", day + 630},
                        {"2024-12-19T10:30:59Z", day + 630},
                        {"2024-12-19T10:30:00.123+02:00", day + 510},
                        {"2024-12-19 10:30:00-0530", day + 960},
                        {"2024-12-19T10", day + 600},
                        {"2024-12-19T10+01", day + 540},
                        {"2024-12-19T00:30+01:00", day - 30}};
    for (const Row& row : rows) {
        INFO(row.text);
        CHECK(published_minutes(row.text) == row.minutes);
    }
}

} // namespace demarche::index
