// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/copies_builder.hh"

#include "common/index/bytes.hh"
#include "common/index/forms.hh"
#include "common/index/manifest.hh"
#include "indexer/copies/article_copies.hh"
#include "indexer/copies/shingles.hh"
#include "indexer/copies/utterances.hh"

namespace demarche::indexer {

void CopiesBuilder::add(const Article& article) {
    const auto number = static_cast<std::uint32_t>(published_.size());
    published_.push_back(index::published_minutes(article.published));
    const ArticleSketch sketch = article_sketch(article.text);
    sizes_.push_back(static_cast<std::uint32_t>(sketch.shingles));
    for (const std::uint32_t fingerprint : sketch.fingerprints) {
        articles_.add(fingerprint, number);
    }
}

Result<void> CopiesBuilder::write(const std::filesystem::path& folder, std::uint32_t documents) {
    const auto columns = index::SectionFile::open(folder / index::columns_name);
    if (!columns) {
        return fail(columns.error());
    }
    const auto words = index::Words::open(*columns, documents);
    if (!words) {
        return fail(words.error());
    }
    std::vector<std::uint64_t> hashes(words->size());
    for (std::uint32_t row = 0; row < hashes.size(); ++row) {
        hashes[row] = word_hash(words->form(row));
    }
    index::FingerprintsWriter statements;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint64_t> said;
    for (std::uint32_t docid = 1; docid <= documents; ++docid) {
        words->read(docid, rows);
        said.clear();
        for (const std::uint32_t row : rows) {
            said.push_back(row < hashes.size() ? hashes[row] : 0);
        }
        for (const std::uint32_t fingerprint : utterance_fingerprints(said)) {
            statements.add(fingerprint, docid);
        }
    }
    index::SectionWriter out;
    articles_.write(out, "article");
    statements.write(out, "statement");
    index::ByteWriter published;
    for (const std::int32_t minutes : published_) {
        published.i32(minutes);
    }
    out.add("published", std::move(published.bytes));
    index::ByteWriter sizes;
    for (const std::uint32_t size : sizes_) {
        sizes.u32(size);
    }
    out.add("article.size", std::move(sizes.bytes));
    return out.write_file(folder / index::copies_name);
}

} // namespace demarche::indexer
