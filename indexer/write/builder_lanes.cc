// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/builder_lanes.hh"

#include <algorithm>
#include <exception>
#include <utility>

#include "indexer/write/segment_builder.hh"

namespace demarche::indexer {

namespace {

/// What a queue may hold: enough that a builder never waits, little beside the builder's own memory.
constexpr std::size_t most_bytes = 2U << 20U;
constexpr std::size_t most_articles = 512;

std::size_t cost(const ArticleWork& work) {
    // A statement's own strings and its object.
    std::size_t bytes = work.article.text.size() + sizeof(ArticleWork);
    for (const Statement& statement : work.statements) {
        bytes += sizeof(Statement) + statement.text.size() + statement.title.size();
    }
    return bytes;
}

} // namespace

BuilderLanes::BuilderLanes(std::filesystem::path index, std::size_t lanes, std::size_t segment_statements,
                           std::function<std::string()> new_id)
    : index_(std::move(index)), most_lanes_(std::max<std::size_t>(lanes, 1)), segment_statements_(segment_statements),
      new_id_(std::move(new_id)) {}

BuilderLanes::~BuilderLanes() {
    {
        const std::scoped_lock lock(mutex_);
        ended_ = true;
        for (const auto& lane : lanes_) {
            lane->wanted.notify_one();
        }
    }
    lanes_.clear();
}

BuilderLanes::Lane* BuilderLanes::free_lane() {
    for (const auto& lane : lanes_) {
        if (!lane->full) {
            return lane.get();
        }
    }
    return lanes_.size() < most_lanes_ ? &begin_lane() : nullptr;
}

BuilderLanes::Lane& BuilderLanes::begin_lane() {
    Lane& lane = *lanes_.emplace_back(std::make_unique<Lane>());
    lane.thread = std::jthread([this, &lane] { labour(lane); });
    return lane;
}

Result<LanePlace> BuilderLanes::add(ArticleWork work) {
    std::unique_lock lock(mutex_);
    Lane* lane = nullptr;
    room_.wait(lock, [&] { return error_ || (lane = free_lane()) != nullptr; });
    if (error_) {
        return fail(*error_);
    }
    if (lane->segment.empty()) {
        lane->segment = new_id_();
        lane->ids.push_back(lane->segment);
        lane->articles = 0;
        lane->statements = 0;
    }
    LanePlace place{lane->segment, lane->articles, lane->statements + 1};
    lane->articles += work.source ? 0 : 1;
    lane->statements += static_cast<std::uint32_t>(work.statements.size());
    lane->bytes += cost(work);
    lane->queue.emplace_back(std::move(work));
    lane->full = lane->bytes >= most_bytes || lane->queue.size() >= most_articles;
    if (lane->statements >= segment_statements_) {
        lane->queue.emplace_back(std::nullopt);
        lane->segment.clear();
    }
    lane->wanted.notify_one();
    return place;
}

Result<std::vector<index::SegmentEntry>> BuilderLanes::finish() {
    std::unique_lock lock(mutex_);
    for (const auto& lane : lanes_) {
        if (!lane->segment.empty()) {
            lane->queue.emplace_back(std::nullopt);
            lane->segment.clear();
            lane->wanted.notify_one();
        }
    }
    room_.wait(lock, [&] {
        return error_ || std::all_of(lanes_.begin(), lanes_.end(),
                                     [](const auto& lane) { return lane->queue.empty() && !lane->busy; });
    });
    if (error_) {
        return fail(*error_);
    }
    // The order in which threads came to their end must not decide anything.
    std::sort(finished_.begin(), finished_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return std::exchange(finished_, {});
}

void BuilderLanes::labour(Lane& lane) {
    std::unique_ptr<SegmentBuilder> builder;
    std::unique_lock lock(mutex_);
    while (true) {
        lane.busy = false;
        if (lane.queue.empty()) {
            room_.notify_all();
        }
        lane.wanted.wait(lock, [&] { return ended_ || !lane.queue.empty(); });
        if (ended_) {
            return;
        }
        lane.busy = true;
        std::optional<ArticleWork> work = std::move(lane.queue.front());
        lane.queue.pop_front();
        const std::string id = lane.ids.front();
        if (work) {
            lane.bytes -= std::min(lane.bytes, cost(*work));
        } else {
            lane.ids.pop_front();
        }
        // Not one article at a time: builder and reader would wake each other for each.
        if (lane.full && lane.bytes < most_bytes / 2 && lane.queue.size() < most_articles / 2) {
            lane.full = false;
            room_.notify_all();
        }
        const bool failed = error_.has_value();
        lock.unlock();
        Result<void> done;
        std::optional<index::SegmentEntry> entry;
        try {
            if (!failed && builder == nullptr) {
                auto made = SegmentBuilder::create(index_, id);
                done = made ? Result<void>() : fail(made.error());
                builder = made ? std::move(*made) : nullptr;
            }
            if (builder != nullptr && done && work && work->source) {
                builder->add_source(work->row.source, *work->source);
            } else if (builder != nullptr && done && work) {
                done = builder->add(work->article, work->statements, std::move(work->row));
            } else if (builder != nullptr && done) {
                auto sealed = builder->finish();
                builder.reset();
                done = sealed ? Result<void>() : fail(sealed.error());
                if (sealed) {
                    entry = std::move(*sealed);
                }
            }
        } catch (const std::exception& error) {
            done = fail({"cannot build a segment", index_.string(), error.what(), "", Exit::bad_index});
        }
        work.reset();
        lock.lock();
        if (!done && !error_) {
            error_ = done.error();
            room_.notify_all();
        }
        if (entry) {
            finished_.push_back(std::move(*entry));
        }
    }
}

} // namespace demarche::indexer
