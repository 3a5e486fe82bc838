// SPDX-License-Identifier: GPL-3.0-or-later
// demarche-search: options → query → answer → page.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/index/schema.hh"
#include "common/text/utf8.hh"
#include "search/engine/advice.hh"
#include "search/engine/search.hh"
#include "search/options.hh"
#include "search/present/presenter.hh"

namespace demarche::search {

namespace {

/// Writes all of it; what a closed pipe does not take is not our failure.
int write_out(std::string_view text, int code) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            if (errno == EPIPE) {
                return 0;
            }
            std::fputs(fmt::format("demarche-search: error: cannot write: {}\n", std::generic_category().message(errno))
                           .c_str(),
                       stderr);
            return static_cast<int>(Exit::some_failed);
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return code;
}

void say(std::string_view severity, const std::string& text) {
    std::fputs(fmt::format("demarche-search: {}: {}\n", severity, printable(text)).c_str(), stderr);
}

/// The error, and for errors of the query the place.
int report(const QueryError& error, const std::string& query) {
    std::fputs(fmt::format("demarche-search: error: {}\n", error.error.message()).c_str(), stderr);
    if (error.column > 0 && !query.empty()) {
        // Of a long query only the part around the place.
        constexpr std::size_t around = 60;
        const std::size_t first = error.column > around ? error.column - around : 1;
        const std::string_view part = text::slice_code_points(query, first - 1, error.column + around);
        std::string line;
        for (const char c : part) {
            line += c == '\n' || c == '\t' ? ' ' : c;
        }
        std::fputs(fmt::format("  {}\n  {}^\n", printable(line), std::string(error.column - first, ' ')).c_str(),
                   stderr);
    }
    return static_cast<int>(error.error.exit);
}

std::optional<Date> today_of(const Options& options) {
    if (!options.now.empty()) {
        return Date::from_iso(options.now);
    }
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    if (localtime_r(&now, &local) == nullptr) {
        return std::nullopt;
    }
    return Date::make(local.tm_year + 1900, static_cast<unsigned>(local.tm_mon + 1),
                      static_cast<unsigned>(local.tm_mday));
}

std::string field_help(const index::Field& field) {
    return std::string(field.help) + (field.searchable ? "" : " (not yet supported)");
}

std::string field_table() {
    std::size_t width = 0;
    for (const index::Field& field : index::fields) {
        width = std::max(width, field_help(field).size());
    }
    std::string out = fmt::format("{:<12} {:<9} {:<{}}  {}\n", "field", "also", "finds", width, "example");
    std::string choices;
    for (const index::Field& field : index::fields) {
        out += fmt::format("{:<12} {:<9} {:<{}}  {}\n", fmt::format("{}:", field.name), field.alias, field_help(field),
                           width, field.example);
        if (!field.choices.empty()) {
            choices += fmt::format("\nchoices of {}: {}", field.name, field.choices);
        }
    }
    return out + choices + "\n";
}

bool use_colour(const Options& options) {
    if (options.colour != Colour::automatic) {
        return options.colour == Colour::always;
    }
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0') &&
           (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t terminal_width() {
    constexpr std::size_t usual = 80;
    constexpr std::size_t narrowest = 30;
    constexpr std::size_t widest = 120;
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return usual;
    }
    return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

/// What names were taken for, where that is not plain.
void tell_readings(const Answer& answer) {
    constexpr std::size_t most_names = 8;
    for (const NameReading& reading : answer.readings) {
        if (reading.names.size() > 1) {
            std::string names;
            for (std::size_t i = 0; i < std::min(reading.names.size(), most_names); ++i) {
                names += (i == 0 ? "" : ", ") + reading.names[i];
            }
            if (reading.names.size() > most_names) {
                names += fmt::format(" and {} more", reading.names.size() - most_names);
            }
            say("note", fmt::format("“{}” may be {}: all are searched", reading.value, names));
        } else if (!reading.office.empty() && !reading.names.empty()) {
            say("note", fmt::format("“{}” is read as {} ({})", reading.value, reading.names.front(), reading.office));
        }
    }
}

void tell_advice(const Engine& engine, const Query& query, const Answer& answer) {
    for (const NameReading& reading : answer.readings) {
        if (reading.names.empty() && !reading.absent.empty()) {
            say("note", fmt::format("“{}” is {}, of whom the index has nothing in that field", reading.value,
                                    reading.absent.front()));
        }
    }
    for (const std::string& line : advice(engine, query.root)) {
        say("note", line);
    }
}

int search(Options& options) {
    if (!text::is_utf8(options.query)) {
        say("error", "the query is no valid UTF-8");
        return static_cast<int>(Exit::usage);
    }
    const auto today = today_of(options);
    if (!today) {
        say("error", fmt::format("--now: “{}” is no day that exists; write YYYY-MM-DD", options.now));
        return static_cast<int>(Exit::usage);
    }
    const auto query = parse_query(options.query, {*today, options.month_first});
    if (!query) {
        return report(query.error(), options.query);
    }
    const auto reader = IndexReader::open(options.indexes);
    if (!reader) {
        return report({reader.error(), 0}, options.query);
    }
    const Engine engine(*reader, *today);
    const auto presenter = make_presenter(options.format);
    if (!options.quiet) {
        for (const std::string& note : query->notes) {
            say("note", note);
        }
        if (!options.request.facets.empty() && !presenter->shows_facets()) {
            say("note", "jsonl has hits alone: counts by field are left out; take --format json");
            options.request.facets.clear();
        }
    }
    if (options.explain) {
        const auto explained = engine.explain(query->root);
        if (!explained) {
            return report(explained.error(), options.query);
        }
        std::fputs(fmt::format("tree:   {}\n{}", to_string(query->root), *explained).c_str(), stderr);
    }
    options.request.limit = options.count ? 0 : options.request.limit;
    options.request.exact_total = options.count || presenter->needs_exact_total();
    options.request.context_words = presenter->shows_context() ? options.request.context_words : 0;
    const auto answer = engine.answer(query->root, options.request);
    if (!answer) {
        return report(answer.error(), options.query);
    }
    if (!options.quiet) {
        tell_readings(*answer);
        if (answer->total == 0) {
            tell_advice(engine, *query, *answer);
        }
    }
    const int code = static_cast<int>(answer->total == 0 ? Exit::nothing_found : Exit::ok);
    if (options.count) {
        return write_out(fmt::format("{}\n", answer->total), code);
    }
    const PresentOptions how{options.query, options.request.offset, options.request.limit, use_colour(options),
                             terminal_width()};
    return write_out(presenter->present(*answer, how), code);
}

} // namespace

} // namespace demarche::search

int main(int argc, char** argv) {
    using namespace demarche::search;
    std::signal(SIGPIPE, SIG_IGN);
    auto read = read_options(argc, argv);
    if (const auto* exit = std::get_if<EarlyExit>(&read)) {
        std::fputs(exit->to_stderr.c_str(), stderr);
        return write_out(exit->to_stdout, exit->code);
    }
    auto& options = std::get<Options>(read);
    return options.fields ? write_out(field_table(), 0) : search(options);
}
