// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/input.hh"

#include <algorithm>
#include <optional>
#include <string>
#include <thread>

#include "common/model/article.hh"
#include "common/names/who_is_who.hh"
#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "indexer/archive/entry.hh"
#include "indexer/archive/walk.hh"
#include "indexer/article/reader.hh"
#include "indexer/article/sidecar.hh"
#include "indexer/language/guess.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/run.hh"

namespace demarche::indexer {

namespace {

/// The day of a date that the command line gave, and whose form was looked at there.
std::string iso_day(const std::string& written) {
    return written.empty() ? std::string() : record::read_written_date(written).value_or("").substr(0, 10);
}

} // namespace

Result<std::string> default_date(const InputOptions& options) {
    if (options.date.empty()) {
        return std::string();
    }
    Result<std::string> date = record::read_written_date(options.date);
    if (!date) {
        Error error = date.error();
        error.where = "--date";
        error.exit = Exit::usage;
        return fail(std::move(error));
    }
    return date;
}

Result<const names::WhoIsWho*> load_people(const InputOptions& options, std::optional<names::WhoIsWho>& kept) {
    if (options.people.empty()) {
        return &names::WhoIsWho::builtin();
    }
    Result<names::WhoIsWho> who = names::WhoIsWho::builtin().with_people_file(options.people);
    if (!who) {
        return fail(who.error());
    }
    return &kept.emplace(*std::move(who));
}

std::size_t worker_count(const InputOptions& options) {
    return options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency());
}

void read_input(const InputOptions& options, const std::string& date, const InputSink& sink, const Run& run) {
    ReadOptions reading;
    reading.date = date;
    reading.outlet = options.outlet;
    reading.largest = options.max_article > 0 ? options.max_article : reading.largest;
    reading.given = [&](Article&& article, std::vector<Statement>&& statements, std::size_t piece) {
        return !run.stopped() && sink.given(std::move(article), std::move(statements), piece);
    };
    reading.format = options.format;
    reading.columns = options.columns;
    std::optional<Sidecar> sidecar;
    if (!options.metadata.empty()) {
        Result<Sidecar> read = Sidecar::read(options.metadata, options.columns);
        if (!read) {
            run.diagnostics.failed(read.error());
            return;
        }
        reading.sidecar = &sidecar.emplace(*std::move(read));
    }
    const std::string since = iso_day(options.since);
    const std::string until = iso_day(options.until);
    const auto complete = [&](Article&& article) {
        // ISO days compare as text; an article without a date lies in no period.
        const std::string day = article.published.substr(0, 10);
        if ((!since.empty() && day < since) || (!until.empty() && (day.empty() || day > until))) {
            return !run.stopped();
        }
        if (article.language.empty()) {
            article.language = guess_language(article.text);
        }
        return !run.stopped() && sink.article(std::move(article));
    };
    const auto read = [&](Entry& entry) {
        if (sink.begin && !sink.begin(entry.source)) {
            return true;
        }
        return read_articles(entry, reading, complete, run.diagnostics) && (!sink.end || sink.end(entry.source));
    };
    WalkOptions walking;
    walking.stopped = run.stopped;
    walking.include = options.include;
    walking.exclude = options.exclude;
    UnpackLimits& limits = walking.limits;
    limits.depth = options.max_depth > 0 ? options.max_depth : limits.depth;
    limits.ratio = options.max_ratio > 0 ? options.max_ratio : limits.ratio;
    limits.bytes = options.max_unpacked > 0 ? options.max_unpacked : limits.bytes;
    walk(options.paths, read, run.diagnostics, walking);
}

Exit finish(const Run& run) {
    run.out.flush();
    if (run.stopped()) {
        return Exit::interrupted;
    }
    if (const std::optional<Error> error = run.out.error()) {
        run.diagnostics.failed(*error);
    }
    return run.diagnostics.failures() > 0 ? Exit::some_failed : Exit::ok;
}

} // namespace demarche::indexer
