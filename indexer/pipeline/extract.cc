// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that print records: articles and statements.
#include <cmath>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "common/record/article_record.hh"
#include "common/record/json_writer.hh"
#include "common/record/statement_record.hh"
#include "common/report/error.hh"
#include "common/text/utf8.hh"
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

/// Where the content could have ended: code points into the article's text, the model's features and probability.
void append_boundaries(std::string& out, const std::vector<Boundary>& boundaries, std::string_view text) {
    text::CodePointCounter code_points(text);
    out += '[';
    for (const Boundary& boundary : boundaries) {
        out += &boundary == &boundaries.front() ? "" : ",";
        record::JsonObject object(out);
        object.integer("end", code_points.at(boundary.end_byte));
        object.number("probability", std::round(1000 * boundary.probability) / 1000);
        object.strings("features", boundary.features.list());
        object.end();
    }
    out += ']';
}

/// Whom the source's pronoun could mean, with the model's features and probability.
void append_antecedents(std::string& out, const std::vector<Evidence::Antecedent>& antecedents) {
    out += '[';
    for (const Evidence::Antecedent& antecedent : antecedents) {
        out += &antecedent == &antecedents.front() ? "" : ",";
        record::JsonObject object(out);
        object.string("name", antecedent.name);
        object.number("probability", std::round(1000 * antecedent.candidate.probability) / 1000);
        object.strings("features", antecedent.candidate.features.list());
        object.end();
    }
    out += ']';
}

/// The statements of an article, one line each.
void append_statements(std::string& lines, const Extractor& extractor, const Article& article, bool explain) {
    std::vector<Evidence> evidence;
    const std::vector<Statement> statements = extractor.extract(article, explain ? &evidence : nullptr);
    for (size_t i = 0; i < statements.size(); ++i) {
        if (explain) {
            record::JsonObject object(lines);
            record::append_statement_members(object, statements[i]);
            record::JsonObject why(object.value("explain"));
            why.string("rule", to_string(evidence[i].rule));
            why.string("source", to_string(evidence[i].source_rule));
            why.string("naming", to_string(evidence[i].naming));
            why.string_or_null("verb", evidence[i].verb);
            why.boolean("carried", evidence[i].carried);
            why.number("certainty", evidence[i].certainty);
            why.strings("features", features_of(evidence[i]).list());
            append_antecedents(why.value("antecedents"), evidence[i].antecedents);
            append_boundaries(why.value("boundaries"), evidence[i].boundaries, article.text);
            why.end();
            object.end();
        } else {
            record::append_statement(lines, statements[i]);
        }
        lines += '\n';
    }
}

} // namespace

Exit articles(const InputOptions& options, const Run& run) {
    const Result<Reading> reading = prepare_reading(options);
    if (!reading) {
        return refuse(reading.error(), run);
    }
    std::string line;
    InputSink print;
    print.article = [&](Article&& article) {
        line.clear();
        record::append_article(line, article);
        line += '\n';
        return run.out.write(line);
    };
    print.given = [&](Article&& article, std::vector<Statement>&&, std::size_t) {
        return article.text.empty() || print.article(std::move(article));
    };
    read_input(options, *reading, print, run);
    return finish(run);
}

Exit extract(const ExtractOptions& extract_options, const Run& run) {
    const InputOptions& options = extract_options.input;
    const Result<Reading> reading = prepare_reading(options);
    if (!reading) {
        return refuse(reading.error(), run);
    }
    std::optional<names::WhoIsWho> kept;
    const Result<const names::WhoIsWho*> who = load_people(options, kept);
    if (!who) {
        return refuse(who.error(), run);
    }
    const Extractor extractor(**who);
    struct Task {
        Article article;
        std::optional<std::vector<Statement>> given;
    };
    OrderedWork<Task, std::string> work(worker_count(options));
    work.run(
        [&](const auto& push) {
            InputSink sink;
            sink.article = [&](Article&& article) {
                const std::size_t cost = article.text.size();
                return push({std::move(article), std::nullopt}, cost);
            };
            sink.given = [&](Article&& article, std::vector<Statement>&& statements, std::size_t) {
                const std::size_t cost = article.text.size() + statements.size() * sizeof(Statement);
                return push({std::move(article), std::move(statements)}, cost);
            };
            read_input(options, *reading, sink, run);
        },
        [&](Task&& task) {
            std::string lines;
            const Article& article = task.article;
            try {
                if (task.given) {
                    // What records say is not looked for again.
                    for (const Statement& statement : *task.given) {
                        record::append_statement(lines, statement);
                        lines += '\n';
                    }
                } else {
                    append_statements(lines, extractor, article, extract_options.explain);
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
