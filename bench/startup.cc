// SPDX-License-Identifier: GPL-3.0-or-later
// What a new process that answers a query costs beyond a process that does nothing: startup_bench [ROUNDS].
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/measure.hh"

namespace {

namespace fs = std::filesystem;

/// Runs a program with its output thrown away and gives its exit code; -1 when it cannot be started.
int run(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
        return -1;
    }
    return WEXITSTATUS(status);
}

} // namespace

int main(int argc, char** argv) {
    using namespace demarche::bench;
    const int rounds = argc > 1 ? std::atoi(argv[1]) : 300;
    const std::string bin = DEMARCHE_BIN_DIR;
    const std::string source = DEMARCHE_SOURCE_DIR;
    const fs::path folder = fs::temp_directory_path() / fmt::format("demarche-startup-{}", getpid());
    const std::string index = folder / "index";
    fs::create_directories(folder);
    const int added = run({bin + "/demarche-index", "add", "-q", "--db", index, "--people",
                           source + "/corpus/people.tsv", source + "/corpus/articles"});
    const std::vector<std::vector<std::string>> commands{
        {"/bin/true"},
        {bin + "/demarche-search", "--db", index, "speaker:Putin ready to meet"},
        {bin + "/demarche-search", "--db", index, "--format", "json", "--facet", "speaker,year", "speaker:Путин"},
        {bin + "/demarche-search", "--version"},
    };
    int code = added == 0 && rounds > 0 ? 0 : 4;
    std::vector<std::vector<double>> times(commands.size());
    // Interleaved, so that what else the machine does falls on all alike.
    for (int round = 0; round < rounds + 5 && code == 0; ++round) {
        for (std::size_t i = 0; i < commands.size() && code == 0; ++i) {
            int ended = 0;
            const double seconds = seconds_of([&] { ended = run(commands[i]); });
            if (round >= 5) { // The first rounds fill the caches.
                times[i].push_back(seconds * 1e3);
            }
            code = ended == 0 ? 0 : 4;
            if (code != 0) {
                fmt::print(stderr, "startup_bench: {} ended with {}\n", commands[i].back(), ended);
            }
        }
    }
    fs::remove_all(folder);
    if (code != 0) {
        fmt::print(stderr, "startup_bench: nothing measured\n");
        return code;
    }
    const double nothing = spread_of(times[0]).median;
    fmt::print("medians of {} rounds, interleaved\n{:<52} {:6.2f} ms\n", rounds, "/bin/true", nothing);
    for (std::size_t i = 1; i < commands.size(); ++i) {
        std::string name = "demarche-search";
        for (std::size_t a = 1; a < commands[i].size(); ++a) {
            if (commands[i][a] == "--db") {
                ++a;
            } else {
                name += " " + commands[i][a];
            }
        }
        const double median = spread_of(times[i]).median;
        fmt::print("{:<52} {:6.2f} ms, {:.2f} ms more, {:.1f} times\n", name, median, median - nothing,
                   median / nothing);
    }
}
