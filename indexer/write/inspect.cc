// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/inspect.hh"

#include <algorithm>
#include <set>
#include <sstream>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <xapian.h>

#include "common/index/columns.hh"
#include "common/index/document.hh"
#include "common/index/files.hh"
#include "common/report/xapian_guard.hh"
#include "indexer/write/filter_terms.hh"
#include "indexer/write/overlay_check.hh"
#include "indexer/write/overlay_update.hh"
#include "indexer/write/segment_files.hh"
#include "indexer/write/word_terms.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// Looks a single segment over.
class SegmentCheck {
  public:
    SegmentCheck(SegmentFiles& files, Diagnostics& diagnostics, Inspection& found)
        : files_(files), diagnostics_(diagnostics), found_(found) {}

    void run(const std::function<bool()>& stopped) {
        checksums();
        tables();
        statements(stopped);
        articles();
    }

  private:
    void problem(const fs::path& where, std::string why) {
        ++found_.problems;
        diagnostics_.failed({"the index is damaged", where.string(), std::move(why),
                             "restore it from a copy or index again", Exit::bad_index});
    }

    void checksums() {
        for (const index::NamedFile& file : files_.entry.files) {
            const auto mapped = index::MappedFile::open(files_.folder / file.name);
            if (!mapped) {
                problem(files_.folder / file.name, mapped.error().why);
            } else if (index::named_file(file.name, mapped->bytes()) != file) {
                problem(files_.folder / file.name, "it does not match its checksum");
            }
        }
    }

    void tables() {
        std::ostringstream said;
        const auto errors = guard_xapian("cannot check a segment", files_.folder.string(),
                                         [&] { return Xapian::Database::check(files_.folder.string(), 0, &said); });
        if (!errors) {
            problem(files_.folder, errors.error().why);
        } else if (*errors != 0) {
            problem(files_.folder, fmt::format("Xapian finds {} errors in it", *errors));
        }
    }

    /// The values a column holds for a document, sorted.
    static std::vector<std::string_view> values(const index::StringColumnView& view, std::uint32_t docid) {
        std::vector<std::string_view> values;
        view.each(docid, [&](std::uint32_t id) { values.push_back(view.dictionary().value(id)); });
        std::sort(values.begin(), values.end());
        return values;
    }

    static std::vector<std::string_view> wanted(const index::StringColumn& column, const Statement& statement) {
        std::vector<std::string_view> values;
        const auto put = [&](std::string_view value) {
            if (!value.empty()) {
                values.push_back(value);
            }
        };
        if (column.single != nullptr) {
            put(statement.*column.single);
        } else if (column.many != nullptr) {
            for (const std::string& value : statement.*column.many) {
                put(value);
            }
        } else {
            put(to_string(statement.kind));
        }
        std::sort(values.begin(), values.end());
        return values;
    }

    void statements(const std::function<bool()>& stopped) {
        std::vector<index::StringColumnView> views;
        for (const index::StringColumn& column : index::string_columns) {
            auto view = files_.columns.strings(column.name);
            if (!view) {
                problem(files_.folder / index::columns_name, view.error().why);
                return;
            }
            views.push_back(*view);
        }
        const auto compared = guard_xapian("cannot read a segment", files_.folder.string(), [&] {
            const Xapian::Database database(files_.folder.string(), Xapian::DB_BACKEND_GLASS);
            if (database.get_doccount() != files_.entry.statements) {
                problem(files_.folder, "it has not as many documents as statements");
                return;
            }
            WordTerms words;
            index::FiltersBuilder filters;
            FilterTerms terms(filters);
            std::optional<std::uint32_t> article;
            for (std::uint32_t docid = 1; docid <= files_.entry.statements; ++docid) {
                if (stopped()) {
                    return;
                }
                const auto statement = files_.statements.statement(docid);
                if (!statement) {
                    problem(files_.folder / index::statements_name, statement.error().why);
                    return;
                }
                if (const std::string wrong = compare(*statement, docid, views, database); !wrong.empty()) {
                    problem(files_.folder / index::columns_name,
                            fmt::format("{} of statement {} is not what the statement says", wrong, statement->id));
                }
                if (article != files_.columns.article(docid)) {
                    article = files_.columns.article(docid);
                    const auto read = files_.articles.article(*article);
                    if (!read) {
                        return; // said where articles are checked
                    }
                    terms.begin_article(*read, words.stemmer(read->language));
                }
                terms.add(*statement, docid);
                ++found_.statements;
            }
            if (const auto wrong = filters.difference(files_.filters, files_.entry.statements)) {
                problem(files_.folder / index::columns_name,
                        fmt::format("the filter “{}” is not what its statements say", *wrong));
            }
        });
        if (!compared) {
            problem(files_.folder, compared.error().why);
        }
    }

    /// What does not fit, or nothing.
    std::string compare(const Statement& statement, std::uint32_t docid,
                        const std::vector<index::StringColumnView>& views, const Xapian::Database& database) const {
        const index::Columns& columns = files_.columns;
        const auto day = [](const std::optional<Date>& date) { return date ? date->days() : index::no_day; };
        if (columns.id(docid) != statement.id) {
            return "the id";
        }
        if (columns.day(docid) != day(statement.date) ||
            columns.published(docid) != day(Date::from_iso(statement.published))) {
            return "the day";
        }
        if (columns.confidence(docid) != index::confidence_step(statement.confidence)) {
            return "the confidence";
        }
        for (std::size_t i = 0; i < views.size(); ++i) {
            if (values(views[i], docid) != wanted(index::string_columns[i], statement)) {
                return fmt::format("column {}", index::string_columns[i].name);
            }
        }
        const std::uint32_t article = columns.article(docid);
        if (article >= files_.articles.size() || article_of_piece(files_.articles.id(article)) != statement.article) {
            return "the article";
        }
        return files_.words.count(docid) == database.get_doclength(docid) ? "" : "the number of words";
    }

    void articles() {
        std::uint32_t next = 1;
        for (std::uint32_t number = 0; number < files_.articles.size(); ++number) {
            if (const auto article = files_.articles.article(number); !article) {
                problem(files_.folder / index::articles_name, article.error().what);
                return;
            }
            if (files_.articles.first(number) != next) {
                problem(files_.folder / index::articles_name, "its ledger does not fit its statements");
                return;
            }
            next += files_.articles.count(number);
        }
        if (next != files_.entry.statements + 1) {
            problem(files_.folder / index::articles_name, "its ledger does not fit its statements");
        }
    }

    SegmentFiles& files_;
    Diagnostics& diagnostics_;
    Inspection& found_;
};

/// Bytes where code points of a text begin, and its end.
std::vector<std::size_t> code_point_starts(std::string_view text) {
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if ((static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80U) {
            starts.push_back(at);
        }
    }
    starts.push_back(text.size());
    return starts;
}

/// The text over the spans, joined by one space; nothing when a span lies outside.
std::optional<std::string> text_of(const std::vector<Span>& spans, std::string_view text,
                                   const std::vector<std::size_t>& starts) {
    std::string joined;
    for (const Span& span : spans) {
        if (span.begin >= span.end || span.end >= starts.size()) {
            return std::nullopt;
        }
        joined += joined.empty() ? "" : " ";
        joined += text.substr(starts[span.begin], starts[span.end] - starts[span.begin]);
    }
    return joined;
}

} // namespace

Result<Inspection> check_index(const fs::path& path, Diagnostics& diagnostics, const std::function<bool()>& stopped) {
    auto index = OpenIndex::open(path);
    if (!index) {
        return fail(index.error());
    }
    Inspection found;
    for (const auto* named :
         {&index->manifest.people, &index->manifest.dead, &index->manifest.sources, &index->manifest.overlay}) {
        if (*named) {
            if (const auto bytes = index::read_named(path / (*named)->name, **named); !bytes) {
                ++found.problems;
                diagnostics.failed(bytes.error());
            }
        }
    }
    const auto overlay = load_overlay(path, index->manifest);
    if (const auto wrong = overlay ? wrong_with_overlay(*overlay, *index) : std::optional(overlay.error().why)) {
        ++found.problems;
        diagnostics.failed({"the index is damaged", (path / index->manifest.overlay->name).string(), *wrong,
                            "restore it from a copy or index again", Exit::bad_index});
    }
    std::set<std::string_view> ids;
    for (const auto& files : index->segments) {
        SegmentCheck(*files, diagnostics, found).run(stopped);
        ++found.segments;
        for (std::uint32_t number = 0; number < files->articles.size(); ++number) {
            if (files->dead.articles.contains(number)) {
                continue;
            }
            ++found.articles;
            if (!ids.insert(files->articles.id(number)).second) {
                ++found.problems;
                diagnostics.failed({"the index is damaged", path.string(),
                                    fmt::format("article “{}” is there twice", files->articles.id(number)),
                                    "index again", Exit::bad_index});
            }
        }
    }
    return found;
}

Result<Inspection> verify_index(const fs::path& path, Diagnostics& diagnostics, const std::function<bool()>& stopped) {
    auto index = OpenIndex::open(path);
    if (!index) {
        return fail(index.error());
    }
    Inspection found;
    found.segments = index->segments.size();
    for (const OpenIndex::Place& place : index->articles_in_order()) {
        if (stopped()) {
            break;
        }
        ++found.articles;
        const auto article = index->segments[place.segment]->articles.article(place.number);
        const auto statements = index->statements_of(place);
        if (!article || !statements) {
            return fail(article ? statements.error() : article.error());
        }
        if (article->text.empty()) {
            found.skipped += statements->size();
            continue;
        }
        const std::vector<std::size_t> starts = code_point_starts(article->text);
        for (const Statement& statement : *statements) {
            ++found.statements;
            if (text_of(statement.spans, article->text, starts) != statement.text) {
                ++found.problems;
                diagnostics.failed({"a statement is not what its article says", statement.id,
                                    fmt::format("in article “{}”", article->id), "extract anew with reextract",
                                    Exit::bad_index});
            }
        }
    }
    return found;
}

} // namespace demarche::indexer
