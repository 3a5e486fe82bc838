// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/overlay_check.hh"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/index/corrections.hh"

namespace demarche::indexer {

namespace {

/// Asks whether places are there.
class Living {
  public:
    explicit Living(const OpenIndex& index) : index_(index) {
        for (const auto& files : index.segments) {
            dead_.emplace_back(files->dead, files->entry.statements);
        }
    }
    bool document(index::Place place) const {
        return place.segment < dead_.size() && place.number > 0 &&
               place.number <= index_.segments[place.segment]->entry.statements && !dead_[place.segment][place.number];
    }
    bool article(index::Place place) const {
        return place.segment < dead_.size() && place.number < index_.segments[place.segment]->entry.articles &&
               !index_.segments[place.segment]->dead.articles.contains(place.number);
    }
    std::string_view id(index::Place place) const { return index_.segments[place.segment]->columns.id(place.number); }

  private:
    const OpenIndex& index_;
    std::vector<index::DeadBits> dead_;
};

std::optional<std::string> wrong_with_family(const index::Overlay& overlay, std::uint32_t family,
                                             const Living& living) {
    const std::size_t size = overlay.size(family);
    if (size < 2) {
        return fmt::format("family {} has not two statements", family);
    }
    for (std::size_t i = 0; i < size; ++i) {
        const index::Place place = overlay.document(family, i);
        if (!living.document(place)) {
            return fmt::format("a statement of family {} is not there", family);
        }
        if (overlay.family_of(place) != family) {
            return fmt::format("statement {} is in two families", living.id(place));
        }
        if (living.id(place) < living.id(overlay.smallest(family))) {
            return fmt::format("family {} does not have the smallest id", family);
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> wrong_with_overlay(const index::Overlay& overlay, const OpenIndex& index) {
    if (overlay.segments().size() == 0 && !index.manifest.overlay) {
        return std::nullopt;
    }
    const Living living(index);
    for (std::size_t i = 0; i < index.segments.size(); ++i) {
        if (overlay.segments().size() != index.segments.size() ||
            overlay.segments()[i] != index.segments[i]->entry.id) {
            return "it is about other segments than the manifest names";
        }
    }
    for (std::uint32_t family = 0; family < overlay.families(); ++family) {
        if (auto wrong = wrong_with_family(overlay, family, living)) {
            return wrong;
        }
    }
    std::optional<std::string> wrong;
    overlay.each_copy([&](index::Place copy, index::Place of) {
        if (!living.article(copy) || !living.article(of)) {
            wrong = "an article that is not there is a copy, or has one";
        }
    });
    if (const auto corrections = index::decode_corrections(overlay.corrections(), "overlay"); !corrections) {
        wrong = corrections.error().why;
    }
    return wrong;
}

} // namespace demarche::indexer
