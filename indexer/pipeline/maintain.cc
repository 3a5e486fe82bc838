// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that look after an index: deleting, compacting, checking, saying what it holds.
#include <chrono>
#include <string>

#include <fmt/format.h>

#include "common/names/who_is_who.hh"
#include "common/record/json_writer.hh"
#include "common/report/error.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
#include "indexer/pipeline/progress.hh"
#include "indexer/pipeline/run.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/inspect.hh"

namespace demarche::indexer {

namespace {

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
}

WriterOptions existing(unsigned wait) {
    WriterOptions options;
    options.create = false;
    options.wait = std::chrono::seconds(wait);
    return options;
}

std::string as_json(const IndexTotals& totals) {
    std::string out;
    record::JsonObject object(out);
    object.string("record", "stats");
    object.integer("articles", static_cast<std::int64_t>(totals.articles));
    object.integer("statements", static_cast<std::int64_t>(totals.statements));
    object.integer("speakers", static_cast<std::int64_t>(totals.speakers));
    object.string_or_null("first_date", totals.dates ? totals.dates->first.iso() : "");
    object.string_or_null("last_date", totals.dates ? totals.dates->last.iso() : "");
    object.integer("segments", static_cast<std::int64_t>(totals.segments));
    object.integer("dead", static_cast<std::int64_t>(totals.dead));
    object.integer("bytes", static_cast<std::int64_t>(totals.bytes));
    record::JsonObject parts(object.value("parts"));
    for (const auto& [part, bytes] : totals.parts) {
        parts.integer(part, static_cast<std::int64_t>(bytes));
    }
    parts.end();
    object.end();
    return out + "\n";
}

std::string as_text(const IndexTotals& totals) {
    std::string out = fmt::format("articles    {}\nstatements  {}\nspeakers    {}\n", with_commas(totals.articles),
                                  with_commas(totals.statements), with_commas(totals.speakers));
    if (totals.dates) {
        out += fmt::format("dates       {} to {}\n", totals.dates->first.iso(), totals.dates->last.iso());
    }
    out += fmt::format("segments    {}\ndead        {}\nbytes       {}\n", with_commas(totals.segments),
                       with_commas(totals.dead), with_commas(totals.bytes));
    for (const auto& [part, bytes] : totals.parts) {
        out += fmt::format("  {:<12}{} bytes\n", part, with_commas(bytes));
    }
    return out;
}

/// What an inspection ends with.
Exit conclude(const Result<Inspection>& found, std::string_view skipped, bool quiet, const Run& run) {
    if (!found) {
        return refuse(found.error(), run);
    }
    if (!quiet) {
        std::string line = fmt::format("{} statements of {} articles in {} segments", with_commas(found->statements),
                                       with_commas(found->articles), with_commas(found->segments));
        if (found->skipped > 0) {
            line += fmt::format(", {} {}", with_commas(found->skipped), skipped);
        }
        run.out.write(
            line + (found->problems == 0 ? ": clean\n" : fmt::format(": {} problems\n", with_commas(found->problems))));
    }
    const Exit code = finish(run);
    return code == Exit::some_failed && found->problems > 0 ? Exit::bad_index : code;
}

} // namespace

Exit remove(const DeleteOptions& options, const Run& run) {
    Result<IndexWriter> writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), existing(options.wait));
    if (!writer) {
        return refuse(writer.error(), run);
    }
    for (const std::string& id : options.ids) {
        if (!writer->remove(id)) {
            run.diagnostics.failed({"no such article in the index", id, "", "", Exit::some_failed});
        }
    }
    if (const Result<void> done = writer->commit(); !done) {
        return refuse(done.error(), run);
    }
    return finish(run);
}

Exit stats(const StatsOptions& options, const Run& run) {
    const Result<IndexTotals> totals = index_totals(options.index);
    if (!totals) {
        return refuse(totals.error(), run);
    }
    run.out.write(options.json ? as_json(*totals) : as_text(*totals));
    return finish(run);
}

Exit compact(const CompactOptions& options, const Run& run) {
    Result<IndexWriter> writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), existing(options.wait));
    if (!writer) {
        return refuse(writer.error(), run);
    }
    writer->compact();
    if (const Result<void> done = writer->commit(); !done) {
        return refuse(done.error(), run);
    }
    return finish(run);
}

Exit check(const CheckOptions& options, const Run& run) {
    return conclude(check_index(options.index, run.diagnostics, run.stopped), "", options.quiet, run);
}

Exit verify(const VerifyOptions& options, const Run& run) {
    return conclude(verify_index(options.index, run.diagnostics, run.stopped), "without a kept article", options.quiet,
                    run);
}

} // namespace demarche::indexer
