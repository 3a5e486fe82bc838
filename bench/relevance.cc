// SPDX-License-Identifier: GPL-3.0-or-later
// How well the order of hits agrees with judgements: nDCG@10 over the judged queries of the bundled corpus, as the
// engine is, or for other weights of its ranking.
//
//     relevance_bench STATEMENTS JUDGED [--sweep]
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/record/statement_record.hh"
#include "common/text/fold.hh"
#include "common/text/words.hh"
#include "search/engine/better_query.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace {

using namespace demarche;

using WordSet = std::set<std::string>;

WordSet words_of(std::string_view text) {
    WordSet out;
    for (const text::Word& word : text::words(text)) {
        out.insert(text::fold(word.form));
    }
    return out;
}

/// Jaccard index of the words.
double likeness(const WordSet& a, const WordSet& b) {
    std::size_t both = 0;
    for (const std::string& word : a) {
        both += b.count(word);
    }
    const std::size_t all = a.size() + b.size() - both;
    return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

struct Judged {
    std::string text;
    search::Query query;
    /// Statement id → grade. What extraction did not find is in no index and not asked for.
    std::map<std::string, int> grades;
};

std::vector<nlohmann::json> lines_of(const char* path) {
    std::ifstream file(path);
    std::vector<nlohmann::json> out;
    for (std::string line; std::getline(file, line);) {
        out.push_back(nlohmann::json::parse(line));
    }
    return out;
}

std::vector<test::Sample> read_statements(const char* path) {
    std::map<std::string, test::Sample> articles;
    for (const nlohmann::json& line : lines_of(path)) {
        auto statement = record::read_statement(line, path);
        if (!statement) {
            throw std::runtime_error(statement.error().message());
        }
        test::Sample& sample = articles[statement->article];
        sample.article = test::sample_article(statement->article);
        sample.article.title = statement->title;
        sample.article.url = statement->url;
        sample.article.outlet = statement->outlet;
        sample.article.published = statement->published;
        sample.article.language = statement->language;
        sample.statements.push_back(std::move(*statement));
    }
    std::vector<test::Sample> out;
    for (auto& [id, sample] : articles) {
        out.push_back(std::move(sample));
    }
    return out;
}

std::vector<Judged> read_judged(const char* path, const std::vector<test::Sample>& samples, Date today,
                                std::size_t& missing) {
    std::vector<Judged> out;
    for (const nlohmann::json& line : lines_of(path)) {
        Judged judged{line.at("query").get<std::string>(), {}, {}};
        auto query = search::parse_query(judged.text, {today, false});
        if (!query) {
            throw std::runtime_error(judged.text + ": " + query.error().error.message());
        }
        judged.query = std::move(*query);
        for (const nlohmann::json& relevant : line.at("relevant")) {
            const WordSet wanted = words_of(relevant.at("text").get<std::string>());
            const Statement* best = nullptr;
            double most = 0.3;
            for (const test::Sample& sample : samples) {
                if (sample.article.id != relevant.at("article").get<std::string>()) {
                    continue;
                }
                for (const Statement& statement : sample.statements) {
                    if (const double like = likeness(wanted, words_of(statement.text)); like > most) {
                        most = like;
                        best = &statement;
                    }
                }
            }
            if (best == nullptr) {
                ++missing;
            } else {
                judged.grades[best->id] = relevant.at("grade").get<int>();
            }
        }
        out.push_back(std::move(judged));
    }
    return out;
}

double gain(int grade, std::size_t rank) {
    return (std::pow(2.0, grade) - 1) / std::log2(static_cast<double>(rank) + 2);
}

/// `relaxed`: a query that finds nothing is run as --relax runs it.
double ndcg(const Judged& judged, const search::Engine& engine, bool relaxed) {
    constexpr std::size_t depth = 10;
    search::Request request;
    request.limit = depth;
    request.context_words = 0;
    request.sort = search::Sort::relevance;
    auto answer = engine.answer(judged.query.root, request);
    if (relaxed && answer && answer->hits.empty()) {
        if (const auto better = search::relaxed(engine, judged.query.root)) {
            answer = engine.answer(better->root, request);
        }
    }
    if (!answer) {
        throw std::runtime_error(answer.error().error.message());
    }
    double found = 0;
    for (std::size_t rank = 0; rank < answer->hits.size(); ++rank) {
        const auto grade = judged.grades.find(answer->hits[rank].statement.id);
        found += grade == judged.grades.end() ? 0 : gain(grade->second, rank);
    }
    std::vector<int> ideal;
    for (const auto& [id, grade] : judged.grades) {
        ideal.push_back(grade);
    }
    std::sort(ideal.rbegin(), ideal.rend());
    double best = 0;
    for (std::size_t rank = 0; rank < std::min(depth, ideal.size()); ++rank) {
        best += gain(ideal[rank], rank);
    }
    return best == 0 ? 0 : found / best;
}

double mean(const std::vector<Judged>& all, const search::IndexReader& reader, Date today,
            const search::Ranking& ranking, bool relaxed, bool print) {
    const search::Engine engine(reader, today, ranking);
    double sum = 0;
    std::size_t counted = 0;
    for (const Judged& judged : all) {
        if (judged.grades.empty()) {
            continue;
        }
        const double value = ndcg(judged, engine, relaxed);
        if (print) {
            std::fputs(fmt::format("{:.3f}  {}\n", value, judged.text).c_str(), stdout);
        }
        sum += value;
        ++counted;
    }
    return counted == 0 ? 0 : sum / static_cast<double>(counted);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::fputs("usage: relevance_bench STATEMENTS JUDGED [--sweep]\n", stderr);
        return 2;
    }
    const Date today = *Date::make(2026, 6, 1);
    const auto samples = read_statements(argv[1]);
    const test::TempDir dir;
    test::write_index(dir / "index", samples);
    const std::filesystem::path folders[] = {dir / "index"};
    const auto reader = search::IndexReader::open(folders);
    if (!reader) {
        std::fputs((reader.error().message() + "\n").c_str(), stderr);
        return 3;
    }
    std::size_t missing = 0;
    const auto judged = read_judged(argv[2], samples, today, missing);
    const bool sweep = argc > 3 && std::string_view(argv[3]) == "--sweep";
    const double as_it_is = mean(judged, *reader, today, {}, false, !sweep);
    std::fputs(
        fmt::format("nDCG@10 {:.4f} over {} queries, {:.4f} with --relax; {} judged statements that extraction did "
                    "not find are left out\n",
                    as_it_is, judged.size(), mean(judged, *reader, today, {}, true, false), missing)
            .c_str(),
        stdout);
    if (!sweep) {
        return 0;
    }
    // One weight at a time, the others as they are.
    struct Knob {
        const char* name;
        double search::Ranking::* member;
        std::vector<double> values;
    };
    const Knob knobs[] = {
        {"b", &search::Ranking::b, {0, 0.15, 0.3, 0.5, 0.75, 1}},
        {"k1", &search::Ranking::k1, {0.4, 0.8, 1.2, 2}},
        {"speaker", &search::Ranking::speaker, {0, 0.2, 0.4, 0.6, 0.8, 1}},
        {"mention", &search::Ranking::mention, {0, 0.1, 0.2, 0.4, 0.6, 0.8, 1}},
        {"closeness", &search::Ranking::closeness, {0, 0.2, 0.35, 0.5, 0.8, 1.2}},
        {"order", &search::Ranking::order, {0, 0.15, 0.3, 0.6}},
    };
    for (const Knob& knob : knobs) {
        for (const double value : knob.values) {
            search::Ranking ranking;
            ranking.*knob.member = value;
            std::fputs(fmt::format("{:<10} {:<5} {:.4f}\n", knob.name, value,
                                   mean(judged, *reader, today, ranking, false, false))
                           .c_str(),
                       stdout);
        }
    }
    return 0;
}
