// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/segment_merger.hh"

#include <system_error>
#include <vector>

#include <xapian.h>

#include "common/index/document.hh"
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

/// What is copied beside the postings.
class Copy {
  public:
    Copy(index::StatementsWriter statements, index::ArticlesWriter articles)
        : statements_(std::move(statements)), articles_(std::move(articles)) {}

    Result<void> add(SegmentFiles& part, index::DeadOfSegment& dead) {
        const std::uint32_t documents = statements_.size();
        const std::uint32_t articles = articles_.size();
        for (std::uint32_t number = 0; number < part.articles.size(); ++number) {
            const auto article = part.articles.encoded(number);
            if (!article) {
                return fail(article.error());
            }
            index::LedgerRow row = part.articles.row(number);
            row.first += documents;
            const auto decoded = index::decode_article(*article);
            if (!decoded) {
                return fail(decoded.error());
            }
            copies_.add(*decoded);
            if (auto done = articles_.add_encoded(*article, row); !done) {
                return done;
            }
        }
        copy_sources(part.articles, articles_);
        filters_.add(part.filters, part.entry.statements);
        std::vector<std::uint32_t> numbers(part.words.size());
        for (std::uint32_t row = 0; row < numbers.size(); ++row) {
            numbers[row] = words_.number(part.words.form(row), part.words.term(row));
        }
        std::vector<std::uint32_t> rows;
        for (std::uint32_t docid = 1; docid <= part.entry.statements; ++docid) {
            const auto encoded = part.statements.encoded(docid);
            if (!encoded) {
                return fail(encoded.error());
            }
            const auto statement = index::decode_statement(*encoded);
            if (!statement) {
                return fail(statement.error());
            }
            columns_.add(*statement, articles + part.columns.article(docid));
            if (auto done = statements_.add(*encoded); !done) {
                return done;
            }
            part.words.read(docid, rows);
            for (const std::uint32_t row : rows) {
                if (row < numbers.size()) {
                    words_.add_number(numbers[row]);
                }
            }
            words_.end_document();
        }
        for (const auto& [first, count] : part.dead.documents) {
            dead.documents[documents + first] = count;
        }
        for (const std::uint32_t number : part.dead.articles) {
            dead.articles.insert(articles + number);
        }
        return {};
    }

    Result<index::SegmentEntry> finish(const fs::path& folder, std::string id) {
        index::SectionWriter columns;
        columns_.write(columns);
        words_.write(columns);
        filters_.write(columns);
        if (auto done = columns.write_file(folder / index::columns_name); !done) {
            return fail(done.error());
        }
        const std::uint32_t statements = statements_.size();
        const std::uint32_t articles = articles_.size();
        if (auto done = copies_.write(folder, statements); !done) {
            return fail(done.error());
        }
        if (auto done = statements_.finish(); !done) {
            return fail(done.error());
        }
        if (auto done = articles_.finish(); !done) {
            return fail(done.error());
        }
        return seal_segment(folder, std::move(id), statements, articles);
    }

  private:
    CopiesBuilder copies_;
    index::ColumnsBuilder columns_;
    index::WordsBuilder words_;
    index::FiltersMerger filters_;
    index::StatementsWriter statements_;
    index::ArticlesWriter articles_;
};

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
    if (auto done = merge_postings(opened, *folder); !done) {
        return fail(done.error());
    }
    auto statements = index::StatementsWriter::create(*folder / index::statements_name);
    if (!statements) {
        return fail(statements.error());
    }
    auto articles = index::ArticlesWriter::create(*folder / index::articles_name);
    if (!articles) {
        return fail(articles.error());
    }
    Copy copy(std::move(*statements), std::move(*articles));
    index::DeadOfSegment all_dead;
    for (const auto& part : opened) {
        if (auto done = copy.add(*part, all_dead); !done) {
            return fail(done.error());
        }
    }
    auto entry = copy.finish(*folder, id);
    if (entry) {
        for (const index::SegmentEntry& part : parts) {
            dead.erase(part.id);
        }
        if (!all_dead.articles.empty()) {
            dead[id] = std::move(all_dead);
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
