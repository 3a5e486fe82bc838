// SPDX-License-Identifier: GPL-3.0-or-later
// What an index says of families and copies, by ids: the same for the same records, however they are spread.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "indexer/write/overlay_update.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::test {

struct OverlayNames {
    /// Family id → ids of its statements, the one published first first.
    std::map<std::string, std::vector<std::string>> families;
    /// Article id → id of the article it is a copy of.
    std::map<std::string, std::string> copies;
    bool operator==(const OverlayNames&) const = default;
};

/// Throws when the index cannot be read or the overlay names what is dead or missing.
inline OverlayNames overlay_names(const std::filesystem::path& path) {
    const auto index = indexer::OpenIndex::open(path).value();
    const auto overlay = indexer::load_overlay(path, index.manifest).value();
    const auto statement = [&](index::Place place) {
        const auto& files = *index.segments.at(place.segment);
        const index::DeadBits dead(files.dead, files.entry.statements);
        if (place.number == 0 || place.number > files.entry.statements || dead[place.number]) {
            throw std::runtime_error("a family has a statement that is not there");
        }
        return std::string(files.columns.id(place.number));
    };
    const auto article = [&](index::Place place) {
        const auto& files = *index.segments.at(place.segment);
        if (place.number >= files.entry.articles || files.dead.articles.contains(place.number)) {
            throw std::runtime_error("an article that is not there is a copy or has one");
        }
        return std::string(files.articles.id(place.number));
    };
    OverlayNames names;
    for (std::uint32_t family = 0; family < overlay.families(); ++family) {
        std::vector<std::string> ids;
        for (std::size_t i = 0; i < overlay.size(family); ++i) {
            ids.push_back(statement(overlay.document(family, i)));
            if (overlay.family_of(overlay.document(family, i)) != family) {
                throw std::runtime_error("a statement is not of the family that has it");
            }
        }
        const std::string id = statement(overlay.smallest(family));
        if (id != *std::min_element(ids.begin(), ids.end())) {
            throw std::runtime_error("a family does not have its smallest id");
        }
        names.families.emplace(id, ids);
    }
    overlay.each_copy([&](index::Place copy, index::Place of) { names.copies.emplace(article(copy), article(of)); });
    return names;
}

} // namespace demarche::test
