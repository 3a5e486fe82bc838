// SPDX-License-Identifier: GPL-3.0-or-later
// The words of one language that segmentation and attribution know, read from the data files of that language.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace demarche::indexer {

/// Word classes as bits; a word can be in several. The names are those of the data files (language/data/<lang>/).
enum class WordClass : std::uint64_t {
    determiner = 1ULL << 0,
    possessive = 1ULL << 1,
    subject_male = 1ULL << 2,
    subject_female = 1ULL << 3,
    subject_plural = 1ULL << 4,
    subject_thing = 1ULL << 5,
    subject_first = 1ULL << 6,
    subject_first_plural = 1ULL << 7,
    subject_second = 1ULL << 8,
    subject_other = 1ULL << 9,
    object = 1ULL << 10,
    relative = 1ULL << 11,
    wh = 1ULL << 12,
    that = 1ULL << 13,
    to = 1ULL << 14,
    of = 1ULL << 15,
    for_ = 1ULL << 16,
    as = 1ULL << 17,
    by = 1ULL << 18,
    on = 1ULL << 19,
    in = 1ULL << 20,
    with = 1ULL << 21,
    at = 1ULL << 22,
    about = 1ULL << 23,
    preposition = 1ULL << 24,
    conjunction = 1ULL << 25,
    coordinator = 1ULL << 26,
    subordinator = 1ULL << 27,
    auxiliary = 1ULL << 28,
    be = 1ULL << 29,
    have = 1ULL << 30,
    modal = 1ULL << 31,
    negation = 1ULL << 32,
    adverb = 1ULL << 33,
    vague_time = 1ULL << 34,
    weekday = 1ULL << 35,
    month = 1ULL << 36,
    day_word = 1ULL << 37,
    day_part = 1ULL << 38,
    period = 1ULL << 39,
    recent = 1ULL << 40,
    number = 1ULL << 41,
    ordinal = 1ULL << 42,
    clause_start = 1ULL << 43,
    stance_noun = 1ULL << 44,
    decline = 1ULL << 45,
    human = 1ULL << 46,
    humans = 1ULL << 47,
    body = 1ULL << 48,
    document = 1ULL << 49,
    report = 1ULL << 50,
    crowd = 1ULL << 51,
    event = 1ULL << 52,
    statement_vehicle = 1ULL << 53,
    adjective = 1ULL << 54,
    abbreviation_title = 1ULL << 55,
    abbreviation_other = 1ULL << 56,
    abbreviation_inner = 1ULL << 57,
    do_ = 1ULL << 58,
    verb = 1ULL << 59,
    asker = 1ULL << 60,
    answerer = 1ULL << 61,
    speech = 1ULL << 62,
    operative = 1ULL << 63,
};

/// A set of word classes.
class WordClasses {
  public:
    constexpr WordClasses() = default;
    constexpr WordClasses(WordClass c) : bits_(static_cast<std::uint64_t>(c)) {} // NOLINT: a class is a set of one
    constexpr WordClasses operator|(WordClasses other) const { return WordClasses(bits_ | other.bits_); }
    constexpr WordClasses& operator|=(WordClasses other) {
        bits_ |= other.bits_;
        return *this;
    }
    /// True when the two sets share a class.
    constexpr bool any(WordClasses other) const { return (bits_ & other.bits_) != 0; }
    constexpr bool empty() const { return bits_ == 0; }

  private:
    constexpr explicit WordClasses(std::uint64_t bits) : bits_(bits) {}
    std::uint64_t bits_ = 0;
};

constexpr WordClasses operator|(WordClass a, WordClass b) {
    return WordClasses(a) | WordClasses(b);
}

/// What can follow a reporting verb as the statement; see the head of the language's verbs.tsv.
enum class Frame : std::uint16_t {
    quotation = 1 << 0,       // q
    bare_clause = 1 << 1,     // c
    that_clause = 1 << 2,     // t
    wh_clause = 1 << 3,       // w
    noun_phrase = 1 << 4,     // n
    infinitive = 1 << 5,      // i
    addressee = 1 << 6,       // o
    needs_addressee = 1 << 7, // O
    inside_object = 1 << 8,   // x
    preposition = 1 << 9,     // the verb lists prepositions
};

/// Forms of a verb as bits: a written form can stand for several ("said" is past and participle).
enum class VerbForm : std::uint8_t { base = 1, third = 2, past = 4, participle = 8, gerund = 16 };

/// A reporting verb.
struct ReportingVerb {
    std::string lemma;
    std::uint16_t frames = 0;
    /// Prepositions that introduce the statement, in lower case.
    std::vector<std::string> prepositions;
    /// Words behind the verb that belong to it ("out" of "point out"); empty for most.
    std::string particle;
    int weight = 0;

    bool allows(Frame frame) const { return (frames & static_cast<std::uint16_t>(frame)) != 0; }
    bool takes_preposition(std::string_view word) const;
};

/// What the lexicon knows of one written form.
struct WordInfo {
    WordClasses classes;
    /// Grammatical gender of a human noun or a form of address: 'm', 'f', or 0 when unknown or both.
    char gender = 0;
    /// Forms as a reporting verb (VerbForm bits), 0 when it is none; `verbs` are indexes into Lexicon::verbs().
    std::uint8_t verb_forms = 0;
    std::vector<std::uint16_t> verbs;
};

/// The lexicon of one language. Immutable and shared by threads.
class Lexicon {
  public:
    /// The lexicon of a BCP 47 language; that of English when the language has no data files yet.
    static const Lexicon& of(std::string_view language);

    /// The entry of a word in lower case, or null.
    const WordInfo* find(std::string_view lower) const;

    /// Bytes of the longest word that find() takes as blocks.
    static constexpr std::size_t longest = 40;
    /// The bytes of a word, eight in each, and zeros behind.
    using Blocks = std::array<std::uint64_t, longest / 8>;
    const WordInfo* find(const Blocks& blocks, std::size_t size) const;
    const std::vector<ReportingVerb>& verbs() const { return verbs_; }
    /// What an abbreviated title stands for ("sen" → "senator"), words parted by spaces; empty when it is none.
    std::string_view title_in_full(std::string_view abbreviation) const;

    explicit Lexicon(std::string_view language);

  private:
    struct Slot {
        std::uint32_t hash = 0;
        std::uint32_t entry = 0; // index + 1; 0 is free
    };
    const WordInfo* find(std::string_view lower, std::uint32_t hash) const;
    WordInfo& entry(std::string_view lower);
    void grow();
    void add_verb(std::string_view line);

    std::vector<Slot> slots_;
    std::vector<std::string> words_;
    std::vector<WordInfo> infos_;
    std::vector<ReportingVerb> verbs_;
    std::vector<std::pair<std::string, std::string>> titles_;
};

/// Inflected forms of a regular English verb: third person, past, gerund ("stop" → "stops", "stopped", "stopping").
struct RegularForms {
    std::string third;
    std::string past;
    std::string gerund;
};
RegularForms regular_forms(std::string_view lemma);

} // namespace demarche::indexer
