// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/index_writer.hh"

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <system_error>
#include <thread>
#include <unordered_map>

#include <fmt/format.h>

#include "common/index/checksum.hh"
#include "common/index/document.hh"
#include "common/index/files.hh"
#include "common/index/manifest.hh"
#include "common/index/people.hh"
#include "common/index/sources.hh"
#include "common/index/tombstones.hh"
#include "common/names/who_is_who.hh"
#include "indexer/write/builder_lanes.hh"
#include "indexer/write/segment_files.hh"
#include "indexer/write/sweep.hh"
#include "indexer/write/tiers.hh"
#include "indexer/write/write_lock.hh"

namespace demarche::indexer {

namespace fs = std::filesystem;

namespace {

/// An article claimed or added since the last commit.
struct Recent {
    std::string segment; ///< empty until it is added
    std::uint32_t number = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint64_t source = 0;
    index::ContentHash content;
};

/// An article of a committed segment.
struct Committed {
    std::size_t segment = 0; ///< its place in the manifest
    std::uint32_t number = 0;
};

/// A folder that holds no index may hold nothing else: --db pointed at somebody's documents is a mistake.
Result<void> check_empty(const fs::path& path) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(path, error)) {
        const std::string name = entry.path().filename().string();
        if (!is_part_of_index(name)) {
            return fail({"this folder is no index", path.string(), fmt::format("it holds “{}” and no manifest", name),
                         "name an empty or new folder with --db", Exit::bad_index});
        }
    }
    if (error) {
        return fail(index::file_error("cannot read the index's folder", path, error.value()));
    }
    return {};
}

} // namespace

struct IndexWriter::State {
    fs::path path;
    const names::WhoIsWho& who;
    WriterOptions options;
    WriteLock lock;
    index::Manifest manifest;
    index::Tombstones dead;
    index::SourceChanges sources;
    /// The ledgers of the manifest's segments.
    std::vector<index::Articles> ledgers;
    /// By ledger_key of the id.
    std::unordered_map<std::uint64_t, Recent> recent;
    /// How many articles more or fewer than the ledgers say a source has; made when first asked for.
    mutable std::optional<std::unordered_map<std::uint64_t, std::int64_t>> source_corrections;
    std::size_t segments_begun = 0;
    std::size_t pending_statements = 0;
    std::size_t pending_articles = 0;
    bool dead_changed = false;
    bool sources_changed = false;
    bool compacting = false;
    mutable std::mutex mutex;
    /// Last, so that its threads end first.
    std::unique_ptr<BuilderLanes> lanes;

    State(fs::path folder, const names::WhoIsWho& names, WriterOptions writer_options, WriteLock held)
        : path(std::move(folder)), who(names), options(writer_options), lock(std::move(held)) {}

    Result<void> load();
    Result<void> open_ledgers();
    std::string new_segment() { return fmt::format("{}-{}", manifest.generation + 1, ++segments_begun); }
    std::optional<Committed> find(std::string_view id) const;
    bool is_dead(std::size_t segment, std::uint32_t number) const;
    void bury(const std::string& segment, std::uint32_t number, std::uint32_t first, std::uint32_t count);
    bool bury_article(std::string_view ledger_id);
    ArticleState claim(Article& article, const index::ContentHash& content, std::size_t piece,
                       Diagnostics& diagnostics);
    bool has_source(std::string_view id, std::string_view first_source, std::string_view source) const;
    void note_source(const std::string& id, std::string_view first_source, const std::string& source);
    void count_corrections() const;
    Result<void> write_people(index::Manifest& next) const;
    Result<void> write_small(index::Manifest& next, std::optional<index::NamedFile> index::Manifest::* which,
                             std::string_view name, const std::string& bytes) const;
    Result<void> merge(index::Manifest& next);
    Result<void> commit();
};

Result<void> IndexWriter::State::load() {
    std::error_code error;
    if (!fs::exists(path / index::manifest_name, error)) {
        return check_empty(path);
    }
    auto read = index::read_manifest(path);
    if (!read) {
        return fail(read.error());
    }
    manifest = std::move(*read);
    auto tombstones = load_tombstones(path, manifest);
    if (!tombstones) {
        return fail(tombstones.error());
    }
    dead = std::move(*tombstones);
    if (manifest.sources) {
        const fs::path file = path / manifest.sources->name;
        const auto bytes = index::read_named(file, *manifest.sources);
        if (!bytes) {
            return fail(bytes.error());
        }
        auto changes = index::read_source_changes(*bytes, file.string());
        if (!changes) {
            return fail(changes.error());
        }
        sources = std::move(*changes);
    }
    return open_ledgers();
}

Result<void> IndexWriter::State::open_ledgers() {
    ledgers.clear();
    source_corrections.reset();
    for (const index::SegmentEntry& segment : manifest.segments) {
        auto ledger = index::Articles::open(path / index::segments_name / segment.id / index::articles_name);
        if (!ledger) {
            return fail(ledger.error());
        }
        if (ledger->size() != segment.articles) {
            return fail(ledger->file().damaged("it has not as many articles as the manifest says"));
        }
        ledgers.push_back(std::move(*ledger));
    }
    return {};
}

bool IndexWriter::State::is_dead(std::size_t segment, std::uint32_t number) const {
    const auto found = dead.find(manifest.segments[segment].id);
    return found != dead.end() && found->second.articles.contains(number);
}

std::optional<Committed> IndexWriter::State::find(std::string_view id) const {
    for (std::size_t segment = ledgers.size(); segment-- > 0;) {
        std::size_t from = 0;
        while (const auto number = ledgers[segment].find(id, from)) {
            if (!is_dead(segment, *number)) {
                return Committed{segment, *number};
            }
        }
    }
    return std::nullopt;
}

void IndexWriter::State::bury(const std::string& segment, std::uint32_t number, std::uint32_t first,
                              std::uint32_t count) {
    index::DeadOfSegment& dead_here = dead[segment];
    dead_here.articles.insert(number);
    if (count != 0) {
        dead_here.documents[first] = count;
    }
    dead_changed = true;
    source_corrections.reset();
}

bool IndexWriter::State::bury_article(std::string_view ledger_id) {
    const auto found = recent.find(index::ledger_key(ledger_id));
    if (found != recent.end() && !found->second.segment.empty()) {
        const Recent& one = found->second;
        bury(one.segment, one.number, one.first, one.count);
        recent.erase(found);
        return true;
    }
    if (const auto committed = find(ledger_id)) {
        const index::Articles& ledger = ledgers[committed->segment];
        bury(manifest.segments[committed->segment].id, committed->number, ledger.first(committed->number),
             ledger.count(committed->number));
        return true;
    }
    return false;
}

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

Result<void> IndexWriter::State::write_people(index::Manifest& next) const {
    // People that a user once gave stay: those the index has, and those of this run which it has not.
    std::vector<std::string> files;
    if (manifest.people) {
        const auto kept = index::People::open(path / manifest.people->name);
        if (!kept) {
            return fail(kept.error());
        }
        for (std::size_t i = 0; i < kept->user_files().size(); ++i) {
            files.emplace_back(kept->user_files()[i]);
        }
    }
    for (const std::string& file : options.people_files) {
        if (std::find(files.begin(), files.end(), file) == files.end()) {
            files.push_back(file);
        }
    }
    bool more = files.size() > who.user_files().size();
    for (std::size_t i = 0; i < files.size() && !more; ++i) {
        more = files[i] != who.user_files()[i];
    }
    std::optional<names::WhoIsWho> merged;
    if (more) {
        for (const std::string& file : who.user_files()) {
            if (std::find(files.begin(), files.end(), file) == files.end()) {
                files.push_back(file);
            }
        }
        for (const std::string& file : files) {
            const names::WhoIsWho& before = merged ? *merged : names::WhoIsWho::builtin();
            auto with = before.with_people(file, "people of the index");
            if (!with) {
                return fail(with.error());
            }
            merged = std::move(*with);
        }
    }
    const names::WhoIsWho& all = merged ? *merged : who;
    // The name tells which names data the file was made from: it is made again only when that has changed.
    const std::string name = "people-" + index::hex(index::people_fingerprint(all));
    if (next.people && next.people->name == name) {
        return {};
    }
    const std::string bytes = index::write_people(all);
    next.people = index::named_file(name, bytes);
    return index::write_file(path / name, bytes);
}

Result<void> IndexWriter::State::write_small(index::Manifest& next,
                                             std::optional<index::NamedFile> index::Manifest::* which,
                                             std::string_view name, const std::string& bytes) const {
    const std::string file = fmt::format("{}-{}", name, next.generation);
    next.*which = index::named_file(file, bytes);
    return index::write_file(path / file, bytes);
}

Result<void> IndexWriter::State::merge(index::Manifest& next) {
    const auto new_id = [this] { return new_segment(); };
    TierLimits limits;
    limits.segments = options.most_segments;
    if (compacting) {
        limits.segments = 1;
        limits.largest = 1'000'000;
        limits.dead = 0;
    }
    const std::size_t before = dead.size();
    auto done = merge_tiers(path, next.segments, dead, new_id, limits);
    dead_changed = dead_changed || dead.size() != before;
    return done;
}

Result<void> IndexWriter::State::commit() {
    std::vector<index::SegmentEntry> finished;
    if (lanes != nullptr) {
        auto entries = lanes->finish();
        if (!entries) {
            return fail(entries.error());
        }
        finished = std::move(*entries);
    }
    const bool compactable = compacting && (manifest.segments.size() > 1 || !dead.empty());
    if (finished.empty() && !dead_changed && !sources_changed && !compactable && manifest.generation != 0) {
        return {};
    }
    if (finished.empty() && !dead_changed && !sources_changed && manifest.generation == 0) {
        return {};
    }
    index::Manifest next = manifest;
    ++next.generation;
    next.analysis = index::current_analysis();
    next.written_by = index::current_writer();
    next.segments.insert(next.segments.end(), finished.begin(), finished.end());
    // What merging changes must not count if the commit fails: a later one begins with what the manifest says.
    index::Tombstones dead_before = dead;
    const auto undo = [&](const Result<void>& failed) {
        dead = std::move(dead_before);
        return failed;
    };
    if (auto done = merge(next); !done) {
        return undo(done);
    }
    if (auto done = write_people(next); !done) {
        return undo(done);
    }
    if (dead.empty()) {
        next.dead.reset();
    } else if (auto done = write_small(next, &index::Manifest::dead, "dead", index::write_tombstones(dead)); !done) {
        return undo(done);
    }
    if (sources.empty()) {
        next.sources.reset();
    } else if (sources_changed) {
        if (auto done = write_small(next, &index::Manifest::sources, "sources", index::write_source_changes(sources));
            !done) {
            return undo(done);
        }
    }
    if (auto done = index::replace_manifest(path, next); !done) {
        return undo(done);
    }
    manifest = std::move(next);
    std::erase_if(recent, [](const auto& one) { return !one.second.segment.empty(); });
    segments_begun = 0;
    pending_statements = 0;
    pending_articles = 0;
    dead_changed = false;
    sources_changed = false;
    compacting = false;
    auto opened = open_ledgers();
    sweep(path, manifest);
    return opened;
}

IndexWriter::IndexWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexWriter::IndexWriter(IndexWriter&&) noexcept = default;
IndexWriter& IndexWriter::operator=(IndexWriter&&) noexcept = default;
IndexWriter::~IndexWriter() = default;

Result<IndexWriter> IndexWriter::open(const fs::path& path, const names::WhoIsWho& who, WriterOptions options) {
    std::error_code error;
    if (!options.create && !fs::exists(path / index::manifest_name, error)) {
        return fail(index::read_manifest(path).error());
    }
    fs::create_directories(path, error);
    if (error) {
        return fail(index::file_error("cannot create the index's folder", path, error.value()));
    }
    auto lock = WriteLock::take(path, options.wait);
    if (!lock) {
        return fail(lock.error());
    }
    auto state = std::make_unique<State>(path, who, options, std::move(*lock));
    if (auto loaded = state->load(); !loaded) {
        return fail(loaded.error());
    }
    sweep(path, state->manifest);
    const std::size_t builders =
        options.builders != 0 ? options.builders : std::max(1U, std::thread::hardware_concurrency());
    State* const self = state.get();
    state->lanes = std::make_unique<BuilderLanes>(path, builders, options.segment_statements,
                                                  [self] { return self->new_segment(); });
    return IndexWriter(std::move(state));
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

ArticleState IndexWriter::State::claim(Article& article, const index::ContentHash& content, std::size_t piece,
                                       Diagnostics& diagnostics) {
    const std::string wanted = article.id.empty() ? index::hex(content.high) + index::hex(content.low) : article.id;
    article.id = wanted;
    const std::uint64_t source_key = index::ledger_key(article.source);
    for (std::size_t n = 2;; ++n) {
        const std::string id = piece_id(article.id, piece);
        const std::uint64_t key = index::ledger_key(id);
        const auto claimed = recent.find(key);
        const auto committed = claimed == recent.end() ? find(id) : std::nullopt;
        if (claimed == recent.end() && !committed) {
            recent[key] = {{}, 0, 0, 0, source_key, content};
            sources_changed = sources.gone.erase(article.source) != 0 || sources_changed;
            if (article.id != wanted) {
                diagnostics.warn({"another source has an article of this id", article.source, "",
                                  fmt::format("“{}” is kept as “{}”", wanted, article.id), Exit::ok});
            }
            return ArticleState::fresh;
        }
        bool same_source = claimed != recent.end() && claimed->second.source == source_key;
        bool same_content = claimed != recent.end() && claimed->second.content == content;
        std::string first_source;
        if (committed) {
            const index::Articles& ledger = ledgers[committed->segment];
            first_source = ledger.source_name(ledger.source(committed->number));
            same_source = has_source(id, first_source, article.source);
            same_content = ledger.content(committed->number) == content;
        }
        if (same_content) {
            if (committed || !same_source) {
                note_source(id, committed ? first_source : std::string(), article.source);
            }
            return ArticleState::unchanged;
        }
        if (same_source) {
            Recent& one = recent[key];
            one.source = source_key;
            one.content = content;
            sources_changed = sources.more.erase(id) != 0 || sources_changed;
            return ArticleState::changed;
        }
        article.id = fmt::format("{}~{}", wanted, n);
    }
}

ArticleState IndexWriter::claim(Article& article, Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    return state_->claim(article, index::content_hash(article), 1, diagnostics);
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, std::size_t piece,
                                Diagnostics& diagnostics) {
    const index::ContentHash of_article = index::content_hash(article);
    std::string all = index::hex(of_article.high) + index::hex(of_article.low);
    for (const Statement& statement : statements) {
        all += index::encode_statement(statement);
    }
    const std::scoped_lock held(state_->mutex);
    const ArticleState state = state_->claim(article, index::content_hash(std::string_view(all)), piece, diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    return state;
}

ArticleState IndexWriter::claim(Article& article, std::vector<Statement>& statements, const index::LedgerRow& row,
                                Diagnostics& diagnostics) {
    const std::scoped_lock held(state_->mutex);
    const ArticleState state = state_->claim(article, row.content, piece_number(row.id), diagnostics);
    for (Statement& statement : statements) {
        statement.article = article.id;
    }
    return state;
}

Result<void> IndexWriter::replace(Article article, std::vector<Statement> statements) {
    {
        const std::scoped_lock held(state_->mutex);
        Recent& one = state_->recent[index::ledger_key(article.id)];
        one.source = index::ledger_key(article.source);
        one.content = index::content_hash(article);
    }
    return add(std::move(article), std::move(statements));
}

Result<void> IndexWriter::add(Article article, std::vector<Statement> statements, std::size_t piece) {
    const std::scoped_lock held(state_->mutex);
    State& state = *state_;
    const std::string id = piece_id(article.id, piece);
    const std::uint64_t key = index::ledger_key(id);
    auto known = state.recent.find(key);
    const index::ContentHash content =
        known != state.recent.end() ? known->second.content : index::content_hash(article);
    if (known == state.recent.end() || known->second.segment.empty()) {
        if (const auto committed = state.find(id)) {
            const index::Articles& ledger = state.ledgers[committed->segment];
            state.bury(state.manifest.segments[committed->segment].id, committed->number,
                       ledger.first(committed->number), ledger.count(committed->number));
        }
    } else {
        state.bury(known->second.segment, known->second.number, known->second.first, known->second.count);
    }
    const auto count = static_cast<std::uint32_t>(statements.size());
    const std::uint64_t source_key = index::ledger_key(article.source);
    ArticleWork work;
    work.row = {id, article.source, content, 0, count};
    work.article = std::move(article);
    work.statements = std::move(statements);
    auto place = state.lanes->add(std::move(work));
    if (!place) {
        return fail(place.error());
    }
    state.recent[key] = {place->segment, place->number, place->first, count, source_key, content};
    state.pending_statements += count;
    ++state.pending_articles;
    return {};
}

bool IndexWriter::remove(std::string_view article_id) {
    const std::scoped_lock held(state_->mutex);
    bool removed = false;
    for (std::size_t piece = 1; state_->bury_article(piece_id(article_id, piece)); ++piece) {
        const std::string id = piece_id(article_id, piece);
        state_->sources_changed = state_->sources.more.erase(id) != 0 || state_->sources_changed;
        removed = true;
    }
    return removed;
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

std::size_t IndexWriter::pending_statements() const {
    const std::scoped_lock held(state_->mutex);
    return state_->pending_statements;
}

void IndexWriter::compact() {
    const std::scoped_lock held(state_->mutex);
    state_->compacting = true;
}

const fs::path& IndexWriter::path() const {
    return state_->path;
}

Result<void> IndexWriter::commit() {
    const std::scoped_lock held(state_->mutex);
    return state_->commit();
}

Result<IndexTotals> IndexWriter::totals() const {
    const std::scoped_lock held(state_->mutex);
    // An index that has never been committed has nothing in it.
    return state_->manifest.generation == 0 ? Result<IndexTotals>(IndexTotals{}) : index_totals(state_->path);
}

} // namespace demarche::indexer
