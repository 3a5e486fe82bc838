// SPDX-License-Identifier: GPL-3.0-or-later
// Runs both programs as cases/*.txt say and compares output, errors and exit code with what was approved.
#include <cstdlib>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/case_file.hh"
#include "tests/support/golden.hh"
#include "tests/support/run_program.hh"
#include "tests/support/temp_dir.hh"

using namespace demarche::test;
namespace fs = std::filesystem;

namespace {

const fs::path source_dir = DEMARCHE_SOURCE_DIR;

/// An index of `articles`, built once for the whole process; cases only read it.
class SharedIndex {
  public:
    SharedIndex(fs::path people, fs::path articles) : people_(std::move(people)), articles_(std::move(articles)) {}

    std::string path() {
        const fs::path path = folder_ / "index";
        if (!fs::exists(path)) {
            RunOptions in_source;
            in_source.folder = source_dir;
            const Outcome built = run_program("demarche-index",
                                              {"add", "--quiet", "--db", path.string(), "--people",
                                               (source_dir / people_).string(), articles_.string()},
                                              in_source);
            if (built.exit != 0) {
                throw std::runtime_error("no index of " + articles_.string() + ": exit " + std::to_string(built.exit) +
                                         "\n" + built.err);
            }
        }
        return path.string();
    }

  private:
    TempDir folder_;
    fs::path people_;
    fs::path articles_;
};

/// The bundled corpus, which grows: for what a reader is shown first.
SharedIndex& corpus_index() {
    static SharedIndex index("corpus/people.tsv", "corpus/articles");
    return index;
}

/// The few articles of inputs/, written for these cases.
SharedIndex& small_index() {
    static SharedIndex index("tests/cli/inputs/people.tsv", "tests/cli/inputs/articles");
    return index;
}

/// Runs one case in a new folder that holds a copy of inputs/, and gives what its golden file should hold.
std::string run_case(const Case& one) {
    const TempDir folder;
    fs::copy(source_dir / "tests/cli/inputs", folder.path(), fs::copy_options::recursive);
    RunOptions options;
    options.folder = folder.path();
    options.terminal = one.terminal;
    options.environment["SOURCE"] = source_dir.string();
    std::vector<std::pair<std::string, std::string>> replacements = {
        {folder.path().string(), "<HERE>"}, {source_dir.string(), "<SOURCE>"}, {DEMARCHE_VERSION, "<VERSION>"}};
    for (const auto& [name, index] : {std::pair("CORPUS", &corpus_index()), std::pair("SMALL", &small_index())}) {
        if (one.commands.find("$" + std::string(name)) != std::string::npos) {
            options.environment[name] = index->path();
            replacements.emplace_back(index->path(), "<" + std::string(name) + ">");
        }
    }
    const Outcome done = run_program("/bin/bash", {"-c", one.commands}, options);
    if (done.timed_out) {
        throw std::runtime_error("timed out");
    }
    const std::string output = sanitized("--- stdout\n" + done.out + "--- stderr\n" + done.err + "--- exit " +
                                             std::to_string(done.exit) + "\n",
                                         replacements);
    return one.commands + output;
}

/// Stems of the case files to run: the one the environment names, or all.
std::vector<std::string> case_files() {
    if (const char* name = std::getenv("DEMARCHE_CASES")) {
        return {name};
    }
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(source_dir / "tests/cli/cases")) {
        names.insert(entry.path().stem().string());
    }
    return {names.begin(), names.end()};
}

} // namespace

TEST_CASE("golden runs of the programs") {
    for (const std::string& file : case_files()) {
        const std::vector<Case> cases = parse_cases(read_file(source_dir / "tests/cli/cases" / (file + ".txt")));
        REQUIRE_FALSE(cases.empty());
        for (const Case& one : cases) {
            DYNAMIC_SECTION(file << ": " << one.name) {
                const Comparison comparison =
                    compare_golden(fs::path("tests/cli/golden") / file, one.name + ".txt", run_case(one));
                INFO(comparison.difference);
                CHECK(comparison.same);
            }
        }
    }
}

TEST_CASE("every golden file belongs to a case") {
    std::set<std::string> known;
    for (const fs::directory_entry& entry : fs::directory_iterator(source_dir / "tests/cli/cases")) {
        for (const Case& one : parse_cases(read_file(entry.path()))) {
            known.insert(entry.path().stem().string() + "/" + one.name + ".txt");
        }
    }
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(source_dir / "tests/cli/golden")) {
        if (entry.is_regular_file()) {
            const std::string name = fs::relative(entry.path(), source_dir / "tests/cli/golden").generic_string();
            INFO(name);
            CHECK(known.count(name) == 1);
        }
    }
}

TEST_CASE("case files are read strictly") {
    CHECK(parse_cases("# a comment\n[one]\ndemarche-search x\n\n[two] terminal\na\nb\n").size() == 2);
    CHECK(parse_cases("[two] terminal\na\nb\n")[0].terminal);
    CHECK(parse_cases("[two]\na\nb\n")[0].commands == "a\nb\n");
    CHECK_THROWS_AS(parse_cases("[one]\na\n[one]\nb\n"), std::runtime_error);
    CHECK_THROWS_AS(parse_cases("[one]\n[two]\nb\n"), std::runtime_error);
    CHECK_THROWS_AS(parse_cases("[one] loudly\na\n"), std::runtime_error);
    CHECK_THROWS_AS(parse_cases("[]\na\n"), std::runtime_error);
}
