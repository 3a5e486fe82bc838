// SPDX-License-Identifier: GPL-3.0-or-later
// The generation's file `overlay`: what later articles may change about earlier statements. Which statements are one
// utterance, which articles are copies, what was corrected by hand.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/bytes.hh"
#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// A document or an article of an index: its segment's place in the manifest, and its number there.
struct Place {
    std::uint32_t segment = 0;
    std::uint32_t number = 0;
    auto operator<=>(const Place&) const = default;
};

/// The overlay as values, for writing it.
struct OverlayData {
    /// Ids of the manifest's segments, in order.
    std::vector<std::string> segments;
    /// Statements of one utterance, at least two, the one published first first; and which of them has the smallest id,
    /// which is the family's.
    struct Family {
        std::vector<Place> documents;
        std::uint32_t smallest = 0;
        bool operator==(const Family&) const = default;
    };
    std::vector<Family> families;
    /// Articles that are copies, in order, and of which: the earliest that is like them.
    std::vector<std::pair<Place, Place>> copies;
    /// Corrections by hand, as encode_corrections gives them.
    std::string corrections;

    bool operator==(const OverlayData&) const = default;
    bool empty() const { return families.empty() && copies.empty() && corrections.empty(); }
    /// The file's bytes. Sorts families by their first document.
    std::string bytes();
};

/// The reader's side, mapped. Places are clipped to nothing that is not there by whoever uses them: the file knows no
/// sizes of segments.
class Overlay {
  public:
    /// An overlay in which nothing is.
    Overlay() = default;
    static Result<Overlay> open(const std::filesystem::path& path);

    const StringList& segments() const { return segments_; }

    std::size_t families() const { return families_; }
    std::optional<std::uint32_t> family_of(Place document) const;
    /// Documents of a family.
    std::size_t size(std::uint32_t family) const;
    /// The one that was published `nth`, from 0.
    Place document(std::uint32_t family, std::size_t nth) const;
    /// The one whose id is the family's.
    Place smallest(std::uint32_t family) const;
    /// Documents of a segment that are in families: calls `use(docid, family)` in rising order.
    template <typename Use>
    void each_document(std::uint32_t segment, Use&& use) const {
        const auto [begin, end] = rows_of(documents_first_, segment, documents_.size() / 4);
        for (std::size_t i = begin; i < end; ++i) {
            if (const auto family = load<std::uint32_t>(families_of_, i); family < families_) {
                use(load<std::uint32_t>(documents_, i), family);
            }
        }
    }

    /// Of which article an article is a copy.
    std::optional<Place> copy_of(Place article) const;
    /// The same, to the first of all: a copy of a copy is one of that.
    std::optional<Place> original_of(Place article) const;
    std::size_t copies() const { return copies_.size() / 4; }
    /// Calls `use(copy, of)` for each.
    template <typename Use>
    void each_copy(Use&& use) const {
        for (std::uint32_t segment = 0; segment < segments_.size(); ++segment) {
            const auto [begin, end] = rows_of(copies_first_, segment, copies());
            for (std::size_t i = begin; i < end; ++i) {
                use(Place{segment, load<std::uint32_t>(copies_, i)}, place(originals_, i));
            }
        }
    }

    std::string_view corrections() const { return corrections_; }
    const SectionFile& file() const { return file_; }

  private:
    static Place place(std::string_view list, std::size_t i) {
        return {load<std::uint32_t>(list, 2 * i), load<std::uint32_t>(list, 2 * i + 1)};
    }
    /// Rows of a list given by offsets, clipped to what is there.
    static std::pair<std::size_t, std::size_t> rows_of(std::string_view first, std::size_t i, std::size_t size);
    static std::optional<std::size_t> find(std::string_view first, std::string_view sorted, Place wanted);

    SectionFile file_;
    StringList segments_;
    std::size_t families_ = 0;
    std::string_view members_first_;
    std::string_view members_;
    std::string_view smallest_;
    std::string_view documents_first_;
    std::string_view documents_;
    std::string_view families_of_;
    std::string_view copies_first_;
    std::string_view copies_;
    std::string_view originals_;
    std::string_view corrections_;
};

} // namespace demarche::index
