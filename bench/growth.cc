// SPDX-License-Identifier: GPL-3.0-or-later
// How the time of extraction grows with the length of hostile texts: growth_bench [--most MB] [NAME…], where each NAME
// is the beginning of a kind's name.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "bench/hostile_text.hh"
#include "bench/measure.hh"
#include "common/model/article.hh"
#include "common/names/who_is_who.hh"
#include "indexer/attribute/extractor.hh"
#include "indexer/language/guess.hh"

namespace {

using namespace demarche;

/// A kind that would take longer is given up: it is not linear.
constexpr double most_seconds = 60;
/// The best of several rounds counts where a round is short, since what else the machine does only ever adds.
constexpr double short_seconds = 0.5;
constexpr int rounds = 3;
/// Time grows as the length to this power. Linear work has 1, and up to 1.4 where memory outgrows the caches; 2 is
/// quadratic.
constexpr double most_power = 1.5;
/// Shorter times say nothing about growth.
constexpr double least_seconds = 0.1;

struct Measured {
    std::size_t megabytes = 0;
    double seconds = 0;
    std::size_t statements = 0;
};

Measured measure(const bench::HostileKind& kind, std::size_t megabytes, const indexer::Extractor& extractor) {
    Article article;
    article.id = kind.name;
    article.text = kind.text(megabytes * 1'000'000);
    article.published = "2024-12-19";
    Measured out{megabytes, 0, 0};
    for (int round = 0; round < rounds && (round == 0 || out.seconds < short_seconds); ++round) {
        const double seconds = bench::seconds_of([&] {
            article.language = indexer::guess_language(article.text);
            out.statements = extractor.extract(article).size();
        });
        out.seconds = round == 0 ? seconds : std::min(out.seconds, seconds);
    }
    return out;
}

/// Prints one line; true when the time grows with the text and no faster.
bool report(const bench::HostileKind& kind, std::size_t most, const indexer::Extractor& extractor) {
    std::vector<Measured> measured;
    fmt::print("{:<28}", kind.name);
    bool given_up = false;
    for (std::size_t megabytes = 1; megabytes <= most; megabytes *= 2) {
        // As much longer again as the last time was than the one before.
        const std::size_t n = measured.size();
        const double expected =
            n < 2 ? 0.0 : measured[n - 1].seconds * measured[n - 1].seconds / measured[n - 2].seconds;
        if (expected > most_seconds) {
            given_up = true;
            fmt::print("{:>8}", "-");
            continue;
        }
        measured.push_back(measure(kind, megabytes, extractor));
        fmt::print("{:8.1f}", static_cast<double>(megabytes) / measured.back().seconds);
        std::fflush(stdout);
    }
    const Measured& first = measured.front();
    const Measured& last = measured.back();
    const double power = measured.size() < 2
                             ? 1.0
                             : std::log(last.seconds / first.seconds) /
                                   std::log(static_cast<double>(last.megabytes) / static_cast<double>(first.megabytes));
    const bool linear = !given_up && (power <= most_power || last.seconds < least_seconds);
    fmt::print("{:9.2f}{:12}{}\n", power, last.statements, linear ? "" : given_up ? "   given up" : "   not linear");
    return linear;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::string_view> names(argv + 1, argv + argc);
    std::size_t most = 16;
    if (names.size() >= 2 && names[0] == "--most") {
        most = static_cast<std::size_t>(std::atoi(argv[2]));
        names.erase(names.begin(), names.begin() + 2);
    }
    if (most < 1 || most > 1024) {
        std::fputs("growth_bench: --most takes megabytes, from 1 to 1024\n", stderr);
        return 2;
    }
    const indexer::Extractor extractor(names::WhoIsWho::builtin());
    fmt::print("MB/s of extraction on one core, by the length of the text; the time grows as the length to this power: "
               "1 is linear\n{:<28}",
               "");

    for (std::size_t megabytes = 1; megabytes <= most; megabytes *= 2) {
        fmt::print("{:>5} MB", megabytes);
    }
    fmt::print("{:>9}{:>12}\n", "power", "statements");
    int not_linear = 0;
    int looked_at = 0;
    for (const bench::HostileKind& kind : bench::hostile_kinds()) {
        const auto begins = [&](std::string_view name) { return std::string_view(kind.name).starts_with(name); };
        if (names.empty() || std::any_of(names.begin(), names.end(), begins)) {
            not_linear += report(kind, most, extractor) ? 0 : 1;
            ++looked_at;
        }
    }
    fmt::print("{} kinds, {} not linear\n", looked_at, not_linear);
    return looked_at == 0 ? 2 : 0;
}
