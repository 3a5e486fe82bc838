// SPDX-License-Identifier: GPL-3.0-or-later
// What stands behind a reporting verb: addressee, adverbials, and where the reported content begins.
#pragma once

#include "indexer/attribute/phrases.hh"
#include "indexer/attribute/reports.hh"
#include "indexer/attribute/subjects.hh"

namespace demarche::indexer {

/// Items of the sentence.
struct After {
    NounPhrase addressee;
    /// First item of the content, or -1; `clause_end` is one past the reporting clause.
    int content = -1;
    int clause_end = 0;
    Rule rule = Rule::bare_clause;
    /// Nothing but adverbials up to the end of the sentence.
    bool ends_sentence = false;
    bool colon_at_end = false;
    /// A comma right behind: "…, he said, …".
    bool comma = false;
};

/// Reads behind `cue`, whose verb is `verb` and whose subject is `subject`.
After look_after(const SentenceView& view, const Cue& cue, const ReportingVerb& verb, const Subject& subject);

/// One past the last item of the sentence that is not its final punctuation.
int content_limit(const SentenceView& view);

} // namespace demarche::indexer
