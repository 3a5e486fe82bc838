// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/families.hh"

#include <algorithm>
#include <unordered_map>

namespace demarche::search {

std::optional<std::string> family_of(const Segment& segment, std::uint32_t docid) {
    const index::Overlay& overlay = segment.overlay();
    const auto family = overlay.family_of({segment.place(), docid});
    if (!family) {
        return std::nullopt;
    }
    const index::Place smallest = overlay.smallest(*family);
    const Segment* const other = segment.neighbour(smallest.segment);
    return other != nullptr && other->counts(smallest.number)
               ? std::optional(std::string(other->columns().id(smallest.number)))
               : std::nullopt;
}

std::optional<std::string> copy_of(const Segment& segment, std::uint32_t docid) {
    const auto original = segment.overlay().original_of({segment.place(), segment.columns().article(docid)});
    const Segment* const other = original ? segment.neighbour(original->segment) : nullptr;
    return other != nullptr ? std::optional(std::string(other->article_id(original->number))) : std::nullopt;
}

std::vector<std::string> ids_of_family(const IndexReader& reader, std::string_view id) {
    std::vector<std::string> ids{std::string(id)};
    for (const auto& segment : reader.segments()) {
        for (const std::uint32_t docid : segment->columns().with_id(id)) {
            if (!segment->counts(docid)) {
                continue;
            }
            const auto any = [](const Segment&, std::uint32_t) { return true; };
            for (const FoldedDocument& other : others_of_family(*segment, docid, any)) {
                ids.emplace_back(other.segment->columns().id(other.docid));
            }
        }
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

std::uint64_t fold_families(const IndexReader& reader, std::vector<Found>& found) {
    // Of each family the place, in its order, of the first that was found. Families belong to an overlay.
    std::unordered_map<const index::Overlay*, std::unordered_map<std::uint32_t, index::Place>> firsts;
    const auto is_found = [&](const Segment& segment, std::uint32_t docid) {
        const Documents& documents = found[segment.number()].documents;
        return std::binary_search(documents.begin(), documents.end(), docid);
    };
    std::uint64_t gone = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Segment& segment = *reader.segments()[i];
        const index::Overlay& overlay = segment.overlay();
        if (overlay.families() == 0 || found[i].documents.empty()) {
            continue;
        }
        // Documents in families and documents found are both in rising order.
        auto at = found[i].documents.begin();
        overlay.each_document(segment.place(), [&](std::uint32_t docid, std::uint32_t family) {
            at = std::lower_bound(at, found[i].documents.end(), docid);
            if (at == found[i].documents.end() || *at != docid || firsts[&overlay].contains(family)) {
                return;
            }
            const std::size_t size = overlay.size(family);
            for (std::size_t nth = 0; nth < size; ++nth) {
                const index::Place place = overlay.document(family, nth);
                const Segment* const other = segment.neighbour(place.segment);
                if (other != nullptr && is_found(*other, place.number)) {
                    firsts[&overlay][family] = place;
                    return;
                }
            }
        });
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const Segment& segment = *reader.segments()[i];
        const index::Overlay& overlay = segment.overlay();
        const auto of_overlay = firsts.find(&overlay);
        if (of_overlay == firsts.end()) {
            continue;
        }
        Documents behind;
        overlay.each_document(segment.place(), [&](std::uint32_t docid, std::uint32_t family) {
            const auto first = of_overlay->second.find(family);
            if (first != of_overlay->second.end() && first->second != index::Place{segment.place(), docid}) {
                behind.push_back(docid);
            }
        });
        const std::size_t before = found[i].documents.size();
        found[i].filter([&](std::uint32_t docid) { return !std::binary_search(behind.begin(), behind.end(), docid); });
        gone += before - found[i].documents.size();
    }
    return gone;
}

} // namespace demarche::search
