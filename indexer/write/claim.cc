// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "common/index/document.hh"
#include "indexer/write/correct.hh"
#include "indexer/write/segment_files.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

namespace {

/// Articles of the same twin_key that are looked at.
constexpr std::size_t most_twins = 64;

} // namespace

std::vector<Twin> IndexWriter::State::find_twins(std::uint64_t twin, std::string_view source) {
    std::vector<Twin> found;
    // One source can hold the same text a million times, each with an id: those are different articles.
    std::size_t looked_at = 0;
    const auto [begin, end] = recent_twins.equal_range(twin);
    for (auto one = begin; twin != 0 && one != end && ++looked_at < most_twins; ++one) {
        const auto claimed = recent.find(index::ledger_key(one->second));
        if (claimed != recent.end() && claimed->second.twin == twin && claimed->second.source != source) {
            found.push_back({one->second, claimed->second.source});
        }
    }
    const auto half = static_cast<std::uint32_t>(twin >> 32U);
    for (std::size_t segment = half == 0 ? 0 : ledgers.size(); segment-- > 0;) {
        index::Articles& ledger = ledgers[segment];
        std::size_t from = 0;
        while (const auto number = ledger.find_twin(half, from)) {
            if (++looked_at >= most_twins) {
                break;
            }
            // What was claimed since is no longer what the ledger says.
            const std::string_view first_source = ledger.source_name(ledger.source(*number));
            if (first_source == source || is_dead(segment, *number) ||
                recent.contains(index::ledger_key(ledger.id(*number)))) {
                continue;
            }
            const Result<Article> article = ledger.article(*number);
            if (article && index::twin_key(*article) == twin) {
                found.push_back({std::string(ledger.id(*number)), std::string(first_source)});
            }
        }
    }
    std::sort(found.begin(), found.end(), [](const Twin& a, const Twin& b) { return a.id < b.id; });
    return found;
}

ArticleState IndexWriter::State::claim_new(Article& article, const std::string& id, const Claim& claim) {
    std::vector<Twin> twins = find_twins(claim.twin, article.source);
    if (!twins.empty() && twins.front().id < id) {
        const Twin& stands = twins.front();
        note_source(stands.id, stands.source, article.source);
        note_seen(stands.id, article.source);
        article.id = stands.id;
        return ArticleState::unchanged;
    }
    const ArticleState state = twins.empty() ? ArticleState::fresh : ArticleState::changed;
    recent[index::ledger_key(id)] = {{}, 0, 0, 0, article.source, claim.content, claim.twin, std::move(twins)};
    if (claim.twin != 0) {
        recent_twins.emplace(claim.twin, id);
    }
    sources_changed = sources.gone.erase(article.source) != 0 || sources_changed;
    note_seen(id, article.source);
    return state;
}

ArticleState IndexWriter::State::claim(Article& article, const Claim& claim, Diagnostics& diagnostics) {
    const std::string wanted =
        article.id.empty() ? index::hex(claim.content.high) + index::hex(claim.content.low) : article.id;
    article.id = wanted;
    for (std::size_t n = 2;; ++n) {
        const std::string id = piece_id(article.id, claim.piece);
        const std::uint64_t key = index::ledger_key(id);
        const auto claimed = recent.find(key);
        const auto committed = claimed == recent.end() ? find(id) : std::nullopt;
        if (claimed == recent.end() && !committed) {
            const ArticleState state = claim_new(article, id, claim);
            if (state != ArticleState::unchanged && article.id != wanted) {
                diagnostics.warn({"another source has an article of this id", article.source, "",
                                  fmt::format("“{}” is kept as “{}”", wanted, article.id), Exit::ok});
            }
            return state;
        }
        bool same_source = claimed != recent.end() && claimed->second.source == article.source;
        bool same_content = claimed != recent.end() && claimed->second.content == claim.content;
        std::string first_source = claimed != recent.end() ? claimed->second.source : std::string();
        if (committed) {
            const index::Articles& ledger = ledgers[committed->segment];
            first_source = ledger.source_name(ledger.source(committed->number));
            same_source = has_source(id, first_source, article.source);
            same_content = ledger.content(committed->number) == claim.content;
        }
        if (same_content) {
            note_source(id, first_source, article.source);
            note_seen(id, article.source);
            return ArticleState::unchanged;
        }
        if (same_source) {
            make_stale(id, first_source, article.source);
            Recent& one = recent[key];
            one.source = article.source;
            one.content = claim.content;
            one.twin = claim.twin;
            one.replaces.clear();
            if (claim.twin != 0) {
                recent_twins.emplace(claim.twin, id);
            }
            note_seen(id, article.source);
            return ArticleState::changed;
        }
        article.id = fmt::format("{}~{}", wanted, n);
    }
}

ArticleState IndexWriter::claim(Article& article, Diagnostics& diagnostics) {
    const Claim claim{index::content_hash(article), index::twin_key(article), 1};
    const std::scoped_lock held(state_->mutex);
    return state_->claim(article, claim, diagnostics);
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, std::size_t piece,
                                Diagnostics& diagnostics) {
    const index::ContentHash of_article = index::content_hash(article);
    std::string all = index::hex(of_article.high) + index::hex(of_article.low);
    for (const Statement& statement : statements) {
        all += index::encode_statement(statement);
    }
    const std::scoped_lock held(state_->mutex);
    // Whoever gives statements says to which article they belong: no other that says the same takes its place.
    const ArticleState state =
        state_->claim(article, {index::content_hash(std::string_view(all)), 0, piece}, diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    for (const std::string& source : article.sources) {
        state_->note_source(article.id, state_->first_source_of(article.id), source);
    }
    return state;
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, const index::LedgerRow& row,
                                Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    const ArticleState state = state_->claim(
        article, {row.content, row.twin != 0 ? index::twin_key(article) : 0, piece_number(row.id)}, diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    for (const std::string& source : article.sources) {
        state_->note_source(article.id, state_->first_source_of(article.id), source);
    }
    return state;
}

void IndexWriter::State::take_place_of(const Twin& replaced, const std::string& id, const std::string& source) {
    std::set<std::string> others;
    if (const auto more = sources.more.find(replaced.id); more != sources.more.end()) {
        others = more->second;
        sources.more.erase(more);
        sources_changed = true;
    }
    others.insert(replaced.source);
    for (const std::string& other : others) {
        note_source(id, source, other);
    }
    bury_article(replaced.id);
}

Result<void> IndexWriter::replace(Article article, std::vector<Statement> statements) {
    {
        const std::scoped_lock held(state_->mutex);
        Recent& one = state_->recent[index::ledger_key(article.id)];
        one.source = article.source;
        one.content = index::content_hash(article);
        one.twin = index::twin_key(article);
    }
    return add(std::move(article), std::move(statements));
}

Result<void> IndexWriter::replace(Article article, std::vector<Statement> statements, const index::LedgerRow& row) {
    {
        const std::scoped_lock held(state_->mutex);
        Recent& one = state_->recent[index::ledger_key(row.id)];
        one.source = row.source;
        one.content = row.content;
        one.twin = std::uint64_t{row.twin} << 32U;
    }
    return add(std::move(article), std::move(statements), piece_number(row.id));
}

Result<void> IndexWriter::add(Article article, std::vector<Statement> statements, std::size_t piece) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    const std::string id = piece_id(article.id, piece);
    const std::uint64_t key = index::ledger_key(id);
    auto known = state.recent.find(key);
    const index::ContentHash content =
        known != state.recent.end() ? known->second.content : index::content_hash(article);
    const std::uint64_t twin = known != state.recent.end() ? known->second.twin : 0;
    if (known != state.recent.end() && !known->second.replaces.empty()) {
        for (const Twin& replaced : std::exchange(known->second.replaces, {})) {
            state.take_place_of(replaced, id, article.source);
        }
        known = state.recent.find(key);
    }
    if (known == state.recent.end() || known->second.segment.empty()) {
        if (const auto committed = state.find(id)) {
            const index::Articles& ledger = state.ledgers[committed->segment];
            state.bury(state.manifest.segments[committed->segment].id, committed->number,
                       ledger.first(committed->number), ledger.count(committed->number));
        }
    } else {
        state.bury(known->second.segment, known->second.number, known->second.first, known->second.count);
    }
    if (state.corrected_articles.contains(id)) {
        state.corrections_changed = correct_statements(state.corrections, id, statements) || state.corrections_changed;
    }
    const auto count = static_cast<std::uint32_t>(statements.size());
    const std::string source = article.source;
    ArticleWork work;
    work.row = {id, article.source, content, 0, count, static_cast<std::uint32_t>(twin >> 32U)};
    work.article = std::move(article);
    work.statements = std::move(statements);
    auto place = state.lanes->add(std::move(work));
    if (!place) {
        return fail(place.error());
    }
    state.recent[key] = {place->segment, place->number, place->first, count, source, content, twin, {}};
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
