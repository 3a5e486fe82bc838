// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/options.hh"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "common/index/schema.hh"
#include "common/report/error.hh"
#include "common/text/edit_distance.hh"

namespace demarche::search {

namespace {

constexpr int format_version = 1;
constexpr std::size_t most_hits = 10'000'000;

/// $DEMARCHE_DB, else the folder the XDG base directory specification names.
std::filesystem::path default_index() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value == nullptr ? "" : value);
    };
    if (const std::string db = variable("DEMARCHE_DB"); !db.empty()) {
        return db;
    }
    if (const std::string data = variable("XDG_DATA_HOME"); !data.empty()) {
        return std::filesystem::path(data) / "demarche" / "index";
    }
    return std::filesystem::path(variable("HOME")) / ".local" / "share" / "demarche" / "index";
}

/// Command line arguments, told apart before CLI11 sees them: to CLI11 `-speaker:x` would be a row of short options,
/// while here every word that begins with one dash is query text, but for the few short options there are.
struct Arguments {
    std::vector<std::string> options;
    std::vector<std::string> words;
    /// The first option without its value; what stands behind it is left out.
    std::string lacking;
};

Arguments sort_arguments(const CLI::App& app, int argc, const char* const* argv) {
    Arguments out;
    for (int i = 1; i < argc; ++i) {
        const std::string argument = argv[i];
        if (argument == "--") {
            out.words.insert(out.words.end(), argv + i + 1, argv + argc);
            break;
        }
        if (!argument.starts_with("--")) {
            const bool is_short = argument == "-h" || argument == "-V" || argument == "-q" || argument == "-0";
            (is_short ? out.options : out.words).push_back(argument);
            continue;
        }
        const CLI::Option* option = app.get_option_no_throw(argument);
        const bool takes_value = option != nullptr && option->get_items_expected_min() > 0;
        // The next option is no value: --db --count lacks one. A value that looks like an option is joined by =.
        if (takes_value && (i + 1 == argc || std::string_view(argv[i + 1]).starts_with("--"))) {
            out.lacking = argument;
            break;
        }
        if (takes_value) {
            out.options.push_back(argument + "=" + argv[++i]);
        } else {
            out.options.push_back(argument);
        }
    }
    return out;
}

std::string join_words(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : " ") + word;
    }
    return out;
}

std::string facet_names() {
    std::string names;
    for (const index::Field& field : index::fields) {
        if (field.facet) {
            names += (names.empty() ? "" : ", ") + std::string(field.name);
        }
    }
    for (const std::string_view name : index::date_facets) {
        names += ", " + std::string(name);
    }
    return names;
}

bool is_facet(std::string_view name) {
    const index::Field* field = index::find_field(name);
    return (field != nullptr && field->facet) ||
           std::find(index::date_facets.begin(), index::date_facets.end(), name) != index::date_facets.end();
}

/// CLI11 would end the usage line with its own idea of the arguments.
class HelpFormatter : public CLI::Formatter {
  public:
    std::string make_usage(const CLI::App*, std::string) const override {
        return "Usage: demarche-search [OPTIONS] QUERY…\n";
    }
};

EarlyExit usage_error(const std::string& text) {
    return {static_cast<int>(Exit::usage), "", "demarche-search: error: " + printable(text) + "\n"};
}

/// An option that is not known, with the one it may have been meant for.
std::string unknown_option(const CLI::App& app, const std::string& argument) {
    const std::string option = argument.substr(0, argument.find('='));
    std::vector<std::string> names;
    for (const CLI::Option* const known : app.get_options()) {
        for (const std::string& one : known->get_lnames()) {
            names.push_back("--" + one);
        }
    }
    const std::string_view meant = text::meant_for(option, std::vector<std::string_view>(names.begin(), names.end()));
    return printable(option) + " is no option of demarche-search; " +
           (meant.empty() ? "see demarche-search --help" : "did you mean " + std::string(meant) + "?");
}

} // namespace

std::variant<Options, EarlyExit> read_options(int argc, const char* const* argv) {
    Options options;
    std::vector<std::string> indexes;
    std::vector<std::string> facets;
    std::string sort = "auto";
    std::string colour = "auto";
    int wanted_version = format_version;

    CLI::App app{"Searches an index of statements. Words, \"phrases\", fields such as speaker:Putin, AND, OR, NOT.",
                 "demarche-search"};
    app.formatter(std::make_shared<HelpFormatter>());
    app.get_formatter()->column_width(30);
    // Given twice, the last one counts; --db and --facet take all.
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    app.set_version_flag("-V,--version", "demarche-search " DEMARCHE_VERSION, "Print the version and end");
    app.set_help_flag("-h,--help", "Print this help and end");
    app.add_option("--db", indexes, "Folder of the index ($DEMARCHE_DB); may be given several times")
        ->type_name("PATH");
    app.add_option("--format", options.format, "Output: text, json (one document) or jsonl (one hit a line)")
        ->type_name("FORMAT")
        ->check(CLI::IsMember({"text", "json", "jsonl"}));
    app.add_option("--format-version", wanted_version, "Version of the records wanted (1)")->type_name("N");
    app.add_flag("--count", options.count, "Print the number of matching statements alone");
    app.add_option("--limit", options.request.limit, "At most so many hits (10)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, most_hits));
    app.add_option("--offset", options.request.offset, "Leave out so many hits first")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{0}, most_hits));
    app.add_option("--sort", sort,
                   "Order: auto (relevance when there are words, else newest), relevance, newest, oldest")
        ->type_name("ORDER")
        ->check(CLI::IsMember({"auto", "relevance", "newest", "oldest"}));
    app.add_option("--facet", facets, "Count matches by these fields: " + facet_names())
        ->type_name("FIELD,…")
        ->delimiter(',')
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    app.add_flag("--fold", options.request.fold,
                 "Show what several articles report once, as published first; totals and counts are of that");
    app.add_option("--values", options.values,
                   "List the values of this field with their counts; the query is their beginning")
        ->type_name("FIELD");
    app.add_option("--batch", options.batch,
                   "Answer each line of this file (- is standard input) on a line of JSON, in its order")
        ->type_name("FILE");
    app.add_option("--jobs", options.jobs, "Use at most so many processors (all)")
        ->type_name("N")
        ->check(CLI::Range(std::size_t{1}, std::size_t{256}));
    app.add_flag("--literal", options.literal, "Take the query for plain words: no operators, fields or wildcards");
    app.add_flag("--relax", options.relax,
                 "Of a question, or a query that finds nothing, run the nearest query that finds something");
    app.add_flag("--explain", options.explain, "Show how the query was understood, on standard error");
    app.add_flag("--fields", options.fields, "Print the fields of the query language and end");
    app.add_option("--color", colour, "Colour: auto (on a terminal, unless NO_COLOR is set), always, never")
        ->type_name("WHEN")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    app.add_option("--now", options.now, "Take this day for today, YYYY-MM-DD")->type_name("DATE");
    app.add_flag("--mdy", options.month_first, "Read 12/19/2024 as month/day/year");
    app.add_flag("-q,--quiet", options.quiet, "No notes and no advice on standard error");
    app.footer("Everything else is the query; words are joined by blanks, a word may begin with one dash (-speaker:x "
               "is NOT).\n"
               "Exit codes: 0 found, 1 nothing found, 2 wrong query or option, 3 no usable index.\n"
               "See demarche-query(7) for the query language.");

    try {
        Arguments arguments = sort_arguments(app, argc, argv);
        if (!arguments.lacking.empty()) {
            return usage_error(arguments.lacking + " needs a value; one that begins with -- is joined to it by =");
        }
        // CLI11 takes its arguments from the back.
        std::reverse(arguments.options.begin(), arguments.options.end());
        app.parse(arguments.options);
        options.query = join_words(arguments.words);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out;
        std::ostringstream err;
        if (app.exit(error, out, err) == 0) {
            return EarlyExit{0, out.str(), err.str()};
        }
        const auto wrong = app.remaining();
        const auto option =
            std::find_if(wrong.begin(), wrong.end(), [](const auto& word) { return word.starts_with('-'); });
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && option != wrong.end()) {
            return usage_error(unknown_option(app, *option));
        }
        return usage_error(std::string(error.what()) + "; see demarche-search --help");
    } catch (const CLI::Error& error) {
        return usage_error(error.what());
    }
    if (wanted_version != format_version) {
        const bool old = wanted_version < format_version;
        EarlyExit exit =
            usage_error("format version " + std::to_string(wanted_version) + (old ? " is too old" : " is too new") +
                        ": this program writes version " + std::to_string(format_version));
        exit.code = static_cast<int>(old ? Exit::format_too_old : Exit::format_too_new);
        return exit;
    }
    for (const std::string& facet : facets) {
        if (!is_facet(facet)) {
            return usage_error("--facet: there is no count by “" + facet + "”; the choices are " + facet_names());
        }
        // Aliases count as their field.
        const index::Field* field = index::find_field(facet);
        options.request.facets.emplace_back(field == nullptr ? std::string_view(facet) : field->name);
    }
    if (!options.values.empty()) {
        if (!is_facet(options.values)) {
            return usage_error("--values: there is no count by “" + options.values + "”; the choices are " +
                               facet_names());
        }
        const index::Field* field = index::find_field(options.values);
        options.values = field == nullptr ? options.values : std::string(field->name);
        options.request.limit = app.count("--limit") > 0 ? options.request.limit : most_hits;
    }
    if (!options.batch.empty() && (!options.query.empty() || !options.values.empty())) {
        return usage_error("--batch takes its queries from the file: it goes with no query and not with --values");
    }
    if (!options.batch.empty() && app.count("--format") > 0 && options.format != "json") {
        return usage_error("--batch answers in JSON: it goes with --format json alone");
    }
    options.request.sort = sort == "relevance" ? Sort::relevance
                           : sort == "newest"  ? Sort::newest
                           : sort == "oldest"  ? Sort::oldest
                                               : Sort::automatic;
    options.colour = colour == "always" ? Colour::always : colour == "never" ? Colour::never : Colour::automatic;
    options.indexes.assign(indexes.begin(), indexes.end());
    if (options.indexes.empty()) {
        options.indexes.push_back(default_index());
    }
    return options;
}

} // namespace demarche::search
