// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/input.hh"

#include <algorithm>
#include <thread>

#include "common/model/article.hh"
#include "common/names/who_is_who.hh"
#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "indexer/archive/entry.hh"
#include "indexer/archive/walk.hh"
#include "indexer/article/reader.hh"
#include "indexer/language/guess.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/run.hh"

namespace demarche::indexer {

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

void read_input(const InputOptions& options, const std::string& date, const std::function<bool(Article&&)>& sink,
                const Run& run) {
    ReadOptions reading;
    reading.date = date;
    reading.outlet = options.outlet;
    const auto complete = [&](Article&& article) {
        if (article.language.empty()) {
            article.language = guess_language(article.text);
        }
        return !run.stopped() && sink(std::move(article));
    };
    walk(options.paths, [&](Entry& entry) { return read_articles(entry, reading, complete, run.diagnostics); },
         run.diagnostics, {run.stopped, 0});
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
