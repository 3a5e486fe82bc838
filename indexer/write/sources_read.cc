// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>
#include <utility>

#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

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
    if (state.changed == 0 || self.sources.gone.contains(source)) {
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
    if (known != state) {
        return std::nullopt;
    }
    self.count_corrections();
    const auto correction = self.source_corrections->find(index::ledger_key(source));
    articles += correction == self.source_corrections->end() ? 0 : correction->second;
    // All its articles have been deleted since: they are read again.
    return articles > 0 ? std::optional<std::size_t>(static_cast<std::size_t>(articles)) : std::nullopt;
}

Result<void> IndexWriter::end_source(const std::string& source, const index::SourceState& state) {
    const std::scoped_lock held(state_->mutex);
    State& self = *state_;
    if (state.changed == 0) {
        return {};
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

Pruned IndexWriter::prune(const std::function<bool(std::string_view source)>& vanished) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    Pruned pruned;
    std::set<std::string, std::less<>> gone;
    for (const index::Articles& ledger : state.ledgers) {
        for (std::uint32_t source = 0; source < ledger.sources(); ++source) {
            const std::string_view name = ledger.source_name(source);
            if (!state.sources.gone.contains(name) && !gone.contains(name) && vanished(name)) {
                gone.emplace(name);
            }
        }
    }
    for (auto& [id, more] : state.sources.more) {
        for (auto one = more.begin(); one != more.end();) {
            const bool is_gone = gone.contains(*one) || vanished(*one);
            if (is_gone) {
                gone.insert(*one);
                one = more.erase(one);
                state.sources_changed = true;
            } else {
                ++one;
            }
        }
    }
    std::erase_if(state.sources.more, [](const auto& one) { return one.second.empty(); });
    pruned.sources = gone.size();
    if (gone.empty()) {
        return pruned;
    }
    for (std::size_t segment = 0; segment < state.ledgers.size(); ++segment) {
        const index::Articles& ledger = state.ledgers[segment];
        for (std::uint32_t number = 0; number < ledger.size(); ++number) {
            const bool lost = gone.contains(ledger.source_name(ledger.source(number)));
            if (lost && !state.is_dead(segment, number) && !state.sources.more.contains(ledger.id(number)) &&
                !state.recent.contains(index::ledger_key(ledger.id(number)))) {
                state.bury(state.manifest.segments[segment].id, number, ledger.first(number), ledger.count(number));
                ++pruned.articles;
            }
        }
    }
    state.sources.gone.merge(gone);
    state.sources_changed = true;
    return pruned;
}

} // namespace demarche::indexer
