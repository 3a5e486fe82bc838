// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that print records: articles and statements.
#include <exception>
#include <optional>
#include <string>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "common/record/article_record.hh"
#include "common/record/statement_record.hh"
#include "common/report/error.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
#include "indexer/pipeline/ordered_work.hh"
#include "indexer/pipeline/run.hh"

namespace demarche::indexer {

namespace {

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
}

} // namespace

Exit articles(const InputOptions& options, const Run& run) {
    const Result<std::string> date = default_date(options);
    if (!date) {
        return refuse(date.error(), run);
    }
    std::string line;
    const auto print = [&](Article&& article) {
        line.clear();
        record::append_article(line, article);
        line += '\n';
        return run.out.write(line);
    };
    read_input(options, *date, print, run);
    return finish(run);
}

Exit extract(const InputOptions& options, const Run& run) {
    const Result<std::string> date = default_date(options);
    if (!date) {
        return refuse(date.error(), run);
    }
    std::optional<names::WhoIsWho> kept;
    const Result<const names::WhoIsWho*> who = load_people(options, kept);
    if (!who) {
        return refuse(who.error(), run);
    }
    const Extractor extractor(**who);
    OrderedWork<Article, std::string> work(worker_count(options));
    work.run(
        [&](const auto& push) {
            const auto give = [&](Article&& article) {
                const std::size_t cost = article.text.size();
                return push(std::move(article), cost);
            };
            read_input(options, *date, give, run);
        },
        [&](Article&& article) {
            std::string lines;
            try {
                for (const Statement& statement : extractor.extract(article)) {
                    record::append_statement(lines, statement);
                    lines += '\n';
                }
            } catch (const std::exception& error) {
                run.diagnostics.failed(
                    {"cannot extract statements", article.source, error.what(), "", Exit::some_failed});
            }
            return lines;
        },
        [&](std::string&& lines) { return run.out.write(lines); });
    return finish(run);
}

} // namespace demarche::indexer
