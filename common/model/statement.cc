// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/model/statement.hh"

#include <array>

namespace demarche {

namespace {

constexpr std::array<std::string_view, 3> kinds{"direct", "mixed", "indirect"};
constexpr std::array<std::string_view, 5> speaker_types{"", "person", "organisation", "country", "description"};
constexpr std::array<std::string_view, 5> date_sources{"", "stated", "published", "given", "path"};

template <typename Enum, size_t size>
std::optional<Enum> find(const std::array<std::string_view, size>& words, std::string_view word) {
    for (size_t i = 0; i < size; ++i) {
        if (!word.empty() && words[i] == word) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view to_string(Kind kind) {
    return kinds.at(static_cast<size_t>(kind));
}

std::string_view to_string(SpeakerType type) {
    return speaker_types.at(static_cast<size_t>(type));
}

std::string_view to_string(DateSource source) {
    return date_sources.at(static_cast<size_t>(source));
}

std::optional<Kind> kind_from(std::string_view word) {
    return find<Kind>(kinds, word);
}

std::optional<SpeakerType> speaker_type_from(std::string_view word) {
    return find<SpeakerType>(speaker_types, word);
}

std::optional<DateSource> date_source_from(std::string_view word) {
    return find<DateSource>(date_sources, word);
}

} // namespace demarche
