// SPDX-License-Identifier: GPL-3.0-or-later
// Parallel work: order kept, memory bounded, ends when told to.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "indexer/pipeline/ordered_work.hh"

namespace demarche::indexer {

TEST_CASE("results come in the order of production, whatever the number of threads") {
    for (const std::size_t jobs : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{8}}) {
        DYNAMIC_SECTION(jobs << " jobs") {
            std::vector<int> got;
            OrderedWork<int, int> work(jobs);
            work.run(
                [](const auto& push) {
                    for (int i = 0; i < 2000; ++i) {
                        REQUIRE(push(int{i}, 1));
                    }
                },
                [](int&& i) {
                    if (i % 97 == 0) {
                        std::this_thread::sleep_for(std::chrono::microseconds(300));
                    }
                    return i * 2;
                },
                [&](int&& i) {
                    got.push_back(i);
                    return true;
                });
            REQUIRE(got.size() == 2000);
            for (std::size_t i = 0; i < got.size(); ++i) {
                REQUIRE(got[i] == static_cast<int>(i) * 2);
            }
        }
    }
}

TEST_CASE("what is under way stays within its bound") {
    std::atomic<int> under_way = 0;
    std::atomic<int> most = 0;
    OrderedWork<int, int> work(4, 10);
    work.run(
        [&](const auto& push) {
            for (int i = 0; i < 200; ++i) {
                // Each costs 3 of 10: no more than three, and the one the consumer has just been given.
                push(int{i}, 3);
                most = std::max(most.load(), ++under_way);
            }
        },
        [](int&& i) { return i; },
        [&](int&&) {
            --under_way;
            std::this_thread::sleep_for(std::chrono::microseconds(50));
            return true;
        });
    CHECK(most <= 5);
    CHECK(under_way == 0);
}

TEST_CASE("an item that costs more than the bound gets through alone") {
    int got = 0;
    OrderedWork<int, int> work(2, 10);
    work.run(
        [](const auto& push) {
            push(1, 1000);
            push(2, 1000);
        },
        [](int&& i) { return i; },
        [&](int&& i) {
            got += i;
            return true;
        });
    CHECK(got == 3);
}

TEST_CASE("the consumer ends it all") {
    std::atomic<int> pushed = 0;
    int got = 0;
    OrderedWork<int, int> work(3);
    work.run(
        [&](const auto& push) {
            // Endless, but for the consumer.
            while (push(pushed.load(), 1)) {
                ++pushed;
            }
        },
        [](int&& i) { return i; }, [&](int&&) { return ++got < 10; });
    CHECK(got == 10);
    CHECK(pushed < 1000);
}

TEST_CASE("nothing produced gives nothing") {
    int got = 0;
    OrderedWork<int, int> work(2);
    work.run([](const auto&) {}, [](int&& i) { return i; },
             [&](int&&) {
                 ++got;
                 return true;
             });
    CHECK(got == 0);
}

} // namespace demarche::indexer
