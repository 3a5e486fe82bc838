// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/articles.hh"

#include "common/index/bytes.hh"
#include "common/index/document.hh"

namespace demarche::index {

void ArticlesBuilder::add(const Article& article, LedgerRow row) {
    rows_.push_back(std::move(row));
    articles_ += encode_article(article);
    starts_.push_back(articles_.size());
}

std::string ArticlesBuilder::bytes() const {
    ByteWriter ledger;
    for (const LedgerRow& row : rows_) {
        ledger.string(row.id);
        ledger.string(row.source);
        ledger.u64(row.content.high);
        ledger.u64(row.content.low);
        ledger.varint(row.first);
        ledger.varint(row.count);
    }
    ByteWriter starts;
    for (const std::uint64_t start : starts_) {
        starts.u64(start);
    }
    SectionWriter out;
    out.add("ledger", std::move(ledger.bytes));
    out.add("article.first", std::move(starts.bytes));
    out.add("article", articles_);
    return out.bytes();
}

Result<Articles> Articles::open(const std::filesystem::path& path) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    Articles articles;
    articles.file_ = std::move(*file);
    const auto starts = articles.file_.array<std::uint64_t>("article.first", 1);
    if (!starts) {
        return fail(starts.error());
    }
    const auto bytes = articles.file_.section("article");
    if (!bytes) {
        return fail(bytes.error());
    }
    articles.starts_ = *starts;
    articles.articles_ = *bytes;
    articles.size_ = static_cast<std::uint32_t>(starts->size() / sizeof(std::uint64_t) - 1);
    return articles;
}

Result<Article> Articles::article(std::uint32_t number) const {
    if (number >= size_) {
        return fail(file_.damaged("a statement names an article that is not there"));
    }
    const auto begin = load<std::uint64_t>(starts_, number);
    const auto end = load<std::uint64_t>(starts_, std::size_t{number} + 1);
    if (begin > end || end > articles_.size()) {
        return fail(file_.damaged("an article lies outside the file"));
    }
    return decode_article(articles_.substr(begin, end - begin));
}

Result<std::vector<LedgerRow>> Articles::ledger() const {
    const auto bytes = file_.section("ledger");
    if (!bytes) {
        return fail(bytes.error());
    }
    ByteReader in(*bytes);
    std::vector<LedgerRow> rows;
    rows.reserve(size_);
    while (!in.at_end() && in.ok()) {
        LedgerRow row;
        row.id = in.string();
        row.source = in.string();
        row.content.high = in.u64();
        row.content.low = in.u64();
        row.first = static_cast<std::uint32_t>(in.varint());
        row.count = static_cast<std::uint32_t>(in.varint());
        rows.push_back(std::move(row));
    }
    if (!in.ok() || rows.size() != size_) {
        return fail(file_.damaged("its ledger does not fit its articles"));
    }
    return rows;
}

} // namespace demarche::index
