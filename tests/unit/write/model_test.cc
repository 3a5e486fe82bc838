// SPDX-License-Identifier: GPL-3.0-or-later
// Random operations on an index leave the same records as on a map in memory.
#include <map>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/index/corrections.hh"
#include "common/names/who_is_who.hh"
#include "common/record/statement_record.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/inspect.hh"
#include "indexer/write/segment_files.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

using test::put;
using test::Sample;

/// Article id → its text and its statements as records.
using Model = std::map<std::string, std::vector<std::string>>;

std::vector<std::string> records_of(const Sample& sample, const index::CorrectionMap& corrections = {}) {
    std::vector<std::string> records{sample.article.text};
    for (Statement statement : sample.statements) {
        statement.article = sample.article.id;
        if (const auto correction = corrections.find(statement.id); correction != corrections.end()) {
            if (correction->second.removes()) {
                continue;
            }
            index::apply(correction->second, statement);
        }
        records.emplace_back();
        record::append_statement(records.back(), statement);
    }
    return records;
}

/// What the index says, read back from its files.
Model read(const std::filesystem::path& path) {
    Model model;
    auto index = OpenIndex::open(path);
    REQUIRE(index);
    for (const OpenIndex::Place& place : index->articles_by_id()) {
        Sample sample{index->segments[place.segment]->articles.article(place.number).value(),
                      index->statements_of(place).value()};
        REQUIRE(model.emplace(sample.article.id, records_of(sample)).second);
    }
    return model;
}

Sample random_sample(std::mt19937& random, unsigned number) {
    const auto below = [&](unsigned n) { return static_cast<unsigned>(random() % n); };
    Sample sample{test::sample_article("a" + std::to_string(number), "Text " + std::to_string(below(1'000'000))), {}};
    // Some articles say the same, so that there are families.
    const std::string same = below(2) == 0 ? " of all that was said on that day" : " of " + sample.article.id;
    const unsigned count = below(4);
    for (unsigned i = 0; i < count; ++i) {
        sample.statements.push_back(test::sample_statement(
            sample.article.id + "/" + std::to_string(i), below(3) == 0 ? "" : "Speaker " + std::to_string(below(5)),
            "Words number " + std::to_string(below(20)) + same, below(4) == 0 ? "" : "2024-12-19"));
        sample.statements.back().article = sample.article.id;
    }
    return sample;
}

IndexWriter open_writer(const std::filesystem::path& path, std::size_t segment, std::size_t builders) {
    WriterOptions options;
    options.segment_statements = segment;
    options.builders = builders;
    options.most_segments = 3;
    auto writer = IndexWriter::open(path, names::WhoIsWho::builtin(), options);
    REQUIRE(writer);
    return std::move(*writer);
}

} // namespace

TEST_CASE("random operations leave what a model in memory holds") {
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
        INFO("seed " << seed);
        std::mt19937 random(seed);
        const test::TempDir dir;
        KeptDiagnostics diagnostics;
        Model model;
        Model committed;
        // What is in the index without corrections, the corrections, and both as they were committed.
        std::map<std::string, Sample> samples;
        std::map<std::string, Sample> committed_samples;
        index::CorrectionMap corrections;
        index::CorrectionMap committed_corrections;
        auto writer = std::make_unique<IndexWriter>(open_writer(dir / "index", 7, 1 + seed % 3));
        for (int step = 0; step < 300; ++step) {
            INFO("step " << step);
            const auto what = random() % 23;
            if (what < 12) {
                const Sample sample = random_sample(random, static_cast<unsigned>(random() % 40));
                if (put(*writer, sample, diagnostics) != ArticleState::unchanged) {
                    samples[sample.article.id] = sample;
                    model[sample.article.id] = records_of(sample, corrections);
                }
            } else if (what < 15) {
                const std::string id = "a" + std::to_string(random() % 40);
                REQUIRE(writer->remove(id) == (model.erase(id) != 0));
                samples.erase(id);
            } else if (what >= 20) {
                // By hand: another speaker, or no statement, or what was corrected taken back.
                const auto sample = samples.find("a" + std::to_string(random() % 40));
                if (sample == samples.end() || sample->second.statements.empty()) {
                    continue;
                }
                const Sample& one = sample->second;
                const std::string& id = one.statements[random() % one.statements.size()].id;
                index::Correction correction;
                correction.article = one.article.id;
                if (what == 20) {
                    correction.changes["speaker"] = "Somebody " + std::to_string(random() % 5);
                    correction.changes["date"] = random() % 2 == 0 ? "" : "2024-12-24";
                } else if (what == 21) {
                    correction.changes["statement"] = "no";
                }
                writer->keep_correction(id, correction);
                corrections.erase(id);
                if (what != 22) {
                    corrections[id] = correction;
                }
                REQUIRE(writer->replace(one.article, one.statements));
                model[one.article.id] = records_of(one, corrections);
            } else if (what < 16) {
                const Sample sample = random_sample(random, static_cast<unsigned>(random() % 40));
                if (model.contains(sample.article.id)) {
                    REQUIRE(writer->replace(sample.article, sample.statements));
                    samples[sample.article.id] = sample;
                    model[sample.article.id] = records_of(sample, corrections);
                }
            } else if (what < 17) {
                // Gone without a commit: back to what was committed.
                writer.reset();
                writer = std::make_unique<IndexWriter>(open_writer(dir / "index", 3 + random() % 20, 1 + random() % 3));
                model = committed;
                samples = committed_samples;
                corrections = committed_corrections;
            } else {
                if (what == 17) {
                    writer->compact();
                }
                REQUIRE(writer->commit());
                committed = model;
                committed_samples = samples;
                committed_corrections = corrections;
            }
        }
        REQUIRE(writer->commit());
        CHECK(writer->corrections().size() == corrections.size());
        writer.reset();
        CHECK(read(dir / "index") == model);
        const auto checked = check_index(dir / "index", diagnostics, [] { return false; });
        REQUIRE(checked);
        for (const std::string& line : diagnostics.lines) {
            UNSCOPED_INFO(line);
        }
        CHECK(checked->problems == 0);
        CHECK(checked->articles == model.size());
    }
}

TEST_CASE("threads and the order of the input change no record") {
    std::mt19937 random(9);
    std::vector<Sample> samples;
    for (unsigned i = 0; i < 60; ++i) {
        samples.push_back(random_sample(random, i));
    }
    const test::TempDir dir;
    KeptDiagnostics diagnostics;
    Model first;
    for (const std::size_t builders : {std::size_t{1}, std::size_t{4}}) {
        for (const bool turned : {false, true}) {
            const auto path = dir / (std::to_string(builders) + (turned ? "turned" : ""));
            {
                IndexWriter writer = open_writer(path, 10, builders);
                for (std::size_t i = 0; i < samples.size(); ++i) {
                    put(writer, samples[turned ? samples.size() - 1 - i : i], diagnostics);
                }
                REQUIRE(writer.commit());
            }
            const Model model = read(path);
            CHECK(model.size() == samples.size());
            if (first.empty()) {
                first = model;
            }
            CHECK(model == first);
        }
    }
}

} // namespace demarche::indexer
