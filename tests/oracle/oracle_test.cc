// SPDX-License-Identifier: GPL-3.0-or-later
// Random statements and queries: the engine agrees with a plain evaluation of every statement on hits, order by date,
// counts and facets, and answers the same however the statements are spread: over one segment, many, several indexes,
// and after deletions and replacements.
#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "search/query/query_text.hh"
#include "tests/oracle/corpora.hh"
#include "tests/oracle/meaning.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using test::Meaning;
using test::Record;
using test::Sample;

const Date today = *Date::make(2024, 12, 20);

/// A number from the environment, for longer runs than those of every day.
std::uint32_t setting(const char* name, std::uint32_t usual) {
    const char* value = std::getenv(name);
    return value == nullptr ? usual : static_cast<std::uint32_t>(std::strtoul(value, nullptr, 10));
}

IndexReader open(const std::vector<std::filesystem::path>& folders) {
    auto reader = IndexReader::open(folders);
    if (!reader) {
        throw std::runtime_error(reader.error().message());
    }
    return std::move(*reader);
}

/// Writes another state of the articles first, replaces it, and deletes a few articles that are no samples: so few that
/// the writer leaves them in their segments as dead.
void write_over_others(const std::filesystem::path& path, std::vector<Sample> samples, std::mt19937& random) {
    constexpr std::size_t few = 6;
    std::vector<Sample> others = samples;
    for (Sample& sample : others) {
        sample.article.text = "Older text.";
        std::rotate(sample.statements.begin(), sample.statements.begin() + (sample.statements.empty() ? 0 : 1),
                    sample.statements.end());
        for (Statement& statement : sample.statements) {
            statement.text += " older words";
        }
    }
    std::vector<Sample> doomed;
    for (const Sample& other : others) {
        if (doomed.size() < few && !other.statements.empty()) {
            doomed.push_back(other);
        }
    }
    for (Sample& sample : doomed) {
        sample.article.id += "-doomed";
        sample.article.source = sample.article.id;
        // Else it were the same article found in a second place.
        sample.article.modified = "2024-12-31";
        for (Statement& statement : sample.statements) {
            statement.id += "-doomed";
        }
    }
    test::write_index(path, others, 3);
    samples.insert(samples.end(), doomed.begin(), doomed.end());
    std::shuffle(samples.begin(), samples.end(), random);
    test::write_index(path, samples, 2);
    auto writer = indexer::IndexWriter::open(path, names::WhoIsWho::builtin());
    REQUIRE(writer);
    for (const Sample& sample : doomed) {
        REQUIRE(writer->remove(sample.article.id));
    }
    REQUIRE(writer->commit());
}

/// Newest first, those without a day last, ties by id.
bool newer(const Record* a, const Record* b) {
    if (a->statement.date != b->statement.date) {
        return a->statement.date && (!b->statement.date || *b->statement.date < *a->statement.date);
    }
    return a->statement.id < b->statement.id;
}

std::vector<std::string> ids_of(const Answer& answer) {
    std::vector<std::string> ids;
    for (const Hit& hit : answer.hits) {
        ids.push_back(hit.statement.id);
    }
    return ids;
}

const std::vector<std::string> facets{"speaker", "mention", "topic", "kind", "outlet",
                                      "place",   "lang",    "year",  "month"};

/// All answers of one engine to one query.
struct Answers {
    Answer newest;
    Answer relevance;
    std::uint64_t count = 0;

    Answers(const IndexReader& reader, const Node& query) {
        // On two threads however little there is to do.
        const Engine engine(reader, today, {}, {2, 0});
        Request request;
        request.limit = 1'000;
        request.context_words = 0;
        request.facets = facets;
        request.sort = Sort::newest;
        newest = engine.answer(query, request).value();
        request.sort = Sort::relevance;
        request.facets.clear();
        relevance = engine.answer(query, request).value();
        count = engine.count(query).value();
    }
};

void agree(const Answers& got, const std::vector<const Record*>& expected) {
    std::vector<std::string> ids;
    for (const Record* record : expected) {
        ids.push_back(record->statement.id);
    }
    REQUIRE(got.newest.total == ids.size());
    REQUIRE(ids_of(got.newest) == ids);
    REQUIRE(got.relevance.total == ids.size());
    REQUIRE(got.count == ids.size());
    std::vector<std::string> by_relevance = ids_of(got.relevance);
    std::sort(by_relevance.begin(), by_relevance.end());
    std::sort(ids.begin(), ids.end());
    REQUIRE(by_relevance == ids);
    for (std::size_t f = 0; f < facets.size(); ++f) {
        INFO("counts by " << facets[f]);
        const auto& counts = got.newest.facets[f].counts;
        REQUIRE(std::map<std::string, std::uint64_t>(counts.begin(), counts.end()) ==
                test::counts_of(expected, facets[f]));
    }
}

void same_order(const Answers& one, const Answers& other) {
    REQUIRE(ids_of(one.relevance) == ids_of(other.relevance));
    bool same = one.relevance.hits.size() == other.relevance.hits.size();
    for (std::size_t i = 0; same && i < one.relevance.hits.size(); ++i) {
        // To the bit.
        same = one.relevance.hits[i].score == other.relevance.hits[i].score;
    }
    REQUIRE(same);
}

} // namespace

TEST_CASE("random queries agree with a plain evaluation and with every way of spreading") {
    const std::uint32_t seed = setting("DEMARCHE_ORACLE_SEED", 20'241'219);
    const std::uint32_t queries = setting("DEMARCHE_ORACLE_QUERIES", 1'002);
    const auto& vocabularies = test::vocabularies();
    for (const test::Vocabulary& vocabulary : vocabularies) {
        std::mt19937 random(seed);
        const std::vector<Sample> samples = test::random_samples(random, vocabulary, 90);
        const test::TempDir dir;
        test::write_index(dir / "one", samples, 1);
        test::write_index(dir / "many", samples, 8);
        const auto third = static_cast<std::ptrdiff_t>(samples.size() / 3);
        test::write_index(dir / "a", {samples.begin(), samples.begin() + third}, 1);
        test::write_index(dir / "b", {samples.begin() + third, samples.begin() + 2 * third}, 3);
        test::write_index(dir / "c", {samples.begin() + 2 * third, samples.end()}, 2);
        write_over_others(dir / "replaced", samples, random);

        const IndexReader one = open({dir / "one"});
        const IndexReader many = open({dir / "many"});
        const IndexReader several = open({dir / "a", dir / "b", dir / "c"});
        const IndexReader replaced = open({dir / "replaced"});
        REQUIRE(one.segments().size() == 1);
        REQUIRE(many.segments().size() > 1);
        REQUIRE(several.segments().size() >= 3);
        REQUIRE(replaced.documents() > replaced.live());

        std::vector<Record> records;
        for (const Sample& sample : samples) {
            for (const Statement& statement : sample.statements) {
                records.push_back(test::record_of(statement, sample.article));
            }
        }
        for (std::uint32_t round = 0; round < queries / vocabularies.size(); ++round) {
            const Meaning meaning = test::random_meaning(random, vocabulary, 3);
            INFO(vocabulary.name << ", seed " << seed << ", query " << meaning.text);
            const auto query = parse_query(meaning.text, {today, false});
            REQUIRE(query);
            std::vector<const Record*> expected;
            for (const Record& record : records) {
                if (meaning.holds(record)) {
                    expected.push_back(&record);
                }
            }
            std::sort(expected.begin(), expected.end(), newer);
            const Answers from_one(one, query->root);
            const Answers from_many(many, query->root);
            const Answers from_several(several, query->root);
            agree(from_one, expected);
            agree(from_many, expected);
            agree(from_several, expected);
            agree(Answers(replaced, query->root), expected);
            same_order(from_one, from_many);
            same_order(from_one, from_several);
            // Typed again as it was understood, it is the same query.
            const auto again = parse_query(query_text(query->root), {today, false});
            REQUIRE(again);
            CHECK(to_string(again->root) == to_string(query->root));
        }
    }
}

} // namespace demarche::search
