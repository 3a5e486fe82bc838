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

bool Emitter::emit(Article&& article, bool dated) {
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
