// SPDX-License-Identifier: GPL-3.0-or-later
// Adverbials of a reporting clause: adverbs, times, places and occasions, to be skipped or read.
#pragma once

#include "indexer/attribute/phrases.hh"

namespace demarche::indexer {

/// True for an adverb by the lexicon or by its -ly.
bool is_adverb(const SentenceView& view, int at);

/// The first item from `at` on that is no adverb.
int skip_adverbs(const SentenceView& view, int at);

/// Behind a time that begins at `at`: "on Monday", "late Monday night", "last week", "in 2016", "on Dec. 19"; else
/// `at`.
int skip_time(const SentenceView& view, int at);

/// The first item of a time that ends just before `end`; `end` when there is none.
int time_before(const SentenceView& view, int end);

/// Behind a circumstance that begins at `at` ("in a statement", "at a rally in Ohio", "to reporters"); else `at`. Stops
/// before `limit` and where the reported content begins.
int skip_circumstance(const SentenceView& view, int at, int limit);

} // namespace demarche::indexer
