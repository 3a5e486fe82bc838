// SPDX-License-Identifier: GPL-3.0-or-later
// One producer, several workers, one consumer that gets the results in the order of production.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace demarche::indexer {

/// Runs work on items in parallel with bounded memory. What is between producer and consumer never exceeds `most_items`
/// nor, but for one item, `most_cost`; the producer waits instead. Neither item nor function may throw.
template <typename Item, typename Done>
class OrderedWork {
  public:
    /// Gives an item and its cost (bytes) to the workers; false when no more are wanted.
    using Push = std::function<bool(Item&&, std::size_t cost)>;

    explicit OrderedWork(std::size_t jobs, std::size_t most_cost = 64U << 20U)
        : jobs_(std::max<std::size_t>(jobs, 1)), most_items_(jobs_ * 16 + 16), most_cost_(most_cost) {}

    /// `produce` runs on a thread of its own and gives items through the Push it is handed; `work` runs on `jobs`
    /// threads; `consume` runs on the calling thread and gives false to end it all. Returns when every thread has
    /// ended.
    void run(const std::function<void(const Push&)>& produce, const std::function<Done(Item&&)>& work,
             const std::function<bool(Done&&)>& consume) {
        std::vector<std::jthread> threads;
        threads.emplace_back([&] {
            produce([this](Item&& item, std::size_t cost) { return push(std::move(item), cost); });
            const std::scoped_lock lock(mutex_);
            produced_all_ = true;
            wanted_.notify_all();
            done_.notify_all();
        });
        for (std::size_t i = 0; i < jobs_; ++i) {
            threads.emplace_back([&] { labour(work); });
        }
        while (std::optional<Done> done = take()) {
            if (!consume(std::move(*done))) {
                const std::scoped_lock lock(mutex_);
                cancelled_ = true;
                wanted_.notify_all();
                room_.notify_all();
                break;
            }
        }
    }

  private:
    struct Waiting {
        std::uint64_t number;
        std::size_t cost;
        Item item;
    };
    struct Finished {
        std::size_t cost;
        Done done;
    };

    bool push(Item&& item, std::size_t cost) {
        std::unique_lock lock(mutex_);
        if (under_way_ >= most_items_ || cost_ + cost > most_cost_) {
            // Half of the room at once: producer and consumer would wake each other for every item.
            room_.wait(lock, [&] {
                return cancelled_ || under_way_ == 0 ||
                       (under_way_ <= most_items_ / 2 && cost_ <= most_cost_ / 2 && cost_ + cost <= most_cost_);
            });
        }
        if (cancelled_) {
            return false;
        }
        ++under_way_;
        cost_ += cost;
        waiting_.push_back({pushed_++, cost, std::move(item)});
        wanted_.notify_one();
        return true;
    }

    void labour(const std::function<Done(Item&&)>& work) {
        std::unique_lock lock(mutex_);
        while (true) {
            wanted_.wait(lock, [&] { return cancelled_ || produced_all_ || !waiting_.empty(); });
            if (cancelled_ || waiting_.empty()) {
                return;
            }
            Waiting next = std::move(waiting_.front());
            waiting_.pop_front();
            lock.unlock();
            Done done = work(std::move(next.item));
            lock.lock();
            finished_.emplace(next.number, Finished{next.cost, std::move(done)});
            if (next.number == taken_) {
                done_.notify_one();
            }
        }
    }

    /// The next result in order, or nothing when there are no more.
    std::optional<Done> take() {
        std::unique_lock lock(mutex_);
        done_.wait(lock, [&] { return finished_.contains(taken_) || (produced_all_ && taken_ == pushed_); });
        const auto found = finished_.find(taken_);
        if (found == finished_.end()) {
            return std::nullopt;
        }
        std::optional<Done> done(std::move(found->second.done));
        cost_ -= found->second.cost;
        --under_way_;
        ++taken_;
        finished_.erase(found);
        if (under_way_ <= most_items_ / 2) {
            room_.notify_one();
        }
        return done;
    }

    const std::size_t jobs_;
    const std::size_t most_items_;
    const std::size_t most_cost_;
    std::mutex mutex_;
    std::condition_variable room_;   ///< for the producer
    std::condition_variable wanted_; ///< for the workers
    std::condition_variable done_;   ///< for the consumer
    std::deque<Waiting> waiting_;
    std::map<std::uint64_t, Finished> finished_;
    std::uint64_t pushed_ = 0;
    std::uint64_t taken_ = 0;
    std::size_t under_way_ = 0;
    std::size_t cost_ = 0;
    bool produced_all_ = false;
    bool cancelled_ = false;
};

} // namespace demarche::indexer
