// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/batch.hh"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "common/text/utf8.hh"
#include "search/console.hh"
#include "search/engine/better_query.hh"
#include "search/engine/search.hh"
#include "search/present/explanation.hh"
#include "search/present/json_presenter.hh"

namespace demarche::search {

namespace {

/// A line longer than this is no query; the rest of it is skipped.
constexpr std::size_t longest_line = 4U << 20U;

/// So many queries are read, answered and written at a time.
constexpr std::size_t block = 512;

struct Line {
    std::string answer;
    bool failed = false;
};

Line failed_line(const QueryError& error, const std::string& query) {
    return {json_error(error, query.substr(0, 1000)), true};
}

Line answer_line(const Engine& engine, const Options& options, const std::string& text) {
    if (!text::is_utf8(text)) {
        return failed_line({{"the query is no valid UTF-8", "", "", "", Exit::usage}, 0}, "");
    }
    auto query = options.literal ? literal_query(text) : parse_query(text, {engine.today(), options.month_first});
    if (!query) {
        return failed_line(query.error(), text);
    }
    PresentOptions how;
    how.query = text;
    how.offset = options.request.offset;
    how.limit = options.request.limit;
    if (options.relax) {
        auto better = question_as_query(engine, query->root);
        if (!better && engine.count(query->root).value_or(1) == 0) {
            better = relaxed(engine, query->root);
        }
        if (better) {
            how.relaxed = std::move(better->text);
            query->root = std::move(better->root);
        }
    }
    QueryResult<Explanation> explained;
    if (options.explain) {
        explained = engine.explain(query->root);
        if (!explained) {
            return failed_line(explained.error(), text);
        }
        how.explanation = &*explained;
    }
    Request request = options.request;
    request.limit = options.count ? 0 : request.limit;
    const auto answer = engine.answer(query->root, request);
    if (!answer) {
        return failed_line(answer.error(), text);
    }
    return {JsonPresenter().present(*answer, how), false};
}

/// Lines of a stream, without their ends.
class Lines {
  public:
    explicit Lines(std::istream& in) : in_(in) {}

    std::vector<std::string> next() {
        std::vector<std::string> lines;
        for (std::string line; lines.size() < block && std::getline(in_, line);) {
            if (line.size() > longest_line) {
                line.resize(longest_line);
            }
            if (line.ends_with('\r')) {
                line.pop_back();
            }
            lines.push_back(std::move(line));
        }
        return lines;
    }

  private:
    std::istream& in_;
};

/// One reader for each thread: what they read is mapped once. Fewer when the index changed between two of them.
Result<std::vector<IndexReader>> open_readers(const Options& options) {
    constexpr std::size_t usual = 8;
    const std::size_t wanted =
        options.jobs > 0 ? options.jobs : std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, usual);
    std::vector<IndexReader> readers;
    while (readers.size() < wanted) {
        auto reader = IndexReader::open(options.indexes);
        if (!reader && readers.empty()) {
            return fail(reader.error());
        }
        if (!reader || (!readers.empty() && reader->generations() != readers.front().generations())) {
            break;
        }
        readers.push_back(std::move(*reader));
    }
    return readers;
}

} // namespace

int answer_batch(const Options& options, Date today) {
    std::ifstream file;
    if (options.batch != "-") {
        file.open(options.batch, std::ios::binary);
        if (!file) {
            say("error", fmt::format("--batch: {} cannot be read", options.batch));
            return static_cast<int>(Exit::usage);
        }
    }
    const auto readers = open_readers(options);
    if (!readers) {
        return report({readers.error(), 0}, "");
    }
    Lines in(options.batch == "-" ? std::cin : file);
    std::size_t number = 0;
    bool failed = false;
    for (;;) {
        const std::vector<std::string> queries = in.next();
        if (queries.empty()) {
            break;
        }
        std::vector<Line> answers(queries.size());
        std::atomic<std::size_t> at = 0;
        const auto work = [&](const IndexReader& reader) {
            const Engine engine(reader, today, {}, {1, 0});
            for (std::size_t i = at++; i < queries.size(); i = at++) {
                answers[i] = answer_line(engine, options, queries[i]);
            }
        };
        {
            std::vector<std::jthread> threads;
            for (std::size_t i = 1; i < readers->size(); ++i) {
                threads.emplace_back(work, std::cref((*readers)[i]));
            }
            work(readers->front());
        }
        std::string out;
        for (const Line& line : answers) {
            ++number;
            out += line.answer;
            if (line.failed) {
                failed = true;
                say("error", fmt::format("line {} has no answer; its line of the output says why", number));
            }
        }
        // A closed pipe ends it with 0.
        constexpr int written = -1;
        if (const int code = write_out(out, written); code != written) {
            return code;
        }
    }
    return static_cast<int>(failed ? Exit::some_failed : Exit::ok);
}

} // namespace demarche::search
