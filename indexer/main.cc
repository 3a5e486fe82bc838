// SPDX-License-Identifier: GPL-3.0-or-later
// demarche-index: options, one command, exit code.
#include <atomic>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "common/report/error.hh"
#include "indexer/options.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/output.hh"
#include "indexer/pipeline/progress.hh"
#include "indexer/pipeline/run.hh"

namespace {

using namespace demarche;
using namespace demarche::indexer;

std::atomic<bool> interrupted = false;

void interrupt(int signal) {
    interrupted = true;
    // The second time it ends the program at once.
    std::signal(signal, SIG_DFL);
}

/// A program started with a standard descriptor closed would get that number for the next file it opens, and print into
/// it.
void open_standard_descriptors() {
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) < 0) {
            // Read-only, so that writing to it fails rather than vanishes.
            open("/dev/null", O_RDONLY);
        }
    }
}

Exit run_command(const Command& command, const Run& run) {
    return std::visit(
        [&](const auto& options) {
            using Options = std::decay_t<decltype(options)>;
            if constexpr (std::is_same_v<Options, AddOptions>) {
                return add(options, run);
            } else if constexpr (std::is_same_v<Options, ExtractOptions>) {
                return extract(options, run);
            } else if constexpr (std::is_same_v<Options, ArticlesOptions>) {
                return articles(options.input, run);
            } else if constexpr (std::is_same_v<Options, DeleteOptions>) {
                return remove(options, run);
            } else if constexpr (std::is_same_v<Options, StatsOptions>) {
                return stats(options, run);
            } else if constexpr (std::is_same_v<Options, CompactOptions>) {
                return compact(options, run);
            } else if constexpr (std::is_same_v<Options, MergeOptions>) {
                return merge(options, run);
            } else if constexpr (std::is_same_v<Options, CheckOptions>) {
                return check(options, run);
            } else if constexpr (std::is_same_v<Options, VerifyOptions>) {
                return verify(options, run);
            } else if constexpr (std::is_same_v<Options, ExportOptions>) {
                return export_records(options, run);
            } else if constexpr (std::is_same_v<Options, ReextractOptions>) {
                return reextract(options, run);
            } else if constexpr (std::is_same_v<Options, RebuildOptions>) {
                return rebuild(options, run);
            } else if constexpr (std::is_same_v<Options, FixOptions>) {
                return fix(options, run);
            } else if constexpr (std::is_same_v<Options, SpeakersOptions>) {
                return speakers(options, run);
            } else {
                return options.exit;
            }
        },
        command);
}

} // namespace

int main(int argc, char** argv) {
    open_standard_descriptors();
    // Names of files are bytes; libraries that make text of them must take them for UTF-8.
    std::setlocale(LC_CTYPE, "C.UTF-8");
    std::signal(SIGPIPE, SIG_IGN);

    CommandLine line = parse_command_line(std::vector<std::string>(argv + 1, argv + argc));
    Progress progress(STDERR_FILENO, line.progress);
    FileOutput out(STDOUT_FILENO, "standard output");
    if (const auto* const message = std::get_if<Message>(&line.command)) {
        if (message->exit != Exit::ok) {
            progress.message(message->text);
        } else {
            out.write(message->text);
            out.flush();
        }
        return static_cast<int>(message->exit);
    }
    RunDiagnostics diagnostics("demarche-index", progress);
    Error usage;
    if (line.index && line.index->empty()) {
        usage = {"no index named", "", "neither DEMARCHE_DB nor HOME is set", "give one with --db", Exit::usage};
    } else if (!line.errors.empty()) {
        if (const Result<void> kept = diagnostics.keep_failures(line.errors); !kept) {
            usage = kept.error();
        }
    }
    if (!usage.what.empty()) {
        diagnostics.failed(usage);
        return static_cast<int>(usage.exit);
    }
    std::signal(SIGINT, interrupt);
    std::signal(SIGTERM, interrupt);
    const Exit code = run_command(line.command, {out, progress, diagnostics, [] { return interrupted.load(); }});
    return static_cast<int>(code);
}
