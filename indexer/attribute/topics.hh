// SPDX-License-Identifier: GPL-3.0-or-later
// Topics of a statement: diplomatic themes whose terms it contains.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/segment/segmented.hh"

namespace demarche::indexer {

/// The themes of one language's topics.tsv. Immutable and shared by threads.
class Topics {
  public:
    /// Those of a BCP 47 language; of English where the language has no file.
    static const Topics& of(std::string_view language);

    explicit Topics(std::string_view table);

    /// The topics whose terms stand in the pieces, in the order of the file.
    std::vector<std::string> in(const SegmentedText& text, const std::vector<Range>& pieces) const;

    const std::vector<std::string>& names() const { return names_; }

  private:
    struct Term {
        std::uint32_t topic = 0;
        /// Only where the first word is written in capitals.
        bool capitals = false;
        /// Words behind the first; each may end in * for any ending.
        std::vector<std::string> rest;
    };
    struct Prefix {
        std::string start;
        Term term;
    };
    bool follows(const SegmentedText& text, std::uint32_t token, std::uint32_t end, const Term& term) const;

    static constexpr std::size_t most_beginnings = 8192;
    /// A place among `beginnings_` for what begins like `word`, in whatever case.
    static std::size_t beginning(std::string_view word);

    std::vector<std::string> names_;
    /// How the first words of terms begin: of most words of a text it is enough to look here.
    std::bitset<most_beginnings> beginnings_;
    std::unordered_map<std::string, std::vector<Term>> words_;
    /// Terms whose first word ends in *, by its first three bytes.
    std::unordered_map<std::string, std::vector<Prefix>> prefixes_;
};

} // namespace demarche::indexer
