// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/segment_files.hh"

#include <algorithm>
#include <charconv>

#include "common/index/people.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

constexpr char piece_mark = '\x01';

} // namespace

Result<std::unique_ptr<SegmentFiles>> SegmentFiles::open(const fs::path& index, const index::SegmentEntry& entry,
                                                         const index::DeadOfSegment& dead) {
    auto files = std::make_unique<SegmentFiles>();
    files->folder = index / index::segments_name / entry.id;
    files->entry = entry;
    files->dead = dead;
    auto articles = index::Articles::open(files->folder / index::articles_name);
    if (!articles) {
        return fail(articles.error());
    }
    files->articles = std::move(*articles);
    auto statements = index::Statements::open(files->folder / index::statements_name);
    if (!statements) {
        return fail(statements.error());
    }
    files->statements = std::move(*statements);
    auto file = index::SectionFile::open(files->folder / index::columns_name);
    if (!file) {
        return fail(file.error());
    }
    files->column_file = std::move(*file);
    auto columns = index::Columns::open(files->column_file, entry.statements);
    if (!columns) {
        return fail(columns.error());
    }
    files->columns = *columns;
    auto words = index::Words::open(files->column_file, entry.statements);
    if (!words) {
        return fail(words.error());
    }
    files->words = *words;
    auto filters = index::Filters::open(files->column_file, entry.statements);
    if (!filters) {
        return fail(filters.error());
    }
    files->filters = *filters;
    if (files->statements.size() != entry.statements) {
        return fail(files->statements.file().damaged("it has not as many statements as the manifest says"));
    }
    if (files->articles.size() != entry.articles) {
        return fail(files->articles.file().damaged("it has not as many articles as the manifest says"));
    }
    return files;
}

Result<index::Tombstones> load_tombstones(const fs::path& index, const index::Manifest& manifest) {
    if (!manifest.dead) {
        return index::Tombstones{};
    }
    const fs::path file = index / manifest.dead->name;
    const auto bytes = index::read_named(file, *manifest.dead);
    if (!bytes) {
        return fail(bytes.error());
    }
    return index::read_tombstones(*bytes, file.string());
}

Result<OpenIndex> OpenIndex::open(const fs::path& path, bool any_analysis) {
    // A writer may replace a generation's files between our reading the manifest and opening them.
    constexpr int tries = 5;
    for (int attempt = 1;; ++attempt) {
        OpenIndex index;
        index.path = path;
        auto manifest = index::read_manifest(path, any_analysis);
        if (!manifest) {
            return fail(manifest.error());
        }
        index.manifest = std::move(*manifest);
        Result<void> done;
        auto dead = load_tombstones(path, index.manifest);
        if (!dead) {
            done = fail(dead.error());
        }
        for (const index::SegmentEntry& entry : index.manifest.segments) {
            if (!done) {
                break;
            }
            auto files = SegmentFiles::open(path, entry, (*dead)[entry.id]);
            if (files) {
                index.segments.push_back(std::move(*files));
            } else {
                done = fail(files.error());
            }
        }
        if (done) {
            return index;
        }
        if (attempt == tries) {
            return fail(done.error());
        }
    }
}

std::vector<OpenIndex::Place> OpenIndex::articles_in_order() const {
    std::vector<Place> places;
    for (std::uint32_t s = 0; s < segments.size(); ++s) {
        const SegmentFiles& files = *segments[s];
        for (std::uint32_t number = 0; number < files.articles.size(); ++number) {
            if (!files.dead.articles.contains(number)) {
                places.push_back({s, number});
            }
        }
    }
    return places;
}

std::vector<OpenIndex::Place> OpenIndex::articles_by_id() const {
    std::vector<Place> places = articles_in_order();
    std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
        return segments[a.segment]->articles.id(a.number) < segments[b.segment]->articles.id(b.number);
    });
    return places;
}

Result<std::vector<std::string>> OpenIndex::people_files() const {
    std::vector<std::string> files;
    if (manifest.people) {
        const auto people = index::People::open(path / manifest.people->name);
        if (!people) {
            return fail(people.error());
        }
        for (std::size_t i = 0; i < people->user_files().size(); ++i) {
            files.emplace_back(people->user_files()[i]);
        }
    }
    return files;
}

Result<std::vector<Statement>> OpenIndex::statements_of(const Place& place) {
    SegmentFiles& files = *segments[place.segment];
    std::vector<Statement> statements;
    const std::uint32_t first = files.articles.first(place.number);
    const std::uint32_t count = files.articles.count(place.number);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto statement = files.statements.statement(first + i);
        if (!statement) {
            return fail(statement.error());
        }
        statements.push_back(std::move(*statement));
    }
    return statements;
}

std::string piece_id(std::string_view article_id, std::size_t piece) {
    return piece < 2 ? std::string(article_id) : std::string(article_id) + piece_mark + std::to_string(piece);
}

std::size_t piece_number(std::string_view ledger_id) {
    const std::size_t mark = ledger_id.find(piece_mark);
    std::size_t piece = 1;
    if (mark != std::string_view::npos) {
        std::from_chars(ledger_id.data() + mark + 1, ledger_id.data() + ledger_id.size(), piece);
    }
    return piece;
}

std::string_view article_of_piece(std::string_view ledger_id) {
    return ledger_id.substr(0, ledger_id.find(piece_mark));
}

} // namespace demarche::indexer
