// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/article/emitter.hh"

#include <utility>

#include <fmt/format.h>
#include <xxhash.h>

#include "common/model/article.hh"

namespace demarche::indexer {

namespace {

std::uint64_t hash(const std::string& text) {
    return XXH3_64bits(text.data(), text.size());
}

} // namespace

std::string Emitter::unused(std::string id) {
    if (used_.insert(hash(id)).second) {
        return id;
    }
    std::size_t& copies = copies_.try_emplace(hash(id), 1).first->second;
    while (true) {
        std::string candidate = fmt::format("{}~{}", id, ++copies);
        if (used_.insert(hash(candidate)).second) {
            return candidate;
        }
    }
}

bool Emitter::begin_given(Article&& article) {
    if (!end_given()) {
        return false;
    }
    if (article.id.empty()) {
        article.id = article.url.empty() ? name_ : article.url;
    }
    // The record tells where the article was read once; only without that its file is the source.
    if (article.source.empty()) {
        article.source = source_;
    }
    given_ = std::move(article);
    return true;
}

bool Emitter::add_given(Statement&& statement) {
    if (!given_ || given_->id != statement.article) {
        if (!end_given()) {
            return false;
        }
        Article& article = given_.emplace();
        article.id = statement.article;
        article.title = statement.title;
        article.url = statement.url;
        article.outlet = statement.outlet;
        article.published = statement.published;
        article.language = statement.language;
        article.source = source_;
    }
    statements_.push_back(std::move(statement));
    return true;
}

bool Emitter::end_given() {
    if (!given_) {
        return !ended_;
    }
    const std::size_t piece = ++pieces_[hash(given_->id)];
    ended_ = !options_.given(std::move(*given_), std::move(statements_), piece) || ended_;
    given_.reset();
    statements_.clear();
    return !ended_;
}

bool Emitter::emit(Article&& article, bool dated) {
    if (!end_given()) {
        return false;
    }
    if (options_.sidecar != nullptr) {
        options_.sidecar->complete(article, name_, source_, dated);
    }
    if (article.id.empty()) {
        article.id = article.url.empty() ? name_ : article.url;
    }
    article.id = unused(std::move(article.id));
    // Standard input says nothing about where an article comes from; the record may.
    if (source_ != "-" || article.source.empty()) {
        article.source = source_;
    }
    if (!dated && article.published.empty() && !options_.date.empty()) {
        article.published = options_.date;
        article.date_given = true;
    }
    if (article.outlet.empty()) {
        article.outlet = options_.outlet;
    }
    ended_ = !sink_(std::move(article)) || ended_;
    return !ended_;
}

} // namespace demarche::indexer
