// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

namespace {

/// Of an article and one of its sources.
std::uint64_t seen_key(std::string_view id, std::string_view source) {
    return index::ledger_key(std::string(id) + '\0' + std::string(source));
}

} // namespace

bool IndexWriter::State::has_source(std::string_view id, std::string_view first_source, std::string_view source) const {
    if (first_source == source) {
        return true;
    }
    const auto more = sources.more.find(id);
    return more != sources.more.end() && more->second.contains(std::string(source));
}

void IndexWriter::State::note_source(const std::string& id, std::string_view first_source, const std::string& source) {
    if (sources.gone.erase(source) != 0) {
        sources_changed = true;
    }
    if (first_source != source && sources.more[id].insert(source).second) {
        sources_changed = true;
        source_corrections.reset();
    }
}

void IndexWriter::State::note_seen(std::string_view id, std::string_view source) {
    if (options.pruning) {
        seen.push_back(seen_key(id, source));
    }
}

std::string IndexWriter::State::first_source_of(std::string_view id) const {
    const auto claimed = recent.find(index::ledger_key(id));
    if (claimed != recent.end()) {
        return claimed->second.source;
    }
    const auto committed = find(id);
    return committed ? std::string(ledgers[committed->segment].source_name(
                           ledgers[committed->segment].source(committed->number)))
                     : std::string();
}

void IndexWriter::State::make_stale(const std::string& id, std::string_view first_source, std::string_view but) {
    const auto more = sources.more.find(id);
    if (more == sources.more.end()) {
        return;
    }
    more->second.emplace(first_source);
    for (const std::string& source : more->second) {
        if (!source.empty() && source != but) {
            sources.stale.insert(source);
        }
    }
    sources.more.erase(more);
    sources_changed = true;
    source_corrections.reset();
}

bool IndexWriter::State::is_stale(std::string_view source) const {
    const auto found = sources.stale.lower_bound(source);
    if (found != sources.stale.end() && *found == source) {
        return true;
    }
    // What is packed into a file is stale with it.
    const std::string inside = std::string(source) + "/";
    const auto packed = sources.stale.lower_bound(inside);
    return packed != sources.stale.end() && packed->starts_with(inside);
}

std::size_t IndexWriter::State::articles_below(std::string_view source) const {
    if (!packed_articles) {
        auto& counts = packed_articles.emplace();
        std::unordered_set<std::uint64_t> files;
        for (const index::Articles& ledger : ledgers) {
            for (std::uint32_t one = 0; one < ledger.sources(); ++one) {
                if (ledger.source_state(one).changed != 0) {
                    files.insert(index::ledger_key(ledger.source_name(one)));
                }
            }
        }
        const auto count = [&](std::string_view name, std::int64_t articles) {
            for (std::size_t slash = name.find('/', 1); slash != std::string_view::npos;
                 slash = name.find('/', slash + 1)) {
                const std::uint64_t file = index::ledger_key(name.substr(0, slash));
                if (files.contains(file)) {
                    counts[file] += articles;
                }
            }
        };
        for (std::size_t segment = 0; segment < ledgers.size(); ++segment) {
            const index::Articles& ledger = ledgers[segment];
            for (std::uint32_t one = 0; one < ledger.sources(); ++one) {
                count(ledger.source_name(one), ledger.source_articles(one));
            }
            if (const auto here = dead.find(manifest.segments[segment].id); here != dead.end()) {
                for (const std::uint32_t number : here->second.articles) {
                    if (number < ledger.size()) {
                        count(ledger.source_name(ledger.source(number)), -1);
                    }
                }
            }
        }
        for (const auto& [id, more] : sources.more) {
            for (const std::string& one : more) {
                count(one, 1);
            }
        }
    }
    const auto found = packed_articles->find(index::ledger_key(source));
    return found == packed_articles->end() || found->second < 0 ? 0 : static_cast<std::size_t>(found->second);
}

void IndexWriter::State::count_corrections() const {
    if (source_corrections) {
        return;
    }
    auto& counts = source_corrections.emplace();
    for (std::size_t segment = 0; segment < ledgers.size(); ++segment) {
        const auto here = dead.find(manifest.segments[segment].id);
        if (here == dead.end()) {
            continue;
        }
        for (const std::uint32_t number : here->second.articles) {
            if (number < ledgers[segment].size()) {
                --counts[index::ledger_key(ledgers[segment].source_name(ledgers[segment].source(number)))];
            }
        }
    }
    for (const auto& [id, more] : sources.more) {
        for (const std::string& source : more) {
            ++counts[index::ledger_key(source)];
        }
    }
}

std::optional<std::size_t> IndexWriter::unchanged_source(std::string_view source,
                                                         const index::SourceState& state) const {
    const std::scoped_lock held(state_->mutex);
    const State& self = *state_;
    if (state.changed == 0 || self.sources.gone.contains(source) || self.is_stale(source)) {
        return std::nullopt;
    }
    std::optional<index::SourceState> known;
    std::int64_t articles = 0;
    for (const index::Articles& ledger : self.ledgers) {
        if (const auto found = ledger.find_source(source)) {
            articles += ledger.source_articles(*found);
            if (const index::SourceState one = ledger.source_state(*found); one.changed != 0) {
                known = one;
            }
        }
    }
    if (!known || known->size != state.size || known->changed != state.changed || known->reading != state.reading) {
        return std::nullopt;
    }
    self.count_corrections();
    const auto correction = self.source_corrections->find(index::ledger_key(source));
    articles += correction == self.source_corrections->end() ? 0 : correction->second;
    articles += static_cast<std::int64_t>(self.articles_below(source));
    // All its articles have been deleted since: they are read again.
    return articles > 0 || known->empty ? std::optional<std::size_t>(static_cast<std::size_t>(articles)) : std::nullopt;
}

Result<void> IndexWriter::end_source(const std::string& source, const index::SourceState& state) {
    const std::scoped_lock held(state_->mutex);
    State& self = *state_;
    if (state.changed == 0) {
        return {};
    }
    self.sources_changed = self.sources.gone.erase(source) != 0 || self.sources_changed;
    if (self.is_stale(source)) {
        std::erase_if(self.sources.stale, [&](const std::string& one) {
            return one.starts_with(source) && (one.size() == source.size() || one[source.size()] == '/');
        });
        self.sources_changed = true;
    }
    for (std::size_t i = self.ledgers.size(); i-- > 0;) {
        const auto found = self.ledgers[i].find_source(source);
        if (found && self.ledgers[i].source_state(*found).changed != 0) {
            if (self.ledgers[i].source_state(*found) == state) {
                return {};
            }
            break;
        }
    }
    ArticleWork work;
    work.row.source = source;
    work.source = state;
    auto queued = self.lanes->add(std::move(work));
    return queued ? Result<void>() : fail(queued.error());
}

Pruned IndexWriter::prune(const std::function<SourceFate(std::string_view source)>& fate) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    Pruned pruned;
    std::sort(state.seen.begin(), state.seen.end());
    const auto lost = [&](std::string_view id, std::string_view source, SourceFate of_source) {
        return of_source == SourceFate::vanished ||
               (of_source == SourceFate::read &&
                !std::binary_search(state.seen.begin(), state.seen.end(), seen_key(id, source)));
    };
    std::set<std::string, std::less<>> gone;
    for (auto& [id, more] : state.sources.more) {
        state.sources_changed = std::erase_if(more,
                                              [&](const std::string& source) {
                                                  const SourceFate of_source = fate(source);
                                                  if (of_source == SourceFate::vanished) {
                                                      gone.insert(source);
                                                  }
                                                  return lost(id, source, of_source);
                                              }) != 0 ||
                                state.sources_changed;
    }
    std::erase_if(state.sources.more, [](const auto& one) { return one.second.empty(); });
    for (std::size_t segment = 0; segment < state.ledgers.size(); ++segment) {
        const index::Articles& ledger = state.ledgers[segment];
        std::vector<SourceFate> fates(ledger.sources(), SourceFate::kept);
        for (std::uint32_t source = 0; source < ledger.sources(); ++source) {
            const std::string_view name = ledger.source_name(source);
            if (state.sources.gone.contains(name)) {
                // What it had stayed while others had it.
                fates[source] = SourceFate::vanished;
                continue;
            }
            fates[source] = fate(name);
            if (fates[source] == SourceFate::vanished) {
                gone.emplace(name);
            }
        }
        for (std::uint32_t number = 0; number < ledger.size(); ++number) {
            const std::string_view id = ledger.id(number);
            const std::uint32_t source = ledger.source(number);
            if (lost(id, ledger.source_name(source), fates[source]) && !state.is_dead(segment, number) &&
                !state.sources.more.contains(id) && !state.recent.contains(index::ledger_key(id))) {
                state.bury(state.manifest.segments[segment].id, number, ledger.first(number), ledger.count(number));
                ++pruned.articles;
            }
        }
    }
    pruned.sources = gone.size();
    if (!gone.empty()) {
        state.sources.gone.merge(gone);
        state.sources_changed = true;
    }
    return pruned;
}

} // namespace demarche::indexer
