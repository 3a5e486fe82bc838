// SPDX-License-Identifier: GPL-3.0-or-later
// Where and on what occasion something was said, from the words of a reporting clause.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/attribute/circumstances.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/place_words.hh"
#include "indexer/language/lexicon.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

namespace {

/// Longest event phrase in words: "joint press conference after the summit" is cut behind its head anyway.
constexpr std::uint32_t max_event_words = 7;
constexpr std::uint32_t max_place_words = 4;

std::string one_line(std::string_view text) {
    std::string out(text);
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

} // namespace

void CircumstanceReader::read_place(Range clause, Circumstances& out) const {
    for (std::uint32_t i = clause.begin; i + 1 < clause.end && out.place.empty(); ++i) {
        const Token& token = text_.tokens[i];
        if (token.quotation != 0 || !(token.is(WordClass::in | WordClass::at | WordClass::on) ||
                                      (token.kind == TokenKind::word && lower(text_.word(i)) == "from"))) {
            continue;
        }
        out.place = place_at(i + 1, clause);
    }
}

/// The place that a noun phrase behind a preposition names; empty when it names none.
std::string CircumstanceReader::place_at(std::uint32_t token, Range clause) const {
    const bool on = text_.tokens[token - 1].is(WordClass::on);
    bool determined = false;
    while (token + 1 < clause.end && text_.tokens[token].is(WordClass::determiner | WordClass::possessive)) {
        determined = true;
        ++token;
    }
    const PlaceWords& words = PlaceWords::of("en");
    // "the town of X", "Victory Square", "Cairo University", "the customs house"
    std::uint32_t end = token;
    while (end < std::min(clause.end, token + max_place_words) && text_.tokens[end].kind == TokenKind::word &&
           text_.tokens[end].quotation == 0 && !text_.tokens[end].possessive &&
           !text_.tokens[end].is(WordClass::preposition | WordClass::that | WordClass::coordinator |
                                 WordClass::auxiliary | WordClass::event)) {
        ++end;
    }
    if (end > token && words.is_settlement(lower(text_.word(end - 1))) && end + 1 < clause.end &&
        text_.tokens[end].is(WordClass::of) && text_.tokens[end + 1].capital) {
        return place_at(end + 1, clause);
    }
    if (end > token && words.is_venue(lower(text_.word(end - 1)))) {
        return one_line(text_.slice({token, end}));
    }
    const int index = entities_.mention_at(token);
    if (index < 0 || on) {
        return {};
    }
    const NameMention& mention = entities_.mentions[static_cast<size_t>(index)];
    const NamedEntity& entity = entities_.entities[static_cast<size_t>(mention.entity)];
    const std::string name = one_line(text_.slice(mention.name));
    if (mention.adjective || mention.possessive || entity.kind == NamedKind::person ||
        entity.kind == NamedKind::outlet || entity.kind == NamedKind::organisation) {
        return {};
    }
    // "in the Grenna valley", "in Arabic"
    const bool modifies = determined && mention.name.end < end;
    if (entity.kind != NamedKind::country && !mention.metonym && (modifies || words.is_language(lower(name)))) {
        return {};
    }
    // The name as written: a capital stands for itself here.
    return mention.metonym || entity.kind != NamedKind::country ? name : entity.canonical;
}

void CircumstanceReader::read_event(Range clause, Circumstances& out) const {
    for (std::uint32_t i = clause.begin; i + 1 < clause.end && out.event.empty(); ++i) {
        const Token& token = text_.tokens[i];
        if (token.quotation != 0 || token.kind != TokenKind::word || token.possessive) {
            continue;
        }
        const std::string word = lower(text_.word(i));
        if (token.is(WordClass::at | WordClass::in) || PlaceWords::of("en").introduces_event(word)) {
            out.event = event_at(i + 1, clause.end);
        }
    }
}

/// The occasion that a noun phrase names, without its article; empty when its head names none.
std::string CircumstanceReader::event_at(std::uint32_t begin, std::uint32_t end) const {
    const PlaceWords& words = PlaceWords::of("en");
    while (begin < end &&
           (text_.tokens[begin].is(WordClass::determiner | WordClass::possessive | WordClass::of | WordClass::recent) ||
            words.tells_time(lower(text_.word(begin))))) {
        ++begin;
    }
    std::uint32_t head = 0;
    for (std::uint32_t k = begin; k < std::min(end, begin + max_event_words); ++k) {
        const Token& t = text_.tokens[k];
        if ((t.kind != TokenKind::word && t.kind != TokenKind::number) || t.quotation != 0 ||
            t.is(WordClass::preposition)) {
            break;
        }
        if (t.possessive) {
            begin = k + 1;
            continue;
        }
        // "an interview broadcast on Thursday"
        const bool participle = head != 0 && words.is_participle(lower(text_.word(k)));
        if (t.is(WordClass::event) && !participle && !words.heads_no_event(lower(text_.word(k)))) {
            head = k;
        }
    }
    return head == 0 ? std::string() : one_line(text_.slice({begin, head + 1}));
}

} // namespace demarche::indexer
