// SPDX-License-Identifier: GPL-3.0-or-later
// The words of places of a language, read from its places.tsv.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace demarche::indexer {

/// All words are asked for in lower case.
class PlaceWords {
  public:
    static const PlaceWords& of(std::string_view language);

    explicit PlaceWords(std::string_view table);

    bool is_settlement(const std::string& word) const { return is(word, settlement); }
    bool is_venue(const std::string& word) const { return is(word, venue); }
    bool is_language(const std::string& word) const { return is(word, language); }
    bool is_participle(const std::string& word) const { return is(word, participle); }
    bool heads_no_event(const std::string& word) const { return is(word, modifier); }
    bool tells_time(const std::string& word) const { return is(word, time); }
    bool opens_article(const std::string& word) const { return is(word, opening); }
    bool introduces_event(const std::string& word) const { return is(word, event); }

  private:
    enum Kind : unsigned {
        settlement = 1,
        venue = 2,
        language = 4,
        event = 8,
        participle = 16,
        modifier = 32,
        time = 64,
        opening = 128
    };

    bool is(const std::string& word, Kind kind) const {
        const auto found = kinds_.find(word);
        return found != kinds_.end() && (found->second & kind) != 0;
    }

    std::unordered_map<std::string, unsigned> kinds_;
};

} // namespace demarche::indexer
