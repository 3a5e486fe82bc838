// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/segment_builder.hh"

#include <algorithm>
#include <system_error>
#include <vector>

#include "common/index/checksum.hh"
#include "common/index/document.hh"
#include "common/index/files.hh"
#include "common/report/xapian_guard.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// Where Xapian writes before the postings are compacted into the segment.
constexpr std::string_view raw_name = "raw";

/// Documents that Xapian collects before it writes them. It keeps their postings in trees of trees, which soon are
/// larger than a processor's cache: 2,000 take an eighth less time than its own 10,000.
constexpr std::uint32_t flush_documents = 2000;

} // namespace

Result<fs::path> create_segment_folder(const fs::path& index, const std::string& id) {
    fs::path folder = index / index::segments_name / id;
    std::error_code error;
    fs::remove_all(folder, error);
    fs::create_directories(folder, error);
    if (error) {
        return fail(index::file_error("cannot create a segment", folder, error.value()));
    }
    return folder;
}

Result<index::SegmentEntry> seal_segment(const fs::path& folder, std::string id, std::uint32_t statements,
                                         std::uint32_t articles) {
    index::SegmentEntry entry{std::move(id), statements, articles, {}};
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder, error)) {
        // Xapian's lock file: empty, and touched by whoever opens the database.
        if (file.path().filename() != "flintlock") {
            files.push_back(file.path());
        }
    }
    if (error) {
        return fail(index::file_error("cannot list a segment", folder, error.value()));
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) {
        if (auto synced = index::sync_path(path); !synced) {
            return fail(synced.error());
        }
        auto named = index::named_file(path);
        if (!named) {
            return fail(named.error());
        }
        entry.files.push_back(std::move(*named));
    }
    for (const fs::path& one : {folder, folder.parent_path()}) {
        if (auto synced = index::sync_path(one); !synced) {
            return fail(synced.error());
        }
    }
    return entry;
}

Result<std::unique_ptr<SegmentBuilder>> SegmentBuilder::create(const fs::path& index, std::string id) {
    const auto folder = create_segment_folder(index, id);
    if (!folder) {
        return fail(folder.error());
    }
    auto records = index::StatementsWriter::create(*folder / index::statements_name);
    if (!records) {
        return fail(records.error());
    }
    auto articles = index::ArticlesWriter::create(*folder / index::articles_name);
    if (!articles) {
        return fail(articles.error());
    }
    std::unique_ptr<SegmentBuilder> builder(
        new SegmentBuilder(*folder, std::move(id), std::move(*records), std::move(*articles)));
    // Nobody reads the segment before it is whole: Xapian may write in place and need not sync; finish() does.
    constexpr int flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_TERMLIST |
                          Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC;
    auto opened = guard_xapian("cannot create a segment", folder->string(), [&] {
        builder->database_ = Xapian::WritableDatabase((*folder / raw_name).string(), flags);
    });
    if (!opened) {
        return fail(opened.error());
    }
    return builder;
}

Result<void> SegmentBuilder::add(const Article& article, std::span<const Statement> statements, index::LedgerRow row) {
    const std::uint32_t number = articles_.size();
    row.first = statements_ + 1;
    row.count = static_cast<std::uint32_t>(statements.size());
    filter_terms_.begin_article(article, word_terms_.stemmer(article.language));
    for (const Statement& statement : statements) {
        auto added = guard_xapian("cannot add the article's statements", article.id, [&] {
            Xapian::Document document;
            word_terms_.add(statement.text, statement.language, document, words_);
            database_.add_document(document);
        });
        if (!added) {
            return added;
        }
        if (auto kept = records_.add(index::encode_statement(statement)); !kept) {
            return kept;
        }
        columns_.add(statement, number);
        filter_terms_.add(statement, ++statements_);
        if (statements_ % flush_documents == 0) {
            auto flushed = guard_xapian("cannot write a segment", folder_.string(), [&] { database_.commit(); });
            if (!flushed) {
                return flushed;
            }
        }
    }
    copies_.add(article);
    return articles_.add(article, row);
}

Result<index::SegmentEntry> SegmentBuilder::finish() {
    // Compacted, the postings of a segment take about two thirds of the place, and lie in the order of the terms.
    const fs::path raw = folder_ / raw_name;
    auto closed = guard_xapian("cannot write a segment", folder_.string(), [&] {
        database_.commit();
        database_.compact(folder_.string(), Xapian::DBCOMPACT_NO_RENUMBER | Xapian::Compactor::FULL);
        database_.close();
    });
    if (!closed) {
        return fail(closed.error());
    }
    std::error_code error;
    fs::remove_all(raw, error);
    index::SectionWriter columns;
    columns_.write(columns);
    words_.write(columns);
    filters_.write(columns, statements_);
    if (auto done = columns.write_file(folder_ / index::columns_name); !done) {
        return fail(done.error());
    }
    if (auto done = copies_.write(folder_, statements_); !done) {
        return fail(done.error());
    }
    if (auto done = records_.finish(); !done) {
        return fail(done.error());
    }
    const std::uint32_t articles = articles_.size();
    if (auto done = articles_.finish(); !done) {
        return fail(done.error());
    }
    return seal_segment(folder_, id_, statements_, articles);
}

} // namespace demarche::indexer
