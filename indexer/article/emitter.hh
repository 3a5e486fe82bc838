// SPDX-License-Identifier: GPL-3.0-or-later
// What all readers do with an article they have read: defaults, id, source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/article/reader.hh"

namespace demarche::indexer {

/// Gives the articles of one entry to the sink.
class Emitter {
  public:
    Emitter(const Entry& entry, const ReadOptions& options, const ArticleSink& sink)
        : source_(entry.source), name_(entry.name), options_(options), sink_(sink) {}

    /// Completes an article and hands it on; false when the sink wants no more. `dated` says that the article had a
    /// date of its own, even if it could not be read: then the default must not take its place.
    bool emit(Article&& article, bool dated);
    bool ended() const { return ended_; }

    /// An article whose statements follow, as records; those before it have ended.
    bool begin_given(Article&& article);
    /// A statement record: one of the article begun, or of one of which nothing else is known.
    bool add_given(Statement&& statement);
    /// Hands on the article begun, if there is one, with its statements.
    bool end_given();
    /// True when records of statements are wanted at all.
    bool takes_given() const { return options_.given != nullptr; }

  private:
    /// `id`, or the first of "id~2", "id~3" … that was not used in this entry.
    std::string unused(std::string id);

    std::string source_;
    std::string name_;
    const ReadOptions& options_;
    const ArticleSink& sink_;
    /// Hashes of the ids used, because an entry can hold millions.
    std::unordered_set<std::uint64_t> used_;
    /// How often ids were repeated, so that the thousandth copy is not compared with all before it.
    std::unordered_map<std::uint64_t, std::size_t> copies_;
    bool ended_ = false;
    /// The article begun, with the statements that have come.
    std::optional<Article> given_;
    std::vector<Statement> statements_;
    /// Pieces that have been handed on, by the hash of the article's id.
    std::unordered_map<std::uint64_t, std::size_t> pieces_;
};

} // namespace demarche::indexer
