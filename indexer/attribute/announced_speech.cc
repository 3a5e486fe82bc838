// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/announced_speech.hh"

#include "indexer/attribute/entities.hh"
#include "indexer/segment/turns.hh"

namespace demarche::indexer {

namespace {

/// Of the words of a speech at least this share are "I" and "we"; news about one stays far below it outside quotations.
constexpr double min_first_person = 0.008;

/// The person named behind "speech by", "address of", "remarks from" in a line.
std::optional<AnnouncedSpeech> read_line(std::string_view line, const Lexicon& lexicon, const names::WhoIsWho& who,
                                         std::optional<Date> day) {
    const std::vector<Token> tokens = tokenize(line, lexicon);
    std::uint32_t from = 0;
    bool by = false;
    for (std::uint32_t i = 0; i + 1 < tokens.size() && i < 12; ++i) {
        if (tokens[i].is(WordClass::speech) && tokens[i + 1].is(WordClass::by | WordClass::of)) {
            from = i + 2;
            by = tokens[i + 1].is(WordClass::by);
            break;
        }
    }
    if (from == 0) {
        return std::nullopt;
    }
    const SegmentedText words = segment(line, lexicon);
    const Entities entities = find_entities(words, who, day);
    for (const NameMention& mention : entities.mentions) {
        const NamedEntity& entity = entities.entities[static_cast<size_t>(mention.entity)];
        const bool person =
            entity.kind == NamedKind::person || (by && entity.kind == NamedKind::unknown && entity.words.size() > 1);
        if (mention.name.begin >= from && person) {
            return AnnouncedSpeech{entity.canonical, std::string(words.slice(mention.full)), entity.role,
                                   entity.country, entity.gender};
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<AnnouncedSpeech> announced_speech(const Article& article, const SegmentedText& text,
                                                const names::WhoIsWho& who, std::optional<Date> day) {
    std::string_view first_line = std::string_view(article.text).substr(0, article.text.find('\n'));
    first_line = first_line.substr(0, 300);
    std::optional<AnnouncedSpeech> found = read_line(article.title, *text.lexicon, who, day);
    if (!found) {
        found = read_line(first_line, *text.lexicon, who, day);
    }
    if (!found || first_person_share(text) < min_first_person) {
        return std::nullopt;
    }
    return found;
}

} // namespace demarche::indexer
