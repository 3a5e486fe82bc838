// SPDX-License-Identifier: GPL-3.0-or-later
// The command line of demarche-index as plain values.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/report/error.hh"
#include "indexer/pipeline/commands.hh"

namespace demarche::indexer {

struct ArticlesOptions {
    InputOptions input;
};

/// Nothing to run: `text` is what was asked for (help, the version), or what is wrong.
struct Message {
    std::string text;
    Exit exit = Exit::ok;
};

using Command = std::variant<Message, AddOptions, ExtractOptions, ArticlesOptions, DeleteOptions, StatsOptions,
                             CompactOptions, MergeOptions, CheckOptions, VerifyOptions, ExportOptions, ReextractOptions,
                             RebuildOptions, FixOptions, SpeakersOptions>;

struct CommandLine {
    Command command;
    /// A file to which failures are written, too.
    std::string errors;
    /// The folder of the index it is about; nothing for commands that have none, empty when nothing names it.
    std::optional<std::string> index;
    /// Whether to show how far it is.
    bool progress = false;
};

/// Reads the arguments (without the program's name). Mistakes come back as a Message with Exit::usage: one line, and
/// what to do about it.
CommandLine parse_command_line(const std::vector<std::string>& arguments);

} // namespace demarche::indexer
