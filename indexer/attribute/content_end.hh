// SPDX-License-Identifier: GPL-3.0-or-later
// Where reported content ends before its sentence does: "said talks had begun, | while others doubted it".
#pragma once

#include <string_view>
#include <vector>

#include "indexer/attribute/phrases.hh"
#include "indexer/attribute/weights.hh"

namespace demarche::indexer {

/// A place inside a content where the writer may take over again.
struct Boundary {
    /// First item behind the content, if it ends here: a comma, a dash, or the first word of what follows.
    int item = 0;
    /// Byte offset of the end of the content, if it ends here.
    std::uint32_t end_byte = 0;
    /// General features, as "name=value": closed-class words, kinds of words, lengths; no names.
    Features features;
    /// Probability that the content ends here.
    double probability = 0;
};

/// The places where a content of items [begin, end) may end, in order. `construction` is the rule's name, `cue` the
/// item of the reporting verb.
std::vector<Boundary> boundaries_in(const SentenceView& view, int begin, int end, std::string_view construction,
                                    int cue);

/// One past the last item of the content: the first boundary that is likelier than not to end it, or `end`.
int content_end(const std::vector<Boundary>& boundaries, int end);

} // namespace demarche::indexer
