// SPDX-License-Identifier: GPL-3.0-or-later
// How long queries take in one process with everything in memory, beside SQLite FTS5 over the same statements.
//
//     query_bench build STATEMENTS.jsonl INDEX      eight segments
//     query_bench run INDEX [FTS5_DATABASE] [COMPACTED_INDEX]
//                                                   a mix drawn from the statements; medians and 99th percentiles
//     query_bench queries INDEX NUMBER              the same mix as lines for demarche-search --batch
//     query_bench memory INDEX NUMBER               memory beyond mapped files, a new process for each question
//     query_bench phrases INDEX FOLDER              phrases of very common words beside Xapian's positions (made in
//     FOLDER) query_bench slips FTS5_DATABASE SLIPS.txt     what SQLite says to the queries of tests/oracle/slips.txt
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
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>
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

search::IndexReader open(const std::string& index) {
    const std::filesystem::path folders[] = {index};
    auto reader = search::IndexReader::open(folders);
    if (!reader) {
        throw std::runtime_error(reader.error().message());
    }
    return std::move(*reader);
}

const Date today = *Date::make(2024, 12, 20);

/// Queries to be answered elsewhere, a line each.
int write_queries(const std::string& index, std::size_t count) {
    auto questions = draw(open(index), count / 9 + 1);
    // Of all kinds among each other.
    std::mt19937 random(1);
    std::shuffle(questions.begin(), questions.end(), random);
    for (std::size_t i = 0; i < std::min(count, questions.size()); ++i) {
        print(questions[i].query + '\n');
    }
    return 0;
}

/// One way to ask this project, and how long each kind of question took.
struct Way {
    std::string name;
    search::IndexReader reader;
    std::size_t threads = 0;
    std::map<std::string, std::vector<double>> microseconds = {};
};

void ask(const search::Engine& engine, const Question& question) {
    search::Request request;
    request.context_words = 0;
    if (question.facet) {
        request.facets = {"speaker"};
        request.facet_values = 10;
    }
    const auto query = search::parse_query(question.query, {today, false});
    if (!query || !engine.answer(query->root, request)) {
        throw std::runtime_error(question.query);
    }
}

/// All questions in each way, the median of three passes after one to warm.
void measure(Way& way, const std::vector<Question>& questions) {
    const search::Engine engine(way.reader, today, {}, {way.threads});
    for (const Question& question : questions) {
        ask(engine, question);
        std::vector<double> times;
        for (int pass = 0; pass < 3; ++pass) {
            times.push_back(bench::seconds_of([&] { ask(engine, question); }) * 1e6);
        }
        const double median = bench::spread_of(times).median;
        way.microseconds[question.kind].push_back(median);
        way.microseconds["all"].push_back(median);
    }
}

void print_table(const std::vector<Way>& ways, const std::map<std::string, std::vector<double>>& peer) {
    std::string head = "| microseconds |";
    std::string line = "|---|";
    for (const Way& way : ways) {
        head += fmt::format(" {} | 99 % |", way.name);
        line += "---|---|";
    }
    head += peer.empty() ? "" : " FTS5 | 99 % | ratio | ratio of 99 % |";
    line += peer.empty() ? "" : "---|---|---|---|";
    print(head + '\n' + line + '\n');
    std::vector<std::string> kinds;
    for (const auto& [kind, times] : ways.front().microseconds) {
        if (kind != "all") {
            kinds.push_back(kind);
        }
    }
    kinds.emplace_back("all");
    for (const std::string& kind : kinds) {
        std::string row = fmt::format("| {} |", kind);
        for (const Way& way : ways) {
            const auto& times = way.microseconds.at(kind);
            row += fmt::format(" {:.0f} | {:.0f} |", percentile(times, 0.5), percentile(times, 0.99));
        }
        if (!peer.empty()) {
            const auto& theirs = peer.at(kind);
            const auto& ours = ways.front().microseconds.at(kind);
            row += fmt::format(" {:.0f} | {:.0f} | {:.3f} | {:.3f} |", percentile(theirs, 0.5),
                               percentile(theirs, 0.99), percentile(ours, 0.5) / percentile(theirs, 0.5),
                               percentile(ours, 0.99) / percentile(theirs, 0.99));
        }
        print(row + '\n');
    }
}

#ifdef DEMARCHE_BENCH_SQLITE
/// The questions put to FTS5, once each; says for how many both count the same.
std::map<std::string, std::vector<double>> measure_fts5(const Fts5& fts, const search::Engine& engine,
                                                        const std::vector<Question>& questions) {
    std::map<std::string, std::vector<double>> times;
    std::size_t equal = 0;
    for (const Question& question : questions) {
        const double seconds = bench::seconds_of([&] {
            for (const std::string& sql : fts.of(question)) {
                if (const auto [first, error] = fts.run(sql); !error.empty()) {
                    throw std::runtime_error(sql + ": " + error);
                }
            }
        });
        times[question.kind].push_back(seconds * 1e6);
        times["all"].push_back(seconds * 1e6);
        const auto query = search::parse_query(question.query, {today, false});
        const auto [total, error] = fts.run("SELECT count(*)" + Fts5::from(question));
        equal += engine.count(query->root).value_or(0) == static_cast<std::uint64_t>(total) ? 1 : 0;
    }
    print(fmt::format("Totals are equal for {} of {} questions (stemmers differ for some words).\n\n", equal,
                      questions.size()));
    return times;
}
#endif

/// `others` are the database of FTS5 (a file), and the same index compacted (a folder).
int run(const std::string& index, const std::vector<std::string>& others) {
    std::vector<Way> ways;
    ways.push_back({"as added", open(index)});
    ways.push_back({"one thread", open(index), 1});
    std::string database;
    for (const std::string& other : others) {
        if (std::filesystem::is_directory(other)) {
            ways.push_back({"compacted", open(other)});
        } else {
            database = other;
        }
    }
    const auto questions = draw(ways.front().reader, 91);
    print(fmt::format(
        "\n{} statements in {} segments{}, {} questions; ten hits, the exact total, where counts are asked "
        "for the ten most frequent speakers.\n",
        ways.front().reader.live(), ways.front().reader.segments().size(),
        ways.size() > 2 ? fmt::format(" (compacted: {})", ways[2].reader.segments().size()) : "", questions.size()));
    for (Way& way : ways) {
        measure(way, questions);
    }
    std::map<std::string, std::vector<double>> peer;
#ifdef DEMARCHE_BENCH_SQLITE
    if (!database.empty()) {
        peer = measure_fts5(Fts5(database.c_str()), search::Engine(ways.front().reader, today), questions);
    }
#endif
    print_table(ways, peer);
    return 0;
}

/// A number of kB of this process's status.
std::uint64_t status_of(std::string_view name) {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name)) {
            return std::stoull(line.substr(name.size() + 1));
        }
    }
    return 0;
}

/// What a process that answers this one query, with counts by speaker and context, has needed beyond mapped files: the
/// resident high mark less the pages of files, in kB.
int memory_of(const std::string& index, const std::string& text) {
    const search::IndexReader reader = open(index);
    const auto query = search::parse_query(text, {today, false});
    search::Request request;
    request.facets = {"speaker"};
    if (!query || !search::Engine(reader, today).answer(query->root, request)) {
        throw std::runtime_error(text);
    }
    print(std::to_string(status_of("VmHWM:") - status_of("RssFile:")));
    return 0;
}

/// The same of many questions, each in a new process.
int memory(const std::string& index, std::size_t count) {
    std::vector<double> kilobytes;
    for (const Question& question : draw(open(index), count / 9 + 1)) {
        int ends[2];
        if (pipe(ends) != 0) {
            throw std::runtime_error("no pipe");
        }
        const pid_t child = fork();
        if (child == 0) {
            dup2(ends[1], STDOUT_FILENO);
            execl("/proc/self/exe", "query_bench", "memory-of", index.c_str(), question.query.c_str(), nullptr);
            _exit(1);
        }
        close(ends[1]);
        char answer[32] = {};
        const bool got = read(ends[0], answer, sizeof answer - 1) > 0;
        close(ends[0]);
        waitpid(child, nullptr, 0);
        if (!got) {
            throw std::runtime_error("no memory measured for " + question.query);
        }
        kilobytes.push_back(std::stod(answer));
    }
    print(fmt::format("memory of a search beyond mapped files: median {:.1f} MB, most {:.1f} MB of {} questions\n",
                      percentile(kilobytes, 0.5) / 1024, percentile(kilobytes, 1) / 1024, kilobytes.size()));
    return 0;
}

/// Phrases of two of the commonest words that stand side by side somewhere.
std::vector<std::pair<std::string, std::string>> common_phrases(const search::IndexReader& reader, std::size_t count) {
    constexpr std::size_t commonest = 12;
    std::map<std::string, std::uint64_t, std::less<>> frequencies;
    for (const auto& segment : reader.segments()) {
        for (std::uint32_t row = 0; row < segment->words().size(); ++row) {
            frequencies[std::string(segment->words().form(row))] += segment->words().frequency(row);
        }
    }
    std::vector<std::pair<std::uint64_t, std::string>> sorted;
    for (const auto& [form, frequency] : frequencies) {
        sorted.emplace_back(frequency, form);
    }
    std::sort(sorted.rbegin(), sorted.rend());
    std::set<std::string, std::less<>> common;
    for (std::size_t i = 0; i < std::min(commonest, sorted.size()); ++i) {
        common.insert(sorted[i].second);
    }
    std::vector<std::pair<std::string, std::string>> phrases;
    const search::Segment& segment = *reader.segments().front();
    std::vector<std::uint32_t> rows;
    for (std::uint32_t docid = 1; docid <= segment.documents() && phrases.size() < count; ++docid) {
        segment.words().read(docid, rows);
        for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
            std::pair<std::string, std::string> phrase(segment.words().form(rows[i]),
                                                       segment.words().form(rows[i + 1]));
            if (phrase.first != phrase.second && common.contains(phrase.first) && common.contains(phrase.second) &&
                std::find(phrases.begin(), phrases.end(), phrase) == phrases.end()) {
                phrases.push_back(std::move(phrase));
                break;
            }
        }
    }
    return phrases;
}

/// A Xapian database with the positions of the words of these phrases, of all statements, compacted into one.
void build_positions(const search::IndexReader& reader, const std::vector<std::pair<std::string, std::string>>& phrases,
                     const std::filesystem::path& folder) {
    std::set<std::string, std::less<>> wanted;
    for (const auto& [first, second] : phrases) {
        wanted.insert({first, second});
    }
    const std::filesystem::path loose = folder.string() + ".loose";
    {
        Xapian::WritableDatabase database(loose.string(), Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_TERMLIST);
        std::vector<std::uint32_t> rows;
        for (const auto& segment : reader.segments()) {
            for (std::uint32_t docid = 1; docid <= segment->documents(); ++docid) {
                segment->words().read(docid, rows);
                Xapian::Document document;
                for (std::size_t at = 0; at < rows.size(); ++at) {
                    if (const std::string_view form = segment->words().form(rows[at]); wanted.contains(form)) {
                        document.add_posting(std::string(form), static_cast<Xapian::termpos>(at + 1));
                    }
                }
                database.add_document(document);
            }
        }
        database.commit();
        database.compact(folder.string());
    }
    std::filesystem::remove_all(loose);
}

/// Exact counts of phrases of very common words, beside Xapian's positions in one database in `folder`.
int phrases(const std::string& index, const std::filesystem::path& folder) {
    const search::IndexReader reader = open(index);
    const auto wanted = common_phrases(reader, 20);
    if (!std::filesystem::exists(folder)) {
        build_positions(reader, wanted, folder);
    }
    const Xapian::Database database(folder.string());
    const search::Engine engine(reader, today);
    const search::Engine alone(reader, today, {}, {1});
    std::vector<double> ours;
    std::vector<double> single;
    std::vector<double> xapian;
    for (const auto& [first, second] : wanted) {
        const auto query = search::parse_query('"' + first + ' ' + second + '"', {today, false});
        const auto count = [&](const search::Engine& by) { return by.count(query->root).value(); };
        const auto theirs = [&] {
            Xapian::Enquire enquire(database);
            const std::string words[] = {first, second};
            enquire.set_query(Xapian::Query(Xapian::Query::OP_PHRASE, std::begin(words), std::end(words), 2));
            enquire.set_weighting_scheme(Xapian::BoolWeight());
            return std::uint64_t{enquire.get_mset(0, 0, database.get_doccount()).get_matches_estimated()};
        };
        if (const auto a = count(engine), b = theirs(); a != b) {
            throw std::runtime_error(fmt::format("\"{} {}\": {} here, {} by positions", first, second, a, b));
        }
        std::vector<double> times[3];
        for (int pass = 0; pass < 3; ++pass) {
            times[0].push_back(bench::seconds_of([&] { count(engine); }) * 1e3);
            times[1].push_back(bench::seconds_of([&] { count(alone); }) * 1e3);
            times[2].push_back(bench::seconds_of([&] { theirs(); }) * 1e3);
        }
        ours.push_back(bench::spread_of(times[0]).median);
        single.push_back(bench::spread_of(times[1]).median);
        xapian.push_back(bench::spread_of(times[2]).median);
    }
    const double theirs = percentile(xapian, 0.5);
    print(fmt::format(
        "exact count of a phrase of two very common words, median of {} phrases, all counts equal: {:.1f} ms, "
        "on one thread {:.1f}; Xapian's positions {:.1f} ms; ratio {:.2f}, on one thread {:.2f}\n",
        wanted.size(), percentile(ours, 0.5), percentile(single, 0.5), theirs, percentile(ours, 0.5) / theirs,
        percentile(single, 0.5) / theirs));
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
            return run(argv[2], {argv + 3, argv + argc});
        }
        if (what == "memory" && argc == 4) {
            return memory(argv[2], std::stoul(argv[3]));
        }
        if (what == "memory-of" && argc == 4) {
            return memory_of(argv[2], argv[3]);
        }
        if (what == "phrases" && argc == 4) {
            return phrases(argv[2], argv[3]);
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
    std::fputs("usage: query_bench build STATEMENTS INDEX | run INDEX [FTS5] [COMPACTED] | queries INDEX NUMBER | "
               "memory INDEX NUMBER | "
               "phrases INDEX FOLDER | slips FTS5 SLIPS\n",
               stderr);
    return 2;
}
