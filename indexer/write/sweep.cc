// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/sweep.hh"

#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace demarche::indexer {

namespace fs = std::filesystem;

bool is_part_of_index(std::string_view name) {
    return name == index::lock_name || name == index::segments_name || name == index::manifest_name ||
           name == std::string(index::manifest_name) + ".new" || name.starts_with("people-") ||
           name.starts_with("dead-") || name.starts_with("sources-") || name.starts_with("overlay-");
}

void sweep(const fs::path& index, const index::Manifest& manifest) {
    std::set<std::string> named{std::string(index::lock_name), std::string(index::segments_name),
                                std::string(index::manifest_name)};
    for (const auto* file : {&manifest.people, &manifest.dead, &manifest.sources, &manifest.overlay}) {
        if (*file) {
            named.insert((*file)->name);
        }
    }
    std::set<std::string> segments;
    for (const index::SegmentEntry& segment : manifest.segments) {
        segments.insert(segment.id);
    }
    std::error_code error;
    std::vector<fs::path> unnamed;
    for (const auto& entry : fs::directory_iterator(index, error)) {
        const std::string name = entry.path().filename().string();
        if (is_part_of_index(name) && !named.contains(name)) {
            unnamed.push_back(entry.path());
        }
    }
    for (const auto& entry : fs::directory_iterator(index / index::segments_name, error)) {
        if (!segments.contains(entry.path().filename().string())) {
            unnamed.push_back(entry.path());
        }
    }
    for (const fs::path& path : unnamed) {
        fs::remove_all(path, error);
    }
}

} // namespace demarche::indexer
