// SPDX-License-Identifier: GPL-3.0-or-later
// Families and copies as the writer keeps them: found, deterministic, kept through deleting and merging.
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/who_is_who.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/overlay_check.hh"
#include "tests/support/overlay_names.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

using test::put;
using test::Sample;
using Ids = std::vector<std::string>;

const std::string quote = "We have left nothing off the table, and we expect the same of our neighbours";
const std::string story =
    "The foreign minister said on Tuesday that talks over the river treaty would resume before the "
    "end of the month, and that engineers had been sent to the dam to agree on the figures. ";

/// An article of one statement, published in December 2024.
Sample report(const std::string& id, const std::string& published, const std::string& speaker, const std::string& text,
              const std::string& body = "Text of its own.") {
    Sample sample{test::sample_article(id, body), {test::sample_statement(id + "/1", speaker, text, published)}};
    sample.article.published = published;
    return sample;
}

IndexWriter open(const std::filesystem::path& path) {
    WriterOptions options;
    options.builders = 1;
    auto writer = IndexWriter::open(path, names::WhoIsWho::builtin(), options);
    REQUIRE(writer);
    return std::move(*writer);
}

} // namespace

TEST_CASE("one utterance in several articles is a family") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    {
        IndexWriter writer = open(dir / "index");
        put(writer, report("c", "2024-12-19", "Ilse Brandl", quote), diagnostics);
        put(writer, report("d", "2024-12-19", "Tan Wei", quote), diagnostics);
        put(writer, report("e", "2025-03-01", "Ilse Brandl", quote), diagnostics);
        REQUIRE(writer.commit());
        CHECK(test::overlay_names(dir / "index").families.empty());
        put(writer, report("b", "2024-12-18", "Ilse Brandl", "We have left nothing off the table"), diagnostics);
        put(writer, report("a", "2024-12-20", "", quote), diagnostics);
        REQUIRE(writer.commit());
    }
    // The one without a speaker joins two of one name and one of another: published first first.
    CHECK(test::overlay_names(dir / "index").families ==
          std::map<std::string, Ids>{{"a/1", {"b/1", "c/1", "d/1", "a/1"}}});
    {
        IndexWriter writer = open(dir / "index");
        REQUIRE(writer.remove("a"));
        REQUIRE(writer.commit());
        CHECK(test::overlay_names(dir / "index").families == std::map<std::string, Ids>{{"b/1", {"b/1", "c/1"}}});
        writer.compact();
        REQUIRE(writer.commit());
        CHECK(test::overlay_names(dir / "index").families == std::map<std::string, Ids>{{"b/1", {"b/1", "c/1"}}});
        REQUIRE(writer.remove("b"));
        REQUIRE(writer.commit());
    }
    CHECK(test::overlay_names(dir / "index").families.empty());
}

TEST_CASE("an official is no other person") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    IndexWriter writer = open(dir / "index");
    put(writer, report("a", "2024-12-19", "Ilse Brandl", quote), diagnostics);
    Sample described = report("b", "2024-12-19", "a senior official", quote);
    described.statements[0].speaker_type = SpeakerType::description;
    put(writer, described, diagnostics);
    REQUIRE(writer.commit());
    CHECK(test::overlay_names(dir / "index").families == std::map<std::string, Ids>{{"a/1", {"a/1", "b/1"}}});
}

TEST_CASE("a copy names the first article it is a copy of") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    IndexWriter writer = open(dir / "index");
    const auto article = [&](const std::string& id, const std::string& published, const std::string& text) {
        put(writer, report(id, published, "", "Words of " + id, text + " " + id), diagnostics);
    };
    const std::string second = "Farmers in the delta say that harvests have fallen by a third since the treaty lapsed.";
    article("paper", "2024-12-20", story + second);
    article("cut", "2024-12-21", story);
    REQUIRE(writer.commit());
    CHECK(test::overlay_names(dir / "index").copies == std::map<std::string, std::string>{{"cut", "paper"}});
    // The agency's own comes into the index last, and was first; by the hour, on a day.
    article("later", "2024-12-19T12:00:00+00:00", story + second);
    article("agency", "2024-12-19T12:30:00+02:00", story + second);
    REQUIRE(writer.commit());
    CHECK(test::overlay_names(dir / "index").copies ==
          std::map<std::string, std::string>{{"cut", "agency"}, {"later", "agency"}, {"paper", "agency"}});
    REQUIRE(writer.remove("agency"));
    REQUIRE(writer.commit());
    CHECK(test::overlay_names(dir / "index").copies ==
          std::map<std::string, std::string>{{"cut", "later"}, {"paper", "later"}});
}

TEST_CASE("an overlay that does not fit its index is found out") {
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    {
        IndexWriter writer = open(dir / "index");
        put(writer, report("a", "2024-12-19", "Ilse Brandl", quote), diagnostics);
        put(writer, report("b", "2024-12-19", "Ilse Brandl", quote), diagnostics);
        put(writer, report("c", "2024-12-19", "Ilse Brandl", "Words that nobody else said on this day"), diagnostics);
        REQUIRE(writer.commit());
        REQUIRE(writer.remove("c"));
        REQUIRE(writer.commit());
    }
    const auto opened = OpenIndex::open(dir / "index");
    REQUIRE(opened);
    REQUIRE(opened->segments.size() == 1);
    const std::string segment = opened->manifest.segments[0].id;
    struct Row {
        const char* name;
        index::OverlayData data;
        bool good;
    };
    using Families = std::vector<index::OverlayData::Family>;
    const index::Place a{0, 1};
    const index::Place b{0, 2};
    const auto copy = std::pair(index::Place{0, 1}, index::Place{0, 0});
    const Row rows[] = {
        {"as it is", {{segment}, {{{a, b}, 0}}, {copy}, ""}, true},
        {"nothing", {{segment}, {}, {}, ""}, true},
        {"other segments", {{"9-9"}, {{{a, b}, 0}}, {}, ""}, false},
        {"a family of one", {{segment}, {{{a}, 0}}, {}, ""}, false},
        {"a statement beyond the last", {{segment}, {{{a, {0, 9}}, 0}}, {}, ""}, false},
        {"a statement of no number", {{segment}, {{{{0, 0}, b}, 1}}, {}, ""}, false},
        {"a segment beyond the last", {{segment}, {{{a, {3, 1}}, 0}}, {}, ""}, false},
        {"not the smallest id", {{segment}, {{{a, b}, 1}}, {}, ""}, false},
        {"a statement twice", {{segment}, Families{{{a, b}, 0}, {{a, b}, 0}}, {}, ""}, false},
        {"a copy of nothing", {{segment}, {}, {{{0, 1}, {0, 7}}}, ""}, false},
        {"corrections that are none", {{segment}, {}, {}, "xyz"}, false},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        index::OverlayData data = row.data;
        const auto overlay = index::Overlay::open(dir.write("overlay", data.bytes()));
        REQUIRE(overlay);
        CHECK(!wrong_with_overlay(*overlay, *opened) == row.good);
    }
}

TEST_CASE("families and copies are the same however they came about") {
    std::mt19937 random(5);
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    const std::vector<std::string> quotes{
        quote, "We have left nothing off the table", "There is no way back to the treaty of last year now",
        "There is no way back to the treaty of last year", "Nobody in this house has seen the letter you speak of"};
    const std::vector<std::string> stories{
        story + "Nothing more was known in the evening.", story,
        "Engineers who visited the dam on Friday found cracks in two of its gates, the ministry of water said in a "
        "statement that was sent to all newspapers of the capital in the night."};
    // No two are the same, or they would not be stored twice.
    unsigned editions = 0;
    const auto sample = [&](unsigned number) {
        const std::string id = "a" + std::to_string(number);
        Sample out = report(id, "2024-12-" + std::to_string(10 + below(15)), below(3) == 0 ? "" : "Ilse Brandl",
                            quotes[below(5)], stories[below(3)] + "Edition " + std::to_string(++editions));
        out.statements.push_back(test::sample_statement(id + "/2", "Tan Wei", quotes[below(5)], "2024-12-19"));
        return out;
    };
    for (const unsigned seed : {1U, 2U, 3U}) {
        INFO("seed " << seed);
        random.seed(seed);
        const test::TempDir dir;
        KeptDiagnostics diagnostics;
        std::map<std::string, Sample> model;
        {
            WriterOptions options;
            options.builders = seed;
            options.segment_statements = 5;
            options.most_segments = 3;
            auto writer = IndexWriter::open(dir / "grown", names::WhoIsWho::builtin(), options);
            REQUIRE(writer);
            for (int step = 0; step < 120; ++step) {
                const unsigned what = below(10);
                if (what < 6) {
                    const Sample one = sample(below(40));
                    put(*writer, one, diagnostics);
                    model[one.article.id] = one;
                } else if (what < 8) {
                    const std::string id = "a" + std::to_string(below(40));
                    REQUIRE(writer->remove(id) == (model.erase(id) != 0));
                } else {
                    if (what == 9) {
                        writer->compact();
                    }
                    REQUIRE(writer->commit());
                }
            }
            REQUIRE(writer->commit());
        }
        std::vector<Sample> samples;
        for (const auto& [id, one] : model) {
            samples.insert(samples.begin(), one);
        }
        test::write_index(dir / "whole", samples);
        const test::OverlayNames whole = test::overlay_names(dir / "whole");
        CHECK(whole.families.size() > 1);
        CHECK(whole.copies.size() > 5);
        CHECK(test::overlay_names(dir / "grown").families == whole.families);
        CHECK(test::overlay_names(dir / "grown").copies == whole.copies);
    }
}

} // namespace demarche::indexer
