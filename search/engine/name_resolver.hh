// SPDX-License-Identifier: GPL-3.0-or-later
// What a value of a field means in this index: names by alias, script and office, values by their words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/index/schema.hh"
#include "common/model/date.hh"
#include "search/engine/index_reader.hh"
#include "search/query/node.hh"

namespace demarche::search {

/// What a value was taken for.
struct NameReading {
    std::string value;
    /// Keys that the index holds in that field; empty when nothing fits.
    std::vector<std::string> keys;
    /// The names of the keys as the index spells them, in the same order.
    std::vector<std::string> names;
    /// The value describes an office ("the Russian president"): the office holders looked up, and the days.
    std::string office;
    /// The value is one word of the name of a person who occurs.
    bool surname = false;
    /// Names that the value would mean but that do not occur.
    std::vector<std::string> absent;
};

/// Looks a value up. `period` is what the query says of dates beside it: descriptions of offices mean the holders then,
/// else the holder `today`.
class NameResolver {
  public:
    NameResolver(const IndexReader& reader, Date today) : reader_(reader), today_(today) {}

    NameReading resolve(const index::Field& field, std::string_view value, const DayRange& period) const;

    /// Keys of people and organisations that one bare word can stand for ("Путин", "NATO"): few or none.
    std::vector<std::string> keys_of_word(std::string_view key) const;

  private:
    void add_aliases(const index::Field& field, const std::string& key, NameReading& reading, bool& full) const;
    void add_office_holders(const std::string& key, const DayRange& period, NameReading& reading) const;
    void add_by_words(const index::Field& field, const std::string& key, bool whole, NameReading& reading) const;
    void add(const index::Field& field, std::string_view name, NameReading& reading) const;

    const IndexReader& reader_;
    Date today_;
};

} // namespace demarche::search
