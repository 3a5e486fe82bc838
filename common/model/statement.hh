// SPDX-License-Identifier: GPL-3.0-or-later
// A statement: what somebody said, as one article reports it (the contract's statement record).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/model/date.hh"

namespace demarche {

/// How much of a statement is verbatim.
enum class Kind : std::uint8_t { direct, mixed, indirect };

enum class SpeakerType : std::uint8_t { none, person, organisation, country, description };

/// Where a statement's date comes from: words of the text, the article's published day, `--date`, the file's path.
enum class DateSource : std::uint8_t { none, stated, published, given, path };

/// The contract's word for each value; empty for `none`.
std::string_view to_string(Kind kind);
std::string_view to_string(SpeakerType type);
std::string_view to_string(DateSource source);

/// The value for a word of the contract, or nothing when it is not one.
std::optional<Kind> kind_from(std::string_view word);
std::optional<SpeakerType> speaker_type_from(std::string_view word);
std::optional<DateSource> date_source_from(std::string_view word);

/// A half-open range of Unicode code points into an article's text.
struct Span {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool operator==(const Span&) const = default;
};

/// Strings are UTF-8; empty means "not known" (null in records).
struct Statement {
    std::string id;
    std::string article;
    Kind kind = Kind::direct;
    /// In order, not overlapping, never empty.
    std::vector<Span> spans;
    /// The article's characters over `spans`, joined by one space.
    std::string text;

    /// Canonical name, or the description as written; `speakers` holds all of them and begins with `speaker`.
    std::string speaker;
    std::vector<std::string> speakers;
    SpeakerType speaker_type = SpeakerType::none;
    std::string speaker_as_written;
    std::string speaker_role;
    std::string affiliation;
    std::string country;
    std::string cue;

    std::optional<Date> date;
    std::optional<Date> date_end;
    DateSource date_source = DateSource::none;
    /// As in the article: ISO 8601 date or date-time.
    std::string published;

    std::string place;
    std::string event;
    std::string addressee;
    std::vector<std::string> via;
    std::vector<std::string> mentions;
    std::vector<std::string> topics;
    std::string language;
    /// Probability, 0 to 1, that this is a statement and by this speaker.
    double confidence = 0;

    /// Copied from the article.
    std::string title;
    std::string url;
    std::string outlet;

    bool operator==(const Statement&) const = default;
};

} // namespace demarche
