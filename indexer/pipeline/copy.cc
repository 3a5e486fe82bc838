// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that carry what an index holds elsewhere: out as records, into another index, through the extractor.
#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/index/checksum.hh"
#include "common/index/document.hh"
#include "common/index/manifest.hh"
#include "common/index/sources.hh"
#include "common/names/who_is_who.hh"
#include "common/record/article_record.hh"
#include "common/record/json_writer.hh"
#include "common/record/statement_record.hh"
#include "common/report/error.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
#include "indexer/pipeline/ordered_work.hh"
#include "indexer/pipeline/progress.hh"
#include "indexer/pipeline/run.hh"
#include "indexer/write/correct.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::indexer {

namespace {

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
}

/// An article of an index with its statements.
struct Kept {
    Article article;
    std::vector<Statement> statements;
    index::LedgerRow row;
};

/// With `corrections`, the statements as they were found, before any of those.
Result<Kept> read_kept(OpenIndex& index, const OpenIndex::Place& place, const index::CorrectionMap& corrections = {}) {
    auto article = index.segments[place.segment]->articles.article(place.number);
    if (!article) {
        return fail(article.error());
    }
    auto statements = index.statements_of(place);
    if (!statements) {
        return fail(statements.error());
    }
    Kept kept{std::move(*article), std::move(*statements), index.segments[place.segment]->articles.row(place.number)};
    if (auto done = restore_statements(corrections, kept.row.id, kept.statements); !done) {
        return fail(done.error());
    }
    return kept;
}

Result<index::SourceChanges> source_changes(const OpenIndex& index) {
    if (!index.manifest.sources) {
        return index::SourceChanges{};
    }
    const auto path = index.path / index.manifest.sources->name;
    const auto bytes = index::read_named(path, *index.manifest.sources);
    return bytes ? index::read_source_changes(*bytes, path.string()) : fail(bytes.error());
}

/// Where else an article was found.
std::vector<std::string> further_sources(const index::SourceChanges& changes, const std::string& id) {
    const auto more = changes.more.find(id);
    return more == changes.more.end() ? std::vector<std::string>()
                                      : std::vector<std::string>(more->second.begin(), more->second.end());
}

/// An exported article: the record, marked, with all its sources where it has several.
void append_exported(std::string& out, const Article& article, const index::SourceChanges& changes) {
    record::append_article(out, article);
    out.pop_back(); // the brace, which comes back
    out += R"(,"extracted":true)";
    if (const auto more = changes.more.find(article.id); more != changes.more.end()) {
        std::vector<std::string> sources{article.source};
        sources.insert(sources.end(), more->second.begin(), more->second.end());
        std::string list;
        record::JsonObject object(list);
        object.strings("sources", sources);
        object.end();
        out += "," + list.substr(1, list.size() - 2);
    }
    out += '}';
}

/// With `corrects`, also when the same article is there: a correction of it may have come.
Result<void> add_kept(IndexWriter& writer, Kept&& kept, const Run& run, bool corrects = false) {
    if (writer.claim(kept.article, kept.statements, kept.row, run.diagnostics) == ArticleState::unchanged) {
        return corrects ? writer.replace(std::move(kept.article), std::move(kept.statements), kept.row)
                        : Result<void>();
    }
    run.progress.advance(kept.article.text.size(), kept.statements.size(), kept.article.source);
    return writer.add(std::move(kept.article), std::move(kept.statements), piece_number(kept.row.id));
}

/// Gives every kept article of `index` to the extractor and what it finds, in order, to `take`, which also gets the
/// statements as they were found before, without corrections. Pieces of which the article is not kept are passed on as
/// they are.
Result<void>
extract_all(OpenIndex& index, const names::WhoIsWho& who, unsigned jobs,
            const std::function<Result<void>(Kept&& kept, std::optional<std::vector<Statement>>&& found)>& take,
            const Run& run) {
    struct Found {
        Kept kept;
        std::optional<std::vector<Statement>> statements;
    };
    const auto corrections = load_corrections(index.path, index.manifest);
    if (!corrections) {
        return fail(corrections.error());
    }
    InputOptions input;
    input.jobs = jobs;
    const Extractor extractor(who);
    std::optional<Error> failed;
    OrderedWork<Kept, Found> work(worker_count(input));
    Result<void> done;
    work.run(
        [&](const auto& push) {
            for (const OpenIndex::Place& place : index.articles_in_order()) {
                auto kept = read_kept(index, place, *corrections);
                if (!kept) {
                    failed = kept.error();
                    return;
                }
                const std::size_t cost = kept->article.text.size() + kept->statements.size() * sizeof(Statement);
                if (run.stopped() || !push(std::move(*kept), cost)) {
                    return;
                }
            }
        },
        [&](Kept&& kept) {
            Found out{std::move(kept), std::nullopt};
            if (out.kept.article.text.empty()) {
                return out;
            }
            try {
                out.statements = extractor.extract(out.kept.article);
            } catch (const std::exception& error) {
                run.diagnostics.failed(
                    {"cannot extract statements", out.kept.article.id, error.what(), "", Exit::some_failed});
            }
            return out;
        },
        [&](Found&& found) {
            run.progress.advance(found.kept.article.text.size(), found.kept.statements.size(),
                                 found.kept.article.source);
            done = take(std::move(found.kept), std::move(found.statements));
            return done.has_value();
        });
    if (failed) {
        return fail(*failed);
    }
    return done;
}

Result<const names::WhoIsWho*> people_of(const std::string& file, std::optional<names::WhoIsWho>& kept) {
    InputOptions input;
    input.people = file;
    return load_people(input, kept);
}

/// Statements as the index keeps them, for comparing.
bool same(const std::vector<Statement>& kept, const std::vector<Statement>& found) {
    if (kept.size() != found.size()) {
        return false;
    }
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (index::encode_statement(kept[i]) != index::encode_statement(found[i])) {
            return false;
        }
    }
    return true;
}

} // namespace

Exit export_records(const ExportOptions& options, const Run& run) {
    auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    const auto changes = source_changes(*index);
    if (!changes) {
        return refuse(changes.error(), run);
    }
    std::string lines;
    for (const OpenIndex::Place& place : index->articles_by_id()) {
        const auto kept = read_kept(*index, place);
        if (!kept) {
            return refuse(kept.error(), run);
        }
        lines.clear();
        if (!kept->article.text.empty()) {
            append_exported(lines, kept->article, *changes);
            lines += '\n';
        }
        for (const Statement& statement : kept->statements) {
            record::append_statement(lines, statement);
            lines += '\n';
        }
        if (run.stopped() || !run.out.write(lines)) {
            break;
        }
    }
    return finish(run);
}

Exit merge(const MergeOptions& options, const Run& run) {
    std::vector<OpenIndex> others;
    std::vector<index::CorrectionMap> corrected;
    WriterOptions writing;
    writing.wait = std::chrono::seconds(options.wait);
    for (const std::string& path : options.others) {
        std::error_code error;
        if (std::filesystem::equivalent(path, options.index, error)) {
            return refuse({"an index cannot be merged into itself", path, "", "name another index", Exit::usage}, run);
        }
        auto other = OpenIndex::open(path);
        if (!other) {
            return refuse(other.error(), run);
        }
        auto people = other->people_files();
        if (!people) {
            return refuse(people.error(), run);
        }
        writing.people_files.insert(writing.people_files.end(), people->begin(), people->end());
        auto corrections = load_corrections(path, other->manifest);
        if (!corrections) {
            return refuse(corrections.error(), run);
        }
        writing.corrections.insert(corrections->begin(), corrections->end());
        corrected.push_back(std::move(*corrections));
        others.push_back(std::move(*other));
    }
    auto writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), writing);
    if (!writer) {
        return refuse(writer.error(), run);
    }
    for (std::size_t i = 0; i < others.size(); ++i) {
        OpenIndex& other = others[i];
        const auto changes = source_changes(other);
        if (!changes) {
            return refuse(changes.error(), run);
        }
        for (const OpenIndex::Place& place : other.articles_in_order()) {
            auto kept = read_kept(other, place, corrected[i]);
            if (!kept) {
                return refuse(kept.error(), run);
            }
            kept->article.sources = further_sources(*changes, kept->article.id);
            const bool corrects = std::any_of(corrected[i].begin(), corrected[i].end(),
                                              [&](const auto& one) { return one.second.article == kept->row.id; });
            if (const auto added = add_kept(*writer, std::move(*kept), run, corrects); !added) {
                return refuse(added.error(), run);
            }
            if (run.stopped()) {
                break;
            }
        }
    }
    run.progress.clear();
    if (const auto done = writer->commit(); !done) {
        return refuse(done.error(), run);
    }
    return finish(run);
}

Exit reextract(const ReextractOptions& options, const Run& run) {
    std::optional<names::WhoIsWho> kept_people;
    const auto who = people_of(options.people, kept_people);
    if (!who) {
        return refuse(who.error(), run);
    }
    WriterOptions writing;
    writing.create = false;
    writing.wait = std::chrono::seconds(options.wait);
    auto writer = IndexWriter::open(options.index, **who, writing);
    if (!writer) {
        return refuse(writer.error(), run);
    }
    // The files stay open while the writer replaces them.
    auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    std::size_t articles = 0;
    std::size_t changed = 0;
    Result<void> done = extract_all(
        *index, **who, options.jobs,
        [&](Kept&& kept, std::optional<std::vector<Statement>>&& found) -> Result<void> {
            ++articles;
            if (!found || same(kept.statements, *found)) {
                return {};
            }
            ++changed;
            return writer->replace(std::move(kept.article), std::move(*found));
        },
        run);
    run.progress.clear();
    if (done) {
        done = writer->commit();
    }
    if (!done) {
        return refuse(done.error(), run);
    }
    if (!options.quiet) {
        run.progress.message(fmt::format("{} articles, {} with other statements than before", with_commas(articles),
                                         with_commas(changed)));
    }
    return finish(run);
}

Exit rebuild(const RebuildOptions& options, const Run& run) {
    std::optional<names::WhoIsWho> kept_people;
    const auto who = people_of(options.people, kept_people);
    if (!who) {
        return refuse(who.error(), run);
    }
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::path(options.target) / index::manifest_name, error)) {
        return refuse({"there is an index already", options.target, "", "name a new folder", Exit::usage}, run);
    }
    auto index = OpenIndex::open(options.index, true);
    if (!index) {
        return refuse(index.error(), run);
    }
    auto people = index->people_files();
    if (!people) {
        return refuse(people.error(), run);
    }
    const auto changes = source_changes(*index);
    if (!changes) {
        return refuse(changes.error(), run);
    }
    WriterOptions writing;
    writing.people_files = std::move(*people);
    auto corrections = load_corrections(options.index, index->manifest);
    if (!corrections) {
        return refuse(corrections.error(), run);
    }
    writing.corrections = std::move(*corrections);
    auto writer = IndexWriter::open(options.target, **who, writing);
    if (!writer) {
        return refuse(writer.error(), run);
    }
    Result<void> done = extract_all(
        *index, **who, options.jobs,
        [&](Kept&& kept, std::optional<std::vector<Statement>>&& found) {
            if (found) {
                kept.statements = std::move(*found);
                kept.row.content = index::content_hash(kept.article);
            }
            kept.article.sources = further_sources(*changes, kept.article.id);
            return add_kept(*writer, std::move(kept), run);
        },
        run);
    run.progress.clear();
    if (done && !run.stopped()) {
        done = writer->commit();
    }
    return done ? finish(run) : refuse(done.error(), run);
}

} // namespace demarche::indexer
