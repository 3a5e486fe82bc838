// SPDX-License-Identifier: GPL-3.0-or-later
// How fast article text becomes words, terms and statements, by the time of one core: extract_bench [PATH…], the
// bundled corpus by default.
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "bench/measure.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "common/record/statement_record.hh"
#include "common/report/diagnostics.hh"
#include "common/text/fold.hh"
#include "common/text/stem.hh"
#include "common/text/words.hh"
#include "indexer/archive/entry.hh"
#include "indexer/archive/walk.hh"
#include "indexer/article/reader.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/language/guess.hh"

namespace {

using namespace demarche;

constexpr std::size_t least_bytes = 8'000'000;
constexpr int rounds = 7;

std::vector<Article> read_articles_of(const std::vector<std::string>& paths) {
    std::vector<Article> articles;
    StderrDiagnostics diagnostics("extract_bench");
    const auto keep = [&](Article&& article) {
        if (article.language.empty()) {
            article.language = indexer::guess_language(article.text);
        }
        articles.push_back(std::move(article));
        return true;
    };
    indexer::walk(
        paths, [&](indexer::Entry& entry) { return indexer::read_articles(entry, {}, keep, diagnostics); },
        diagnostics);
    return articles;
}

/// Runs `work` over all articles `repeats` times in each of several rounds and prints megabytes of text a second.
void measure(const char* name, const std::vector<Article>& articles, std::size_t bytes, std::size_t repeats,
             const std::function<std::size_t(const Article&)>& work) {
    std::vector<double> rates;
    std::size_t results = 0;
    for (int round = 0; round < rounds; ++round) {
        results = 0;
        const double seconds = bench::processor_seconds_of([&] {
            for (std::size_t i = 0; i < repeats; ++i) {
                for (const Article& article : articles) {
                    results += work(article);
                }
            }
        });
        rates.push_back(static_cast<double>(bytes * repeats) / 1e6 / seconds);
    }
    const bench::Spread spread = bench::spread_of(rates);
    fmt::print("{:<28} {:8.1f} MB/s   ({:.1f} to {:.1f}, {} results)\n", name, spread.median, spread.least, spread.most,
               results / repeats);
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string> paths(argv + 1, argv + argc);
    if (paths.empty()) {
        paths.emplace_back(DEMARCHE_SOURCE_DIR "/corpus/articles");
    }
    const std::vector<Article> articles = read_articles_of(paths);
    std::size_t bytes = 0;
    for (const Article& article : articles) {
        bytes += article.text.size();
    }
    if (bytes == 0) {
        std::fputs("extract_bench: no article text to measure with\n", stderr);
        return 4;
    }
    const std::size_t repeats = (least_bytes + bytes - 1) / bytes;
    fmt::print("{} articles, {:.2f} MB of text, {} times over; medians of {} rounds, by the time of one core\n",
               articles.size(), static_cast<double>(bytes) / 1e6, repeats, rounds);

    const double names = bench::seconds_of([] { names::WhoIsWho::builtin(); });
    const names::WhoIsWho& who = names::WhoIsWho::builtin();
    const indexer::Extractor extractor(who);
    text::Stemmer stemmer("en");
    measure("words", articles, bytes, repeats, [](const Article& a) { return text::words(a.text).size(); });
    measure("words, stems and folding", articles, bytes, repeats, [&](const Article& a) {
        std::size_t terms = 0;
        for (const text::Word& word : text::words(a.text)) {
            terms += static_cast<std::size_t>(!stemmer.term(word.form).empty());
        }
        return terms;
    });
    measure("folding", articles, bytes, repeats, [](const Article& a) { return text::fold(a.text).size(); });
    measure("extract", articles, bytes, repeats, [&](const Article& a) { return extractor.extract(a).size(); });
    std::string line;
    measure("extract, printed as records", articles, bytes, repeats, [&](const Article& a) {
        const std::vector<Statement> statements = extractor.extract(a);
        line.clear();
        for (const Statement& statement : statements) {
            record::append_statement(line, statement);
        }
        return statements.size();
    });
    fmt::print("{:<28} {:8.2f} ms, once\n", "names data", names * 1e3);
}
