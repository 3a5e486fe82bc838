// SPDX-License-Identifier: GPL-3.0-or-later
// Who speaks, and which names are one person.
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <fcntl.h>

#include "indexer/pipeline/commands.hh"
#include "tests/support/sample_index.hh"
#include "tests/support/temp_dir.hh"

namespace demarche::indexer {

namespace {

using Catch::Contains;
using Names = std::vector<std::string>;

struct Index {
    test::TempDir dir;
    std::string path = (dir / "index").string();

    Index() {
        test::Sample sample{test::sample_article("a"),
                            {test::sample_statement("1", "Ilse Brandl", "First words", "2024-12-19"),
                             test::sample_statement("2", "I. Brandl", "Second words", "2024-12-21"),
                             test::sample_statement("3", "Vladimir Putin", "Third words", "2024-12-20"),
                             test::sample_statement("4", "a senior official", "Fourth words"),
                             test::sample_statement("5", "Ilse Brandl", "Fifth words", "2024-12-25")}};
        sample.statements[3].speaker_type = SpeakerType::description;
        sample.statements[0].speaker_as_written = "Foreign Minister Brandl";
        sample.statements[4].speakers.emplace_back("I. Brandl");
        test::write_index(path, {sample});
    }

    Exit run(SpeakersOptions options, std::string& text, std::size_t& failures) const {
        KeptOutput out;
        Progress progress{open("/dev/null", O_WRONLY | O_CLOEXEC), false};
        KeptDiagnostics diagnostics;
        options.index = path;
        const Exit exit = speakers(options, {out, progress, diagnostics, [] { return false; }});
        text = out.text;
        failures = diagnostics.failures();
        return exit;
    }
    std::string listed(const SpeakersOptions& options = {}) const {
        std::string text;
        std::size_t failures = 0;
        REQUIRE(run(options, text, failures) == Exit::ok);
        return text;
    }
    Exit edit(const Names& merge, const Names& split) const {
        SpeakersOptions options;
        options.merge = merge;
        options.split = split;
        std::string text;
        std::size_t failures = 0;
        return run(options, text, failures);
    }
};

} // namespace

TEST_CASE("speakers are listed, the commonest first") {
    const Index index;
    const std::string text = index.listed();
    CHECK(text.find("Ilse Brandl") < text.find("Vladimir Putin"));
    CHECK_THAT(text, Contains("2  2024-12-19 to 2024-12-25  Ilse Brandl  (as Foreign Minister Brandl)"));
    SpeakersOptions options;
    options.json = true;
    options.name = "Brandl Ilse";
    CHECK(
        index.listed(options) ==
        R"({"record":"speaker","name":"Ilse Brandl","statements":2,"first_date":"2024-12-19","last_date":"2024-12-25",)"
        R"("resolved":false,"as_written":["Foreign Minister Brandl"],"merged":[]})"
        "\n");
    options = {};
    options.unresolved = true;
    const std::string unresolved = index.listed(options);
    CHECK_THAT(unresolved, Contains("Ilse Brandl") && !Contains("Putin") && !Contains("official"));
}

TEST_CASE("names are merged and split") {
    const Index index;
    const std::string before = index.listed();
    REQUIRE(index.edit({"I. Brandl", "Ilse Brandl"}, {}) == Exit::ok);
    // The statement of both counts once.
    CHECK_THAT(index.listed(), Contains("3  2024-12-19 to 2024-12-25  Ilse Brandl") && Contains("[with I. Brandl]") &&
                                   !Contains("\n        2  "));
    REQUIRE(index.edit({}, {"i brandl"}) == Exit::ok);
    CHECK(index.listed() == before);
    CHECK(index.edit({}, {"I. Brandl"}) == Exit::some_failed);
    CHECK(index.edit({"Ilse Brandl", "ILSE BRANDL"}, {}) == Exit::usage);
    CHECK(index.edit({"...", "Ilse Brandl"}, {}) == Exit::usage);
    CHECK(index.edit({"a|b", "Ilse Brandl"}, {}) == Exit::usage);
}

TEST_CASE("chains and circles of names") {
    const Index index;
    REQUIRE(index.edit({"I. Brandl", "Ilse Brandl"}, {}) == Exit::ok);
    REQUIRE(index.edit({"Ilse Brandl", "Vladimir Putin"}, {}) == Exit::ok);
    CHECK_THAT(index.listed(), Contains("4  2024-12-19 to 2024-12-25  Vladimir Putin"));
    // The other way round takes the place of what was said before.
    REQUIRE(index.edit({"Vladimir Putin", "Ilse Brandl"}, {}) == Exit::ok);
    CHECK_THAT(index.listed(), Contains("4  2024-12-19 to 2024-12-25  Ilse Brandl"));
}

} // namespace demarche::indexer
