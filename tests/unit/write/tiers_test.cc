// SPDX-License-Identifier: GPL-3.0-or-later
// Which segments are merged, and that each statement is copied few times.
#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/write/tiers.hh"

namespace demarche::indexer {

TEST_CASE("small segments are merged first") {
    struct Row {
        const char* name;
        std::vector<std::size_t> sizes;
        std::vector<std::size_t> chosen;
    };
    TierLimits limits;
    limits.segments = 3;
    limits.largest = 1000;
    limits.full = 700;
    const Row rows[] = {
        {"few enough", {5, 5, 5}, {}},
        {"two small ones", {500, 1, 500, 2}, {1, 3}},
        {"those that are no larger than the ones before together", {8, 1, 2, 900, 2}, {1, 2, 4}},
        {"full ones stay, and are not counted", {800, 1, 800, 2, 800}, {}},
        {"small ones beside full ones", {800, 1, 800, 2, 4, 3}, {1, 3, 4, 5}},
        {"nothing beyond the largest", {600, 600, 600, 600}, {}},
    };
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(choose_merge(row.sizes, limits) == row.chosen);
        }
    }
}

TEST_CASE("many small commits copy each statement few times") {
    struct Row {
        const char* name;
        std::vector<std::size_t> before;
    };
    const Row rows[] = {
        {"into nothing", {}},
        {"into a million", std::vector<std::size_t>(10, 100'000)},
        {"into many millions", std::vector<std::size_t>(100, 100'000)},
    };
    const TierLimits limits;
    for (const Row& row : rows) {
        DYNAMIC_SECTION(row.name) {
            std::vector<std::size_t> sizes = row.before;
            // The statements that merging copies.
            const auto merge_all = [&] {
                std::size_t copied = 0;
                for (auto chosen = choose_merge(sizes, limits); !chosen.empty(); chosen = choose_merge(sizes, limits)) {
                    std::size_t sum = 0;
                    for (std::size_t at = chosen.size(); at-- > 0;) {
                        sum += sizes[chosen[at]];
                        sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(chosen[at]));
                    }
                    sizes.push_back(sum);
                    copied += sum;
                }
                return copied;
            };
            merge_all();
            constexpr std::size_t commits = 1000;
            std::size_t copied = 0;
            for (std::size_t i = 0; i < commits; ++i) {
                sizes.push_back(1000);
                copied += merge_all();
                const auto full =
                    std::count_if(sizes.begin(), sizes.end(), [&](std::size_t size) { return size >= limits.full; });
                REQUIRE(sizes.size() <= limits.segments + static_cast<std::size_t>(full));
            }
            CHECK(copied < 10 * commits * 1000);
        }
    }
}

} // namespace demarche::indexer
