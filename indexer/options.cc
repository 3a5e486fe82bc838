// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/options.hh"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "common/record/written_date.hh"
#include "common/report/error.hh"
#include "common/text/edit_distance.hh"
#include "indexer/article/format.hh"
#include "indexer/article/table.hh"
#include "indexer/pipeline/commands.hh"

namespace demarche::indexer {

namespace {

constexpr std::array<std::string_view, 14> commands{"add",       "extract", "articles", "delete",  "stats",
                                                    "compact",   "merge",   "check",    "verify",  "export",
                                                    "reextract", "rebuild", "fix",      "speakers"};

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

/// A number from `least` to `most`.
CLI::Validator whole_number(int least, int most) {
    return CLI::Validator(
        [least, most](const std::string& text) {
            const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
            const bool good = digits && text.size() <= 9 && std::stoi(text) >= least && std::stoi(text) <= most;
            return good ? std::string()
                        : fmt::format("must be a number from {} to {}, and \"{}\" is not", least, most, text);
        },
        "");
}

void add_wait(CLI::App& command, unsigned& wait) {
    command.add_option("--wait", wait, "Wait so long for another writer of the index to end")
        ->type_name("SECONDS")
        ->check(whole_number(0, 1'000'000));
}

void add_jobs(CLI::App& command, unsigned& jobs) {
    command.add_option("--jobs", jobs, "Threads that extract (as many as there are processors)")
        ->type_name("N")
        ->check(whole_number(1, 1024));
}

void add_people(CLI::App& command, std::string& people) {
    command.add_option("--people", people, "A table (TSV) of people besides those built in")->type_name("FILE");
}

/// One value for each time the option is given, so that it never takes the paths behind it.
CLI::Option* each(CLI::Option* option) {
    return option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
}

std::string written_day(const std::string& text) {
    const Result<std::string> day = record::read_written_date(text);
    return day ? std::string() : fmt::format("must be a day such as 2024-12-19: {}", day.error().what);
}

/// A number of bytes, with K, M, G or T behind it for powers of 1024; 0 for what is none.
std::size_t size_of(const std::string& text) {
    constexpr std::string_view units = "KMGT";
    std::string digits = text;
    std::size_t shift = 0;
    if (!digits.empty() && units.find(digits.back()) != std::string_view::npos) {
        shift = 10 * (units.find(digits.back()) + 1);
        digits.pop_back();
    }
    if (digits.empty() || digits.size() > (shift > 0 ? 6U : 15U) ||
        digits.find_first_not_of("0123456789") != std::string::npos) {
        return 0;
    }
    return static_cast<std::size_t>(std::stoul(digits)) << shift;
}

void size_option(CLI::App& command, const char* name, std::size_t& into, const char* help) {
    command.add_option_function<std::string>(
               name, [&into](const std::string& text) { into = size_of(text); }, help)
        ->type_name("SIZE")
        ->check([](const std::string& text) {
            return size_of(text) > 0 ? std::string()
                                     : fmt::format("must be a size such as 500M, and \"{}\" is not", text);
        });
}

void add_input(CLI::App& command, InputOptions& input) {
    command.add_option("PATH", input.paths, "Files, folders, or - for standard input")->required()->type_name("");
    command.add_option("--date", input.date, "Day of publication (YYYY-MM-DD) of articles that have none")
        ->type_name("DATE");
    command.add_option("--outlet", input.outlet, "Outlet of articles that name none")->type_name("NAME");
    command.add_option("--as", input.format, "Read everything as this format instead of telling it by content")
        ->type_name("FORMAT")
        ->check([](const std::string& text) {
            return format_named(text)
                       ? std::string()
                       : fmt::format("must be one of {}, and \"{}\" is none", fmt::join(format_names(), ", "), text);
        });
    each(command.add_option("--include", input.include, "Read only names that match (*.html); may be repeated"))
        ->type_name("PATTERN");
    each(command.add_option("--exclude", input.exclude, "Leave out names that match; may be repeated"))
        ->type_name("PATTERN");
    command.add_option("--since", input.since, "Leave out articles published before this day, or undated")
        ->type_name("DATE")
        ->check(written_day);
    command.add_option("--until", input.until, "Leave out articles published after this day, or undated")
        ->type_name("DATE")
        ->check(written_day);
    each(command.add_option("--map", input.columns, "The column of a table that holds a member (published=released)"))
        ->type_name("MEMBER=COLUMN")
        ->check([](const std::string& text) {
            return is_column_map(text) ? std::string()
                                       : fmt::format("must be such as text=COLUMN, and \"{}\" is not", text);
        });
    command
        .add_option("--metadata", input.metadata, "A table that tells date, outlet, title of articles by path or id")
        ->type_name("FILE");
    command.add_option("--max-depth", input.max_depth, "Archives inside archives (6)")
        ->type_name("N")
        ->check(whole_number(1, 100));
    command.add_option("--max-ratio", input.max_ratio, "Bytes that may come out of one packed byte (300)")
        ->type_name("N")
        ->check(whole_number(1, 1'000'000));
    size_option(command, "--max-unpacked", input.max_unpacked, "Bytes that one archive may unpack to (4T)");
    size_option(command, "--max-article", input.max_article, "Bytes of one article, page or line (256M)");
}

/// What of a statement `fix` can change: the option, the key of the record, what it says.
struct Correctable {
    const char* option;
    const char* key;
    const char* type;
    const char* help;
};
constexpr std::array<Correctable, 11> correctable{
    {{"--speaker", "speaker", "NAME", "Who said it; several are parted by ; and nothing says that it is not known"},
     {"--speaker-type", "speaker_type", "TYPE", "person, organisation, country or description"},
     {"--role", "speaker_role", "OFFICE", "The speaker's office"},
     {"--affiliation", "affiliation", "NAME", "The speaker's organisation"},
     {"--country", "country", "NAME", "The speaker's country"},
     {"--date", "date", "DATE", "The day it was said, YYYY-MM-DD"},
     {"--date-end", "date_end", "DATE", "The last day, when it was not said on one"},
     {"--place", "place", "NAME", "Where it was said"},
     {"--event", "event", "NAME", "The occasion"},
     {"--to", "addressee", "NAME", "Whom it was said to"},
     {"--kind", "kind", "KIND", "direct, mixed or indirect"}}};

/// What goes wrong with the options of `fix` together, or nothing.
std::string fix_conflict(const FixOptions& fix) {
    const bool changes = !fix.fix.changes.empty() || !fix.file.empty();
    if (fix.list + fix.undo + changes > 1) {
        return "--list, --undo and corrections go one at a time";
    }
    if (!fix.list && !fix.undo && !changes) {
        return "say what is to be corrected (--speaker, --date, --not-a-statement, …), or --list, or --undo";
    }
    if (!fix.list && fix.ids.empty() && fix.file.empty()) {
        return "no ID given";
    }
    if (!fix.ids.empty() && fix.fix.changes.empty() && !fix.undo) {
        return "an ID goes with what is to be corrected, or with --undo";
    }
    return !fix.fix.changes.empty() && fix.ids.empty() ? "no ID given" : "";
}

void add_extraction(CLI::App& command, InputOptions& input) {
    add_people(command, input.people);
    add_jobs(command, input.jobs);
}

void add_reporting(CLI::App& command, CommandLine& line, bool& quiet) {
    command.add_flag("-q,--quiet", quiet, "No progress and no summary");
    command.add_option("--errors", line.errors, "Write each failed input to this file, too, as a JSON line")
        ->type_name("FILE");
}

/// The word of `choices` that `word` may have been meant for, as "; did you mean …?", or empty.
std::string suggestion(std::string_view word, std::span<const std::string_view> choices) {
    const std::string_view best = text::meant_for(word, choices);
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
        const std::string meant = suggestion(option, std::vector<std::string_view>(names.begin(), names.end()));
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
    CompactOptions compact;
    MergeOptions merge;
    CheckOptions check;
    VerifyOptions verify;
    ExportOptions exported;
    ReextractOptions reextract;
    RebuildOptions rebuild;
    FixOptions fix;
    SpeakersOptions speakers;
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
    add_command.add_flag("--prune", add.prune, "Remove articles that their sources below the paths no longer have");
    add_command.add_option("--commit-every", add.commit_every, "Make what was added durable after so many articles")
        ->type_name("N")
        ->check(whole_number(1, 999'999'999));
    add_wait(add_command, add.wait);
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
    add_wait(delete_command, remove.wait);
    add_reporting(delete_command, line, quiet);

    CLI::App& stats_command = *app.add_subcommand("stats", "Print what the index holds");
    add_index(stats_command, stats.index);
    stats_command.add_option("--format", format, "How to print: text or json")
        ->type_name("FORMAT")
        ->check([](const std::string& text) {
            return text == "text" || text == "json" ? std::string()
                                                    : fmt::format("must be text or json, and \"{}\" is neither", text);
        });

    CLI::App& compact_command = *app.add_subcommand("compact", "Merge all segments, without what was deleted");
    add_index(compact_command, compact.index);
    add_wait(compact_command, compact.wait);

    CLI::App& merge_command = *app.add_subcommand("merge", "Put what other indexes hold into this one");
    add_index(merge_command, merge.index);
    merge_command.add_option("INDEX", merge.others, "Folders of the other indexes")->required()->type_name("");
    add_wait(merge_command, merge.wait);
    add_reporting(merge_command, line, quiet);

    CLI::App& check_command = *app.add_subcommand("check", "Compare the index with its checksums and with itself");
    add_index(check_command, check.index);
    add_reporting(check_command, line, quiet);

    CLI::App& verify_command = *app.add_subcommand("verify", "Compare every statement with its article");
    add_index(verify_command, verify.index);
    add_reporting(verify_command, line, quiet);

    CLI::App& export_command = *app.add_subcommand("export", "Print all articles and statements as JSON Lines");
    add_index(export_command, exported.index);

    CLI::App& reextract_command = *app.add_subcommand("reextract", "Find the statements of all kept articles anew");
    add_index(reextract_command, reextract.index);
    add_people(reextract_command, reextract.people);
    add_jobs(reextract_command, reextract.jobs);
    add_wait(reextract_command, reextract.wait);
    add_reporting(reextract_command, line, quiet);

    CLI::App& rebuild_command = *app.add_subcommand("rebuild", "Make a new index of all kept articles");
    add_index(rebuild_command, rebuild.index);
    rebuild_command.add_option("NEW", rebuild.target, "Folder of the new index")->required()->type_name("");
    add_people(rebuild_command, rebuild.people);
    add_jobs(rebuild_command, rebuild.jobs);
    add_reporting(rebuild_command, line, quiet);

    const auto text_or_json = [](const std::string& text) {
        return text == "text" || text == "json" ? std::string()
                                                : fmt::format("must be text or json, and \"{}\" is neither", text);
    };
    CLI::App& fix_command = *app.add_subcommand("fix", "Correct statements by hand");
    add_index(fix_command, fix.index);
    fix_command.add_option("ID", fix.ids, "Ids of statements")->type_name("");
    for (const Correctable& one : correctable) {
        each(fix_command.add_option_function<std::string>(
                 one.option, [&fix, &one](const std::string& value) { fix.fix.changes[one.key] = value; }, one.help))
            ->type_name(one.type)
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    }
    fix_command.add_flag_callback(
        "--not-a-statement", [&fix] { fix.fix.changes["statement"] = "no"; }, "It is none, and is to go away");
    fix_command.add_option("--note", fix.fix.note, "Why, for whoever lists the corrections")->type_name("TEXT");
    fix_command
        .add_option("--file", fix.file, "Corrections as JSON Lines, or as a table (TSV) with a column id; - is input")
        ->type_name("FILE");
    fix_command.add_flag("--list", fix.list, "Print all corrections");
    fix_command.add_flag("--undo", fix.undo, "Take corrections of these statements back");
    fix_command.add_option("--format", format, "How to list: text, or json for a record on each line")
        ->type_name("FORMAT")
        ->check(text_or_json);
    add_wait(fix_command, fix.wait);
    add_reporting(fix_command, line, quiet);

    CLI::App& speakers_command = *app.add_subcommand("speakers", "List who speaks, or say which names are one person");
    add_index(speakers_command, speakers.index);
    speakers_command.add_option("NAME", speakers.name, "Only names that have these words")->type_name("");
    speakers_command.add_flag("--unresolved", speakers.unresolved, "Only names that are nobody's whom the index knows");
    speakers_command
        .add_option("--merge,--alias", speakers.merge, "The first name is another one of who has the second")
        ->type_name("NAME NAME")
        ->expected(2)
        ->allow_extra_args(false);
    each(speakers_command.add_option("--split", speakers.split, "A name that was merged stands for itself again"))
        ->type_name("NAME");
    speakers_command.add_option("--format", format, "How to list: text, or json for a record on each line")
        ->type_name("FORMAT")
        ->check(text_or_json);
    add_wait(speakers_command, speakers.wait);
    add_reporting(speakers_command, line, quiet);

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
            line.command = usage(fmt::format("no {} given; see {} --help",
                                             &command == &delete_command    ? "ID"
                                             : &command == &merge_command   ? "INDEX"
                                             : &command == &rebuild_command ? "NEW folder"
                                                                            : "PATH",
                                             name));
        } else {
            line.command = usage(cause(error));
        }
        return line;
    }

    add.quiet = merge.quiet = check.quiet = verify.quiet = reextract.quiet = rebuild.quiet = quiet;
    fix.quiet = speakers.quiet = quiet;
    stats.json = fix.json = speakers.json = format == "json";
    if (const std::string conflict = fix_command.parsed() ? fix_conflict(fix) : ""; !conflict.empty()) {
        line.command = usage("fix: " + conflict + "; see demarche-index fix --help");
        return line;
    }
    const auto chosen = [&](CLI::App& command, auto& options, std::string* index) {
        if (!command.parsed()) {
            return;
        }
        if (index != nullptr) {
            if (index->empty()) {
                *index = default_index();
            }
            line.index = *index;
        }
        line.command = std::move(options);
    };
    chosen(add_command, add, &add.index);
    chosen(extract_command, extract, nullptr);
    chosen(articles_command, articles, nullptr);
    chosen(delete_command, remove, &remove.index);
    chosen(stats_command, stats, &stats.index);
    chosen(compact_command, compact, &compact.index);
    chosen(merge_command, merge, &merge.index);
    chosen(check_command, check, &check.index);
    chosen(verify_command, verify, &verify.index);
    chosen(export_command, exported, &exported.index);
    chosen(reextract_command, reextract, &reextract.index);
    chosen(rebuild_command, rebuild, &rebuild.index);
    chosen(fix_command, fix, &fix.index);
    chosen(speakers_command, speakers, &speakers.index);
    if (add_command.parsed() && add.dry_run) {
        line.index.reset();
    }
    line.progress = !quiet && (add_command.parsed() || merge_command.parsed() || reextract_command.parsed() ||
                               rebuild_command.parsed());
    return line;
}

} // namespace demarche::indexer
