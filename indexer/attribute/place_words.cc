// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/place_words.hh"

#include <algorithm>
#include <array>
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
    constexpr std::array<std::pair<std::string_view, Kind>, 8> kinds{{{"settlement", settlement},
                                                                      {"venue", venue},
                                                                      {"language", language},
                                                                      {"event", event},
                                                                      {"participle", participle},
                                                                      {"modifier", modifier},
                                                                      {"time", time},
                                                                      {"opening", opening}}};
    bool header = true;
    while (!table.empty()) {
        std::string_view line = cut(table, '\n');
        if (line.empty() || line.front() == '#' || std::exchange(header, false)) {
            continue;
        }
        const std::string_view name = cut(line, '\t');
        const auto found = std::find_if(kinds.begin(), kinds.end(), [&](const auto& k) { return k.first == name; });
        if (found == kinds.end()) {
            continue;
        }
        while (!line.empty()) {
            kinds_[std::string(cut(line, ' '))] |= found->second;
        }
    }
}

} // namespace demarche::indexer
