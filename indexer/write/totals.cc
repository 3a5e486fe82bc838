// SPDX-License-Identifier: GPL-3.0-or-later
// What an index holds, counted from its columns.
#include <algorithm>
#include <set>
#include <string>
#include <system_error>

#include "common/index/columns.hh"
#include "common/index/fingerprints.hh"
#include "common/index/manifest.hh"
#include "common/index/tombstones.hh"
#include "indexer/write/index_writer.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// Adds one segment to the totals, its speakers to `speakers`.
Result<void> add_segment(const fs::path& folder, const index::SegmentEntry& segment, const index::DeadOfSegment& dead,
                         IndexTotals& totals, std::set<std::string, std::less<>>& speakers) {
    const auto file = index::SectionFile::open(folder / index::columns_name);
    if (!file) {
        return fail(file.error());
    }
    const auto columns = index::Columns::open(*file, segment.statements);
    if (!columns) {
        return fail(columns.error());
    }
    const auto names = columns->strings("speaker");
    if (!names) {
        return fail(names.error());
    }
    const index::DeadBits bits(dead, segment.statements);
    std::vector<bool> seen(names->dictionary().size());
    for (std::uint32_t docid = 1; docid <= segment.statements; ++docid) {
        if (bits[docid]) {
            continue;
        }
        names->each(docid, [&](std::uint32_t id) { seen[id] = true; });
        if (const std::int32_t day = columns->day(docid); day != index::no_day) {
            const Date date = Date::from_days(day);
            totals.dates = totals.dates
                               ? DateRange{std::min(totals.dates->first, date), std::max(totals.dates->last, date)}
                               : DateRange{date, date};
        }
    }
    for (std::size_t id = 0; id < seen.size(); ++id) {
        if (seen[id]) {
            speakers.emplace(names->dictionary().value(id));
        }
    }
    totals.articles += segment.articles - dead.articles.size();
    totals.statements += segment.statements - bits.count();
    totals.dead += bits.count();
    return {};
}

std::string part_of(const fs::path& file) {
    const std::string name = file.filename().string();
    if (file.extension() == ".glass" || name == "iamglass" || name == "flintlock") {
        return "postings";
    }
    for (const std::string_view part :
         {index::columns_name, index::statements_name, index::articles_name, index::copies_name}) {
        if (name == part) {
            return name;
        }
    }
    return name.starts_with("people-") ? "people" : "other";
}

} // namespace

Result<IndexTotals> index_totals(const fs::path& path) {
    const auto manifest = index::read_manifest(path);
    if (!manifest) {
        return fail(manifest.error());
    }
    index::Tombstones dead;
    if (manifest->dead) {
        const auto bytes = index::read_named(path / manifest->dead->name, *manifest->dead);
        if (!bytes) {
            return fail(bytes.error());
        }
        auto read = index::read_tombstones(*bytes, (path / manifest->dead->name).string());
        if (!read) {
            return fail(read.error());
        }
        dead = std::move(*read);
    }
    IndexTotals totals;
    std::set<std::string, std::less<>> speakers;
    for (const index::SegmentEntry& segment : manifest->segments) {
        if (auto done =
                add_segment(path / index::segments_name / segment.id, segment, dead[segment.id], totals, speakers);
            !done) {
            return fail(done.error());
        }
    }
    totals.speakers = speakers.size();
    totals.segments = manifest->segments.size();
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
        if (entry.is_regular_file(error)) {
            const auto size = entry.file_size(error);
            totals.bytes += size;
            totals.parts[part_of(entry.path())] += size;
        }
    }
    return totals;
}

} // namespace demarche::indexer
