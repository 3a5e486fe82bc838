// SPDX-License-Identifier: GPL-3.0-or-later
// Which articles are copies of each other, by written examples.
#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "indexer/copies/article_copies.hh"
#include "indexer/copies/shingles.hh"

namespace demarche::indexer {

namespace {

const std::string agency =
    "SALTBY (Northern Wire) - The foreign minister of Varenia said on Tuesday that talks over the river treaty would "
    "resume before the end of the month.\n"
    "\"We have left nothing off the table, and we expect the same of our neighbours,\" Ilse Brandl told reporters "
    "after "
    "a meeting of the cabinet that lasted four hours.\n"
    "She declined to say whether the two presidents would meet, but added that a summit was not ruled out once the "
    "experts had agreed on the figures for the dam at Ostrin.\n"
    "The treaty, signed in 1961, divides the water of the Lozna between three countries. It lapsed in January after "
    "Bantoria refused to renew it.\n"
    "Farmers in the delta say that harvests have fallen by a third since then. The ministry of agriculture disputes "
    "the figure.\n";

const std::string paragraphs_cut = agency.substr(0, agency.find("The treaty, signed"));

const std::string own_report =
    "Varenia is ready to go back to the table, its foreign minister said after a long cabinet meeting on Tuesday.\n"
    "\"We have left nothing off the table, and we expect the same of our neighbours,\" Ilse Brandl said, in a tone "
    "that "
    "diplomats here described as the mildest since winter.\n"
    "Whether the quarrel over the Lozna can be settled this year is another question. Two of the three capitals have "
    "elections ahead, and neither government wants to be seen giving water away.\n"
    "Our correspondent in Saltby reports that engineers have been sent to Ostrin already.\n";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::toupper(c); });
    return text;
}

} // namespace

TEST_CASE("copies of an article") {
    struct Row {
        const char* name;
        std::string a;
        std::string b;
        bool copy;
    };
    const Row rows[] = {
        {"the same text", agency, agency, true},
        {"under another headline", agency, "River talks to go on, Saltby says\n\n" + agency, true},
        {"without its last paragraphs", agency, paragraphs_cut, true},
        {"with other quotation marks and dashes", agency,
         replaced(replaced(agency, "\"", "\xe2\x80\x9d"), " - ", " \xe2\x80\x94 "), true},
        {"in capitals", agency, upper(agency), true},
        {"with the outlet's own last paragraph", agency,
         agency + "The Saltby Courier first reported on the state of the dam at Ostrin in March of last year.\n", true},
        {"another report of the same press conference", agency, own_report, false},
        {"one paragraph of it", agency, agency.substr(0, agency.find('\n')), false},
        {"a digest that holds it among much else", paragraphs_cut,
         paragraphs_cut + own_report + replaced(own_report, "the", "a") + replaced(own_report, "in", "on") +
             replaced(own_report, "s", "z"),
         false},
        {"a flash of a few words", "Varenia resumes river talks, minister says.",
         "Varenia resumes river talks, minister says.", false},
        {"nothing", "", "", false},
    };
    for (const Row& row : rows) {
        INFO(row.name);
        const auto a = article_shingles(row.a);
        const auto b = article_shingles(row.b);
        CHECK(is_copy(a, b) == row.copy);
        CHECK(is_copy(b, a) == row.copy);
    }
}

TEST_CASE("copies share fingerprints") {
    const auto common = [](const std::string& a, const std::string& b) {
        auto of_a = article_fingerprints(article_shingles(a));
        const auto of_b = article_fingerprints(article_shingles(b));
        return std::count_if(of_a.begin(), of_a.end(),
                             [&](auto one) { return std::find(of_b.begin(), of_b.end(), one) != of_b.end(); });
    };
    CHECK(common(agency, agency) == 12);
    CHECK(common(agency, paragraphs_cut) >= 2);
    CHECK(common(agency, own_report) <= 3);
    CHECK(article_fingerprints(article_shingles("Too short to tell.")).empty());
}

TEST_CASE("an article's sketch is its shingles' number and fingerprints") {
    const std::string short_of_shingles = "Varenia resumes river talks, minister says.";
    for (const std::string& text : {agency, own_report, paragraphs_cut, agency + agency, short_of_shingles,
                                    replaced(agency, " ", " the "), std::string()}) {
        INFO(text);
        const auto shingles = article_shingles(text);
        const ArticleSketch sketch = article_sketch(text);
        CHECK(sketch.shingles == shingles.size());
        CHECK(sketch.fingerprints == article_fingerprints(shingles));
    }
}

TEST_CASE("words of scripts without spaces stand alone") {
    CHECK(article_shingles("\xe7\x8e\x8b\xe6\xaf\x85\xe8\xa1\xa8\xe7\xa4\xba\xe4\xb8\xad\xe6\x96\xb9").size() == 2);
    // Bytes that are no UTF-8, cut at the end.
    CHECK(article_shingles("caf\xc3").size() == 1);
    CHECK(article_shingles("\xe7\x8e").size() == 1);
}

TEST_CASE("shingles are runs of words") {
    const std::vector<std::uint64_t> words{1, 2, 3, 1, 2, 3, 4};
    CHECK(shingles(words, 3).size() == 4);
    CHECK(shingles(words, 7).size() == 1);
    CHECK(shingles(words, 9).size() == 1);
    CHECK(shingles({}, 3).empty());
    CHECK(shared(shingles(words, 3), shingles(std::vector<std::uint64_t>{2, 3, 1, 2}, 3)) == 2);
    CHECK(shingles(std::vector<std::uint64_t>{1, 2}, 2) != shingles(std::vector<std::uint64_t>{2, 1}, 2));
}

} // namespace demarche::indexer
