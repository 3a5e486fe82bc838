// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/hostile_text.hh"

#include <array>
#include <cstdint>
#include <string_view>

#include <unicode/utf8.h>

namespace demarche::bench {

namespace {

/// Numbers that look random and are the same on every machine.
class Dice {
  public:
    std::uint32_t below(std::uint32_t bound) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::uint32_t>(state_ >> 33) % bound;
    }

  private:
    std::uint64_t state_ = 42;
};

std::string repeated(std::string_view part, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + part.size());
    while (out.size() < bytes) {
        out += part;
    }
    return out;
}

/// A word of consonants and vowels, of no language.
std::string syllables(Dice& dice, int count) {
    constexpr std::string_view consonants = "bdfgklmnprstvz";
    constexpr std::string_view vowels = "aeiou";
    std::string word;
    for (int i = 0; i < count; ++i) {
        word += consonants[dice.below(consonants.size())];
        word += vowels[dice.below(vowels.size())];
    }
    return word;
}

std::string name(Dice& dice) {
    std::string both = syllables(dice, 2) + " " + syllables(dice, 3);
    both[0] = static_cast<char>(both[0] - 32);
    both[5] = static_cast<char>(both[5] - 32);
    return both;
}

std::string capitals(Dice& dice) {
    std::string word = syllables(dice, 3);
    for (char& c : word) {
        c = static_cast<char>(c - 32);
    }
    return word;
}

/// Sentences of all kinds of reporting, with ever new people.
std::string news(std::size_t bytes, std::string_view paragraph_end) {
    Dice dice;
    std::string out;
    while (out.size() < bytes) {
        const std::string who = name(dice);
        const std::string other = name(dice);
        out.append(who).append(", the foreign minister, said on Monday that the talks with ").append(other);
        out.append(" would go on. “We are ready,” he told reporters in Paris, “but not at any price.” According to ");
        out.append(other).append(", nothing had been agreed. The ministry denied the report.").append(paragraph_end);
    }
    return out;
}

/// `make` one piece after the other.
std::string pieces(std::size_t bytes, const std::function<std::string(Dice&)>& make) {
    Dice dice;
    std::string out;
    while (out.size() < bytes) {
        out += make(dice);
    }
    return out;
}

std::string random_unicode(std::size_t bytes) {
    return pieces(bytes, [](Dice& dice) {
        // Planes 0 to 2, without surrogates.
        std::uint32_t point = 1 + dice.below(0x2ffff);
        point = point >= 0xd800 && point < 0xe000 ? ' ' : point;
        std::array<char, U8_MAX_LENGTH> buffer{};
        int length = 0;
        U8_APPEND_UNSAFE(buffer, length, point);
        return std::string(buffer.data(), static_cast<std::size_t>(length));
    });
}

std::string row_of_numbers(Dice& dice) {
    std::string row = syllables(dice, 2);
    for (int i = 0; i < 8; ++i) {
        row += "\t" + std::to_string(dice.below(10000)) + "." + std::to_string(dice.below(100));
    }
    return row + "\n";
}

} // namespace

const std::vector<HostileKind>& hostile_kinds() {
    const auto again = [](std::string_view part) {
        return [part](std::size_t bytes) { return repeated(part, bytes); };
    };
    const auto made = [](const std::function<std::string(Dice&)>& make) {
        return [make](std::size_t bytes) { return pieces(bytes, make); };
    };
    static const std::vector<HostileKind> kinds{
        {"news", [](std::size_t bytes) { return news(bytes, "\n"); }},
        {"news on one line", [](std::size_t bytes) { return news(bytes, " "); }},
        {"quotation marks alone", again("\"")},
        {"opening marks alone", again("“")},
        {"doubled apostrophes alone", again("''")},
        {"deeply nested quotations", again("“a ‘b «c „d ")},
        {"quotations never closed", again("He said: “we are ready and will come. ")},
        {"a quotation in each word", again("\"so\" 'it' “is” ")},
        {"he said, he said, …", again("he said, ")},
        {"said that … said that …", made([](Dice& d) { return name(d) + " said that "; })},
        {"one sentence of new names", made([](Dice& d) { return name(d) + " and "; })},
        {"one sentence of one name", again("Anna Ferrand, ")},
        {"a name in each sentence", made([](Dice& d) { return name(d) + " said so. "; })},
        {"pronouns alone", again("He said so. She denied it. They agreed. ")},
        {"credits in one sentence", again("talks began, Reuters reported, ")},
        {"on Monday, on Tuesday, …", again("said on Monday, on Dec. 3, last week, ")},
        {"labels of a transcript", made([](Dice& d) { return "MR. " + capitals(d) + ": Yes, we are ready.\n"; })},
        {"operative clauses",
         [](std::size_t bytes) {
             return "The Security Council,\n\n" + repeated("1. Demands that all parties withdraw;\n\n", bytes);
         }},
        {"datelines", again("MOSCOW, Dec. 19 (AFP) —\n")},
        {"tables", made(row_of_numbers)},
        {"code", again("if (a[i] != '\\'') { x = f(\"y\", 'z'); } // said: \"no\"\n")},
        {"poetry", made([](Dice& d) { return syllables(d, 2) + " and " + syllables(d, 1) + ",\n"; })},
        {"random Unicode", random_unicode},
        {"no known language", made([](Dice& d) { return syllables(d, 1 + static_cast<int>(d.below(4))) + " "; })},
        {"one word", again("a")},
        {"one word in capitals", again("A")},
        {"letters and full stops", again("U.S.")},
        {"hyphens", again("a-")},
        {"brackets", again("([{")},
        {"combining marks", again("a\xcc\x81\xcc\x82")},
        {"white space", again(" \t\n")},
    };
    return kinds;
}

} // namespace demarche::bench
