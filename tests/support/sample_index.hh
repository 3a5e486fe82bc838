// SPDX-License-Identifier: GPL-3.0-or-later
// Small articles and statements for tests, and indexes made of them.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/names/who_is_who.hh"
#include "common/report/diagnostics.hh"
#include "indexer/write/index_writer.hh"

namespace demarche::test {

/// An article with its statements; the statements' own article fields are filled in when it is written.
struct Sample {
    Article article;
    std::vector<Statement> statements;
};

inline Article sample_article(std::string id, std::string text = "Text of the article.") {
    Article article;
    article.source = id;
    // No two samples say the same, or they would be one article.
    article.authors = {"Author of " + id};
    article.id = std::move(id);
    article.text = std::move(text);
    article.language = "en";
    return article;
}

/// A direct statement of one person in English. `date` is YYYY-MM-DD or empty.
inline Statement sample_statement(std::string id, std::string speaker, std::string text, std::string_view date = {}) {
    Statement statement;
    statement.id = std::move(id);
    statement.speaker = speaker;
    if (!speaker.empty()) {
        statement.speakers = {std::move(speaker)};
        statement.speaker_type = SpeakerType::person;
    }
    statement.text = std::move(text);
    statement.spans = {{0, 1}};
    statement.date = Date::from_iso(date);
    statement.date_source = statement.date ? DateSource::published : DateSource::none;
    statement.language = "en";
    statement.confidence = 0.9;
    return statement;
}

/// Claims and adds; gives the state the article had.
inline indexer::ArticleState put(indexer::IndexWriter& writer, Sample sample, Diagnostics& diagnostics) {
    const indexer::ArticleState state = writer.claim(sample.article, diagnostics);
    if (state == indexer::ArticleState::unchanged) {
        return state;
    }
    for (Statement& statement : sample.statements) {
        statement.article = sample.article.id;
        statement.title = sample.article.title;
        statement.url = sample.article.url;
        statement.outlet = sample.article.outlet;
        statement.published = sample.article.published;
    }
    if (const auto added = writer.add(sample.article, sample.statements); !added) {
        throw std::runtime_error(added.error().message());
    }
    return state;
}

/// Adds the samples to the index in `path` (made when it is not there) in `commits` commits, which makes as many
/// segments.
inline void write_index(const std::filesystem::path& path, const std::vector<Sample>& samples,
                        std::size_t commits = 1) {
    KeptDiagnostics diagnostics;
    auto writer = indexer::IndexWriter::open(path, names::WhoIsWho::builtin());
    if (!writer) {
        throw std::runtime_error(writer.error().message());
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        put(*writer, samples[i], diagnostics);
        const bool last_of_commit = (i + 1) * commits / samples.size() != i * commits / samples.size();
        if (last_of_commit) {
            if (const auto done = writer->commit(); !done) {
                throw std::runtime_error(done.error().message());
            }
        }
    }
}

} // namespace demarche::test
