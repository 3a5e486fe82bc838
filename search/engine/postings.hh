// SPDX-License-Identifier: GPL-3.0-or-later
// Walks the documents of a term in one segment.
#pragma once

#include <cstdint>
#include <string>

#include <xapian.h>

#include "common/index/filters.hh"
#include "search/engine/found.hh"
#include "search/engine/index_reader.hh"
#include "search/engine/word_rows.hh"

namespace demarche::search {

/// Calls `use(docid, count)` for the term's documents in rising order: how often a word stands there, 0 for a filter.
/// Throws Xapian::Error.
template <typename Use>
void each_posting(const Segment& segment, const std::string& term, Use&& use) {
    if (index::is_filter(term)) {
        for (index::FilterCursor at = segment.filter(term); !at.at_end(); at.next()) {
            use(at.docid(), 0U);
        }
        return;
    }
    Xapian::PostingIterator at = segment.database().postlist_begin(term);
    const Xapian::PostingIterator end = segment.database().postlist_end(term);
    for (; at != end; ++at) {
        use(static_cast<std::uint32_t>(*at), static_cast<std::uint32_t>(at.get_wdf()));
    }
}

/// The same for those of `among` alone.
template <typename Use>
void each_posting(const Segment& segment, const std::string& term, const Documents& among, Use&& use) {
    if (index::is_filter(term)) {
        index::FilterCursor at = segment.filter(term);
        for (const std::uint32_t docid : among) {
            at.skip_to(docid);
            if (at.docid() == docid) {
                use(docid, 0U);
            }
            if (at.at_end()) {
                return;
            }
        }
        return;
    }
    // To look into the words of one document takes about as long as to walk over so many postings.
    constexpr std::uint64_t share = 16;
    if (among.size() < segment.database().get_termfreq(term) / share) {
        if (const auto number = segment.words().find_term(term)) {
            const TermCounter counter(segment.words(), *number);
            for (std::size_t i = 0; i < among.size(); ++i) {
                segment.words().prefetch(among, i);
                if (const std::uint32_t count = counter(among[i]); count > 0) {
                    use(among[i], count);
                }
            }
            return;
        }
    }
    Xapian::PostingIterator at = segment.database().postlist_begin(term);
    const Xapian::PostingIterator end = segment.database().postlist_end(term);
    for (const std::uint32_t docid : among) {
        if (at == end) {
            return;
        }
        if (*at < docid) {
            at.skip_to(docid);
            if (at == end) {
                return;
            }
        }
        if (*at == docid) {
            use(docid, static_cast<std::uint32_t>(at.get_wdf()));
        }
    }
}

} // namespace demarche::search
