// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/input.hh"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/index/bytes.hh"
#include "common/index/checksum.hh"
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

/// Pages that are made from a template say that they are in the template's language.
void settle_language(Article& article) {
    if (article.language.empty()) {
        article.language = guess_language(article.text);
        return;
    }
    const std::string declared = article.language.substr(0, article.language.find('-'));
    const std::string clear = contradicted_language(article.text, declared);
    if (!clear.empty()) {
        article.language = clear;
    }
}

} // namespace

Result<Reading> prepare_reading(const InputOptions& options) {
    Reading reading;
    if (!options.date.empty()) {
        Result<std::string> date = record::read_written_date(options.date);
        if (!date) {
            Error error = date.error();
            error.where = "--date";
            error.exit = Exit::usage;
            return fail(std::move(error));
        }
        reading.date = *std::move(date);
    }
    std::uint64_t told = 0;
    if (!options.metadata.empty()) {
        Result<Sidecar> read = Sidecar::read(options.metadata, options.columns);
        if (!read) {
            return fail(read.error());
        }
        told = read->checksum();
        reading.sidecar = *std::move(read);
    }
    index::ByteWriter told_all;
    for (const std::string& one :
         {reading.date, options.outlet, options.format, iso_day(options.since), iso_day(options.until)}) {
        told_all.string(one);
    }
    for (const auto* list : {&options.columns, &options.include, &options.exclude}) {
        told_all.varint(list->size());
        for (const std::string& one : *list) {
            told_all.string(one);
        }
    }
    told_all.u64(told);
    reading.fingerprint = static_cast<std::uint32_t>(index::checksum(told_all.bytes) >> 33U);
    return reading;
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

void read_input(const InputOptions& options, const Reading& told, const InputSink& sink, const Run& run) {
    ReadOptions reading;
    reading.date = told.date;
    reading.outlet = options.outlet;
    reading.largest = options.max_article > 0 ? options.max_article : reading.largest;
    reading.given = [&](Article&& article, std::vector<Statement>&& statements, std::size_t piece) {
        return !run.stopped() && sink.given(std::move(article), std::move(statements), piece);
    };
    reading.format = options.format;
    reading.columns = options.columns;
    reading.sidecar = told.sidecar ? &*told.sidecar : nullptr;
    const std::string since = iso_day(options.since);
    const std::string until = iso_day(options.until);
    const auto complete = [&](Article&& article) {
        // ISO days compare as text; an article without a date lies in no period.
        const std::string day = article.published.substr(0, 10);
        if ((!since.empty() && day < since) || (!until.empty() && (day.empty() || day > until))) {
            return !run.stopped();
        }
        settle_language(article);
        return !run.stopped() && sink.article(std::move(article));
    };
    const auto read = [&](Entry& entry) { return read_articles(entry, reading, complete, run.diagnostics); };
    WalkOptions walking;
    walking.stopped = run.stopped;
    walking.include = options.include;
    walking.exclude = options.exclude;
    UnpackLimits& limits = walking.limits;
    limits.depth = options.max_depth > 0 ? options.max_depth : limits.depth;
    limits.ratio = options.max_ratio > 0 ? options.max_ratio : limits.ratio;
    limits.bytes = options.max_unpacked > 0 ? options.max_unpacked : limits.bytes;
    walking.begin = sink.begin;
    walking.end = sink.end;
    std::jthread measuring;
    if (run.progress.shown()) {
        walking.taken = [&](std::uint64_t bytes) { run.progress.read(bytes); };
        // Beside the reading, which need not wait for it.
        measuring = std::jthread([&](const std::stop_token& stop) {
            WalkOptions counting = walking;
            counting.stopped = [&] { return stop.stop_requested(); };
            if (const auto bytes = measure(options.paths, counting)) {
                run.progress.expect(*bytes);
            }
        });
    }
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
