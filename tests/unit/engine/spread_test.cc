// SPDX-License-Identifier: GPL-3.0-or-later
// Random statements and queries: the engine agrees with a plain evaluation of every statement, and answers the same
// however the statements are spread over segments.
#include <algorithm>
#include <array>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/text/stem.hh"
#include "common/text/words.hh"
#include "search/engine/search.hh"
#include "search/query/parser.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::search {

namespace {

using test::Sample;

constexpr std::array words{"peace",    "talks",  "talk",      "talking", "war",     "wars",     "sanctions",
                           "sanction", "ready",  "readiness", "meet",    "meeting", "meetings", "ceasefire",
                           "treaty",   "border", "borders",   "aid",     "trade",   "people"};
constexpr std::array speakers{"Ann Smith", "John Smith", "Vladimir Putin", "Donald Trump", "Xi Jinping"};

template <typename List>
std::string pick(std::mt19937& random, const List& list) {
    return list[random() % list.size()];
}

std::vector<Sample> random_samples(std::mt19937& random, std::size_t articles) {
    std::vector<Sample> all;
    for (std::size_t a = 0; a < articles; ++a) {
        Sample sample{test::sample_article("article-" + std::to_string(a)), {}};
        const std::size_t count = random() % 5;
        for (std::size_t s = 0; s < count; ++s) {
            std::string text;
            for (std::size_t w = 0; w < 3 + random() % 12; ++w) {
                text += (text.empty() ? "" : " ") + pick(random, words);
            }
            const std::string day = "2024-0" + std::to_string(1 + random() % 9) + "-1" + std::to_string(random() % 10);
            sample.statements.push_back(test::sample_statement(sample.article.id + "/" + std::to_string(s),
                                                               pick(random, speakers), text,
                                                               random() % 8 == 0 ? "" : day));
        }
        all.push_back(std::move(sample));
    }
    return all;
}

/// A random query, as text, and its meaning as a function of a statement.
struct Meaning {
    std::string text;
    std::function<bool(const Statement&)> holds;
};

std::vector<std::string> forms(const Statement& statement) {
    std::vector<std::string> out;
    for (const text::Word& word : text::words(statement.text)) {
        out.push_back(word.form);
    }
    return out;
}

std::string stem(const std::string& word) {
    static text::Stemmer english("en");
    return english.term(word);
}

Meaning random_query(std::mt19937& random, int depth) {
    switch (random() % (depth > 0 ? 9 : 6)) {
    case 0:
    case 1: {
        const std::string word = pick(random, words);
        return {word, [word](const Statement& s) {
                    const auto all = forms(s);
                    return std::any_of(all.begin(), all.end(),
                                       [&](const std::string& f) { return stem(f) == stem(word); });
                }};
    }
    case 2: {
        const std::string a = pick(random, words);
        const std::string b = pick(random, words);
        return {'"' + a + ' ' + b + '"', [a, b](const Statement& s) {
                    const auto all = forms(s);
                    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
                        if (all[i] == a && all[i + 1] == b) {
                            return true;
                        }
                    }
                    return false;
                }};
    }
    case 3: {
        const std::string name = pick(random, speakers);
        return {"speaker:\"" + name + '"', [name](const Statement& s) { return s.speaker == name; }};
    }
    case 4: {
        const std::string month = "2024-0" + std::to_string(1 + random() % 9);
        return {"date:>=" + month, [month](const Statement& s) { return s.date && s.date->iso() >= month; }};
    }
    case 5: {
        const std::string beginning = pick(random, words).substr(0, 4);
        return {beginning + '*', [beginning](const Statement& s) {
                    const auto all = forms(s);
                    return std::any_of(all.begin(), all.end(),
                                       [&](const std::string& f) { return f.starts_with(beginning); });
                }};
    }
    case 6: {
        const Meaning a = random_query(random, depth - 1);
        return {"NOT (" + a.text + ")", [a](const Statement& s) { return !a.holds(s); }};
    }
    case 7: {
        const Meaning a = random_query(random, depth - 1);
        const Meaning b = random_query(random, depth - 1);
        return {'(' + a.text + ") AND (" + b.text + ')',
                [a, b](const Statement& s) { return a.holds(s) && b.holds(s); }};
    }
    default: {
        const Meaning a = random_query(random, depth - 1);
        const Meaning b = random_query(random, depth - 1);
        return {'(' + a.text + ") OR (" + b.text + ')',
                [a, b](const Statement& s) { return a.holds(s) || b.holds(s); }};
    }
    }
}

IndexReader open(const std::filesystem::path& path) {
    const std::filesystem::path folders[] = {path};
    return std::move(IndexReader::open(folders).value());
}

} // namespace

TEST_CASE("random queries agree with a plain evaluation and with every way of spreading") {
    const std::uint32_t seed = 20'241'219;
    std::mt19937 random(seed);
    const std::vector<Sample> samples = random_samples(random, 90);
    const test::TempDir dir;
    test::write_index(dir / "one", samples, 1);
    test::write_index(dir / "many", samples, 9);
    // The same in another order, after every article was first there with other statements: a third of the documents
    // are dead.
    std::vector<Sample> others = samples;
    for (Sample& sample : others) {
        sample.article.text = "Older text.";
        std::reverse(sample.statements.begin(), sample.statements.end());
    }
    test::write_index(dir / "replaced", others, 3);
    std::vector<Sample> shuffled = samples;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    test::write_index(dir / "replaced", shuffled, 4);

    const IndexReader one = open(dir / "one");
    const IndexReader many = open(dir / "many");
    const IndexReader replaced = open(dir / "replaced");
    REQUIRE(one.segments().size() == 1);
    REQUIRE(many.segments().size() == 9);

    for (int round = 0; round < 400; ++round) {
        const Meaning meaning = random_query(random, 3);
        INFO("seed " << seed << ", query " << meaning.text);
        std::set<std::string> expected;
        for (const Sample& sample : samples) {
            for (const Statement& statement : sample.statements) {
                if (meaning.holds(statement)) {
                    expected.insert(statement.id);
                }
            }
        }
        const auto query = parse_query(meaning.text, {*Date::make(2024, 12, 20), false});
        REQUIRE(query);
        Request request;
        request.limit = 1'000;
        request.exact_total = true;
        request.context_words = 0;
        request.facets = {"speaker", "month"};
        const auto from_one = Engine(one, *Date::make(2024, 12, 20)).answer(query->root, request);
        const auto from_many = Engine(many, *Date::make(2024, 12, 20)).answer(query->root, request);
        REQUIRE(from_one);
        REQUIRE(from_many);
        std::set<std::string> found;
        for (const Hit& hit : from_one->hits) {
            found.insert(hit.statement.id);
        }
        CHECK(found == expected);
        CHECK(from_one->total == expected.size());
        // Order and scores are equal to the bit.
        REQUIRE(from_many->hits.size() == from_one->hits.size());
        for (std::size_t i = 0; i < from_one->hits.size(); ++i) {
            CHECK(from_many->hits[i].statement.id == from_one->hits[i].statement.id);
            CHECK(from_many->hits[i].score == from_one->hits[i].score);
        }
        CHECK(from_many->total == from_one->total);
        for (std::size_t f = 0; f < 2; ++f) {
            CHECK(from_many->facets[f].counts == from_one->facets[f].counts);
        }
        // With dead statements beside them: the same hits by date, totals and counts (scores count the dead).
        request.sort = Sort::newest;
        const auto by_date = Engine(one, *Date::make(2024, 12, 20)).answer(query->root, request);
        const auto from_replaced = Engine(replaced, *Date::make(2024, 12, 20)).answer(query->root, request);
        REQUIRE(from_replaced);
        REQUIRE(from_replaced->hits.size() == by_date->hits.size());
        for (std::size_t i = 0; i < by_date->hits.size(); ++i) {
            CHECK(from_replaced->hits[i].statement.id == by_date->hits[i].statement.id);
        }
        CHECK(from_replaced->total == expected.size());
        CHECK(from_replaced->facets[0].counts == from_one->facets[0].counts);
    }
}

} // namespace demarche::search
