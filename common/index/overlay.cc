// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/overlay.hh"

#include <algorithm>
#include <tuple>

#include "common/index/string_sections.hh"

namespace demarche::index {

namespace {

/// No chain of copies is longer; a damaged file may go in circles.
constexpr int longest_chain = 64;

void put(ByteWriter& out, Place place) {
    out.u32(place.segment);
    out.u32(place.number);
}

/// Offsets of the rows of each segment, of rows sorted by place.
template <typename Rows, typename PlaceOf>
std::string offsets(const Rows& rows, std::size_t segments, PlaceOf place_of) {
    ByteWriter first;
    std::size_t at = 0;
    for (std::uint32_t segment = 0; segment <= segments; ++segment) {
        while (at < rows.size() && place_of(rows[at]).segment < segment) {
            ++at;
        }
        first.u32(static_cast<std::uint32_t>(at));
    }
    return std::move(first.bytes);
}

} // namespace

std::string OverlayData::bytes() {
    std::sort(families.begin(), families.end(),
              [](const Family& a, const Family& b) { return a.documents.front() < b.documents.front(); });
    SectionWriter out;
    write_strings(out, "segment", segments);
    ByteWriter members_first;
    ByteWriter members;
    ByteWriter smallest;
    std::vector<std::pair<Place, std::uint32_t>> documents;
    for (const Family& family : families) {
        members_first.u32(static_cast<std::uint32_t>(documents.size()));
        smallest.u32(family.smallest);
        for (const Place document : family.documents) {
            put(members, document);
            documents.emplace_back(document, static_cast<std::uint32_t>(&family - families.data()));
        }
    }
    members_first.u32(static_cast<std::uint32_t>(documents.size()));
    std::sort(documents.begin(), documents.end());
    ByteWriter numbers;
    ByteWriter families_of;
    for (const auto& [document, family] : documents) {
        numbers.u32(document.number);
        families_of.u32(family);
    }
    std::sort(copies.begin(), copies.end());
    ByteWriter articles;
    ByteWriter originals;
    for (const auto& [copy, of] : copies) {
        articles.u32(copy.number);
        put(originals, of);
    }
    const auto first_of = [](const auto& row) { return row.first; };
    out.add("family.first", std::move(members_first.bytes));
    out.add("family.member", std::move(members.bytes));
    out.add("family.smallest", std::move(smallest.bytes));
    out.add("document.first", offsets(documents, segments.size(), first_of));
    out.add("document", std::move(numbers.bytes));
    out.add("document.family", std::move(families_of.bytes));
    out.add("copy.first", offsets(copies, segments.size(), first_of));
    out.add("copy", std::move(articles.bytes));
    out.add("copy.of", std::move(originals.bytes));
    out.add("corrections", corrections);
    return out.bytes();
}

Result<Overlay> Overlay::open(const std::filesystem::path& path) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    Overlay out;
    out.file_ = std::move(*file);
    auto segments = StringList::open(out.file_, "segment");
    if (!segments) {
        return fail(segments.error());
    }
    out.segments_ = *segments;
    const std::pair<const char*, std::string_view*> sections[] = {
        {"family.first", &out.members_first_}, {"family.member", &out.members_},
        {"family.smallest", &out.smallest_},   {"document.first", &out.documents_first_},
        {"document", &out.documents_},         {"document.family", &out.families_of_},
        {"copy.first", &out.copies_first_},    {"copy", &out.copies_},
        {"copy.of", &out.originals_},          {"corrections", &out.corrections_}};
    for (const auto& [name, bytes] : sections) {
        const auto section = out.file_.section(name);
        if (!section) {
            return fail(section.error());
        }
        *bytes = *section;
    }
    out.families_ = out.smallest_.size() / 4;
    const std::size_t offsets = 4 * (out.segments_.size() + 1);
    if (out.members_first_.size() != 4 * (out.families_ + 1) || out.documents_first_.size() != offsets ||
        out.copies_first_.size() != offsets || out.families_of_.size() != out.documents_.size() ||
        out.originals_.size() != 2 * out.copies_.size() || out.members_.size() != 2 * out.documents_.size()) {
        return fail(out.file_.damaged("its sections do not fit each other"));
    }
    return out;
}

std::pair<std::size_t, std::size_t> Overlay::rows_of(std::string_view first, std::size_t i, std::size_t size) {
    if ((i + 2) * 4 > first.size()) {
        return {0, 0};
    }
    const std::size_t begin = load<std::uint32_t>(first, i);
    const std::size_t end = load<std::uint32_t>(first, i + 1);
    return begin <= end && end <= size ? std::pair{begin, end} : std::pair<std::size_t, std::size_t>{0, 0};
}

std::optional<std::size_t> Overlay::find(std::string_view first, std::string_view sorted, Place wanted) {
    auto [low, high] = rows_of(first, wanted.segment, sorted.size() / 4);
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        const auto number = load<std::uint32_t>(sorted, middle);
        if (number == wanted.number) {
            return middle;
        }
        if (number < wanted.number) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> Overlay::family_of(Place document) const {
    const auto row = find(documents_first_, documents_, document);
    if (!row) {
        return std::nullopt;
    }
    const auto family = load<std::uint32_t>(families_of_, *row);
    return family < families_ ? std::optional(family) : std::nullopt;
}

std::size_t Overlay::size(std::uint32_t family) const {
    const auto [begin, end] = rows_of(members_first_, family, members_.size() / 8);
    return end - begin;
}

Place Overlay::document(std::uint32_t family, std::size_t nth) const {
    const auto [begin, end] = rows_of(members_first_, family, members_.size() / 8);
    return begin + nth < end ? place(members_, begin + nth) : Place{};
}

Place Overlay::smallest(std::uint32_t family) const {
    return document(family, load<std::uint32_t>(smallest_, family));
}

std::optional<Place> Overlay::copy_of(Place article) const {
    const auto row = find(copies_first_, copies_, article);
    return row ? std::optional(place(originals_, *row)) : std::nullopt;
}

std::optional<Place> Overlay::original_of(Place article) const {
    auto original = copy_of(article);
    for (int step = 0; original && step < longest_chain; ++step) {
        const auto next = copy_of(*original);
        if (!next) {
            break;
        }
        original = next;
    }
    return original;
}

} // namespace demarche::index
