// SPDX-License-Identifier: GPL-3.0-or-later
// The command that fills an index.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <sys/stat.h>

#include "common/model/article.hh"
#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "common/report/error.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/attribute/identity.hh"
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
/// What was added since the last commit is kept in mind, a few hundred bytes for each article: no more than this.
constexpr std::size_t most_uncommitted = 100'000;

struct Task {
    Article article;
    ArticleState state = ArticleState::fresh;
    /// Statements that records gave, which are not looked for.
    std::optional<std::vector<Statement>> given;
    std::size_t piece = 1;
    /// Not an article: the end of this source, which was so.
    std::string end_of_source;
    index::SourceState source;
};

struct Extracted {
    Task task;
    std::vector<Statement> statements;
};

/// The file as it is now; the time is 0 when there is no such file.
index::SourceState state_of(const std::string& source) {
    struct stat status = {};
    if (source == "-" || ::stat(source.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return {};
    }
    constexpr std::int64_t second = 1'000'000'000;
    return {static_cast<std::uint64_t>(status.st_size), status.st_mtim.tv_sec * second + status.st_mtim.tv_nsec};
}

/// True when a source that was below one of the paths is there no more. A member of a container is there as long as the
/// container is; what lies below a path that is missing itself (a disk that is not mounted) has not vanished.
bool vanished(std::string_view source, const std::vector<std::string>& paths) {
    namespace fs = std::filesystem;
    std::error_code error;
    for (const std::string& path : paths) {
        std::string_view root = path;
        while (root.size() > 1 && root.ends_with('/')) {
            root.remove_suffix(1);
        }
        const bool below = source.starts_with(root) && source.size() > root.size() &&
                           (source[root.size()] == '/' || root.ends_with('/'));
        if (!below || !fs::exists(fs::path(root), error)) {
            continue;
        }
        fs::path at(source);
        while (at.native().size() > root.size() && !fs::exists(at, error)) {
            at = at.parent_path();
        }
        return at.native() != source && fs::is_directory(at, error);
    }
    return false;
}

/// Whether the options leave out some of what the files hold: it has not vanished.
bool is_part(const InputOptions& options) {
    return !options.since.empty() || !options.until.empty() || !options.include.empty() || !options.exclude.empty();
}

/// What one run did.
struct Tally {
    std::size_t fresh = 0;
    std::size_t changed = 0;
    std::size_t unchanged = 0;
    std::size_t pruned = 0;
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
    if (tally.pruned > 0) {
        line += fmt::format(", {} removed", with_commas(tally.pruned));
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
    Result<void> all(const Reading& reading) {
        OrderedWork<Task, Extracted> work(worker_count(options_.input));
        work.run([&](const auto& push) { read(reading, push); }, [&](Task&& task) { return extract(std::move(task)); },
                 [&](Extracted&& one) { return take(std::move(one)); });
        if (error_) {
            return fail(*error_);
        }
        tally_.unchanged = unchanged_;
        if (writer_ == nullptr) {
            return {};
        }
        // What is added must be in the ledger before sources are forgotten: an article may have moved.
        if (auto done = writer_->commit(); !done || !options_.prune || run_.stopped()) {
            return done;
        }
        tally_.pruned = writer_->prune([&](std::string_view source) { return fate(source); }).articles;
        return writer_->commit();
    }

    const Tally& tally() const { return tally_; }

  private:
    template <typename Push>
    void read(const Reading& reading, const Push& push) {
        index::SourceState source;
        std::size_t failures = 0;
        std::size_t articles_before = 0;
        InputSink sink;
        sink.article = [&](Article&& article) {
            Task task;
            task.article = std::move(article);
            return claim(std::move(task), push);
        };
        sink.given = [&](Article&& article, std::vector<Statement>&& statements, std::size_t piece) {
            Task task;
            task.article = std::move(article);
            complete_ids(statements);
            task.given = std::move(statements);
            task.piece = piece;
            return claim(std::move(task), push);
        };
        sink.begin = [&](const std::string& name) {
            failures = run_.diagnostics.failures();
            articles_before = articles_;
            source = state_of(name);
            source.reading = reading.fingerprint;
            const auto known = writer_ != nullptr ? writer_->unchanged_source(name, source) : std::nullopt;
            unchanged_ += known.value_or(0);
            return !known;
        };
        // A source that could not be read whole is read again by the next run.
        sink.end = [&](const std::string& name) {
            if (writer_ == nullptr || source.changed == 0 || run_.diagnostics.failures() != failures) {
                return true;
            }
            if (options_.prune && !is_part(options_.input)) {
                read_whole_.insert(name);
            }
            source.empty = articles_ == articles_before;
            Task task;
            task.end_of_source = name;
            task.source = source;
            return push(std::move(task), 0);
        };
        read_input(options_.input, reading, sink, run_);
    }

    /// What has become of a source that the index knows.
    SourceFate fate(std::string_view source) const {
        if (!read_whole_.empty()) {
            for (std::size_t end = source.find('/', 1);; end = source.find('/', end + 1)) {
                if (read_whole_.contains(std::string(source.substr(0, end)))) {
                    return SourceFate::read;
                }
                if (end == std::string_view::npos) {
                    break;
                }
            }
        }
        return vanished(source, options_.input.paths) ? SourceFate::vanished : SourceFate::kept;
    }

    /// Records may leave the ids to us.
    static void complete_ids(std::vector<Statement>& statements) {
        if (std::none_of(statements.begin(), statements.end(), [](const auto& one) { return one.id.empty(); })) {
            return;
        }
        std::vector<Statement> named = statements;
        set_statement_ids(named);
        for (std::size_t i = 0; i < named.size(); ++i) {
            if (statements[i].id.empty()) {
                statements[i].id = std::move(named[i].id);
            }
        }
    }

    template <typename Push>
    bool claim(Task&& task, const Push& push) {
        ++articles_;
        if (writer_ != nullptr) {
            task.state = task.given ? writer_->claim(task.article, *task.given, task.piece, run_.diagnostics)
                                    : writer_->claim(task.article, run_.diagnostics);
        }
        if (task.state == ArticleState::unchanged) {
            ++unchanged_;
            run_.progress.advance(task.article.text.size(), 0, task.article.source);
            return true;
        }
        const std::size_t cost =
            task.article.text.size() + sizeof(Task) + (task.given ? task.given->size() * 2 * sizeof(Statement) : 0);
        return push(std::move(task), cost);
    }

    Extracted extract(Task&& task) const {
        Extracted out{std::move(task), {}};
        if (!out.task.end_of_source.empty()) {
            return out;
        }
        if (out.task.given) {
            out.statements = *std::exchange(out.task.given, std::nullopt);
            return out;
        }
        try {
            out.statements = extractor_.extract(out.task.article);
        } catch (const std::exception& error) {
            run_.diagnostics.failed(
                {"cannot extract statements", out.task.article.source, error.what(), "", Exit::some_failed});
        }
        return out;
    }

    bool take(Extracted&& one) {
        Result<void> written;
        if (!one.task.end_of_source.empty()) {
            written = writer_->end_source(one.task.end_of_source, one.task.source);
        } else {
            tally_.count(one);
            run_.progress.advance(one.task.article.text.size(), one.statements.size(), one.task.article.source);
            if (writer_ != nullptr) {
                written = writer_->add(std::move(one.task.article), std::move(one.statements), one.task.piece);
                ++uncommitted_;
            }
        }
        if (written && writer_ != nullptr && commit_is_due()) {
            written = writer_->commit();
            committed_ = Clock::now();
            acknowledged_ += std::exchange(uncommitted_, 0);
            if (written && options_.commit_every > 0 && !options_.quiet) {
                run_.progress.message(
                    fmt::format("demarche-index: {} committed", counted(acknowledged_, "article", "articles")));
            }
        }
        if (!written) {
            error_ = written.error();
        }
        return written.has_value();
    }

    bool commit_is_due() const {
        if (options_.commit_every > 0) {
            return uncommitted_ >= options_.commit_every;
        }
        return uncommitted_ >= most_uncommitted || (uncommitted_ > 0 && Clock::now() - committed_ >= commit_rhythm);
    }

    const AddOptions& options_;
    const Run& run_;
    const Extractor& extractor_;
    IndexWriter* writer_;
    Tally tally_;
    std::atomic<std::size_t> unchanged_ = 0;
    /// Articles that the reading has given.
    std::size_t articles_ = 0;
    /// Files of which everything was read, when that matters.
    std::unordered_set<std::string> read_whole_;
    std::size_t uncommitted_ = 0;
    std::size_t acknowledged_ = 0;
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
    const Result<Reading> reading = prepare_reading(options.input);
    if (!reading) {
        return refuse(reading.error(), run);
    }
    std::optional<names::WhoIsWho> kept;
    const Result<const names::WhoIsWho*> who = load_people(options.input, kept);
    if (!who) {
        return refuse(who.error(), run);
    }
    std::optional<IndexWriter> writer;
    if (!options.dry_run) {
        WriterOptions writing;
        writing.builders = worker_count(options.input);
        writing.wait = std::chrono::seconds(options.wait);
        writing.pruning = options.prune;
        Result<IndexWriter> opened = IndexWriter::open(options.index, **who, writing);
        if (!opened) {
            return refuse(opened.error(), run);
        }
        writer.emplace(*std::move(opened));
    }
    const Extractor extractor(**who);
    Adding adding(options, run, extractor, writer ? &*writer : nullptr);
    const Result<void> done = adding.all(*reading);
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
