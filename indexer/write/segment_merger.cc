// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/segment_merger.hh"

#include <system_error>
#include <vector>

#include <xapian.h>

#include "common/index/columns_merger.hh"
#include "common/index/files.hh"
#include "common/index/filters.hh"
#include "common/report/xapian_guard.hh"
#include "indexer/write/copies_builder.hh"
#include "indexer/write/segment_builder.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// Compacts the postings of the parts into `folder`. Documents are renumbered: those of a part follow those of the part
/// before.
Result<void> merge_postings(std::span<const std::unique_ptr<SegmentFiles>> parts, const fs::path& folder) {
    return guard_xapian("cannot merge segments", folder.string(), [&] {
        Xapian::Database all;
        for (const auto& part : parts) {
            if (part->entry.statements > 0) {
                all.add_database(Xapian::Database((part->folder).string(), Xapian::DB_BACKEND_GLASS));
            }
        }
        if (all.size() == 0) {
            Xapian::WritableDatabase(folder.string(),
                                     Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_TERMLIST);
            return;
        }
        all.compact(folder.string(), Xapian::Compactor::FULL);
    });
}

/// Sources of later parts come last, and so are what counts.
template <typename Target>
void copy_sources(const index::Articles& from, Target& to) {
    for (std::uint32_t source = 0; source < from.sources(); ++source) {
        if (const index::SourceState state = from.source_state(source); state.changed != 0) {
            to.add_source(std::string(from.source_name(source)), state);
        }
    }
}

/// What is copied beside the postings: nothing of it is taken apart, so it is compared with its checksums first.
Result<void> verify(const SegmentFiles& part) {
    for (const index::SectionFile* file : {&part.column_file, &part.statements.file(), &part.articles.file()}) {
        if (auto verified = file->verify(); !verified) {
            return verified;
        }
        file->release();
    }
    return {};
}

Result<void> merge_statements(std::span<const std::unique_ptr<SegmentFiles>> parts, const fs::path& folder) {
    auto statements = index::StatementsWriter::create(folder / index::statements_name);
    if (!statements) {
        return fail(statements.error());
    }
    for (const auto& part : parts) {
        if (auto done = statements->append(part->statements); !done) {
            return done;
        }
        part->statements.file().release();
    }
    return statements->finish();
}

Result<void> merge_articles(std::span<const std::unique_ptr<SegmentFiles>> parts, const fs::path& folder) {
    auto articles = index::ArticlesWriter::create(folder / index::articles_name);
    if (!articles) {
        return fail(articles.error());
    }
    std::uint32_t documents = 0;
    for (const auto& part : parts) {
        if (auto done = articles->append(part->articles, documents); !done) {
            return done;
        }
        copy_sources(part->articles, *articles);
        documents += part->entry.statements;
        part->articles.file().release();
    }
    return articles->finish();
}

Result<void> merge_columns(std::span<const std::unique_ptr<SegmentFiles>> parts, const fs::path& folder) {
    auto out = index::SectionStream::create(folder / index::columns_name, index::most_column_sections());
    if (!out) {
        return fail(out.error());
    }
    index::ColumnsMerger columns;
    index::FiltersMerger filters;
    for (const auto& part : parts) {
        columns.add(part->column_file, part->columns, part->words, part->entry.articles);
        filters.add(part->filters, part->entry.statements);
    }
    if (auto done = columns.write(*out); !done) {
        return done;
    }
    index::SectionWriter lists;
    filters.write(lists);
    if (auto done = lists.append_to(*out); !done) {
        return done;
    }
    return out->finish();
}

/// Finds copies by more of each fingerprint in larger segments than in smaller ones, so that they are made again.
Result<void> merge_copies(std::span<const std::unique_ptr<SegmentFiles>> parts, const fs::path& folder) {
    CopiesBuilder copies;
    std::uint32_t documents = 0;
    for (const auto& part : parts) {
        for (std::uint32_t number = 0; number < part->articles.size(); ++number) {
            const auto article = part->articles.article(number);
            if (!article) {
                return fail(article.error());
            }
            copies.add(*article);
        }
        documents += part->entry.statements;
        part->articles.file().release();
    }
    return copies.write(folder, documents);
}

/// The dead of the parts, by the numbers their documents and articles get.
index::DeadOfSegment merge_dead(std::span<const std::unique_ptr<SegmentFiles>> parts) {
    index::DeadOfSegment all;
    std::uint32_t documents = 0;
    std::uint32_t articles = 0;
    for (const auto& part : parts) {
        for (const auto& [first, count] : part->dead.documents) {
            all.documents[documents + first] = count;
        }
        for (const std::uint32_t number : part->dead.articles) {
            all.articles.insert(articles + number);
        }
        documents += part->entry.statements;
        articles += part->entry.articles;
    }
    return all;
}

} // namespace

Result<index::SegmentEntry> merge_segments(const fs::path& index, std::span<const index::SegmentEntry> parts,
                                           std::string id, index::Tombstones& dead) {
    std::vector<std::unique_ptr<SegmentFiles>> opened;
    for (const index::SegmentEntry& part : parts) {
        auto files = SegmentFiles::open(index, part, dead[part.id]);
        if (!files) {
            return fail(files.error());
        }
        opened.push_back(std::move(*files));
    }
    const auto folder = create_segment_folder(index, id);
    if (!folder) {
        return fail(folder.error());
    }
    std::uint32_t statements = 0;
    std::uint32_t articles = 0;
    for (const auto& part : opened) {
        if (auto done = verify(*part); !done) {
            return fail(done.error());
        }
        statements += part->entry.statements;
        articles += part->entry.articles;
    }
    for (const auto step : {&merge_postings, &merge_statements, &merge_articles, &merge_columns, &merge_copies}) {
        if (auto done = step(opened, *folder); !done) {
            return fail(done.error());
        }
    }
    auto entry = seal_segment(*folder, id, statements, articles);
    if (entry) {
        for (const index::SegmentEntry& part : parts) {
            dead.erase(part.id);
        }
        if (index::DeadOfSegment all = merge_dead(opened); !all.articles.empty()) {
            dead[id] = std::move(all);
        }
    }
    return entry;
}

Result<index::SegmentEntry> rebuild_segment(const fs::path& index, const index::SegmentEntry& part, std::string id,
                                            const index::DeadOfSegment& dead) {
    auto files = SegmentFiles::open(index, part, dead);
    if (!files) {
        return fail(files.error());
    }
    auto builder = SegmentBuilder::create(index, std::move(id));
    if (!builder) {
        return fail(builder.error());
    }
    SegmentFiles& from = **files;
    std::vector<Statement> statements;
    for (std::uint32_t number = 0; number < from.articles.size(); ++number) {
        if (dead.articles.contains(number)) {
            continue;
        }
        const auto article = from.articles.article(number);
        if (!article) {
            return fail(article.error());
        }
        const index::LedgerRow row = from.articles.row(number);
        statements.clear();
        for (std::uint32_t i = 0; i < row.count; ++i) {
            auto statement = from.statements.statement(row.first + i);
            if (!statement) {
                return fail(statement.error());
            }
            statements.push_back(std::move(*statement));
        }
        if (auto added = (*builder)->add(*article, statements, row); !added) {
            return fail(added.error());
        }
    }
    copy_sources(from.articles, **builder);
    return (*builder)->finish();
}

} // namespace demarche::indexer
