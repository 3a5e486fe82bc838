// SPDX-License-Identifier: GPL-3.0-or-later
// Draws questions and asks them one by one, so that other programs can be asked the same and compared.
//
//     ask_bench questions INDEX OF_EACH_KIND        a line each, see bench/questions.hh
//     ask_bench ask QUESTIONS INDEX [PASSES]        an answer a line, as JSON:
//         kind; microseconds for the ten best (with the ten most frequent speakers where counts are asked for), the
//         median of the passes after as many to warm; with_total: the same, since every answer has the exact number of
//         hits; total: that number; facets: the ten counts added up
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bench/measure.hh"
#include "bench/questions.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"

namespace {

using namespace demarche;
using bench::Question;

search::IndexReader open(const char* index) {
    const std::filesystem::path folders[] = {index};
    auto reader = search::IndexReader::open(folders);
    if (!reader) {
        throw std::runtime_error(reader.error().message());
    }
    return std::move(*reader);
}

/// What asking needs of a line: its kind, the query and whether counts are asked for.
Question read_question(std::string_view line) {
    Question out;
    const std::size_t kind = line.find('\t');
    const std::size_t query = line.find('\t', kind + 1);
    if (query == std::string_view::npos) {
        throw std::runtime_error("no question: " + std::string(line));
    }
    out.kind = line.substr(0, kind);
    out.query = line.substr(kind + 1, query - kind - 1);
    out.facet = line.ends_with("\t1");
    return out;
}

int questions(const char* index, std::size_t of_each) {
    const auto reader = open(index);
    for (const Question& question : bench::draw(reader, of_each)) {
        std::puts(bench::line_of(question).c_str());
    }
    return 0;
}

class Asking {
  public:
    explicit Asking(const search::IndexReader& reader) : engine_(reader, today_) {}

    search::Answer ask(const Question& question) const {
        search::Request request;
        request.context_words = 0;
        if (question.facet) {
            request.facets = {"speaker"};
            request.facet_values = 10;
        }
        const auto query = search::parse_query(question.query, {today_, false});
        if (!query) {
            throw std::runtime_error("refused: " + question.query);
        }
        auto answer = engine_.answer(query->root, request);
        if (!answer) {
            throw std::runtime_error("no answer: " + question.query);
        }
        return std::move(*answer);
    }

    std::vector<double> measure(const std::vector<Question>& questions, std::size_t passes) const {
        std::vector<std::vector<double>> times(questions.size());
        for (std::size_t pass = 0; pass < 2 * passes; ++pass) {
            for (std::size_t i = 0; i < questions.size(); ++i) {
                const double seconds = bench::seconds_of([&] { ask(questions[i]); });
                if (pass >= passes) {
                    times[i].push_back(seconds * 1e6);
                }
            }
        }
        std::vector<double> medians;
        for (const auto& of_question : times) {
            medians.push_back(bench::spread_of(of_question).median);
        }
        return medians;
    }

  private:
    Date today_ = *Date::make(2024, 12, 20);
    search::Engine engine_;
};

int ask(const char* path, const char* index, std::size_t passes) {
    std::ifstream file(path);
    std::vector<Question> questions;
    for (std::string line; std::getline(file, line);) {
        questions.push_back(read_question(line));
    }
    const auto reader = open(index);
    const Asking asking(reader);
    const auto times = asking.measure(questions, passes);
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const search::Answer answer = asking.ask(questions[i]);
        std::uint64_t counted = 0;
        if (!answer.facets.empty()) {
            const auto& counts = answer.facets.front().counts;
            for (std::size_t at = 0; at < std::min<std::size_t>(10, counts.size()); ++at) {
                counted += counts[at].second;
            }
        }
        std::puts(fmt::format(R"({{"kind":"{}","microseconds":{:.1f},"with_total":{:.1f},"total":{},"facets":{}}})",
                              questions[i].kind, times[i], times[i], answer.total, counted)
                      .c_str());
    }
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view what = argc > 1 ? argv[1] : "";
    try {
        if (what == "questions" && argc == 4) {
            return questions(argv[2], std::stoul(argv[3]));
        }
        if (what == "ask" && (argc == 4 || argc == 5)) {
            return ask(argv[2], argv[3], argc == 5 ? std::stoul(argv[4]) : 5);
        }
    } catch (const std::exception& error) {
        std::fputs(fmt::format("ask_bench: {}\n", error.what()).c_str(), stderr);
        return 1;
    }
    std::fputs("usage: ask_bench questions INDEX OF_EACH_KIND | ask QUESTIONS INDEX [PASSES]\n", stderr);
    return 2;
}
