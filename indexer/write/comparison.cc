// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/comparison.hh"

#include <tuple>

#include "common/index/columns.hh"
#include "indexer/copies/article_copies.hh"
#include "indexer/copies/shingles.hh"

namespace demarche::indexer {

namespace {

/// Articles whose shingles are kept: copies of one text are compared with each other one after another.
constexpr std::size_t most_kept = 2000;

} // namespace

Result<Comparison> Comparison::open(const std::filesystem::path& index,
                                    const std::vector<index::SegmentEntry>& segments, const index::Tombstones& dead) {
    Comparison out;
    for (const index::SegmentEntry& entry : segments) {
        const auto found = dead.find(entry.id);
        auto files = SegmentFiles::open(index, entry, found == dead.end() ? index::DeadOfSegment{} : found->second);
        if (!files) {
            return fail(files.error());
        }
        auto copies = index::CopiesFile::open((*files)->folder / index::copies_name, entry.articles);
        if (!copies) {
            return fail(copies.error());
        }
        auto speakers = (*files)->columns.strings("speaker");
        auto kinds = (*files)->columns.strings("kind");
        if (!speakers || !kinds) {
            return fail(!speakers ? speakers.error() : kinds.error());
        }
        index::DeadBits bits((*files)->dead, entry.statements);
        out.parts_.push_back({std::move(*files), std::move(*copies), std::move(bits), *speakers, *kinds});
    }
    return out;
}

bool Comparison::document_counts(index::Place document) const {
    return document.segment < parts_.size() && document.number > 0 && document.number <= documents(document.segment) &&
           !parts_[document.segment].dead[document.number];
}

bool Comparison::article_counts(index::Place article) const {
    return article.segment < parts_.size() && article.number < articles(article.segment) &&
           !parts_[article.segment].files->dead.articles.contains(article.number);
}

index::Place Comparison::article_of(index::Place document) const {
    return {document.segment, parts_[document.segment].files->columns.article(document.number)};
}

std::int32_t Comparison::day(index::Place document) const {
    const index::Columns& columns = parts_[document.segment].files->columns;
    const std::int32_t said = columns.day(document.number);
    return said != index::no_day ? said : columns.published(document.number);
}

void Comparison::release() const {
    for (const Part& part : parts_) {
        part.files->column_file.release();
        part.files->articles.file().release();
        part.files->statements.file().release();
        part.copies.file().release();
    }
}

void Comparison::count_read() {
    constexpr std::size_t many = 4096;
    if (++reads_ % many == 0) {
        release();
    }
}

Utterance Comparison::utterance(index::Place document) {
    count_read();
    const Part& part = parts_[document.segment];
    Utterance out;
    out.day = day(document);
    part.kinds.each(document.number, [&](std::uint32_t id) {
        out.kind = kind_from(part.kinds.dictionary().value(id)).value_or(Kind::indirect);
    });
    part.files->words.read(document.number, rows_);
    out.words.reserve(rows_.size());
    for (const std::uint32_t row : rows_) {
        out.words.push_back(word_hash(part.files->words.form(row)));
    }
    return out;
}

std::vector<std::string> Comparison::speakers(index::Place document) const {
    const Part& part = parts_[document.segment];
    std::vector<std::string> names;
    part.speakers.each(document.number,
                       [&](std::uint32_t id) { names.emplace_back(part.speakers.dictionary().key(id)); });
    return names;
}

bool Comparison::is_described(index::Place document) {
    const auto statement = parts_[document.segment].files->statements.statement(document.number);
    if (!statement) {
        error_ = statement.error();
        return false;
    }
    return statement->speaker_type == SpeakerType::description;
}

bool Comparison::one_utterance(index::Place a, index::Place b) {
    if (!days_agree(day(a), day(b))) {
        return false;
    }
    const auto article = [&](index::Place document) {
        const index::Place place = article_of(document);
        return article_of_piece(parts_[place.segment].files->articles.id(place.number));
    };
    if (article(a) == article(b)) {
        return false;
    }
    const Utterance words_a = utterance(a);
    const Utterance words_b = utterance(b);
    if (!words_agree(words_a, words_b) || !share_fingerprint(words_a, words_b)) {
        return false;
    }
    return speakers_agree(speakers(a), speakers(b)) || is_described(a) || is_described(b);
}

const std::vector<std::uint64_t>& Comparison::shingles(index::Place place) {
    const auto found = shingles_.find(place);
    if (found != shingles_.end()) {
        return found->second;
    }
    if (shingles_.size() >= most_kept) {
        shingles_.clear();
    }
    count_read();
    const auto article = parts_[place.segment].files->articles.article(place.number);
    if (!article) {
        error_ = article.error();
    }
    return shingles_[place] = article ? article_shingles(article->text) : std::vector<std::uint64_t>{};
}

bool Comparison::is_copy(index::Place a, index::Place b) {
    // The second call may take the first one's place.
    const std::vector<std::uint64_t> of_a = shingles(a);
    return indexer::is_copy(of_a, shingles(b));
}

bool Comparison::article_before(index::Place a, index::Place b) const {
    const auto key = [&](index::Place place) {
        const Part& part = parts_[place.segment];
        return std::pair(part.copies.published(place.number), part.files->articles.id(place.number));
    };
    return key(a) < key(b);
}

std::int32_t Comparison::published(index::Place document) const {
    const index::Place article = article_of(document);
    const Part& part = parts_[document.segment];
    const std::int32_t minutes =
        article.number < articles(article.segment) ? part.copies.published(article.number) : index::never_published;
    const std::int32_t on = part.files->columns.published(document.number);
    constexpr std::int32_t minutes_of_day = 24 * 60;
    return minutes != index::never_published || on == index::no_day ? minutes
                                                                    : on * minutes_of_day + minutes_of_day - 1;
}

bool Comparison::document_before(index::Place a, index::Place b) const {
    const auto key = [&](index::Place place) { return std::pair(published(place), document_id(place)); };
    return key(a) < key(b);
}

} // namespace demarche::indexer
