// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/language/lexicon.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include "generated/demarche_indexing_data.hh"

namespace demarche::indexer {

namespace {

struct ClassName {
    std::string_view name;
    WordClass value;
};

constexpr std::array class_names{
    ClassName{"determiner", WordClass::determiner},
    ClassName{"possessive", WordClass::possessive},
    ClassName{"subject_male", WordClass::subject_male},
    ClassName{"subject_female", WordClass::subject_female},
    ClassName{"subject_plural", WordClass::subject_plural},
    ClassName{"subject_thing", WordClass::subject_thing},
    ClassName{"subject_first", WordClass::subject_first},
    ClassName{"subject_first_plural", WordClass::subject_first_plural},
    ClassName{"subject_second", WordClass::subject_second},
    ClassName{"subject_other", WordClass::subject_other},
    ClassName{"object", WordClass::object},
    ClassName{"relative", WordClass::relative},
    ClassName{"wh", WordClass::wh},
    ClassName{"that", WordClass::that},
    ClassName{"to", WordClass::to},
    ClassName{"of", WordClass::of},
    ClassName{"for", WordClass::for_},
    ClassName{"as", WordClass::as},
    ClassName{"by", WordClass::by},
    ClassName{"on", WordClass::on},
    ClassName{"in", WordClass::in},
    ClassName{"with", WordClass::with},
    ClassName{"at", WordClass::at},
    ClassName{"about", WordClass::about},
    ClassName{"not", WordClass::negation},
    ClassName{"preposition", WordClass::preposition},
    ClassName{"conjunction", WordClass::conjunction},
    ClassName{"coordinator", WordClass::coordinator},
    ClassName{"subordinator", WordClass::subordinator},
    ClassName{"auxiliary", WordClass::auxiliary},
    ClassName{"be", WordClass::be},
    ClassName{"have", WordClass::have},
    ClassName{"do", WordClass::do_},
    ClassName{"modal", WordClass::modal},
    ClassName{"negation", WordClass::negation},
    ClassName{"adverb", WordClass::adverb},
    ClassName{"vague_time", WordClass::vague_time},
    ClassName{"weekday", WordClass::weekday},
    ClassName{"month", WordClass::month},
    ClassName{"day_word", WordClass::day_word},
    ClassName{"day_part", WordClass::day_part},
    ClassName{"period", WordClass::period},
    ClassName{"recent", WordClass::recent},
    ClassName{"number", WordClass::number},
    ClassName{"ordinal", WordClass::ordinal},
    ClassName{"clause_start", WordClass::clause_start},
    ClassName{"stance_noun", WordClass::stance_noun},
    ClassName{"decline", WordClass::decline},
    ClassName{"human", WordClass::human},
    ClassName{"humans", WordClass::humans},
    ClassName{"body", WordClass::body},
    ClassName{"document", WordClass::document},
    ClassName{"report", WordClass::report},
    ClassName{"crowd", WordClass::crowd},
    ClassName{"event", WordClass::event},
    ClassName{"statement_vehicle", WordClass::statement_vehicle},
    ClassName{"adjective", WordClass::adjective},
    ClassName{"title", WordClass::abbreviation_title},
    ClassName{"other", WordClass::abbreviation_other},
    ClassName{"inner", WordClass::abbreviation_inner},
    ClassName{"verb", WordClass::verb},
    ClassName{"asker", WordClass::asker},
    ClassName{"answerer", WordClass::answerer},
    ClassName{"speech", WordClass::speech},
    ClassName{"operative", WordClass::operative},
};

constexpr std::uint16_t bit(Frame frame) {
    return static_cast<std::uint16_t>(frame);
}

std::uint16_t frames_from(std::string_view letters) {
    constexpr std::string_view order = "qctwnioOx";
    std::uint16_t frames = 0;
    for (const char letter : letters) {
        const size_t at = order.find(letter);
        if (at != std::string_view::npos) {
            frames |= static_cast<std::uint16_t>(1U << at);
        }
    }
    return (frames & bit(Frame::needs_addressee)) != 0 ? frames | bit(Frame::addressee) : frames;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return parts;
        }
        text.remove_prefix(at + 1);
    }
}

/// Calls `use` with the columns of every line but comments, the header line and empty ones.
template <typename Use>
void for_each_row(std::string_view table, Use use) {
    bool header = true;
    for (const std::string_view line : split(table, '\n')) {
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (std::exchange(header, false)) {
            continue;
        }
        use(split(line, '\t'), line);
    }
}

std::string_view file_of(std::string_view language, std::string_view name) {
    const std::string path = "language/data/" + std::string(language) + "/" + std::string(name);
    for (const data::File& file : data::files()) {
        if (file.path == path) {
            return file.text;
        }
    }
    return {};
}

/// A hash of bytes that takes eight of them at a time: every word of an article is looked up.
class WordHash {
  public:
    explicit WordHash(std::size_t size) : value_(size) {}
    void add(std::uint64_t block) {
        value_ = (value_ ^ block) * 0x9e3779b97f4a7c15ULL;
        value_ ^= value_ >> 32U;
    }
    std::uint32_t value() const { return static_cast<std::uint32_t>(value_); }

  private:
    std::uint64_t value_;
};

std::uint32_t hash_of(std::string_view word) {
    WordHash hash(word.size());
    while (!word.empty()) {
        std::uint64_t block = 0;
        const std::size_t size = std::min(word.size(), sizeof block);
        std::memcpy(&block, word.data(), size);
        word.remove_prefix(size);
        hash.add(block);
    }
    return hash.value();
}

bool is_vowel(char c) {
    return std::string_view("aeiou").find(c) != std::string_view::npos;
}

std::string_view primary_subtag(std::string_view language) {
    return language.substr(0, language.find_first_of("-_"));
}

} // namespace

bool ReportingVerb::takes_preposition(std::string_view word) const {
    return std::find(prepositions.begin(), prepositions.end(), word) != prepositions.end();
}

RegularForms regular_forms(std::string_view lemma) {
    const std::string stem(lemma);
    const char last = stem.empty() ? '\0' : stem.back();
    const char before = stem.size() > 1 ? stem[stem.size() - 2] : '\0';
    RegularForms forms;
    if (last == 'e') {
        const std::string cut = stem.substr(0, stem.size() - 1);
        forms = {stem + "s", stem + "d", cut + "ing"};
    } else if (last == 'y' && !is_vowel(before)) {
        const std::string cut = stem.substr(0, stem.size() - 1);
        forms = {cut + "ies", cut + "ied", stem + "ing"};
    } else if (last == 's' || last == 'x' || last == 'z' || (last == 'h' && (before == 's' || before == 'c'))) {
        forms = {stem + "es", stem + "ed", stem + "ing"};
    } else {
        forms = {stem + "s", stem + "ed", stem + "ing"};
    }
    return forms;
}

const Lexicon& Lexicon::of(std::string_view language) {
    static const Lexicon english("en");
    // A language is added by adding its folder of data files and a line here.
    (void)primary_subtag(language);
    return english;
}

Lexicon::Lexicon(std::string_view language) : slots_(4096) {
    for (const std::string_view file : {"words.tsv", "abbreviations.tsv"}) {
        for_each_row(file_of(language, file), [&](const std::vector<std::string_view>& row, std::string_view) {
            for (const ClassName& name : class_names) {
                if (name.name == row[0]) {
                    for (const std::string_view word : split(row.at(1), ' ')) {
                        entry(word).classes |= name.value;
                    }
                }
            }
        });
    }
    for_each_row(file_of(language, "nouns.tsv"), [&](const std::vector<std::string_view>& row, std::string_view) {
        for (const ClassName& name : class_names) {
            if (name.name == row[0]) {
                for (const std::string_view word : split(row.at(2), ' ')) {
                    WordInfo& info = entry(word);
                    info.classes |= name.value;
                    info.gender = row[1] == "m" || row[1] == "f" ? row[1][0] : info.gender;
                    if (name.value == WordClass::body || name.value == WordClass::document) {
                        // Several of them are a crowd: "companies say".
                        entry(regular_forms(word).third).classes |= WordClass::crowd | name.value;
                    }
                }
            }
        }
    });
    for_each_row(file_of(language, "title_words.tsv"), [&](const std::vector<std::string_view>& row, std::string_view) {
        titles_.emplace_back(row[0], row.at(1));
    });
    for_each_row(file_of(language, "verbs.tsv"),
                 [&](const std::vector<std::string_view>&, std::string_view line) { add_verb(line); });
    for_each_row(file_of(language, "common_verbs.tsv"),
                 [&](const std::vector<std::string_view>& row, std::string_view) {
                     for (const std::string_view word : row) {
                         if (!word.empty()) {
                             entry(word).classes |= WordClass::verb;
                         }
                     }
                 });
}

void Lexicon::add_verb(std::string_view line) {
    std::vector<std::string_view> row = split(line, '\t');
    row.resize(8);
    ReportingVerb verb;
    verb.lemma = row[0];
    std::string_view stem = row[0];
    if (const size_t space = stem.find(' '); space != std::string_view::npos) {
        verb.particle = stem.substr(space + 1);
        stem = stem.substr(0, space);
    }
    const auto first_word = [](std::string_view form) { return std::string(form.substr(0, form.find(' '))); };
    const RegularForms regular = regular_forms(stem);
    const std::string third = row[1].empty() ? regular.third : first_word(row[1]);
    const std::string past = row[2].empty() ? regular.past : first_word(row[2]);
    const std::string participle = row[3].empty() ? past : first_word(row[3]);
    const std::string gerund = row[4].empty() ? regular.gerund : first_word(row[4]);
    verb.frames = frames_from(row[5]);
    for (const std::string_view preposition : split(row[6], ' ')) {
        if (!preposition.empty()) {
            verb.prepositions.emplace_back(preposition);
            verb.frames |= bit(Frame::preposition);
        }
    }
    std::from_chars(row[7].data(), row[7].data() + row[7].size(), verb.weight);
    const auto index = static_cast<std::uint16_t>(verbs_.size());
    verbs_.push_back(std::move(verb));
    const auto add = [&](std::string_view form, VerbForm which) {
        WordInfo& info = entry(form);
        info.verb_forms |= static_cast<std::uint8_t>(which);
        info.classes |= WordClass::verb;
        if (std::find(info.verbs.begin(), info.verbs.end(), index) == info.verbs.end()) {
            info.verbs.push_back(index);
        }
    };
    add(stem, VerbForm::base);
    add(third, VerbForm::third);
    add(past, VerbForm::past);
    add(participle, VerbForm::participle);
    add(gerund, VerbForm::gerund);
}

WordInfo& Lexicon::entry(std::string_view lower) {
    if ((words_.size() + 1) * 2 > slots_.size()) {
        grow();
    }
    const std::uint32_t hash = hash_of(lower);
    for (size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        Slot& slot = slots_[at];
        if (slot.entry == 0) {
            words_.emplace_back(lower);
            infos_.emplace_back();
            slot = {hash, static_cast<std::uint32_t>(words_.size())};
            return infos_.back();
        }
        if (slot.hash == hash && words_[slot.entry - 1] == lower) {
            return infos_[slot.entry - 1];
        }
    }
}

void Lexicon::grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const Slot& slot : slots_) {
        if (slot.entry != 0) {
            size_t at = slot.hash & (larger.size() - 1);
            while (larger[at].entry != 0) {
                at = (at + 1) & (larger.size() - 1);
            }
            larger[at] = slot;
        }
    }
    slots_ = std::move(larger);
}

std::string_view Lexicon::title_in_full(std::string_view abbreviation) const {
    for (const auto& [short_form, words] : titles_) {
        if (short_form == abbreviation) {
            return words;
        }
    }
    return {};
}

const WordInfo* Lexicon::find(std::string_view lower) const {
    return find(lower, hash_of(lower));
}

const WordInfo* Lexicon::find(const Blocks& blocks, std::size_t size) const {
    WordHash hash(size);
    for (std::size_t i = 0; i * sizeof(std::uint64_t) < size; ++i) {
        hash.add(blocks[i]);
    }
    return find({reinterpret_cast<const char*>(blocks.data()), size}, hash.value());
}

const WordInfo* Lexicon::find(std::string_view lower, std::uint32_t hash) const {
    for (size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        const Slot& slot = slots_[at];
        if (slot.entry == 0) {
            return nullptr;
        }
        if (slot.hash == hash && words_[slot.entry - 1] == lower) {
            return &infos_[slot.entry - 1];
        }
    }
}

} // namespace demarche::indexer
