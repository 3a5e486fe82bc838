// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/write/overlay_update.hh"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/copies/article_copies.hh"
#include "indexer/write/comparison.hh"

namespace demarche::indexer {

namespace {

using index::Place;

/// A fingerprint that so many statements or articles of one segment have is a formula ("all rights reserved"), and
/// tells nothing.
constexpr std::size_t most_statements = 2000;
constexpr std::size_t most_articles = 1000;

/// Statements in sets that are joined.
class Families {
  public:
    explicit Families(const Comparison& comparison) {
        for (std::uint32_t segment = 0; segment < comparison.segments(); ++segment) {
            sets_.emplace_back(comparison.documents(segment) + std::size_t{1}, 0);
        }
    }

    bool together(Place a, Place b) { return set(a) != 0 && set(b) != 0 && root(set(a)) == root(set(b)); }

    void join(Place a, Place b) {
        for (const Place place : {a, b}) {
            if (set(place) == 0) {
                parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
                set(place) = parents_.back();
            }
        }
        const std::uint32_t root_a = root(set(a));
        const std::uint32_t root_b = root(set(b));
        parents_[std::max(root_a, root_b)] = std::min(root_a, root_b);
    }

    /// The sets, of two at least.
    std::vector<std::vector<Place>> all() {
        std::unordered_map<std::uint32_t, std::size_t> numbers;
        std::vector<std::vector<Place>> found;
        for (std::uint32_t segment = 0; segment < sets_.size(); ++segment) {
            for (std::uint32_t docid = 1; docid < sets_[segment].size(); ++docid) {
                if (sets_[segment][docid] != 0) {
                    const auto [at, is_new] = numbers.try_emplace(root(sets_[segment][docid]), found.size());
                    if (is_new) {
                        found.emplace_back();
                    }
                    found[at->second].push_back({segment, docid});
                }
            }
        }
        return found;
    }

  private:
    std::uint32_t& set(Place place) { return sets_[place.segment][place.number]; }
    std::uint32_t root(std::uint32_t set) {
        while (parents_[set] != set) {
            set = parents_[set] = parents_[parents_[set]];
        }
        return set;
    }

    /// By segment and document: its set, 0 for none.
    std::vector<std::vector<std::uint32_t>> sets_;
    std::vector<std::uint32_t> parents_{0};
};

/// The work of one update.
class Update {
  public:
    Update(Comparison& comparison, const std::vector<index::SegmentEntry>& segments, std::size_t fresh,
           const index::Overlay& old)
        : comparison_(comparison), fresh_(fresh), old_(old), families_(comparison) {
        for (const index::SegmentEntry& segment : segments) {
            data_.segments.push_back(segment.id);
        }
        for (std::size_t i = 0; i < old.segments().size(); ++i) {
            const auto now = std::find(data_.segments.begin(), data_.segments.end(), old.segments()[i]);
            places_.push_back(now == data_.segments.end() ? gone
                                                          : static_cast<std::uint32_t>(now - data_.segments.begin()));
        }
    }

    index::OverlayData run() {
        keep_families();
        find_families();
        keep_copies();
        find_copies();
        finish();
        return std::move(data_);
    }

  private:
    static constexpr std::uint32_t gone = UINT32_MAX;

    /// Where a place of the old overlay is now.
    std::optional<Place> now(Place old) const {
        if (old.segment >= places_.size() || places_[old.segment] == gone) {
            return std::nullopt;
        }
        return Place{places_[old.segment], old.number};
    }

    void keep_families() {
        std::vector<Place> living;
        for (std::uint32_t family = 0; family < old_.families(); ++family) {
            living.clear();
            const std::size_t size = old_.size(family);
            for (std::size_t i = 0; i < size; ++i) {
                if (const auto place = now(old_.document(family, i)); place && comparison_.document_counts(*place)) {
                    living.push_back(*place);
                }
            }
            if (living.size() == size) {
                for (std::size_t i = 1; i < size; ++i) {
                    families_.join(living[0], living[i]);
                }
                continue;
            }
            // What held the others together may be dead.
            for (std::size_t i = 0; i < living.size(); ++i) {
                for (std::size_t j = i + 1; j < living.size(); ++j) {
                    relate(living[i], living[j]);
                }
            }
        }
    }

    void relate(Place a, Place b) {
        if (!families_.together(a, b) && comparison_.one_utterance(a, b)) {
            families_.join(a, b);
        }
    }

    /// Calls `use(a, b)` for each two entries of one fingerprint in a new segment and another segment, or in the new
    /// one.
    template <typename Of, typename Use>
    void each_pair(Of fingerprints_of, std::size_t most, Use&& use) const {
        for (auto one = static_cast<std::uint32_t>(fresh_); one < comparison_.segments(); ++one) {
            for (std::uint32_t other = 0; other <= one; ++other) {
                const index::Fingerprints& of_one = fingerprints_of(one);
                const index::Fingerprints& of_other = fingerprints_of(other);
                of_one.each([&](std::uint32_t value, std::uint32_t number) {
                    of_other.each_like(value, of_one.bits(), most, [&](std::uint32_t other_number) {
                        if (one != other || number < other_number) {
                            use(Place{one, number}, Place{other, other_number});
                        }
                    });
                });
                comparison_.release();
            }
        }
    }

    void find_families() {
        each_pair(
            [&](std::uint32_t segment) -> const index::Fingerprints& {
                return comparison_.copies(segment).statements();
            },
            most_statements,
            [&](Place a, Place b) {
                if (comparison_.document_counts(a) && comparison_.document_counts(b)) {
                    relate(a, b);
                }
            });
    }

    void keep_copies() {
        old_.each_copy([&](Place copy, Place of) {
            const auto copy_now = now(copy);
            const auto of_now = now(of);
            if (!copy_now || !comparison_.article_counts(*copy_now)) {
                return;
            }
            if (of_now && comparison_.article_counts(*of_now)) {
                originals_[*copy_now] = *of_now;
            } else {
                orphans_.push_back(*copy_now);
            }
        });
    }

    using Pair = std::pair<Place, Place>;

    /// A fingerprint of an article.
    struct Entry {
        std::uint32_t number;
        std::uint32_t value;
    };
    using Entries = std::span<const Entry>;
    /// Looked for at a time.
    static constexpr std::size_t many_entries = 65'536;

    /// Some articles at a time: what all of a segment share with each other would not fit into memory.
    void find_copies() {
        std::vector<Pair> likely;
        for (auto one = static_cast<std::uint32_t>(fresh_); one < comparison_.segments(); ++one) {
            const index::Fingerprints& of_one = comparison_.copies(one).articles();
            std::vector<Entry> entries;
            entries.reserve(of_one.size());
            of_one.each([&](std::uint32_t value, std::uint32_t number) { entries.push_back({number, value}); });
            std::sort(entries.begin(), entries.end(), [](Entry a, Entry b) { return a.number < b.number; });
            for (std::size_t begin = 0; begin < entries.size();) {
                const std::size_t end = article_begin(entries, std::min(begin + many_entries, entries.size()));
                add_likely(one, Entries(entries).subspan(begin, end - begin), of_one.bits(), one, likely);
                comparison_.release();
                begin = end;
            }
        }
        find_originals(likely);
        compare_articles(likely);
    }

    /// The copies whose originals are gone may be copies of others, in any segment.
    void find_originals(std::vector<Pair>& likely) {
        std::sort(orphans_.begin(), orphans_.end());
        std::vector<Entry> entries;
        for (std::size_t i = 0; i < orphans_.size(); ++i) {
            for (const std::uint32_t value : article_fingerprints(comparison_.shingles(orphans_[i]))) {
                entries.push_back({orphans_[i].number, value});
            }
            const bool last = i + 1 == orphans_.size() || orphans_[i + 1].segment != orphans_[i].segment;
            if (last || entries.size() >= many_entries) {
                constexpr unsigned whole = 32;
                add_likely(orphans_[i].segment, entries, whole, static_cast<std::uint32_t>(comparison_.segments()),
                           likely);
                entries.clear();
            }
        }
    }

    /// The first place from `at` where another article's entries begin; entries are in the order of articles.
    static std::size_t article_begin(std::span<const Entry> entries, std::size_t at) {
        while (at > 0 && at < entries.size() && entries[at].number == entries[at - 1].number) {
            ++at;
        }
        return at;
    }

    /// Two articles that share a fingerprint.
    struct Sharing {
        std::uint32_t number;
        Place other;
        auto operator<=>(const Sharing&) const = default;
    };

    /// Adds the pairs of an article of `segment` and each that shares enough fingerprints with it, the earlier of both
    /// first: of the segments below `behind` all, of segment `behind` itself those with larger numbers. `entries` are
    /// in the order of articles.
    void add_likely(std::uint32_t segment, Entries entries, unsigned bits, std::uint32_t behind,
                    std::vector<Pair>& likely) const {
        constexpr std::size_t most_sharing = 1'000'000;
        const std::size_t middle = article_begin(entries, (entries.size() + 1) / 2);
        std::vector<Sharing> sharing;
        if (!share(segment, entries, bits, behind, middle < entries.size() ? most_sharing : SIZE_MAX, sharing)) {
            sharing = {};
            add_likely(segment, entries.first(middle), bits, behind, likely);
            add_likely(segment, entries.subspan(middle), bits, behind, likely);
            return;
        }
        std::sort(sharing.begin(), sharing.end());
        for (std::size_t i = 0; i < sharing.size();) {
            std::size_t end = i;
            while (end < sharing.size() && sharing[end] == sharing[i]) {
                ++end;
            }
            const Place article{segment, sharing[i].number};
            const Place other = sharing[i].other;
            if (may_be_copies(comparison_.size(article), comparison_.size(other), end - i) &&
                comparison_.article_counts(other)) {
                likely.push_back(comparison_.article_before(article, other) ? Pair{article, other}
                                                                            : Pair{other, article});
            }
            i = end;
        }
    }

    /// Finds who shares a fingerprint with the articles of `entries`; false if they are more than `most`.
    bool share(std::uint32_t of, std::span<const Entry> entries, unsigned bits, std::uint32_t behind, std::size_t most,
               std::vector<Sharing>& sharing) const {
        // In the order of the files, so that they are read from one end to the other.
        std::vector<Entry> by_value;
        by_value.reserve(entries.size());
        std::copy_if(entries.begin(), entries.end(), std::back_inserter(by_value),
                     [&](Entry entry) { return comparison_.article_counts({of, entry.number}); });
        std::sort(by_value.begin(), by_value.end(), [](Entry a, Entry b) { return a.value < b.value; });
        for (std::uint32_t segment = 0; segment < comparison_.segments() && segment <= behind; ++segment) {
            const index::Fingerprints& fingerprints = comparison_.copies(segment).articles();
            for (const Entry entry : by_value) {
                fingerprints.each_like(entry.value, bits, most_articles, [&](std::uint32_t number) {
                    const bool itself = segment == of && number == entry.number;
                    if (!itself && (segment != behind || number > entry.number)) {
                        sharing.push_back({entry.number, {segment, number}});
                    }
                });
                if (sharing.size() > most) {
                    return false;
                }
            }
            comparison_.release_copies(segment);
        }
        return true;
    }

    void compare_articles(std::vector<Pair>& likely) {
        // An article's first likely original that is one is the earliest: later ones need no comparing.
        std::sort(likely.begin(), likely.end(), [&](const Pair& a, const Pair& b) {
            return a.second != b.second ? a.second < b.second : comparison_.article_before(a.first, b.first);
        });
        for (const auto& [earlier, later] : likely) {
            const auto known = originals_.find(later);
            const bool better = known == originals_.end() || comparison_.article_before(earlier, known->second);
            if (better && comparison_.is_copy(earlier, later)) {
                originals_[later] = earlier;
            }
        }
    }

    void finish() {
        for (std::vector<Place>& documents : families_.all()) {
            std::sort(documents.begin(), documents.end(),
                      [&](Place a, Place b) { return comparison_.document_before(a, b); });
            const auto smallest = std::min_element(documents.begin(), documents.end(), [&](Place a, Place b) {
                return comparison_.document_id(a) < comparison_.document_id(b);
            });
            const auto at = static_cast<std::uint32_t>(smallest - documents.begin());
            data_.families.push_back({std::move(documents), at});
        }
        data_.copies.assign(originals_.begin(), originals_.end());
        data_.corrections = old_.corrections();
    }

    Comparison& comparison_;
    std::size_t fresh_;
    const index::Overlay& old_;
    Families families_;
    std::vector<std::uint32_t> places_;
    std::map<Place, Place> originals_;
    std::vector<Place> orphans_;
    index::OverlayData data_;
};

} // namespace

Result<index::OverlayData> update_overlay(const std::filesystem::path& path,
                                          const std::vector<index::SegmentEntry>& segments, std::size_t fresh,
                                          const index::Tombstones& dead, const index::Overlay& old) {
    auto comparison = Comparison::open(path, segments, dead);
    if (!comparison) {
        return fail(comparison.error());
    }
    index::OverlayData data = Update(*comparison, segments, fresh, old).run();
    if (comparison->error()) {
        return fail(*comparison->error());
    }
    return data;
}

void renumber_overlay(index::OverlayData& overlay, const Renumbering& moved,
                      const std::vector<index::SegmentEntry>& segments) {
    std::vector<std::string> now;
    for (const index::SegmentEntry& segment : segments) {
        now.push_back(segment.id);
    }
    const std::vector<std::string> before = std::exchange(overlay.segments, now);
    std::map<std::string_view, std::uint32_t> numbers;
    for (std::uint32_t i = 0; i < now.size(); ++i) {
        numbers[now[i]] = i;
    }
    const auto move = [&](Place& place, auto where) {
        const auto address = (moved.*where)({before[place.segment], place.number});
        const auto segment = address ? numbers.find(address->first) : numbers.end();
        if (segment == numbers.end()) {
            return false;
        }
        place = {segment->second, address->second};
        return true;
    };
    // Only the dead have no place any more, and no dead are in an overlay.
    for (index::OverlayData::Family& family : overlay.families) {
        for (Place& document : family.documents) {
            move(document, &Renumbering::document);
        }
    }
    for (auto& [copy, of] : overlay.copies) {
        move(copy, &Renumbering::article);
        move(of, &Renumbering::article);
    }
}

Result<index::Overlay> load_overlay(const std::filesystem::path& index, const index::Manifest& manifest) {
    if (!manifest.overlay) {
        return index::Overlay{};
    }
    return index::Overlay::open(index / manifest.overlay->name);
}

} // namespace demarche::indexer
