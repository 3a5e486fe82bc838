// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/workers.hh"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace demarche::search {

namespace {

/// One round of jobs after the other; a round that finds another one running does its work alone.
class Workers {
  public:
    Workers() = default;
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers() {
        {
            const std::scoped_lock lock(mutex_);
            ending_ = true;
        }
        wake_.notify_all();
        for (std::thread& thread : threads_) {
            thread.join();
        }
    }

    void run(std::size_t jobs, std::size_t helpers, const std::function<void(std::size_t)>& work) {
        const std::unique_lock round(round_, std::try_to_lock);
        if (!round.owns_lock() || helpers == 0) {
            for (std::size_t job = 0; job < jobs; ++job) {
                work(job);
            }
            return;
        }
        std::unique_lock lock(mutex_);
        work_ = &work;
        jobs_ = jobs;
        next_ = 0;
        running_ = 0;
        wanted_ = helpers;
        error_ = nullptr;
        while (threads_.size() < helpers) {
            threads_.emplace_back([this] { help(); });
        }
        wake_.notify_all();
        take_jobs(lock);
        done_.wait(lock, [this] { return running_ == 0; });
        work_ = nullptr;
        if (error_) {
            std::rethrow_exception(std::exchange(error_, nullptr));
        }
    }

  private:
    void help() {
        std::unique_lock lock(mutex_);
        for (;;) {
            wake_.wait(lock, [this] { return ending_ || (next_ < jobs_ && wanted_ > 0); });
            if (ending_) {
                return;
            }
            --wanted_;
            take_jobs(lock);
        }
    }

    /// With the lock held; gives it up while a job runs.
    void take_jobs(std::unique_lock<std::mutex>& lock) {
        while (next_ < jobs_) {
            const std::size_t job = next_++;
            ++running_;
            lock.unlock();
            std::exception_ptr error;
            try {
                (*work_)(job);
            } catch (...) {
                error = std::current_exception();
            }
            lock.lock();
            --running_;
            if (error) {
                error_ = error_ ? error_ : error;
                next_ = jobs_;
            }
        }
        if (running_ == 0) {
            done_.notify_all();
        }
    }

    std::mutex round_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::condition_variable done_;
    std::vector<std::thread> threads_;
    const std::function<void(std::size_t)>* work_ = nullptr;
    std::size_t jobs_ = 0;
    std::size_t next_ = 0;
    std::size_t running_ = 0;
    /// Helpers that may still join the round.
    std::size_t wanted_ = 0;
    std::exception_ptr error_;
    bool ending_ = false;
};

} // namespace

void work_side_by_side(std::size_t jobs, std::size_t threads, const std::function<void(std::size_t job)>& work) {
    if (threads < 2 || jobs < 2) {
        for (std::size_t job = 0; job < jobs; ++job) {
            work(job);
        }
        return;
    }
    static Workers workers;
    workers.run(jobs, std::min(threads, jobs) - 1, work);
}

} // namespace demarche::search
