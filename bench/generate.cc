// SPDX-License-Identifier: GPL-3.0-or-later
// Makes statements and articles of any number, the same for the same numbers: words by a Zipf-Mandelbrot law with
// topics that come in bursts, few speakers who speak often and many who speak once, twenty years.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "common/model/date.hh"

namespace {

using demarche::Date;

/// SplitMix64: small, and the same on every machine.
class Random {
  public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(next() % n); }
    double unit() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }

  private:
    std::uint64_t state_;
};

/// Draws ranks 0 … n-1 with weight 1 / (rank + shift)^slope.
class Zipf {
  public:
    Zipf(std::size_t n, double slope, double shift) {
        double sum = 0;
        for (std::size_t rank = 0; rank < n; ++rank) {
            sum += std::pow(static_cast<double>(rank) + shift, -slope);
            sums_.push_back(sum);
        }
        // A table of where to begin looking: drawing then takes a step or two.
        begins_.resize(slots + 1);
        std::size_t at = 0;
        for (std::size_t slot = 0; slot <= slots; ++slot) {
            while (at + 1 < n && sums_[at] < sum * static_cast<double>(slot) / slots) {
                ++at;
            }
            begins_[slot] = at;
        }
    }
    std::size_t draw(Random& random) const {
        const double wanted = random.unit();
        std::size_t at = begins_[static_cast<std::size_t>(wanted * slots)];
        while (at + 1 < sums_.size() && sums_[at] < wanted * sums_.back()) {
            ++at;
        }
        return at;
    }

  private:
    static constexpr std::size_t slots = 65536;
    std::vector<double> sums_;
    std::vector<std::size_t> begins_;
};

/// A word of syllables, the shorter the commoner; different for each number.
std::string word(std::size_t number) {
    static const char* const onsets[] = {"b", "c", "d", "f", "g", "h", "l",  "m",
                                         "n", "p", "r", "s", "t", "v", "st", "tr"};
    static const char* const vowels[] = {"a", "e", "i", "o", "u", "ea", "io", "ou"};
    static const char* const ends[] = {"", "n", "r", "s", "l", "t", "nd", "ng"};
    static const char* const suffixes[] = {"", "s", "ed", "ing", "ment", "ation", "er", "ly"};
    // Common words are short and bare; of the others, numbers are spread, so that neighbours in frequency do not share
    // their beginning.
    const bool common = number < 2048;
    const std::size_t suffix = common ? 0 : number % 8;
    std::size_t left = common ? number : (number / 8) * 2654435761U % (1U << 18U);
    std::string out;
    do {
        out += onsets[left % 16];
        left /= 16;
        out += vowels[left % 8];
        left /= 8;
        out += ends[left % 8];
        left /= 8;
    } while (left != 0);
    return out + suffixes[suffix];
}

std::string capital(std::string text) {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

struct World {
    std::vector<std::string> words;
    std::vector<std::string> speakers;
    std::vector<std::string> outlets;
    Zipf word_law{60'000, 1.12, 2.7};
    Zipf speaker_law{5'000, 1.05, 4};
    Zipf outlet_law{200, 0.9, 2};
    Zipf topic_law{400, 0.8, 3};

    World() {
        for (std::size_t i = 0; i < 60'000; ++i) {
            words.push_back(word(i));
        }
        for (std::size_t i = 0; i < 5'000; ++i) {
            speakers.push_back(capital(word(i * 7 + 11)) + " " + capital(word(i * 13 + 5'003)));
        }
        for (std::size_t i = 0; i < 200; ++i) {
            outlets.push_back("The " + capital(word(i * 31 + 900)) + " Post");
        }
    }
};

const char* const countries[] = {"France", "Russia", "China",   "Germany", "Brazil", "India", "Japan", "Turkey",
                                 "Egypt",  "Kenya",  "Ukraine", "Poland",  "Italy",  "Spain", "Iran",  "Canada"};
const char* const roles[] = {"president", "foreign minister", "prime minister", "spokesperson", "ambassador"};
const char* const topics[] = {"sanctions", "trade", "climate", "ceasefire", "elections", "migration", "energy", "arms"};
const char* const kinds[] = {"direct", "direct", "mixed", "indirect"};

struct Sentence {
    std::string text;
    std::size_t speaker;
};

/// What `words` there are of one topic: half drawn from all words, a tenth from the topic's own.
std::string sentence(const World& world, Random& random, std::size_t topic, std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t rank =
            random.below(10) == 0 ? 200 + (topic * 97 + random.below(60)) % 50'000 : world.word_law.draw(random);
        text += i == 0 ? capital(world.words[rank]) : (i % 12 == 11 ? ", " : " ") + world.words[rank];
    }
    return text;
}

class Files {
  public:
    Files(const std::string& folder, const std::string& what) {
        const auto open = [&](const char* name) {
            std::FILE* const file = std::fopen((folder + "/" + name).c_str(), "w");
            if (file == nullptr) {
                std::perror(name);
                std::exit(2);
            }
            return file;
        };
        if (what == "articles") {
            articles = open("articles.jsonl");
        } else {
            records = open("statements.jsonl");
            dump = open("statements.dump");
        }
    }
    std::FILE* articles = nullptr;
    std::FILE* records = nullptr;
    std::FILE* dump = nullptr;
};

void put(std::FILE* file, const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), file) != text.size()) {
        std::perror("writing");
        std::exit(2);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::fputs("usage: generate_bench statements|articles NUMBER FOLDER [SEED]\n", stderr);
        return 2;
    }
    const std::string what = argv[1];
    const auto wanted = static_cast<std::size_t>(std::strtoull(argv[2], nullptr, 10));
    const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
    const Files files(argv[3], what);
    const World world;
    Random random(seed);
    const int first_day = Date::make(2005, 1, 1)->days();
    std::uint64_t text_bytes = 0;
    std::size_t made = 0;
    for (std::size_t number = 0; made < wanted; ++number) {
        // Articles come in the order of time, as an archive does.
        const int day = first_day + static_cast<int>(static_cast<double>(made) / static_cast<double>(wanted) * 7300);
        const std::string date = Date::from_days(day).iso();
        const std::string id = fmt::format("a{}-{}", seed, number);
        const std::size_t topic = (world.topic_law.draw(random) + static_cast<std::size_t>(day) / 9) % 400;
        const std::string& outlet = world.outlets[world.outlet_law.draw(random)];
        const std::string title = sentence(world, random, topic, 7);
        const std::size_t count = 3 + random.below(7);
        std::string article;
        std::uint32_t at = 0;
        for (std::size_t i = 0; i < count && made < wanted; ++i, ++made) {
            const std::string text = sentence(world, random, topic, 12 + random.below(50)) + ".";
            const std::size_t speaker = world.speaker_law.draw(random);
            text_bytes += text.size();
            if (files.articles != nullptr) {
                article += fmt::format("{}{}“{}” {} said on Monday in {}. {}.", i == 0 ? "" : "\\n",
                                       sentence(world, random, topic, 8) + ". ", text, world.speakers[speaker],
                                       "Geneva", sentence(world, random, topic, 15));
                continue;
            }
            const std::string& mention = world.speakers[world.speaker_law.draw(random)];
            const auto end = at + static_cast<std::uint32_t>(text.size());
            put(files.records,
                fmt::format(
                    R"({{"record":"statement","id":"{}s{}","article":"{}","kind":"{}","spans":[[{},{}]],"text":"{}",)"
                    R"("speaker":"{}","speakers":["{}"],"speaker_type":"person","speaker_as_written":"{}",)"
                    R"("speaker_role":"{}","country":"{}","cue":"said","date":"{}","date_source":"published",)"
                    R"("published":"{}","mentions":["{}"],"topics":["{}"],"language":"en","confidence":0.91,)"
                    R"("title":"{}","outlet":"{}"}})"
                    "\n",
                    id, i, id, kinds[random.below(4)], at, end, text, world.speakers[speaker], world.speakers[speaker],
                    world.speakers[speaker], roles[speaker % 5], countries[speaker % 16], date, date, mention,
                    topics[topic % 8], title, outlet));
            put(files.dump, fmt::format("id={}s{}\ntext={}\nspeaker={}\noutlet={}\ndate={}\ncountry={}\nmention={}\n"
                                        "topic={}\narticle={}\ntitle={}\n\n",
                                        id, i, text, world.speakers[speaker], outlet, date, countries[speaker % 16],
                                        mention, topics[topic % 8], id, title));
            at = end + 1;
        }
        if (files.articles != nullptr) {
            put(files.articles,
                fmt::format(
                    R"({{"record":"article","id":"{}","title":"{}","text":"{}","outlet":"{}","published":"{}"}})"
                    "\n",
                    id, title, article, outlet, date));
        }
    }
    fmt::print("{}\n", text_bytes);
    return 0;
}
