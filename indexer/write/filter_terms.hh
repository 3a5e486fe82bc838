// SPDX-License-Identifier: GPL-3.0-or-later
// The filters of a statement: the values of its fields that a query can ask for, as the schema lays down.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/index/filters.hh"
#include "common/index/schema.hh"
#include "common/model/article.hh"
#include "common/model/statement.hh"
#include "common/text/stem.hh"

namespace demarche::indexer {

/// Makes the filters of one segment. Keeps what it has made: archives repeat their names. Not thread-safe.
class FilterTerms {
  public:
    explicit FilterTerms(index::FiltersBuilder& filters);

    /// Makes what all statements of an article share. `stemmer` is that of the article's language.
    void begin_article(const Article& article, text::Stemmer& stemmer);

    /// Adds document `docid`, one more than the last, to the list of every value that the statement has.
    void add(const Statement& statement, std::uint32_t docid);

  private:
    using Numbers = std::vector<std::uint32_t>;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    /// The values of one field met so far, with the numbers of their filters.
    struct Met {
        std::string_view prefix;
        /// Of the filters for a name's words, which bare words of a query reach; empty for none.
        std::string_view word_prefix;
        std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> values;
    };

    const Numbers& value(Met& met, std::string_view value);
    const Numbers& language(std::string_view code);
    const Numbers& day(Date date);
    void add(const Numbers& numbers, std::uint32_t docid);

    index::FiltersBuilder& filters_;
    Met speakers_{index::field("speaker").prefix, index::prefix::speaker_word, {}};
    Met mentions_{index::field("mention").prefix, index::prefix::mention_word, {}};
    Met topics_{index::field("topic").prefix, {}, {}};
    Met agencies_{index::field("agency").prefix, {}, {}};
    Met outlets_{index::field("outlet").prefix, {}, {}};
    Met countries_{index::field("country").prefix, {}, {}};
    Met roles_{index::field("role").prefix, {}, {}};
    Met places_{index::field("place").prefix, {}, {}};
    Met events_{index::field("event").prefix, {}, {}};
    Met addressees_{index::field("to").prefix, {}, {}};
    std::unordered_map<std::string, Numbers, Hash, std::equal_to<>> languages_;
    std::unordered_map<std::int32_t, Numbers> days_;
    std::array<std::uint32_t, 3> kinds_{};
    std::array<std::uint32_t, 5> date_sources_{};
    /// In the order of the statement's members that `has:` asks about.
    std::array<std::uint32_t, 12> known_{};
    Numbers of_article_;
};

} // namespace demarche::indexer
