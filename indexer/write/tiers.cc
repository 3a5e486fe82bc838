// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/tiers.hh"

#include <algorithm>

#include "indexer/write/segment_merger.hh"

namespace demarche::indexer {

std::vector<std::size_t> choose_merge(const std::vector<std::size_t>& sizes, const TierLimits& limits) {
    std::vector<std::size_t> chosen;
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < sizes.size(); ++at) {
        if (sizes[at] < limits.full) {
            order.push_back(at);
        }
    }
    if (order.size() <= limits.segments) {
        return chosen;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return sizes[a] < sizes[b]; });
    // The two smallest, and every further one that is not larger than those before it together: merging it costs no
    // more than they do.
    std::size_t sum = 0;
    for (const std::size_t at : order) {
        const bool fits = sum + sizes[at] <= limits.largest;
        if (!fits || (chosen.size() >= 2 && sizes[at] > sum)) {
            break;
        }
        chosen.push_back(at);
        sum += sizes[at];
    }
    if (chosen.size() < 2) {
        return {};
    }
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

Result<void> merge_tiers(const std::filesystem::path& index, std::vector<index::SegmentEntry>& segments,
                         index::Tombstones& dead, const std::function<std::string()>& new_id, const TierLimits& limits,
                         Renumbering& moved) {
    for (std::size_t i = 0; i < segments.size();) {
        const auto here = dead.find(segments[i].id);
        const std::size_t dead_documents = here == dead.end() ? 0 : here->second.document_count();
        const std::size_t dead_articles = here == dead.end() ? 0 : here->second.articles.size();
        const bool many = static_cast<double>(dead_documents) > limits.dead * segments[i].statements ||
                          static_cast<double>(dead_articles) > limits.dead * segments[i].articles;
        if (!many) {
            ++i;
            continue;
        }
        if (dead_articles == segments[i].articles) {
            dead.erase(here);
            segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(i));
            continue;
        }
        auto rebuilt = rebuild_segment(index, segments[i], new_id(), here->second);
        if (!rebuilt) {
            return fail(rebuilt.error());
        }
        moved.rebuilt(segments[i].id, rebuilt->id, here->second);
        dead.erase(here);
        segments[i++] = std::move(*rebuilt);
    }
    while (true) {
        std::vector<std::size_t> sizes;
        for (const index::SegmentEntry& segment : segments) {
            sizes.push_back(segment.statements);
        }
        const std::vector<std::size_t> chosen = choose_merge(sizes, limits);
        if (chosen.empty()) {
            return {};
        }
        std::vector<index::SegmentEntry> parts;
        for (const std::size_t at : chosen) {
            parts.push_back(segments[at]);
        }
        auto merged = merge_segments(index, parts, new_id(), dead);
        if (!merged) {
            return fail(merged.error());
        }
        std::uint32_t documents = 0;
        std::uint32_t articles = 0;
        for (const index::SegmentEntry& part : parts) {
            moved.appended(part.id, merged->id, documents, articles);
            documents += part.statements;
            articles += part.articles;
        }
        segments[chosen.front()] = std::move(*merged);
        for (std::size_t i = chosen.size(); i-- > 1;) {
            segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(chosen[i]));
        }
    }
}

} // namespace demarche::indexer
