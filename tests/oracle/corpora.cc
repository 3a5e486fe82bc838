// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/oracle/corpora.hh"

#include <fmt/format.h>

namespace demarche::test {

namespace {

Statement random_statement(std::mt19937& random, const Vocabulary& from, std::string id) {
    const auto sometimes = [&](const std::vector<std::string>& list, std::size_t of) {
        return random() % of == 0 ? std::string() : pick(random, list);
    };
    std::string text;
    const std::size_t words = from.shortest + random() % (from.longest - from.shortest + 1);
    for (std::size_t i = 0; i < words; ++i) {
        text += (text.empty() ? "" : random() % 9 == 0 ? ", " : " ") + pick(random, from.words);
    }
    const std::string day = fmt::format("20{:02}-{:02}-{:02}", 22 + random() % 3, 1 + random() % 12, 1 + random() % 28);
    Statement out =
        sample_statement(std::move(id), sometimes(from.speakers, 9), text + '.', random() % 8 == 0 ? "" : day);
    if (!out.speakers.empty() && random() % 7 == 0) {
        if (const std::string second = pick(random, from.speakers); second != out.speaker) {
            out.speakers.push_back(second);
        }
    }
    for (std::size_t i = random() % 3; i > 0; --i) {
        out.mentions.push_back(pick(random, from.speakers));
    }
    if (out.mentions.size() == 2 && out.mentions[0] == out.mentions[1]) {
        out.mentions.pop_back();
    }
    if (random() % 2 == 0) {
        out.topics.push_back(pick(random, from.topics));
    }
    out.kind = static_cast<Kind>(random() % 3);
    out.place = sometimes(from.places, 2);
    out.speaker_role = sometimes(from.roles, 2);
    out.language = pick(random, from.languages);
    out.confidence = static_cast<double>(random() % 101) / 100;
    if (out.date && random() % 2 == 0) {
        out.date_source = DateSource::stated;
    }
    return out;
}

} // namespace

const std::vector<Vocabulary>& vocabularies() {
    static const std::vector<Vocabulary> all{
        {"prose",
         {"peace",      "talks",   "talk",     "talking",    "war",    "wars",    "sanctions", "sanction", "ready",
          "meet",       "meeting", "meetings", "treaty",     "border", "borders", "aid",       "trade",    "people",
          "cease-fire", "U.S.",    "don't",    "minister's", "Café",   "cafe",    "2024",      "EU-27",    "naïve"},
         {"Ann Quillfeather", "John Quillfeather", "Vasko Trembledor", "Donna Trumpington", "Xiran Joltberg"},
         {"en"},
         {"Quill Daily", "Quill Weekly", "The Ledgerpost"},
         {"ceasefire", "trade", "energy policy"},
         {"Kastel", "Port Lisse", "Lisse"},
         {"foreign minister", "prime minister", "minister of trade"}},
        {"repetition",
         {"ab", "abc", "abcd", "bcd", "cd", "d", "e", "abde"},
         {"Ab Cdx", "Cdx Ab", "Ab Cdx Efx", "Efx"},
         {"en"},
         {"Ab", "Ab Cd"},
         {"ab", "cd"},
         {"Ab", "Ab Cd"},
         {"ab", "ab cd"},
         20,
         60},
        {"languages",
         {"table", "tables", "négociations", "negociations", "meeting", "meetings", "переговоры", "переговоров", "мир",
          "мира", "Straße", "strasse", "señales", "senal", "会谈", "王毅表示", "açık", "ready"},
         {"Inés Calderón", "Сигрун Альдисова", "Doğan Erkurtoğlu", "Ann Quillfeather"},
         {"en", "fr", "ru", "es", "zh", "und"},
         {"Le Quill", "Ведомость"},
         {"ceasefire", "trade"},
         {"Genève", "Geneva"},
         {"ministre", "министр"}},
    };
    return all;
}

std::vector<Sample> random_samples(std::mt19937& random, const Vocabulary& vocabulary, std::size_t articles) {
    std::vector<Sample> all;
    for (std::size_t a = 0; a < articles; ++a) {
        Sample sample{sample_article(fmt::format("article-{}", a)), {}};
        sample.article.title = pick(random, vocabulary.words) + ' ' + pick(random, vocabulary.words);
        sample.article.outlet = pick(random, vocabulary.outlets);
        sample.article.published = fmt::format("2024-{:02}-{:02}", 1 + random() % 12, 1 + random() % 28);
        sample.article.language = pick(random, vocabulary.languages);
        for (std::size_t s = random() % 5; s > 0; --s) {
            sample.statements.push_back(
                random_statement(random, vocabulary, fmt::format("{}/{}", sample.article.id, s)));
        }
        all.push_back(std::move(sample));
    }
    return all;
}

} // namespace demarche::test
