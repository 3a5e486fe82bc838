// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/options.hh"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "common/report/error.hh"
#include "common/text/edit_distance.hh"
#include "indexer/pipeline/commands.hh"

namespace demarche::indexer {

namespace {

constexpr std::array<std::string_view, 5> commands{"add", "extract", "articles", "delete", "stats"};
/// Commands that the program is to have; each says so.
constexpr std::array<std::string_view, 9> reserved{"check",     "verify",  "compact", "merge",   "export",
                                                   "reextract", "rebuild", "fix",     "speakers"};

Message usage(std::string text) {
    return {"demarche-index: error: " + std::move(text), Exit::usage};
}

/// $DEMARCHE_DB, else the place XDG gives; empty when the environment names no home either.
std::string default_index() {
    const auto variable = [](const char* name) {
        const char* const value = std::getenv(name);
        return std::string(value != nullptr ? value : "");
    };
    if (std::string named = variable("DEMARCHE_DB"); !named.empty()) {
        return named;
    }
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) {
        return data + "/demarche/index";
    }
    const std::string home = variable("HOME");
    return home.empty() ? std::string() : home + "/.local/share/demarche/index";
}

void add_index(CLI::App& command, std::string& index) {
    command.add_option("--db", index, "The index's folder ($DEMARCHE_DB, else $XDG_DATA_HOME/demarche/index)")
        ->type_name("PATH");
}

void add_input(CLI::App& command, InputOptions& input) {
    command.add_option("PATH", input.paths, "Files, folders, or - for standard input")->required()->type_name("");
    command.add_option("--date", input.date, "Day of publication (YYYY-MM-DD) of articles that have none")
        ->type_name("DATE");
    command.add_option("--outlet", input.outlet, "Outlet of articles that name none")->type_name("NAME");
}

void add_extraction(CLI::App& command, InputOptions& input) {
    command.add_option("--people", input.people, "A table (TSV) of people besides those built in")->type_name("FILE");
    command.add_option("--jobs", input.jobs, "Threads that extract (as many as there are processors)")
        ->type_name("N")
        ->check([](const std::string& text) {
            const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            const bool good = digits && text.size() <= 4 && std::stoi(text) >= 1 && std::stoi(text) <= 1024;
            return good ? std::string() : fmt::format("must be a number from 1 to 1024, and \"{}\" is not", text);
        });
}

void add_reporting(CLI::App& command, CommandLine& line, bool& quiet) {
    command.add_flag("-q,--quiet", quiet, "No progress and no summary");
    command.add_option("--errors", line.errors, "Write each failed input to this file, too")->type_name("FILE");
}

/// The word of `choices` that `word` may have been meant for, as "; did you mean …?", or empty.
template <typename Choices>
std::string suggestion(std::string_view word, const Choices& choices) {
    std::string_view best;
    std::size_t nearest = 3;
    for (const std::string_view choice : choices) {
        const std::size_t distance = text::edit_distance(word, choice, nearest);
        if (distance < nearest && distance < choice.size() / 2 + 1) {
            nearest = distance;
            best = choice;
        }
    }
    return best.empty() ? std::string() : fmt::format("; did you mean {}?", best);
}

/// What the first argument must be; a Message when it is not a command of this version.
std::optional<Message> check_command(const std::vector<std::string>& arguments) {
    if (arguments.empty()) {
        return usage("no command given; see demarche-index --help");
    }
    const std::string& first = arguments.front();
    if (first.starts_with('-') || std::find(commands.begin(), commands.end(), first) != commands.end()) {
        return std::nullopt;
    }
    if (std::find(reserved.begin(), reserved.end(), first) != reserved.end()) {
        return usage(fmt::format("{} is not yet supported", first));
    }
    return usage(
        fmt::format("\"{}\" is no command{}", printable(first),
                    suggestion(first, commands).empty() ? "; see demarche-index --help" : suggestion(first, commands)));
}

/// An option that is not known, with the one it may have been meant for.
Message unknown_option(const CLI::App& command, const std::string& name, const std::vector<std::string>& arguments) {
    for (const std::string& argument : arguments) {
        if (argument.size() < 2 || argument[0] != '-') {
            continue;
        }
        const std::string option = argument.substr(0, argument.find('='));
        if (command.get_option_no_throw(option) != nullptr || argument == "--") {
            continue;
        }
        std::vector<std::string> names;
        for (const CLI::Option* const known : command.get_options()) {
            for (const std::string& one : known->get_lnames()) {
                names.push_back("--" + one);
            }
        }
        const std::string meant = suggestion(option, names);
        return usage(fmt::format("{} is no option of {}{}", printable(option), name,
                                 meant.empty() ? fmt::format("; see {} --help", name) : meant));
    }
    return usage(fmt::format("too many arguments; see {} --help", name));
}

/// CLI11's message as one clause: "--jobs: must be …" without a full stop.
std::string cause(const CLI::ParseError& error) {
    std::string text = error.what();
    text = text.substr(0, text.find('\n'));
    while (text.ends_with('.') || text.ends_with(' ')) {
        text.pop_back();
    }
    return printable(text);
}

} // namespace

CommandLine parse_command_line(const std::vector<std::string>& arguments) {
    CommandLine line;
    if (std::optional<Message> message = check_command(arguments)) {
        line.command = *std::move(message);
        return line;
    }
    AddOptions add;
    ExtractOptions extract;
    ArticlesOptions articles;
    DeleteOptions remove;
    StatsOptions stats;
    bool quiet = false;
    std::string format = "text";

    CLI::App app("Finds the statements in news articles and indexes them.", "demarche-index");
    app.set_help_flag("-h,--help", "Print this help");
    app.set_version_flag("-V,--version", "demarche-index " DEMARCHE_VERSION, "Print the version");
    app.require_subcommand(1);
    app.footer("Help of a command: demarche-index COMMAND --help");

    CLI::App& add_command = *app.add_subcommand("add", "Add articles to the index; unchanged ones are skipped");
    add_index(add_command, add.index);
    add_input(add_command, add.input);
    add_extraction(add_command, add.input);
    add_command.add_flag("--dry-run", add.dry_run, "Read and extract, but write nothing");
    add_reporting(add_command, line, quiet);

    CLI::App& extract_command = *app.add_subcommand("extract", "Print the statements of articles as JSON Lines");
    add_input(extract_command, extract.input);
    add_extraction(extract_command, extract.input);
    extract_command.add_flag("--explain", extract.explain, "Say for each statement which rules made it");
    add_reporting(extract_command, line, quiet);

    CLI::App& articles_command = *app.add_subcommand("articles", "Print articles as JSON Lines: what the readers saw");
    add_input(articles_command, articles.input);
    add_reporting(articles_command, line, quiet);

    CLI::App& delete_command = *app.add_subcommand("delete", "Remove articles from the index by their ids");
    add_index(delete_command, remove.index);
    delete_command.add_option("ID", remove.ids, "Ids of articles")->required()->type_name("");
    add_reporting(delete_command, line, quiet);

    CLI::App& stats_command = *app.add_subcommand("stats", "Print what the index holds");
    add_index(stats_command, stats.index);
    stats_command.add_option("--format", format, "How to print: text or json")
        ->type_name("FORMAT")
        ->check([](const std::string& text) {
            return text == "text" || text == "json" ? std::string()
                                                    : fmt::format("must be text or json, and \"{}\" is neither", text);
        });

    for (CLI::App* const command : app.get_subcommands(nullptr)) {
        command->footer("");
    }
    // CLI11 takes arguments from the back.
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        app.parse(reversed);
    } catch (const CLI::CallForHelp&) {
        const auto chosen = app.get_subcommands();
        line.command = Message{chosen.empty() ? app.help() : chosen.front()->help(app.get_name()), Exit::ok};
        return line;
    } catch (const CLI::CallForVersion& version) {
        line.command = Message{version.what() + std::string("\n"), Exit::ok};
        return line;
    } catch (const CLI::ParseError& error) {
        const auto chosen = app.get_subcommands();
        const CLI::App& command = chosen.empty() ? app : *chosen.front();
        const std::string name = chosen.empty() ? app.get_name() : app.get_name() + " " + command.get_name();
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr || chosen.empty()) {
            line.command = unknown_option(command, name, arguments);
        } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
            line.command = usage(
                fmt::format("{}; see {} --help", &command == &delete_command ? "no ID given" : "no PATH given", name));
        } else {
            line.command = usage(cause(error));
        }
        return line;
    }

    for (std::string* const index : {&add.index, &remove.index, &stats.index}) {
        if (index->empty()) {
            *index = default_index();
        }
    }
    add.quiet = quiet;
    stats.json = format == "json";
    if (add_command.parsed()) {
        line.command = std::move(add);
    } else if (extract_command.parsed()) {
        line.command = std::move(extract);
    } else if (articles_command.parsed()) {
        line.command = std::move(articles);
    } else if (delete_command.parsed()) {
        line.command = std::move(remove);
    } else {
        line.command = std::move(stats);
    }
    return line;
}

} // namespace demarche::indexer
