// SPDX-License-Identifier: GPL-3.0-or-later
// The command that fills an index.
#include <atomic>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <fmt/format.h>

#include "common/model/article.hh"
#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "common/report/error.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
#include "indexer/pipeline/ordered_work.hh"
#include "indexer/pipeline/progress.hh"
#include "indexer/pipeline/run.hh"
#include "indexer/write/index_writer.hh"

namespace demarche::indexer {

namespace {

using Clock = std::chrono::steady_clock;

/// A run that is killed loses no more than it read in this time.
constexpr auto commit_rhythm = std::chrono::seconds(60);

struct Task {
    Article article;
    ArticleState state = ArticleState::fresh;
};

struct Extracted {
    Task task;
    std::vector<Statement> statements;
};

/// What one run did.
struct Tally {
    std::size_t fresh = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t statements = 0;
    std::unordered_set<std::string> speakers;
    std::optional<DateRange> dates;

    void count(const Extracted& one) {
        ++(one.task.state == ArticleState::changed ? changed : fresh);
        statements += one.statements.size();
        for (const Statement& statement : one.statements) {
            speakers.insert(statement.speakers.begin(), statement.speakers.end());
            if (statement.date) {
                const Date last = statement.date_end.value_or(*statement.date);
                dates = dates ? DateRange{std::min(dates->first, *statement.date), std::max(dates->last, last)}
                              : DateRange{*statement.date, last};
            }
        }
    }
};

std::string counted(std::size_t number, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", with_commas(number), number == 1 ? one : many);
}

std::string summary(const Tally& tally, const AddOptions& options, std::size_t failures, Clock::duration time) {
    std::string line = counted(tally.fresh, "article", "articles");
    line += options.dry_run ? " would be added" : " added";
    if (tally.changed > 0) {
        line += fmt::format(", {} replaced", with_commas(tally.changed));
    }
    if (tally.unchanged > 0) {
        line += fmt::format(", {} unchanged", with_commas(tally.unchanged));
    }
    line += fmt::format("; {} by {}", counted(tally.statements, "statement", "statements"),
                        counted(tally.speakers.size(), "speaker", "speakers"));
    if (tally.dates) {
        line += tally.dates->first == tally.dates->last
                    ? fmt::format(", said {}", tally.dates->first.iso())
                    : fmt::format(", said {} to {}", tally.dates->first.iso(), tally.dates->last.iso());
    }
    line += fmt::format("; {}; {:.2f} s", counted(failures, "failure", "failures"),
                        std::chrono::duration<double>(time).count());
    return line;
}

/// One run of `add`: the threads' parts as functions over what they share.
class Adding {
  public:
    Adding(const AddOptions& options, const Run& run, const Extractor& extractor, IndexWriter* writer)
        : options_(options), run_(run), extractor_(extractor), writer_(writer) {}

    /// Reads everything; the error is one that ends the run.
    Result<void> all(const std::string& date) {
        OrderedWork<Task, Extracted> work(worker_count(options_.input));
        work.run(
            [&](const auto& push) {
                read_input(
                    options_.input, date, [&](Article&& article) { return claim(std::move(article), push); }, run_);
            },
            [&](Task&& task) { return extract(std::move(task)); }, [&](Extracted&& one) { return take(one); });
        if (error_) {
            return fail(*error_);
        }
        tally_.unchanged = unchanged_;
        return writer_ != nullptr ? writer_->commit() : Result<void>();
    }

    const Tally& tally() const { return tally_; }

  private:
    template <typename Push>
    bool claim(Article&& article, const Push& push) {
        Task task{std::move(article), ArticleState::fresh};
        if (writer_ != nullptr) {
            task.state = writer_->claim(task.article, run_.diagnostics);
        }
        if (task.state == ArticleState::unchanged) {
            ++unchanged_;
            run_.progress.advance(task.article.text.size(), 0, task.article.source);
            return true;
        }
        const std::size_t cost = task.article.text.size();
        return push(std::move(task), cost);
    }

    Extracted extract(Task&& task) const {
        Extracted out{std::move(task), {}};
        try {
            out.statements = extractor_.extract(out.task.article);
        } catch (const std::exception& error) {
            run_.diagnostics.failed(
                {"cannot extract statements", out.task.article.source, error.what(), "", Exit::some_failed});
        }
        return out;
    }

    bool take(const Extracted& one) {
        if (writer_ != nullptr) {
            Result<void> written = writer_->add(one.task.article, one.statements);
            if (written && Clock::now() - committed_ >= commit_rhythm) {
                written = writer_->commit();
                committed_ = Clock::now();
            }
            if (!written) {
                error_ = written.error();
                return false;
            }
        }
        tally_.count(one);
        run_.progress.advance(one.task.article.text.size(), one.statements.size(), one.task.article.source);
        return true;
    }

    const AddOptions& options_;
    const Run& run_;
    const Extractor& extractor_;
    IndexWriter* writer_;
    Tally tally_;
    std::atomic<std::size_t> unchanged_ = 0;
    std::optional<Error> error_;
    Clock::time_point committed_ = Clock::now();
};

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
}

} // namespace

Exit add(const AddOptions& options, const Run& run) {
    const Clock::time_point start = Clock::now();
    const Result<std::string> date = default_date(options.input);
    if (!date) {
        return refuse(date.error(), run);
    }
    std::optional<names::WhoIsWho> kept;
    const Result<const names::WhoIsWho*> who = load_people(options.input, kept);
    if (!who) {
        return refuse(who.error(), run);
    }
    std::optional<IndexWriter> writer;
    if (!options.dry_run) {
        Result<IndexWriter> opened = IndexWriter::open(options.index, **who);
        if (!opened) {
            return refuse(opened.error(), run);
        }
        writer.emplace(*std::move(opened));
    }
    const Extractor extractor(**who);
    Adding adding(options, run, extractor, writer ? &*writer : nullptr);
    const Result<void> done = adding.all(*date);
    run.progress.clear();
    if (!done) {
        return refuse(done.error(), run);
    }
    if (!options.quiet) {
        run.progress.message("demarche-index: " +
                             summary(adding.tally(), options, run.diagnostics.failures(), Clock::now() - start));
    }
    return finish(run);
}

} // namespace demarche::indexer
