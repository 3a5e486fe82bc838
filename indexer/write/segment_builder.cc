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

Result<std::unique_ptr<SegmentBuilder>> SegmentBuilder::create(const fs::path& index, std::string id) {
    const fs::path folder = index / index::segments_name / id;
    std::error_code error;
    fs::remove_all(folder, error);
    fs::create_directories(folder, error);
    if (error) {
        return fail(index::file_error("cannot create a segment", folder, error.value()));
    }
    std::unique_ptr<SegmentBuilder> builder(new SegmentBuilder(folder, std::move(id)));
    // Nobody reads the segment before it is whole: Xapian may write in place and need not sync; finish() does.
    constexpr int flags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_TERMLIST |
                          Xapian::DB_DANGEROUS | Xapian::DB_NO_SYNC;
    auto opened = guard_xapian("cannot create a segment", folder.string(),
                               [&] { builder->database_ = Xapian::WritableDatabase(folder.string(), flags); });
    if (!opened) {
        return fail(opened.error());
    }
    return builder;
}

Result<std::pair<index::LedgerRow, std::uint32_t>> SegmentBuilder::add(const Article& article,
                                                                       std::span<const Statement> statements) {
    const std::uint32_t number = articles_.size();
    index::LedgerRow row{article.id, article.source, index::content_hash(article), statements_ + 1,
                         static_cast<std::uint32_t>(statements.size())};
    terms_.begin_article(article);
    auto added = guard_xapian("cannot add the article's statements", article.id, [&] {
        for (const Statement& statement : statements) {
            Xapian::Document document;
            terms_.add(statement, document, words_);
            document.set_data(index::encode_statement(statement));
            database_.add_document(document);
            columns_.add(statement, number);
            ++statements_;
        }
    });
    if (!added) {
        return fail(added.error());
    }
    articles_.add(article, row);
    return std::pair(std::move(row), number);
}

Result<index::SegmentEntry> SegmentBuilder::finish() {
    auto closed = guard_xapian("cannot write a segment", folder_.string(), [&] {
        database_.commit();
        database_.close();
    });
    if (!closed) {
        return fail(closed.error());
    }
    index::SectionWriter columns;
    columns_.write(columns);
    words_.write(columns);
    if (auto done = index::write_file(folder_ / index::columns_name, columns.bytes()); !done) {
        return fail(done.error());
    }
    if (auto done = index::write_file(folder_ / index::articles_name, articles_.bytes()); !done) {
        return fail(done.error());
    }
    index::SegmentEntry entry{id_, statements_, articles_.size(), {}};
    std::error_code error;
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder_, error)) {
        // Xapian's lock file: empty, and touched by whoever opens the database.
        if (file.path().filename() != "flintlock") {
            files.push_back(file.path());
        }
    }
    if (error) {
        return fail(index::file_error("cannot list a segment", folder_, error.value()));
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& path : files) {
        if (auto synced = index::sync_path(path); !synced) {
            return fail(synced.error());
        }
        const auto mapped = index::MappedFile::open(path);
        if (!mapped) {
            return fail(mapped.error());
        }
        entry.files.push_back(index::named_file(path.filename().string(), mapped->bytes()));
    }
    for (const fs::path& folder : {folder_, folder_.parent_path()}) {
        if (auto synced = index::sync_path(folder); !synced) {
            return fail(synced.error());
        }
    }
    return entry;
}

} // namespace demarche::indexer
