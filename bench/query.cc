// SPDX-License-Identifier: GPL-3.0-or-later
// How long queries take in one process with everything in memory, beside SQLite FTS5 over the same statements.
//
//     query_bench build STATEMENTS.jsonl INDEX      eight segments
//     query_bench run INDEX [FTS5_DATABASE]         a mix drawn from the statements; medians and 99th percentiles
//     query_bench queries INDEX NUMBER              the same mix as lines for demarche-search --batch
//     query_bench slips FTS5_DATABASE SLIPS.txt     what SQLite says to the queries of tests/oracle/slips.txt
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#ifdef DEMARCHE_BENCH_SQLITE
#include <sqlite3.h>
#endif

#include "bench/measure.hh"
#include "bench/questions.hh"
#include "common/record/statement_record.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"

namespace {

using namespace demarche;
using bench::draw;
using bench::Question;

void print(const std::string& text) {
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

int build(const char* statements, const std::string& index) {
    KeptDiagnostics diagnostics;
    indexer::WriterOptions options;
    options.segment_statements = 125'000;
    auto writer = indexer::IndexWriter::open(index, names::WhoIsWho::builtin(), options);
    if (!writer) {
        throw std::runtime_error(writer.error().message());
    }
    std::ifstream in(statements);
    test::Sample sample;
    const auto flush = [&] {
        if (!sample.statements.empty()) {
            test::put(*writer, std::move(sample), diagnostics);
            sample = {};
        }
    };
    for (std::string line; std::getline(in, line);) {
        auto statement = record::read_statement(nlohmann::json::parse(line), statements);
        if (!statement) {
            throw std::runtime_error(statement.error().message());
        }
        if (statement->article != sample.article.id) {
            flush();
            sample.article = test::sample_article(statement->article);
            sample.article.title = statement->title;
            sample.article.outlet = statement->outlet;
            sample.article.published = statement->published;
        }
        sample.statements.push_back(std::move(*statement));
    }
    flush();
    if (const auto done = writer->commit(); !done) {
        throw std::runtime_error(done.error().message());
    }
    return 0;
}

struct Timings {
    std::vector<double> ours;
    std::vector<double> peer;
};

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0
                          : values[std::min(values.size() - 1,
                                            static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

#ifdef DEMARCHE_BENCH_SQLITE
class Fts5 {
  public:
    explicit Fts5(const char* path) {
        if (sqlite3_open_v2(path, &database_, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(database_));
        }
        sqlite3_exec(database_, "PRAGMA mmap_size=4000000000; PRAGMA cache_size=-400000;", nullptr, nullptr, nullptr);
    }
    Fts5(const Fts5&) = delete;
    Fts5& operator=(const Fts5&) = delete;
    ~Fts5() { sqlite3_close(database_); }

    /// Runs to the end; the first column of the first row as a number, or what SQLite says.
    std::pair<long long, std::string> run(const std::string& sql) const {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            return {-1, sqlite3_errmsg(database_)};
        }
        long long first = 0;
        int code = sqlite3_step(statement);
        if (code == SQLITE_ROW) {
            first = sqlite3_column_int64(statement, 0);
        }
        while (code == SQLITE_ROW) {
            code = sqlite3_step(statement);
        }
        std::string error = code == SQLITE_DONE ? "" : sqlite3_errmsg(database_);
        sqlite3_finalize(statement);
        return {first, std::move(error)};
    }

    static std::string quoted(std::string_view text) {
        std::string out = "'";
        for (const char c : text) {
            out += c == '\'' ? "''" : std::string(1, c);
        }
        return out + "'";
    }
    static std::string from(const Question& question) {
        const std::string join =
            question.where.empty() && !question.facet ? "" : " JOIN statement s ON s.rowid = words.rowid";
        return " FROM words" + join + " WHERE words MATCH " + quoted(question.match) +
               (question.where.empty() ? "" : " AND " + question.where);
    }
    std::vector<std::string> of(const Question& question) const {
        std::vector<std::string> sql{"SELECT words.rowid" + from(question) + " ORDER BY words.rank LIMIT 10"};
        if (question.facet) {
            sql.push_back("SELECT count(*) AS n, s.speaker" + from(question) +
                          " GROUP BY s.speaker ORDER BY n DESC LIMIT 10");
        }
        return sql;
    }

  private:
    sqlite3* database_ = nullptr;
};

int slips(const char* database, const char* path) {
    const Fts5 fts(database);
    std::ifstream file(path);
    constexpr std::string_view arrow = "  → ";
    std::size_t asked = 0;
    std::size_t refused = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.starts_with("## ")) {
            continue;
        }
        const std::string query = line.substr(0, line.find(arrow));
        const auto [count, error] = fts.run("SELECT count(*) FROM words WHERE words MATCH " + Fts5::quoted(query));
        ++asked;
        refused += error.empty() ? 0 : 1;
        print(fmt::format("{}{}{}\n", query, arrow, error.empty() ? std::to_string(count) : error));
    }
    print(fmt::format("{} queries, {} refused\n", asked, refused));
    return 0;
}
#endif

/// Queries to be answered elsewhere, a line each.
int write_queries(const std::string& index, std::size_t count) {
    const std::filesystem::path folders[] = {index};
    const auto reader = search::IndexReader::open(folders);
    if (!reader) {
        throw std::runtime_error(reader.error().message());
    }
    auto questions = draw(*reader, count / 9 + 1);
    // Of all kinds among each other.
    std::mt19937 random(1);
    std::shuffle(questions.begin(), questions.end(), random);
    for (std::size_t i = 0; i < std::min(count, questions.size()); ++i) {
        print(questions[i].query + '\n');
    }
    return 0;
}

int run(const std::string& index, [[maybe_unused]] const char* database) {
    const std::filesystem::path folders[] = {index};
    const auto reader = search::IndexReader::open(folders);
    if (!reader) {
        throw std::runtime_error(reader.error().message());
    }
    const Date today = *Date::make(2024, 12, 20);
    const search::Engine engine(*reader, today);
    const auto questions = draw(*reader, 91);
    print(fmt::format("{} statements in {} segments, {} questions\n", reader->live(), reader->segments().size(),
                      questions.size()));
#ifdef DEMARCHE_BENCH_SQLITE
    std::optional<Fts5> fts;
    if (database != nullptr) {
        fts.emplace(database);
    }
#endif
    std::map<std::string, Timings> timings;
    Timings every;
    std::size_t compared = 0;
    std::size_t agree = 0;
    for (const Question& question : questions) {
        search::Request request;
        request.context_words = 0;
        if (question.facet) {
            request.facets = {"speaker"};
        }
        const auto ask = [&] {
            const auto query = search::parse_query(question.query, {today, false});
            if (!query || !engine.answer(query->root, request)) {
                throw std::runtime_error(question.query);
            }
        };
        ask();
        std::vector<double> times;
        for (int pass = 0; pass < 3; ++pass) {
            times.push_back(bench::seconds_of(ask) * 1e6);
        }
        Timings& of_kind = timings[question.kind];
        of_kind.ours.push_back(bench::spread_of(times).median);
        every.ours.push_back(of_kind.ours.back());
#ifdef DEMARCHE_BENCH_SQLITE
        if (fts) {
            const double seconds = bench::seconds_of([&] {
                for (const std::string& sql : fts->of(question)) {
                    if (const auto [first, error] = fts->run(sql); !error.empty()) {
                        throw std::runtime_error(sql + ": " + error);
                    }
                }
            });
            of_kind.peer.push_back(seconds * 1e6);
            every.peer.push_back(of_kind.peer.back());
            const auto query = search::parse_query(question.query, {today, false});
            const auto [total, error] = fts->run("SELECT count(*)" + Fts5::from(question));
            ++compared;
            agree += engine.count(query->root).value_or(0) == static_cast<std::uint64_t>(total) ? 1 : 0;
        }
#endif
    }
    const auto row = [](const std::string& name, const Timings& t) {
        const double ours = percentile(t.ours, 0.5);
        const double ours99 = percentile(t.ours, 0.99);
        std::string line = fmt::format("{:<18} {:>9.0f} {:>9.0f}", name, ours, ours99);
        if (!t.peer.empty()) {
            const double peer = percentile(t.peer, 0.5);
            const double peer99 = percentile(t.peer, 0.99);
            line += fmt::format(" {:>9.0f} {:>9.0f} {:>7.3f} {:>7.3f}", peer, peer99, ours / peer, ours99 / peer99);
        }
        print(line + "\n");
    };
    print(fmt::format("{:<18} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7}\n", "microseconds", "median", "99 %", "FTS5", "99 %",
                      "ratio", "99 %"));
    for (const auto& [kind, t] : timings) {
        row(kind, t);
    }
    row("all", every);
    if (compared > 0) {
        print(fmt::format("totals equal for {} of {} (stemmers differ for some words)\n", agree, compared));
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    try {
        if (what == "build" && argc == 4) {
            return build(argv[2], argv[3]);
        }
        if (what == "queries" && argc == 4) {
            return write_queries(argv[2], std::stoul(argv[3]));
        }
        if (what == "run" && argc >= 3) {
            return run(argv[2], argc > 3 ? argv[3] : nullptr);
        }
#ifdef DEMARCHE_BENCH_SQLITE
        if (what == "slips" && argc == 4) {
            return slips(argv[2], argv[3]);
        }
#endif
    } catch (const std::exception& error) {
        std::fputs(fmt::format("query_bench: {}\n", error.what()).c_str(), stderr);
        return 1;
    }
    std::fputs(
        "usage: query_bench build STATEMENTS INDEX | run INDEX [FTS5] | queries INDEX NUMBER | slips FTS5 SLIPS\n",
        stderr);
    return 2;
}
