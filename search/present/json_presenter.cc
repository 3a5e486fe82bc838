// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/present/json_presenter.hh"

#include "common/record/json_writer.hh"
#include "common/record/statement_record.hh"
#include "search/present/explanation.hh"

namespace demarche::search {

namespace {

constexpr int format_version = 1;

/// Where else a folded statement was reported.
void append_others(std::string& out, const std::vector<Hit::Other>& others) {
    out += '[';
    for (const Hit::Other& other : others) {
        out += out.back() == '[' ? "" : ",";
        record::JsonObject object(out);
        object.string("id", other.id);
        object.string("article", other.article);
        object.string_or_null("outlet", other.outlet);
        object.string_or_null("published", other.published);
        object.end();
    }
    out += ']';
}

/// A hit: the statement record with score, matches and context.
void append_hit(std::string& out, const Hit& hit) {
    record::JsonObject object(out);
    record::append_statement_members(object, hit.statement);
    object.number("score", hit.score);
    record::append_spans(object.value("matches"), hit.matches);
    object.string("before", hit.before);
    object.string("after", hit.after);
    if (!hit.family.empty()) {
        object.string("family", hit.family);
    }
    if (!hit.copy_of.empty()) {
        object.string("copy_of", hit.copy_of);
    }
    if (!hit.also.empty()) {
        object.integer("copies", static_cast<std::int64_t>(hit.also.size()));
        append_others(object.value("also"), hit.also);
    }
    object.end();
}

void append_value(std::string& out, const std::pair<std::string, std::uint64_t>& value) {
    record::JsonObject row(out);
    row.string("value", value.first);
    row.integer("count", static_cast<std::int64_t>(value.second));
    row.end();
}

void append_facet(std::string& out, const Facet& facet) {
    out += '[';
    for (const auto& value : facet.counts) {
        out += out.back() == '[' ? "" : ",";
        append_value(out, value);
    }
    out += ']';
}

} // namespace

std::string JsonPresenter::present(const Answer& answer, const PresentOptions& options) const {
    std::string out;
    record::JsonObject document(out);
    document.integer("format_version", format_version);
    document.string("query", options.query);
    if (!options.relaxed.empty()) {
        document.string("relaxed", options.relaxed);
    }
    document.integer("total", static_cast<std::int64_t>(answer.total));
    // Every total is.
    document.boolean("exact", true);
    if (answer.folded) {
        document.integer("folded", static_cast<std::int64_t>(*answer.folded));
    }
    document.integer("offset", static_cast<std::int64_t>(options.offset));
    document.integer("limit", static_cast<std::int64_t>(options.limit));
    document.value("hits") += '[';
    for (const Hit& hit : answer.hits) {
        out += &hit == &answer.hits.front() ? "" : ",";
        append_hit(out, hit);
    }
    out += ']';
    std::string& facets = document.value("facets");
    record::JsonObject fields(facets);
    for (const Facet& facet : answer.facets) {
        append_facet(fields.value(facet.field), facet);
    }
    fields.end();
    if (options.explanation != nullptr) {
        append_explanation(document.value("explain"), *options.explanation);
    }
    document.end();
    out += '\n';
    return out;
}

std::string JsonLinesPresenter::present(const Answer& answer, const PresentOptions&) const {
    std::string out;
    for (const Hit& hit : answer.hits) {
        append_hit(out, hit);
        out += '\n';
    }
    return out;
}

std::string JsonPresenter::present_values(const Facet& values) const {
    std::string out;
    record::JsonObject document(out);
    document.integer("format_version", format_version);
    document.string("field", values.field);
    append_facet(document.value("values"), values);
    document.end();
    return out + '\n';
}

std::string JsonLinesPresenter::present_values(const Facet& values) const {
    std::string out;
    for (const auto& value : values.counts) {
        append_value(out, value);
        out += '\n';
    }
    return out;
}

std::string json_error(const QueryError& error, const std::string& query) {
    std::string out;
    record::JsonObject document(out);
    document.integer("format_version", format_version);
    document.string("query", query);
    record::JsonObject inner(document.value("error"));
    inner.string("what", error.error.what);
    inner.string_or_null("hint", error.error.hint);
    inner.integer("column", static_cast<std::int64_t>(error.column));
    inner.integer("code", static_cast<int>(error.error.exit));
    inner.end();
    document.end();
    return out + '\n';
}

} // namespace demarche::search
