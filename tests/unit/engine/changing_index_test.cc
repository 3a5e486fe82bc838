// SPDX-License-Identifier: GPL-3.0-or-later
// An index that a writer changes while searches go on: every answer is that of one generation.
#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using test::Sample;

const Date today = *Date::make(2024, 12, 20);

/// An article whose statements all speak of a treaty; another text for each version.
Sample sample(std::size_t number, std::size_t version) {
    Sample out{test::sample_article(fmt::format("article-{}", number), fmt::format("Version {}.", version)), {}};
    for (std::size_t i = 0; i <= number % 3; ++i) {
        out.statements.push_back(test::sample_statement(fmt::format("{}/{}", out.article.id, i), "Ann Quillfeather",
                                                        fmt::format("The treaty of version {} holds.", version),
                                                        "2024-01-01"));
    }
    return out;
}

/// What each generation must answer; said before it can be read.
class Expected {
  public:
    void say(std::uint64_t generation, std::uint64_t total) {
        const std::scoped_lock lock(mutex_);
        totals_[generation] = total;
    }
    std::uint64_t total(std::uint64_t generation) const {
        const std::scoped_lock lock(mutex_);
        return totals_.at(generation);
    }

  private:
    mutable std::mutex mutex_;
    std::map<std::uint64_t, std::uint64_t> totals_;
};

/// Adds, replaces, deletes and compacts, a commit for each, and tells what is there afterwards.
class Changes {
  public:
    Changes(std::filesystem::path index, Expected& expected) : index_(std::move(index)), expected_(expected) {}

    void make(std::size_t round) {
        auto writer = indexer::IndexWriter::open(index_, names::WhoIsWho::builtin());
        REQUIRE(writer);
        for (std::size_t i = 0; i < 5; ++i) {
            const std::size_t number = (round * 3 + i) % 40;
            Sample next = sample(number, round);
            statements_[number] = next.statements.size();
            test::put(*writer, std::move(next), diagnostics_);
        }
        commit(*writer);
        const std::size_t gone = (round * 3) % 40;
        REQUIRE(writer->remove(fmt::format("article-{}", gone)));
        statements_.erase(gone);
        if (round % 4 == 3) {
            writer->compact();
        }
        commit(*writer);
    }

  private:
    void commit(indexer::IndexWriter& writer) {
        std::uint64_t total = 0;
        for (const auto& [number, statements] : statements_) {
            total += statements;
        }
        expected_.say(++generation_, total);
        REQUIRE(writer.commit());
    }

    std::filesystem::path index_;
    Expected& expected_;
    KeptDiagnostics diagnostics_;
    std::map<std::size_t, std::size_t> statements_;
    std::uint64_t generation_ = 0;
};

Answer ask(const IndexReader& reader) {
    Request request;
    request.facets = {"speaker"};
    request.limit = 200;
    return Engine(reader, today, {}, {2, 0}).answer(parse_query("treaty", {today, false})->root, request).value();
}

/// What is wrong with an answer; empty when it is that of the reader's generation.
std::string wrong(const IndexReader& reader, const Expected& expected) {
    const Answer answer = ask(reader);
    const std::uint64_t total = expected.total(reader.generations().front());
    if (answer.total != total || answer.hits.size() != total) {
        return fmt::format("generation {}: {} and {} hits instead of {}", reader.generations().front(), answer.total,
                           answer.hits.size(), total);
    }
    if (total > 0 && answer.facets.front().counts.front().second != total) {
        return "the counts by speaker are another generation's";
    }
    return {};
}

} // namespace

TEST_CASE("an index that changes under searches answers as some generation") {
    const test::TempDir dir;
    const std::filesystem::path index = dir / "index";
    Expected expected;
    Changes changes(index, expected);
    changes.make(0);
    const std::filesystem::path folders[] = {index};
    // One reader stays open all the while: it goes on answering as it did.
    auto early = IndexReader::open(folders);
    REQUIRE(early);

    std::atomic<bool> done = false;
    std::atomic<std::size_t> answers = 0;
    std::mutex mutex;
    std::vector<std::string> faults;
    std::vector<std::string> refusals;
    std::thread searching([&] {
        while (!done) {
            const auto reader = IndexReader::open(folders);
            const std::string fault = reader ? wrong(*reader, expected) : std::string();
            const std::scoped_lock lock(mutex);
            if (!reader) {
                refusals.push_back(reader.error().message());
            } else if (!fault.empty()) {
                faults.push_back(fault);
            } else {
                ++answers;
            }
        }
    });
    constexpr std::size_t rounds = 30;
    for (std::size_t round = 1; round <= rounds; ++round) {
        changes.make(round);
        const std::string fault = wrong(*early, expected);
        const std::scoped_lock lock(mutex);
        CHECK(fault.empty());
    }
    done = true;
    searching.join();
    CHECK(faults.empty());
    CHECK(answers > 0);
    // A reader that was overtaken again and again may give up, with one line that says so.
    for (const std::string& refusal : refusals) {
        CHECK_FALSE(refusal.empty());
        CHECK(refusal.find('\n') == std::string::npos);
    }
    CHECK(refusals.size() <= answers);
}

} // namespace demarche::search
