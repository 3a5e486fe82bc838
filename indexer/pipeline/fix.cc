// SPDX-License-Identifier: GPL-3.0-or-later
// The command by which people correct statements.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "common/index/document.hh"
#include "common/names/key.hh"
#include "common/names/table.hh"
#include "common/names/who_is_who.hh"
#include "common/record/correction_record.hh"
#include "common/report/error.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
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

Result<std::string> read_all(const std::string& path) {
    std::ostringstream bytes;
    if (path == "-") {
        bytes << std::cin.rdbuf();
        return bytes.str();
    }
    std::error_code error;
    std::ifstream file(path, std::ios::binary);
    if (!file || std::filesystem::is_directory(path, error)) {
        return fail({"cannot read the corrections", path, "there is no such file, or it may not be read",
                     "check --file", Exit::usage});
    }
    bytes << file.rdbuf();
    return bytes.str();
}

/// What a value of a table means: a cell left empty changes nothing, "-" makes it unknown.
void take_cell(Fix& fix, std::string_view key, std::string_view value) {
    if (key == "id") {
        fix.statement = value;
    } else if (key == "note") {
        fix.note = value;
    } else if (!value.empty()) {
        fix.changes[std::string(key)] = value == "-" ? std::string() : std::string(value);
    }
}

/// Corrections of a file. Each that cannot be read is reported.
Result<std::vector<Fix>> read_file(const std::string& path, const Run& run) {
    const auto bytes = read_all(path);
    if (!bytes) {
        return fail(bytes.error());
    }
    std::vector<Fix> fixes;
    const std::size_t first = bytes->find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (first == std::string::npos) {
        return fixes;
    }
    if ((*bytes)[first] == '{') {
        std::istringstream lines(*bytes);
        std::string line;
        for (std::size_t number = 1; std::getline(lines, line); ++number) {
            if (line.find_first_not_of(" \t\r") == std::string::npos) {
                continue;
            }
            auto record = record::read_correction(line, path, number);
            if (record) {
                fixes.push_back({std::move(record->id), std::move(record->changes), std::move(record->note)});
            } else {
                run.diagnostics.failed(record.error());
            }
        }
        return fixes;
    }
    names::Table rows(std::string_view(*bytes).substr(first));
    if (!rows.column("id")) {
        return fail({"cannot use the corrections", path, "its first line names no column “id”",
                     "separate columns by tabs, or write JSON Lines", Exit::usage});
    }
    while (rows.next()) {
        Fix& fix = fixes.emplace_back();
        for (std::size_t i = 0; i < rows.header().size(); ++i) {
            take_cell(fix, rows.header()[i], rows[i]);
        }
        if (fix.changes.empty()) {
            run.diagnostics.failed({"the correction changes nothing", fmt::format("{}:{}", path, rows.line()), "",
                                    "fill a column, with - for what is not known", Exit::some_failed});
            fixes.pop_back();
        }
    }
    return fixes;
}

/// Completes what a speaker's name brings with it: the canonical name, the kind, country, office on the day. What was
/// known of another speaker goes.
void complete_speaker(Fix& fix, const Statement& statement, const names::WhoIsWho& who) {
    const auto speaker = fix.changes.find("speaker");
    if (speaker == fix.changes.end()) {
        return;
    }
    const std::string name = speaker->second;
    std::map<std::string, std::string, std::less<>> known{
        {"speaker_type", name.empty() ? "" : "person"}, {"speaker_role", ""}, {"affiliation", ""}, {"country", ""}};
    const auto found = who.find(names::name_key(name));
    if (found.size() == 1) {
        const names::Entity& entity = who.entity(found.front());
        speaker->second = entity.canonical;
        known["country"] = entity.country;
        known["affiliation"] = entity.affiliation;
        known["speaker_type"] = to_string(entity.kind == names::EntityKind::person    ? SpeakerType::person
                                          : entity.kind == names::EntityKind::country ? SpeakerType::country
                                                                                      : SpeakerType::organisation);
        const auto given = fix.changes.find("date");
        const std::optional<Date> day = given != fix.changes.end() ? Date::from_iso(given->second) : statement.date;
        if (entity.kind == names::EntityKind::person && day) {
            if (const auto offices = who.offices_of(found.front(), *day); !offices.empty()) {
                known["speaker_role"] = offices.front()->office;
            }
        }
    }
    // What is said beside the name counts.
    fix.changes.insert(known.begin(), known.end());
}

/// One run of `fix`.
class Fixing {
  public:
    Fixing(OpenIndex& index, IndexWriter& writer, const names::WhoIsWho& who, const Run& run)
        : index_(index), writer_(writer), who_(who), run_(run), corrections_(writer.corrections()) {}

    /// Corrections are kept with the writer article by article.
    Result<std::size_t> correct(std::vector<Fix>&& fixes) {
        std::map<std::string, std::vector<Fix>> by_article;
        for (Fix& fix : fixes) {
            if (auto article = article_of(fix.statement)) {
                by_article[*article].push_back(std::move(fix));
            } else {
                unknown(fix.statement);
            }
        }
        std::size_t done = 0;
        for (auto& [article, its_fixes] : by_article) {
            const auto kept = read(article);
            if (!kept) {
                return fail(kept.error());
            }
            for (Fix& fix : its_fixes) {
                const auto statement = std::find_if(kept->statements.begin(), kept->statements.end(),
                                                    [&](const auto& one) { return one.id == fix.statement; });
                if (statement == kept->statements.end()) {
                    unknown(fix.statement);
                    continue;
                }
                complete_speaker(fix, *statement, who_);
                index::Correction& correction = corrections_[fix.statement];
                correction.article = article;
                correction.before = index::encode_statement(*statement);
                for (auto& [key, value] : fix.changes) {
                    correction.changes[key] = value;
                }
                correction.note = fix.note.empty() ? correction.note : fix.note;
                writer_.keep_correction(fix.statement, correction);
                ++done;
            }
            if (auto replaced = writer_.replace(kept->article, kept->statements, kept->row); !replaced) {
                return fail(replaced.error());
            }
        }
        return done;
    }

    Result<std::size_t> undo(const std::vector<std::string>& ids) {
        std::map<std::string, std::vector<std::string>> by_article;
        std::size_t done = 0;
        for (const std::string& id : ids) {
            if (const auto known = corrections_.find(id); known != corrections_.end()) {
                by_article[known->second.article].push_back(id);
            } else {
                run_.diagnostics.failed({"there is no correction of this statement", id, "",
                                         "see demarche-index fix --list", Exit::some_failed});
            }
        }
        for (const auto& [article, its_ids] : by_article) {
            std::optional<Kept> kept;
            if (place_of(article)) {
                auto found = read(article);
                if (!found) {
                    return fail(found.error());
                }
                kept = std::move(*found);
            }
            for (const std::string& id : its_ids) {
                corrections_.erase(id);
                writer_.keep_correction(id, {});
                ++done;
            }
            if (kept) {
                if (auto replaced = writer_.replace(kept->article, kept->statements, kept->row); !replaced) {
                    return fail(replaced.error());
                }
            }
        }
        return done;
    }

  private:
    struct Kept {
        Article article;
        std::vector<Statement> statements;
        index::LedgerRow row;
    };

    void unknown(const std::string& id) const {
        run_.diagnostics.failed({"there is no statement of this id", id, "",
                                 "ids are those that demarche-search --format json and export print",
                                 Exit::some_failed});
    }

    /// The ledger's id of the article that has a statement.
    std::optional<std::string> article_of(const std::string& id) const {
        for (const auto& files : index_.segments) {
            const index::DeadBits dead(files->dead, files->entry.statements);
            for (const std::uint32_t docid : files->columns.with_id(id)) {
                if (!dead[docid]) {
                    return std::string(files->articles.id(files->columns.article(docid)));
                }
            }
        }
        // One that was said to be none is in no segment.
        const auto removed = corrections_.find(id);
        return removed != corrections_.end() && removed->second.applies() ? std::optional(removed->second.article)
                                                                          : std::nullopt;
    }

    std::optional<OpenIndex::Place> place_of(const std::string& ledger_id) const {
        for (std::uint32_t segment = 0; segment < index_.segments.size(); ++segment) {
            std::size_t from = 0;
            while (const auto number = index_.segments[segment]->articles.find(ledger_id, from)) {
                if (!index_.segments[segment]->dead.articles.contains(*number)) {
                    return OpenIndex::Place{segment, *number};
                }
            }
        }
        return std::nullopt;
    }

    /// An article with its statements as they were found.
    Result<Kept> read(const std::string& ledger_id) {
        const auto place = place_of(ledger_id);
        if (!place) {
            return fail({"there is no such article", ledger_id, "", "", Exit::bad_index});
        }
        auto article = index_.segments[place->segment]->articles.article(place->number);
        auto statements = index_.statements_of(*place);
        if (!article || !statements) {
            return fail(article ? statements.error() : article.error());
        }
        Kept kept{std::move(*article), std::move(*statements),
                  index_.segments[place->segment]->articles.row(place->number)};
        if (auto done = restore_statements(corrections_, ledger_id, kept.statements); !done) {
            return fail(done.error());
        }
        return kept;
    }

    OpenIndex& index_;
    IndexWriter& writer_;
    const names::WhoIsWho& who_;
    const Run& run_;
    index::CorrectionMap corrections_;
};

Exit list(const FixOptions& options, const Run& run) {
    const auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    const auto corrections = load_corrections(options.index, index->manifest);
    if (!corrections) {
        return refuse(corrections.error(), run);
    }
    std::string lines;
    for (const auto& [id, correction] : *corrections) {
        bool there = false;
        for (const auto& files : index->segments) {
            std::size_t from = 0;
            while (const auto number = files->articles.find(correction.article, from)) {
                there = there || !files->dead.articles.contains(*number);
            }
        }
        const bool applies = correction.applies() && there;
        const std::string article(article_of_piece(correction.article));
        if (options.json) {
            record::append_correction(lines, {id, correction.changes, correction.note}, article, applies);
        } else {
            lines += fmt::format("{}  {}", id, article);
            for (const auto& [key, value] : correction.changes) {
                lines +=
                    correction.removes() && key == "statement" ? "  no statement" : fmt::format("  {}={}", key, value);
            }
            lines += correction.note.empty() ? "" : fmt::format("  ({})", correction.note);
            lines += applies ? "" : "  no longer applies";
        }
        lines += '\n';
    }
    run.out.write(lines);
    return finish(run);
}

/// Who is who with the people that the index keeps.
Result<names::WhoIsWho> people_of(const OpenIndex& index) {
    const auto files = index.people_files();
    if (!files) {
        return fail(files.error());
    }
    std::optional<names::WhoIsWho> all;
    for (const std::string& file : *files) {
        auto with = (all ? *all : names::WhoIsWho::builtin()).with_people(file, "people of the index");
        if (!with) {
            return fail(with.error());
        }
        all.emplace(std::move(*with));
    }
    return all ? std::move(*all) : names::WhoIsWho::builtin().with_people("name\n", "");
}

} // namespace

Exit fix(const FixOptions& options, const Run& run) {
    if (options.list) {
        return list(options, run);
    }
    std::vector<Fix> fixes;
    for (const std::string& id : options.undo ? std::vector<std::string>() : options.ids) {
        fixes.push_back(options.fix);
        fixes.back().statement = id;
    }
    if (!options.file.empty()) {
        auto read = read_file(options.file, run);
        if (!read) {
            return refuse(read.error(), run);
        }
        fixes.insert(fixes.end(), read->begin(), read->end());
    }
    std::erase_if(fixes, [&](const Fix& fix) {
        for (const auto& [key, value] : fix.changes) {
            if (const std::string wrong = index::wrong_with(key, value); !wrong.empty()) {
                run.diagnostics.failed({fmt::format("“{}” cannot be “{}”", key, value), fix.statement, wrong, "",
                                        options.file.empty() ? Exit::usage : Exit::some_failed});
                return true;
            }
        }
        return false;
    });
    if (options.file.empty() && !options.undo && fixes.empty()) {
        return Exit::usage;
    }
    WriterOptions writing;
    writing.create = false;
    writing.wait = std::chrono::seconds(options.wait);
    auto writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), writing);
    if (!writer) {
        return refuse(writer.error(), run);
    }
    auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    const auto who = people_of(*index);
    if (!who) {
        return refuse(who.error(), run);
    }
    Fixing fixing(*index, *writer, *who, run);
    const auto done = options.undo ? fixing.undo(options.ids) : fixing.correct(std::move(fixes));
    if (!done) {
        return refuse(done.error(), run);
    }
    if (const auto committed = writer->commit(); !committed) {
        return refuse(committed.error(), run);
    }
    if (!options.quiet) {
        run.progress.message(fmt::format("demarche-index: {} {} {}", with_commas(*done),
                                         *done == 1 ? "statement" : "statements",
                                         options.undo ? "as found again" : "corrected"));
    }
    return finish(run);
}

} // namespace demarche::indexer
