// SPDX-License-Identifier: GPL-3.0-or-later
// demarche-search: options → query → answer → page.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <string>

#include <fmt/format.h>

#include "common/index/schema.hh"
#include "common/text/utf8.hh"
#include "search/batch.hh"
#include "search/console.hh"
#include "search/engine/advice.hh"
#include "search/engine/better_query.hh"
#include "search/engine/search.hh"
#include "search/options.hh"
#include "search/present/explanation.hh"
#include "search/present/presenter.hh"

namespace demarche::search {

namespace {

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

/// The query of the options, or the code to end with.
tl::expected<Query, int> read_query(const Options& options, Date today) {
    if (!text::is_utf8(options.query)) {
        say("error", "the query is no valid UTF-8");
        return tl::unexpected<int>(static_cast<int>(Exit::usage));
    }
    auto query =
        options.literal ? literal_query(options.query) : parse_query(options.query, {today, options.month_first});
    if (!query) {
        return tl::unexpected<int>(report(query.error(), options.query));
    }
    return std::move(*query);
}

const char* statements(std::uint64_t count) {
    return count == 1 ? "statement" : "statements";
}

/// With --relax: puts the better query in the place of the one typed and gives it as text; empty when there is none.
std::string relax(const Engine& engine, Node& root) {
    auto better = question_as_query(engine, root);
    if (!better && engine.count(root).value_or(1) == 0) {
        better = relaxed(engine, root);
    }
    if (!better) {
        return {};
    }
    say("note", fmt::format("this is {} ({})", better->text, better->why));
    root = std::move(better->root);
    return std::move(better->text);
}

/// A question that finds something by its words may find more as a query.
void offer_better_query(const Engine& engine, const Node& root) {
    if (const auto better = question_as_query(engine, root)) {
        say("note", fmt::format("{} has {} {} ({}); --relax runs it", better->text, better->count,
                                statements(better->count), better->why));
    }
}

int list_values(const Options& options) {
    const auto reader = IndexReader::open(options.indexes);
    if (!reader) {
        return report({reader.error(), 0}, "");
    }
    auto values = Engine(*reader, Date{}).values(options.values, options.query);
    if (!values) {
        return report(values.error(), "");
    }
    auto& rows = values->counts;
    const std::size_t first = std::min(options.request.offset, rows.size());
    rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(first));
    rows.resize(std::min(rows.size(), options.request.limit));
    const int code = static_cast<int>(rows.empty() ? Exit::nothing_found : Exit::ok);
    return write_out(make_presenter(options.format)->present_values(*values), code);
}

int search(Options& options) {
    const auto today = today_of(options);
    if (!today) {
        say("error", fmt::format("--now: “{}” is no day that exists; write YYYY-MM-DD", options.now));
        return static_cast<int>(Exit::usage);
    }
    if (!options.values.empty()) {
        return list_values(options);
    }
    if (!options.batch.empty()) {
        return answer_batch(options, *today);
    }
    auto query = read_query(options, *today);
    if (!query) {
        return query.error();
    }
    const auto reader = IndexReader::open(options.indexes);
    if (!reader) {
        return report({reader.error(), 0}, options.query);
    }
    const Engine engine(*reader, *today, {}, {options.jobs});
    const auto presenter = make_presenter(options.format);
    PresentOptions how{options.query,
                       options.request.offset,
                       options.request.limit,
                       use_colour(options),
                       terminal_width(),
                       nullptr,
                       {}};
    if (!options.quiet) {
        for (const std::string& note : query->notes) {
            say("note", note);
        }
        if (!options.request.facets.empty() && !presenter->shows_facets()) {
            say("note", "jsonl has hits alone: counts by field are left out; take --format json");
            options.request.facets.clear();
        }
    }
    if (options.relax) {
        how.relaxed = relax(engine, query->root);
    }
    QueryResult<Explanation> explained;
    if (options.explain) {
        explained = engine.explain(query->root);
        if (!explained) {
            return report(explained.error(), options.query);
        }
        if (presenter->shows_explanation() && !options.count) {
            how.explanation = &*explained;
        } else {
            std::fputs(explanation_text(*explained).c_str(), stderr);
        }
    }
    options.request.limit = options.count ? 0 : options.request.limit;
    options.request.context_words = presenter->shows_context() ? options.request.context_words : 0;
    const auto answer = engine.answer(query->root, options.request);
    if (!answer) {
        return report(answer.error(), options.query);
    }
    if (!options.quiet) {
        tell_readings(*answer);
        if (answer->total == 0) {
            tell_advice(engine, *query, *answer);
        } else if (!options.relax) {
            offer_better_query(engine, query->root);
        }
    }
    const int code = static_cast<int>(answer->total == 0 ? Exit::nothing_found : Exit::ok);
    if (options.count) {
        return write_out(fmt::format("{}\n", answer->total), code);
    }
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
