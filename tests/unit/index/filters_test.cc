// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of documents: every way of writing one gives back the same documents, walked or skipped through, alone or
// merged.
#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/index/filters.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::index {

namespace {

using Documents = std::vector<std::uint32_t>;

/// Equal numbers for equal seeds.
class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    std::uint32_t operator()() { return static_cast<std::uint32_t>(engine_()); }

  private:
    std::mt19937 engine_;
};

Documents range(std::uint32_t first, std::uint32_t last, std::uint32_t step = 1) {
    Documents out;
    for (std::uint32_t docid = first; docid <= last; docid += step) {
        out.push_back(docid);
    }
    return out;
}

Documents one_in(std::uint32_t share, std::uint32_t documents, unsigned seed) {
    Random random(seed);
    Documents out;
    for (std::uint32_t docid = 1; docid <= documents; ++docid) {
        if (random() % share == 0) {
            out.push_back(docid);
        }
    }
    return out;
}

std::string encoded(const Documents& documents, std::uint32_t of) {
    ListBuilder list;
    for (const std::uint32_t docid : documents) {
        list.add(docid);
        list.add(docid);
    }
    return list.encoded(of);
}

Documents walked(FilterCursor cursor) {
    Documents out;
    for (; !cursor.at_end(); cursor.next()) {
        out.push_back(cursor.docid());
    }
    return out;
}

struct Row {
    const char* name;
    Documents documents;
    std::uint32_t of;
    /// The type that is the shortest.
    int type;
};

const std::vector<Row>& rows() {
    static const std::vector<Row> all{
        {"one document", {7}, 10, 2},
        {"the first", {1}, 1, 2},
        {"the last of many", {1'000'000}, 1'000'000, 2},
        {"all", range(1, 1000), 1000, 2},
        {"a run in the middle", range(500, 620), 1000, 2},
        {"two far apart", {1, 900'000}, 1'000'000, 0},
        {"a run and one more", {4, 5, 6, 9}, 1000, 0},
        {"exactly one block", range(3, 3 + 2 * 127, 2), 100'000, 0},
        {"one more than a block", range(3, 3 + 2 * 128, 2), 100'000, 0},
        {"many blocks", one_in(50, 100'000, 1), 100'000, 0},
        {"large gaps", range(1, 2'000'000, 70'000), 2'000'000, 0},
        {"every second", range(2, 10'000, 2), 10'000, 1},
        {"every second, the last of a word", range(1, 639, 2), 639, 1},
        {"dense", one_in(2, 50'000, 2), 50'000, 1},
    };
    return all;
}

} // namespace

TEST_CASE("a list of documents comes back as it was") {
    for (const Row& row : rows()) {
        DYNAMIC_SECTION(row.name) {
            const std::string list = encoded(row.documents, row.of);
            CHECK(static_cast<unsigned char>(list[0]) % 4 == row.type);
            CHECK(list_count(list) == row.documents.size());
            const FilterCursor cursor(list, row.of);
            CHECK(cursor.count() == row.documents.size());
            CHECK(walked(cursor) == row.documents);
        }
    }
}

TEST_CASE("skipping through a list finds what walking finds") {
    for (const Row& row : rows()) {
        DYNAMIC_SECTION(row.name) {
            const std::string list = encoded(row.documents, row.of);
            Random random(3);
            for (int round = 0; round < 12; ++round) {
                FilterCursor cursor(list, row.of);
                const std::uint32_t stride = 1 + random() % std::max(1U, row.of / 10);
                std::uint32_t wanted = 0;
                while (!cursor.at_end()) {
                    wanted += 1 + random() % stride;
                    cursor.skip_to(wanted);
                    const auto at = std::lower_bound(row.documents.begin(), row.documents.end(), wanted);
                    REQUIRE(cursor.docid() == (at == row.documents.end() ? FilterCursor::end : *at));
                    if (at != row.documents.end() && random() % 3 == 0) {
                        cursor.next();
                        REQUIRE(cursor.docid() == (at + 1 == row.documents.end() ? FilterCursor::end : *(at + 1)));
                        wanted = std::max(wanted, *at);
                    }
                }
                cursor.skip_to(1);
                REQUIRE(cursor.at_end());
            }
        }
    }
}

TEST_CASE("damaged lists end early and stay inside the segment") {
    Random random(5);
    for (const Row& row : rows()) {
        const std::string list = encoded(row.documents, row.of);
        for (std::size_t cut = 0; cut < std::min<std::size_t>(list.size(), 40); ++cut) {
            std::string damaged = list.substr(0, cut);
            for (int round = 0; round < 20; ++round) {
                FilterCursor cursor(damaged, row.of);
                std::uint32_t last = 0;
                while (!cursor.at_end()) {
                    REQUIRE(cursor.docid() > last);
                    REQUIRE(cursor.docid() <= row.of);
                    last = cursor.docid();
                    if (round % 2 == 0) {
                        cursor.next();
                    } else {
                        cursor.skip_to(last + 1 + random() % 500);
                    }
                }
                damaged = list;
                damaged[random() % damaged.size()] = static_cast<char>(random() % 256U);
            }
        }
    }
}

TEST_CASE("filters are found again, and merged segments have those of both") {
    const test::TempDir dir;
    const auto written = [&](const char* name, const FiltersBuilder& builder, std::uint32_t documents) {
        SectionWriter out;
        builder.write(out, documents);
        return SectionFile::open(dir.write(name, out.bytes())).value();
    };
    FiltersBuilder a;
    const std::uint32_t france = a.number("XCOfrance");
    const std::uint32_t english = a.number("Len");
    CHECK(a.number("XCOfrance") == france);
    a.number("XCOnobody");
    for (std::uint32_t docid = 1; docid <= 300; ++docid) {
        a.add(english, docid);
        if (docid % 3 == 0) {
            a.add(france, docid);
        }
    }
    FiltersBuilder b;
    b.add(b.number("XCOperu"), 2);
    b.add(b.number("Len"), 1);
    b.add(b.number("XCOfrance"), 2);
    const SectionFile file_a = written("a", a, 300);
    const SectionFile file_b = written("b", b, 2);
    const Filters filters_a = Filters::open(file_a, 300).value();
    const Filters filters_b = Filters::open(file_b, 2).value();
    CHECK(filters_a.size() == 2);
    CHECK_FALSE(filters_a.find("XCOnobody"));
    CHECK_FALSE(filters_a.find("XCO"));
    CHECK(filters_a.term(filters_a.lower_bound("XCO")) == "XCOfrance");
    CHECK(filters_a.lower_bound("XZ") == 2);
    CHECK(walked(filters_a.cursor(*filters_a.find("Len"))) == range(1, 300));
    CHECK(walked(filters_a.cursor(*filters_a.find("XCOfrance"))) == range(3, 300, 3));

    FiltersMerger merger;
    merger.add(filters_a, 300);
    merger.add(filters_b, 2);
    SectionWriter out;
    merger.write(out);
    const SectionFile file = SectionFile::open(dir.write("merged", out.bytes())).value();
    const Filters merged = Filters::open(file, 302).value();
    CHECK(merged.size() == 3);
    CHECK(walked(merged.cursor(*merged.find("Len"))) == range(1, 301));
    Documents wanted = range(3, 300, 3);
    wanted.push_back(302);
    CHECK(walked(merged.cursor(*merged.find("XCOfrance"))) == wanted);
    CHECK(walked(merged.cursor(*merged.find("XCOperu"))) == Documents{302});
}

} // namespace demarche::index
