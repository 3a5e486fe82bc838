// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that look after an index: deleting articles, saying what it holds.
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

namespace demarche::indexer {

namespace {

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
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
    return out;
}

} // namespace

Exit remove(const DeleteOptions& options, const Run& run) {
    WriterOptions writing;
    writing.create = false;
    Result<IndexWriter> writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), writing);
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

} // namespace demarche::indexer
