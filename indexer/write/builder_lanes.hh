// SPDX-License-Identifier: GPL-3.0-or-later
// Segment builders side by side: each on a thread of its own, fed through a bounded queue.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/index/articles.hh"
#include "common/index/manifest.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/report/error.hh"

namespace demarche::indexer {

/// What is to be put into a segment.
struct ArticleWork {
    Article article;
    std::vector<Statement> statements;
    index::LedgerRow row;
    /// Not an article: says what the row's source was like.
    std::optional<index::SourceState> source;
};

/// Where an article will be: known when it is queued, since a lane works in the order of its queue.
struct LanePlace {
    std::string segment;
    std::uint32_t number = 0;
    std::uint32_t first = 0;
};

/// A second builder begins only when the first has more to do than it can: few statements make one segment.
/// Not thread-safe: one caller at a time; the threads behind it are its own.
class BuilderLanes {
  public:
    /// `new_id` gives the names of segments, which are closed at `segment_statements`.
    BuilderLanes(std::filesystem::path index, std::size_t lanes, std::size_t segment_statements,
                 std::function<std::string()> new_id);
    BuilderLanes(const BuilderLanes&) = delete;
    BuilderLanes& operator=(const BuilderLanes&) = delete;
    /// Ends the threads; what is not finished is lost.
    ~BuilderLanes();

    /// Queues an article, waiting while all queues are full. The error is one met by a builder, earlier perhaps.
    Result<LanePlace> add(ArticleWork work);

    /// Finishes all segments begun and gives those finished since the last call.
    Result<std::vector<index::SegmentEntry>> finish();

  private:
    struct Lane {
        std::deque<std::optional<ArticleWork>> queue; ///< an empty entry closes the segment
        std::deque<std::string> ids;                  ///< of the segments whose articles are in the queue
        std::size_t bytes = 0;
        bool busy = false;
        bool full = false;   ///< until half of its queue is done
        std::string segment; ///< that the next article goes to, or empty
        std::uint32_t articles = 0;
        std::uint32_t statements = 0;
        std::condition_variable wanted; ///< for its builder
        std::jthread thread;
    };

    void labour(Lane& lane);
    Lane* free_lane();
    Lane& begin_lane();

    std::filesystem::path index_;
    std::size_t most_lanes_;
    std::size_t segment_statements_;
    std::function<std::string()> new_id_;
    std::mutex mutex_;
    std::condition_variable room_; ///< for whoever adds or finishes
    bool ended_ = false;
    std::optional<Error> error_;
    std::vector<index::SegmentEntry> finished_;
    std::vector<std::unique_ptr<Lane>> lanes_;
};

} // namespace demarche::indexer
