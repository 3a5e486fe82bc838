// SPDX-License-Identifier: GPL-3.0-or-later
// The gazetteer and the key table against plain reference implementations.
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/gazetteer.hh"
#include "common/names/key.hh"
#include "common/names/key_index.hh"

using demarche::names::Gazetteer;
using demarche::names::KeyIndex;
using demarche::names::name_key;

namespace {

std::vector<std::string_view> split(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = text.find(' ');
        words.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return words;
}

} // namespace

TEST_CASE("the longest phrase is found") {
    Gazetteer gazetteer;
    gazetteer.add("new", 1);
    gazetteer.add("new york times", 2);
    gazetteer.add("new york", 3);
    gazetteer.add("york", 4);
    gazetteer.add("united nations security council", 5);
    struct Row {
        const char* name;
        const char* text;
        std::size_t words;
        std::uint32_t value;
    };
    const std::vector<Row> rows{
        {"one word", "new deal", 1, 1},
        {"two words", "new york post", 2, 3},
        {"three words", "new york times", 3, 2},
        {"last word alone", "york", 1, 4},
        {"a phrase only begun", "united nations", 0, 0},
        {"a phrase begun and left", "united nations general assembly", 0, 0},
        {"nothing", "old york", 0, 0},
        {"no words", "", 0, 0},
        {"part of a word", "ne", 0, 0},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto words = split(row.text);
            const auto match = gazetteer.longest(words);
            CHECK(match.words == row.words);
            CHECK(static_cast<bool>(match) == (row.words != 0));
            if (match) {
                REQUIRE(gazetteer.values(match.id).size() == 1);
                CHECK(gazetteer.values(match.id)[0] == row.value);
            }
        }
    }
    CHECK(gazetteer.size() == 5);
    CHECK(gazetteer.exact("new york").words == 2);
    CHECK_FALSE(gazetteer.exact("new york city"));
    CHECK_FALSE(gazetteer.exact("united nations"));
    CHECK_FALSE(gazetteer.exact(""));
    CHECK_FALSE(Gazetteer().exact("new"));
    CHECK(Gazetteer().values(7).empty());
}

TEST_CASE("a phrase keeps its values in order, each once") {
    Gazetteer gazetteer;
    gazetteer.add("clinton", 7);
    gazetteer.add("bush", 1);
    gazetteer.add("clinton", 3);
    gazetteer.add("clinton", 7);
    gazetteer.add("bush", 2);
    gazetteer.add("clinton", 9);
    gazetteer.add("", 5);
    const auto values = gazetteer.values(gazetteer.exact("clinton").id);
    CHECK(std::vector<std::uint32_t>(values.begin(), values.end()) == std::vector<std::uint32_t>{7, 3, 9});
    CHECK(gazetteer.values(gazetteer.exact("bush").id).size() == 2);
    CHECK(gazetteer.size() == 2);
}

TEST_CASE("gazetteer and key table agree with a map over random phrases") {
    std::mt19937 random(20241219);
    const std::vector<std::string> words{"a", "b", "ab", "ba", "abc", "путин", "", "x1", "й", "el", "del"};
    std::map<std::string, std::vector<std::uint32_t>> expected;
    Gazetteer gazetteer;
    KeyIndex index;
    for (std::uint32_t i = 0; i < 4000; ++i) {
        std::string phrase;
        for (auto left = 1 + random() % 4; left != 0; --left) {
            const auto& word = words[random() % words.size()];
            if (!word.empty()) {
                phrase += (phrase.empty() ? "" : " ") + word;
            }
        }
        if (phrase.empty()) {
            continue;
        }
        const auto value = static_cast<std::uint32_t>(random() % 6);
        auto& values = expected[phrase];
        if (std::find(values.begin(), values.end(), value) == values.end()) {
            values.push_back(value);
        }
        gazetteer.add(phrase, value);
        index.add(phrase, value);
    }
    CHECK(index.find("a").empty());
    index.seal();
    REQUIRE(gazetteer.size() == expected.size());
    for (const auto& [phrase, values] : expected) {
        INFO(phrase);
        const auto match = gazetteer.exact(phrase);
        REQUIRE(match);
        const auto in_gazetteer = gazetteer.values(match.id);
        const auto in_index = index.find(phrase);
        CHECK(std::vector<std::uint32_t>(in_gazetteer.begin(), in_gazetteer.end()) == values);
        CHECK(std::vector<std::uint32_t>(in_index.begin(), in_index.end()) == values);
    }
    CHECK(index.find("c").empty());
    CHECK(index.find("").empty());
    index.add("c", 5);
    index.seal();
    CHECK(index.find("c").size() == 1);
    CHECK(index.find("a").size() == expected["a"].size());
}

TEST_CASE("keys of names") {
    struct Row {
        const char* name;
        const char* text;
        const char* key;
    };
    const std::vector<Row> rows{{"plain", "Vladimir Putin", "vladimir putin"},
                                {"hyphens and blanks", "  Jean-Yves   Le Drian ", "jean yves le drian"},
                                {"acronym", "U.S.", "us"},
                                {"accents", "Erdoğan", "erdogan"},
                                {"apostrophe inside", "O'Brien", "obrien"},
                                {"final possessive", "Putin's", "putin"},
                                {"Cyrillic", "ПУТИН", "путин"},
                                {"punctuation only", "?!", ""},
                                {"nothing", "", ""}};
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            CHECK(name_key(row.text) == row.key);
        }
    }
}
