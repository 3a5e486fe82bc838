// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include <fmt/format.h>

#include "common/index/document.hh"
#include "indexer/write/segment_files.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

ArticleState IndexWriter::State::claim(Article& article, const index::ContentHash& content, std::size_t piece,
                                       Diagnostics& diagnostics) {
    const std::string wanted = article.id.empty() ? index::hex(content.high) + index::hex(content.low) : article.id;
    article.id = wanted;
    const std::uint64_t source_key = index::ledger_key(article.source);
    for (std::size_t n = 2;; ++n) {
        const std::string id = piece_id(article.id, piece);
        const std::uint64_t key = index::ledger_key(id);
        const auto claimed = recent.find(key);
        const auto committed = claimed == recent.end() ? find(id) : std::nullopt;
        if (claimed == recent.end() && !committed) {
            recent[key] = {{}, 0, 0, 0, source_key, content};
            sources_changed = sources.gone.erase(article.source) != 0 || sources_changed;
            if (article.id != wanted) {
                diagnostics.warn({"another source has an article of this id", article.source, "",
                                  fmt::format("“{}” is kept as “{}”", wanted, article.id), Exit::ok});
            }
            return ArticleState::fresh;
        }
        bool same_source = claimed != recent.end() && claimed->second.source == source_key;
        bool same_content = claimed != recent.end() && claimed->second.content == content;
        std::string first_source;
        if (committed) {
            const index::Articles& ledger = ledgers[committed->segment];
            first_source = ledger.source_name(ledger.source(committed->number));
            same_source = has_source(id, first_source, article.source);
            same_content = ledger.content(committed->number) == content;
        }
        if (same_content) {
            if (committed || !same_source) {
                note_source(id, committed ? first_source : std::string(), article.source);
            }
            return ArticleState::unchanged;
        }
        if (same_source) {
            Recent& one = recent[key];
            one.source = source_key;
            one.content = content;
            sources_changed = sources.more.erase(id) != 0 || sources_changed;
            return ArticleState::changed;
        }
        article.id = fmt::format("{}~{}", wanted, n);
    }
}

ArticleState IndexWriter::claim(Article& article, Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    return state_->claim(article, index::content_hash(article), 1, diagnostics);
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, std::size_t piece,
                                Diagnostics& diagnostics) {
    const index::ContentHash of_article = index::content_hash(article);
    std::string all = index::hex(of_article.high) + index::hex(of_article.low);
    for (const Statement& statement : statements) {
        all += index::encode_statement(statement);
    }
    const std::scoped_lock held(state_->mutex);
    const ArticleState state = state_->claim(article, index::content_hash(std::string_view(all)), piece, diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    return state;
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, const index::LedgerRow& row,
                                Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    const ArticleState state = state_->claim(article, row.content, piece_number(row.id), diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    return state;
}

Result<void> IndexWriter::replace(Article article, std::vector<Statement> statements) {
    {
        const std::scoped_lock held(state_->mutex);
        Recent& one = state_->recent[index::ledger_key(article.id)];
        one.source = index::ledger_key(article.source);
        one.content = index::content_hash(article);
    }
    return add(std::move(article), std::move(statements));
}

Result<void> IndexWriter::add(Article article, std::vector<Statement> statements, std::size_t piece) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    const std::string id = piece_id(article.id, piece);
    const std::uint64_t key = index::ledger_key(id);
    auto known = state.recent.find(key);
    const index::ContentHash content =
        known != state.recent.end() ? known->second.content : index::content_hash(article);
    if (known == state.recent.end() || known->second.segment.empty()) {
        if (const auto committed = state.find(id)) {
            const index::Articles& ledger = state.ledgers[committed->segment];
            state.bury(state.manifest.segments[committed->segment].id, committed->number,
                       ledger.first(committed->number), ledger.count(committed->number));
        }
    } else {
        state.bury(known->second.segment, known->second.number, known->second.first, known->second.count);
    }
    const auto count = static_cast<std::uint32_t>(statements.size());
    const std::uint64_t source_key = index::ledger_key(article.source);
    ArticleWork work;
    work.row = {id, article.source, content, 0, count};
    work.article = std::move(article);
    work.statements = std::move(statements);
    auto place = state.lanes->add(std::move(work));
    if (!place) {
        return fail(place.error());
    }
    state.recent[key] = {place->segment, place->number, place->first, count, source_key, content};
    state.pending_statements += count;
    ++state.pending_articles;
    return {};
}

bool IndexWriter::remove(std::string_view article_id) {
    const std::scoped_lock held(state_->mutex);
    bool removed = false;
    for (std::size_t piece = 1; state_->bury_article(piece_id(article_id, piece)); ++piece) {
        const std::string id = piece_id(article_id, piece);
        state_->sources_changed = state_->sources.more.erase(id) != 0 || state_->sources_changed;
        removed = true;
    }
    return removed;
}

} // namespace demarche::indexer
