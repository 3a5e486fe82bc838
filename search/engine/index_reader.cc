// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/index_reader.hh"

#include <algorithm>
#include <system_error>

#include "common/index/schema.hh"
#include "common/index/terms.hh"
#include "common/report/xapian_guard.hh"

namespace demarche::search {

namespace fs = std::filesystem;

Result<std::unique_ptr<Segment>> Segment::open(const fs::path& folder, const index::SegmentEntry& entry,
                                               const index::DeadOfSegment& dead) {
    std::unique_ptr<Segment> segment(new Segment);
    segment->folder_ = folder;
    // Xapian checks little of its own: a file that is shorter or longer than it was is found here.
    std::error_code error;
    for (const index::NamedFile& file : entry.files) {
        const auto size = fs::file_size(folder / file.name, error);
        if (error || size != file.size) {
            return fail({"this file of the index is damaged", (folder / file.name).string(),
                         error ? error.message() : "it is not as long as it should be",
                         "restore it from a copy or index again", Exit::bad_index});
        }
    }
    auto opened = guard_xapian("cannot open a segment of the index", folder.string(), [&] {
        segment->database_ = Xapian::Database(folder.string(), Xapian::DB_BACKEND_GLASS);
        return segment->database_.get_lastdocid();
    });
    if (!opened) {
        return fail(opened.error());
    }
    auto file = index::SectionFile::open(folder / index::columns_name);
    if (!file) {
        return fail(file.error());
    }
    segment->file_ = std::move(*file);
    if (*opened != entry.statements) {
        return fail(segment->file_.damaged("columns and documents do not fit together"));
    }
    auto columns = index::Columns::open(segment->file_, entry.statements);
    if (!columns) {
        return fail(columns.error());
    }
    segment->columns_ = *columns;
    auto words = index::Words::open(segment->file_, entry.statements);
    if (!words) {
        return fail(words.error());
    }
    segment->words_ = *words;
    auto filters = index::Filters::open(segment->file_, entry.statements);
    if (!filters) {
        return fail(filters.error());
    }
    segment->filters_ = *filters;
    // Opened now though perhaps not read: a writer may take the files away at any time.
    auto statements = index::Statements::open(folder / index::statements_name);
    if (!statements) {
        return fail(statements.error());
    }
    segment->statements_ = std::move(*statements);
    auto articles = index::Articles::open(folder / index::articles_name);
    if (!articles) {
        return fail(articles.error());
    }
    segment->articles_ = std::move(*articles);
    segment->dead_ = index::DeadBits(dead, entry.statements);
    return segment;
}

std::string_view Segment::counted_as(std::string_view name) const {
    return has_joined_names() ? people_->joined_to(index::value_key(name)).value_or(name) : name;
}

std::uint32_t Segment::frequency(const std::string& term) const {
    return index::is_filter(term) ? filter(term).count() : database_.get_termfreq(term);
}

index::FilterCursor Segment::filter(std::string_view term) const {
    constexpr std::string_view id_prefix = index::field("id").prefix;
    if (term.starts_with(id_prefix)) {
        // Ids have a column in their order instead of a list each.
        index::ListBuilder list;
        for (const std::uint32_t docid : columns_.with_id(term.substr(id_prefix.size()))) {
            list.add(docid);
        }
        return {std::make_shared<const std::string>(list.encoded(documents())), documents()};
    }
    const auto number = filters_.find(term);
    return number ? filters_.cursor(*number) : index::FilterCursor();
}

Result<Statement> Segment::statement(std::uint32_t docid) const {
    return statements_.statement(docid);
}

Result<Article> Segment::article_of(std::uint32_t docid) const {
    return articles_.article(columns_.article(docid));
}

Result<IndexReader> IndexReader::open(std::span<const fs::path> folders) {
    IndexReader reader;
    for (const fs::path& folder : folders) {
        // A writer may replace a generation's files between our reading the manifest and opening them: read it again
        // then.
        constexpr int tries = 5;
        for (int attempt = 1;; ++attempt) {
            const std::size_t segments = reader.segments_.size();
            const std::size_t people = reader.people_.size();
            const std::size_t parts = reader.parts_.size();
            auto added = reader.add(folder);
            if (added) {
                break;
            }
            reader.segments_.resize(segments);
            reader.parts_.resize(parts);
            reader.overlays_.erase(reader.overlays_.begin() + static_cast<std::ptrdiff_t>(parts),
                                   reader.overlays_.end());
            reader.people_.erase(reader.people_.begin() + static_cast<std::ptrdiff_t>(people), reader.people_.end());
            if (attempt == tries) {
                return fail(added.error());
            }
        }
    }
    reader.connect();
    if (auto counted = reader.count(); !counted) {
        return fail(counted.error());
    }
    return reader;
}

Result<void> IndexReader::add(const fs::path& folder) {
    const auto manifest = index::read_manifest(folder);
    if (!manifest) {
        return fail(manifest.error());
    }
    index::Tombstones dead;
    if (manifest->dead) {
        const fs::path path = folder / manifest->dead->name;
        const auto bytes = index::read_named(path, *manifest->dead);
        if (!bytes) {
            return fail(bytes.error());
        }
        auto read = index::read_tombstones(*bytes, path.string());
        if (!read) {
            return fail(read.error());
        }
        dead = std::move(*read);
    }
    index::Overlay overlay;
    if (manifest->overlay) {
        auto opened = index::Overlay::open(folder / manifest->overlay->name);
        if (!opened) {
            return fail(opened.error());
        }
        overlay = std::move(*opened);
        bool fits = overlay.segments().size() == manifest->segments.size();
        for (std::size_t i = 0; fits && i < manifest->segments.size(); ++i) {
            fits = overlay.segments()[i] == manifest->segments[i].id;
        }
        if (!fits) {
            return fail(overlay.file().damaged("it is about other segments than the manifest names"));
        }
    }
    overlays_.push_back(std::move(overlay));
    parts_.push_back({segments_.size(), manifest->people ? std::optional(people_.size()) : std::nullopt});
    if (manifest->people) {
        auto people = index::People::open(folder / manifest->people->name);
        if (!people) {
            return fail(people.error());
        }
        people_.push_back(std::move(*people));
    }
    for (const index::SegmentEntry& entry : manifest->segments) {
        auto segment = Segment::open(folder / index::segments_name / entry.id, entry, dead[entry.id]);
        if (!segment) {
            return fail(segment.error());
        }
        segments_.push_back(std::move(*segment));
    }
    generations_.push_back(manifest->generation);
    return {};
}

void IndexReader::connect() {
    for (std::size_t part = 0; part < parts_.size(); ++part) {
        const std::size_t first = parts_[part].first;
        const std::size_t behind = part + 1 < parts_.size() ? parts_[part + 1].first : segments_.size();
        for (std::size_t i = first; i < behind; ++i) {
            Segment& segment = *segments_[i];
            segment.number_ = i;
            segment.place_ = static_cast<std::uint32_t>(i - first);
            segment.overlay_ = &overlays_[part];
            segment.people_ = parts_[part].people ? &people_[*parts_[part].people] : nullptr;
            segment.neighbours_ = std::span(segments_).subspan(first, behind - first);
        }
    }
}

Result<void> IndexReader::count() {
    return guard_xapian("cannot read the index", "", [&] {
        std::uint64_t words = 0;
        const std::string language(index::field("lang").prefix);
        for (const auto& segment : segments_) {
            documents_ += segment->documents();
            dead_ += segment->dead().count();
            words += segment->database().get_total_length();
            const index::Filters& filters = segment->filters();
            for (std::uint32_t i = filters.lower_bound(language);
                 i < filters.size() && filters.term(i).starts_with(language); ++i) {
                const std::string_view code = filters.term(i).substr(language.size());
                if (code.find(' ') == std::string_view::npos) {
                    languages_.emplace_back(code);
                }
            }
        }
        std::sort(languages_.begin(), languages_.end());
        languages_.erase(std::unique(languages_.begin(), languages_.end()), languages_.end());
        average_length_ =
            documents_ == 0 ? 1 : std::max(1.0, static_cast<double>(words) / static_cast<double>(documents_));
    });
}

std::uint64_t IndexReader::frequency(const std::string& term) const {
    std::uint64_t sum = 0;
    for (const auto& segment : segments_) {
        sum += segment->frequency(term);
    }
    return sum;
}

} // namespace demarche::search
