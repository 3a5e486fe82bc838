// SPDX-License-Identifier: GPL-3.0-or-later
// Families and copies as a search sees them: which statements are one utterance, which articles one text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/engine/found.hh"
#include "search/engine/index_reader.hh"

namespace demarche::search {

/// A document that stands behind another of its family.
struct FoldedDocument {
    const Segment* segment = nullptr;
    std::uint32_t docid = 0;
};

/// The family's id, when a statement is one of several.
std::optional<std::string> family_of(const Segment& segment, std::uint32_t docid);

/// The id of the article of which a statement's article is a copy.
std::optional<std::string> copy_of(const Segment& segment, std::uint32_t docid);

/// Ids of all statements of the family of one, or of that id; the id alone when it has none. Sorted.
std::vector<std::string> ids_of_family(const IndexReader& reader, std::string_view id);

/// Of each family, keeps the document alone that was published first of those found; gives how many went. `found` has
/// one list for each of the reader's segments, in their order.
std::uint64_t fold_families(const IndexReader& reader, std::vector<Found>& found);

/// The others of a statement's family that match, too, in the order of publication: `matches` tells which do.
template <typename Matches>
std::vector<FoldedDocument> others_of_family(const Segment& segment, std::uint32_t docid, Matches&& matches) {
    std::vector<FoldedDocument> others;
    const index::Overlay& overlay = segment.overlay();
    const auto family = overlay.family_of({segment.place(), docid});
    const std::size_t size = family ? overlay.size(*family) : 0;
    for (std::size_t i = 0; i < size; ++i) {
        const index::Place place = overlay.document(*family, i);
        const Segment* const other = segment.neighbour(place.segment);
        const bool itself = other == &segment && place.number == docid;
        if (other != nullptr && !itself && other->counts(place.number) && matches(*other, place.number)) {
            others.push_back({other, place.number});
        }
    }
    return others;
}

} // namespace demarche::search
