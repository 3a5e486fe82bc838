// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/present/text_presenter.hh"

#include <algorithm>

#include <fmt/format.h>

#include "common/report/error.hh"
#include "search/present/wrap.hh"

namespace demarche::search {

namespace {

constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view found = "\x1b[1;33m";
constexpr std::string_view plain = "\x1b[0m";

/// Facet values of a field shown to people; JSON has them all.
constexpr std::size_t most_facet_rows = 20;

std::string styled(std::string_view style, std::string_view text, bool colour) {
    return colour && !text.empty() ? fmt::format("{}{}{}", style, text, plain) : std::string(text);
}

/// 12345 as 12,345.
std::string grouped(std::uint64_t number) {
    std::string digits = std::to_string(number);
    for (std::size_t at = digits.size(); at > 3; at -= 3) {
        digits.insert(at - 3, ",");
    }
    return digits;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (const std::string& part : parts) {
        if (!part.empty()) {
            out += (out.empty() ? "" : std::string(separator)) + part;
        }
    }
    return out;
}

std::string summary(const Answer& answer, const PresentOptions& options) {
    std::string line = fmt::format("{} {}", grouped(answer.total), answer.total == 1 ? "statement" : "statements");
    if (!answer.hits.empty() && (options.offset > 0 || answer.hits.size() < answer.total)) {
        line += fmt::format(", {} to {}", grouped(options.offset + 1), grouped(options.offset + answer.hits.size()));
    }
    if (answer.folded.value_or(0) > 0) {
        line += fmt::format("; {} more say the same", grouped(*answer.folded));
    }
    return line;
}

/// "also in: Outlet A, Outlet B", or nothing.
std::string also_in(const Hit& hit) {
    std::vector<std::string> places;
    for (const Hit::Other& other : hit.also) {
        std::string place = printable(other.outlet.empty() ? other.article : other.outlet);
        if (std::find(places.begin(), places.end(), place) == places.end()) {
            places.push_back(std::move(place));
        }
    }
    return places.empty() ? std::string() : "also in: " + join(places, ", ");
}

std::string days_of(const Statement& statement) {
    if (!statement.date) {
        return "undated";
    }
    const std::string first = statement.date->iso();
    return statement.date_end && *statement.date_end != *statement.date ? first + " to " + statement.date_end->iso()
                                                                        : first;
}

void append_hit(std::string& out, const Hit& hit, std::size_t number, const PresentOptions& options) {
    const Statement& statement = hit.statement;
    const std::string speakers = statement.speakers.empty() ? "unknown speaker" : join(statement.speakers, ", ");
    const std::string head = join({days_of(statement), printable(statement.place), printable(statement.outlet),
                                   std::string(to_string(statement.kind))},
                                  " · ");
    out += fmt::format("\n{}{} {}\n", fmt::format("{:>3}. ", number), styled(bold, printable(speakers), options.colour),
                       styled(dim, "· " + head, options.colour));
    WrapStyle style{"     ", options.width, "", ""};
    if (options.colour) {
        style.mark_on = found;
        style.mark_off = plain;
    }
    // Quotation marks show what is verbatim; a mixed statement has its own inside.
    const bool direct = statement.kind == Kind::direct;
    std::vector<Span> marks = hit.matches;
    for (Span& mark : marks) {
        mark.begin += direct ? 1 : 0;
        mark.end += direct ? 1 : 0;
    }
    out += wrap(direct ? "“" + statement.text + "”" : statement.text, marks, style);
    const std::string source =
        join({statement.title, statement.url.empty() ? statement.article : statement.url}, " — ");
    const std::string wrapped = wrap(source, {}, {"     ", options.width, "", ""});
    out += options.colour ? styled(dim, std::string_view(wrapped).substr(0, wrapped.size() - 1), true) + "\n" : wrapped;
    if (const std::string also = also_in(hit); !also.empty()) {
        out += wrap(also, {}, {"     ", options.width, "", ""});
    }
}

void append_facet(std::string& out, const Facet& facet, const PresentOptions& options) {
    out += fmt::format("\n{}\n", styled(bold, facet.field, options.colour));
    const std::size_t shown = std::min(facet.counts.size(), most_facet_rows);
    for (std::size_t i = 0; i < shown; ++i) {
        out += fmt::format("{:>9}  {}\n", grouped(facet.counts[i].second), printable(facet.counts[i].first));
    }
    if (shown < facet.counts.size()) {
        out += fmt::format("{:>9}  {} more values\n", "…", grouped(facet.counts.size() - shown));
    }
}

} // namespace

std::string TextPresenter::present(const Answer& answer, const PresentOptions& options) const {
    std::string out;
    if (answer.total > 0 || !answer.facets.empty()) {
        out += summary(answer, options) + "\n";
    }
    for (std::size_t i = 0; i < answer.hits.size(); ++i) {
        append_hit(out, answer.hits[i], options.offset + i + 1, options);
    }
    for (const Facet& facet : answer.facets) {
        append_facet(out, facet, options);
    }
    return out;
}

std::string TextPresenter::present_values(const Facet& values) const {
    std::string out;
    for (const auto& [value, count] : values.counts) {
        out += fmt::format("{:>9}  {}\n", grouped(count), printable(value));
    }
    return out;
}

} // namespace demarche::search
