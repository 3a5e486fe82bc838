// SPDX-License-Identifier: GPL-3.0-or-later
// Random statements of three kinds, for the comparison of the engine with a plain evaluation.
#pragma once

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include "tests/support/sample_index.hh"

namespace demarche::test {

/// What queries about a corpus are made of, and what its statements are made of.
struct Vocabulary {
    const char* name;
    std::vector<std::string> words;
    /// Nobody of whom the names data knows anything.
    std::vector<std::string> speakers;
    std::vector<std::string> languages;
    std::vector<std::string> outlets;
    std::vector<std::string> topics;
    std::vector<std::string> places;
    std::vector<std::string> roles;
    /// Words of one statement, at least and at most.
    std::size_t shortest = 3;
    std::size_t longest = 14;
};

/// English prose in miniature; one language, long statements with many repeated words; several languages and scripts.
const std::vector<Vocabulary>& vocabularies();

/// Articles of up to five statements. The same random state gives the same ones.
std::vector<Sample> random_samples(std::mt19937& random, const Vocabulary& vocabulary, std::size_t articles);

template <typename List>
auto pick(std::mt19937& random, const List& list) {
    return list[random() % list.size()];
}

} // namespace demarche::test
