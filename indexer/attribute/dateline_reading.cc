// SPDX-License-Identifier: GPL-3.0-or-later
// What a dateline tells: place, day, agency.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <unicode/uchar.h>

#include "common/model/date.hh"
#include "common/text/utf8.hh"
#include "indexer/attribute/circumstances.hh"
#include "indexer/attribute/entities.hh"
#include "indexer/attribute/place_words.hh"
#include "indexer/attribute/said_date.hh"
#include "indexer/segment/dateline.hh"
#include "indexer/segment/segmented.hh"
#include "indexer/segment/tokens.hh"

namespace demarche::indexer {

namespace {

/// More words are a headline, not a place.
constexpr int max_place_words = 4;

/// "NEW YORK" is written "New York".
std::string from_capitals(std::string_view capitals) {
    std::string out;
    bool start = true;
    for (size_t at = 0; at < capitals.size();) {
        const size_t begin = at;
        const char32_t letter = text::next_code_point(capitals, at);
        const std::string_view bytes = capitals.substr(begin, at - begin);
        const bool is_letter = u_isalpha(static_cast<UChar32>(letter)) != 0;
        out += is_letter && !start ? lower(bytes) : std::string(bytes);
        start = !is_letter;
    }
    return out;
}

} // namespace

Dateline read_dateline(const SegmentedText& text, const Entities& entities, std::optional<Date> published) {
    const DatelineTokens& tokens = text.dateline;
    Dateline out;
    if (!tokens.found()) {
        return out;
    }
    out.tokens = {tokens.begin, tokens.end};
    const auto entity_at = [&](std::uint32_t token) -> const NamedEntity* {
        const int mention = entities.mention_at(token);
        return mention < 0
                   ? nullptr
                   : &entities.entities[static_cast<size_t>(entities.mentions[static_cast<size_t>(mention)].entity)];
    };
    if (tokens.agency_end > tokens.agency_begin) {
        const NamedEntity* agency = entity_at(tokens.agency_begin);
        out.agency = agency != nullptr && agency->known
                         ? agency->canonical
                         : std::string(text.slice({tokens.agency_begin, tokens.agency_end}));
    }
    const SaidTime time = read_said_time(text, {tokens.place_end, tokens.end}, published);
    if (time.kind == SaidTime::Kind::days && time.range.first == time.range.last) {
        out.date = time.range.first;
    }
    out.place = std::string(text.slice({tokens.begin, tokens.place_end}));
    const auto words = 1 + std::count(out.place.begin(), out.place.end(), ' ');
    if (words > max_place_words || PlaceWords::of("en").opens_article(lower(out.place))) {
        return {}; // "EXCLUSIVE —", a headline with a dash
    }
    if (tokens.capitals) {
        out.place = from_capitals(out.place);
    }
    return out;
}

} // namespace demarche::indexer
