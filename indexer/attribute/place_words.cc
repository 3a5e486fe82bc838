// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/place_words.hh"

#include <algorithm>
#include <utility>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

/// The part before the separator; `rest` moves behind it.
std::string_view cut(std::string_view& rest, char separator) {
    const size_t end = std::min(rest.find(separator), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

} // namespace

const PlaceWords& PlaceWords::of(std::string_view language) {
    static const PlaceWords english(data::en_places_tsv);
    (void)language; // a language is added by its places.tsv and a line here
    return english;
}

PlaceWords::PlaceWords(std::string_view table) {
    bool header = true;
    while (!table.empty()) {
        std::string_view line = cut(table, '\n');
        if (line.empty() || line.front() == '#' || std::exchange(header, false)) {
            continue;
        }
        const std::string_view name = cut(line, '\t');
        const Kind kind = name == "settlement"   ? settlement
                          : name == "venue"      ? venue
                          : name == "language"   ? PlaceWords::language
                          : name == "participle" ? participle
                                                 : event;
        while (!line.empty()) {
            kinds_[std::string(cut(line, ' '))] |= kind;
        }
    }
}

} // namespace demarche::indexer
