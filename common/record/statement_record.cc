// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/statement_record.hh"

#include <iterator>
#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/model/date.hh"
#include "common/model/statement.hh"
#include "common/record/json_reader.hh"
#include "common/record/json_writer.hh"
#include "common/report/error.hh"

namespace demarche::record {

using nlohmann::json;

namespace {

void append_date(JsonObject& object, std::string_view key, const std::optional<Date>& date) {
    object.string_or_null(key, date ? date->iso() : std::string());
}

std::optional<Date> read_date(Members& members, std::string_view key) {
    const std::string text = members.string({key});
    if (text.empty()) {
        return std::nullopt;
    }
    const std::optional<Date> date = Date::from_iso(text);
    if (!date || text.size() != 10) {
        members.refuse(fmt::format("\"{}\" is no date", text), fmt::format("in \"{}\"", key), "write it as 2024-12-19");
    }
    return date;
}

std::vector<Span> read_spans(Members& members) {
    std::vector<Span> spans;
    const json* const list = members.find("spans");
    if (list == nullptr || !list->is_array() || list->empty()) {
        members.refuse("\"spans\" must be a list of [begin, end]");
        return spans;
    }
    constexpr auto most = std::numeric_limits<std::uint32_t>::max();
    for (const json& pair : *list) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number_unsigned() || !pair[1].is_number_unsigned() ||
            pair[0].get<std::uint64_t>() >= pair[1].get<std::uint64_t>() || pair[1].get<std::uint64_t>() > most) {
            members.refuse("\"spans\" must be a list of [begin, end]", "begin must be less than end, both code points");
            return {};
        }
        const Span span{pair[0].get<std::uint32_t>(), pair[1].get<std::uint32_t>()};
        if (!spans.empty() && span.begin < spans.back().end) {
            members.refuse("\"spans\" must lie in order and not overlap");
            return {};
        }
        spans.push_back(span);
    }
    return spans;
}

/// A word of a closed set; nothing when the key is absent.
template <typename From>
auto read_word(Members& members, std::string_view key, std::string_view choices, From from) -> decltype(from("")) {
    const std::string word = members.string({key});
    if (word.empty()) {
        return std::nullopt;
    }
    const auto value = from(word);
    if (!value) {
        members.refuse(fmt::format("\"{}\" is no value of \"{}\"", word, key), "", fmt::format("choices: {}", choices));
    }
    return value;
}

} // namespace

void append_spans(std::string& out, const std::vector<Span>& spans) {
    out += '[';
    for (std::size_t i = 0; i < spans.size(); ++i) {
        fmt::format_to(std::back_inserter(out), "{}[{},{}]", i > 0 ? "," : "", spans[i].begin, spans[i].end);
    }
    out += ']';
}

void append_statement_members(JsonObject& object, const Statement& statement) {
    object.string("record", "statement");
    object.string("id", statement.id);
    object.string("article", statement.article);
    object.string("kind", to_string(statement.kind));
    append_spans(object.value("spans"), statement.spans);
    object.integer("begin", statement.spans.empty() ? 0 : statement.spans.front().begin);
    object.integer("end", statement.spans.empty() ? 0 : statement.spans.back().end);
    object.string("text", statement.text);
    object.string_or_null("speaker", statement.speaker);
    object.strings("speakers", statement.speakers);
    object.string_or_null("speaker_type", to_string(statement.speaker_type));
    object.string_or_null("speaker_as_written", statement.speaker_as_written);
    object.string_or_null("speaker_role", statement.speaker_role);
    object.string_or_null("affiliation", statement.affiliation);
    object.string_or_null("country", statement.country);
    object.string_or_null("cue", statement.cue);
    append_date(object, "date", statement.date);
    append_date(object, "date_end", statement.date_end);
    object.string_or_null("date_source", to_string(statement.date_source));
    object.string_or_null("published", statement.published);
    object.string_or_null("place", statement.place);
    object.string_or_null("event", statement.event);
    object.string_or_null("addressee", statement.addressee);
    object.strings("via", statement.via);
    object.strings("mentions", statement.mentions);
    object.strings("topics", statement.topics);
    object.string_or_null("language", statement.language);
    object.number("confidence", statement.confidence);
    object.string_or_null("title", statement.title);
    object.string_or_null("url", statement.url);
    object.string_or_null("outlet", statement.outlet);
}

void append_statement(std::string& out, const Statement& statement) {
    JsonObject object(out);
    append_statement_members(object, statement);
    object.end();
}

Result<Statement> read_statement(const json& object, std::string_view where) {
    if (!object.is_object()) {
        return fail({"a statement must be a JSON object", std::string(where),
                     fmt::format("this is of type {}", object.type_name()), "", Exit::some_failed});
    }
    Members members(object, where);
    Statement out;
    out.id = members.string({"id"});
    out.article = members.string({"article"});
    const auto kind = read_word(members, "kind", "direct, mixed, indirect", kind_from);
    out.kind = kind.value_or(Kind::direct);
    out.spans = read_spans(members);
    out.text = members.string({"text"});
    out.speaker = members.string({"speaker"});
    out.speakers = members.names({"speakers"});
    out.speaker_type =
        read_word(members, "speaker_type", "person, organisation, country, description", speaker_type_from)
            .value_or(SpeakerType::none);
    out.speaker_as_written = members.string({"speaker_as_written"});
    out.speaker_role = members.string({"speaker_role"});
    out.affiliation = members.string({"affiliation"});
    out.country = members.string({"country"});
    out.cue = members.string({"cue"});
    out.date = read_date(members, "date");
    out.date_end = read_date(members, "date_end");
    out.date_source = read_word(members, "date_source", "stated, published, given, path", date_source_from)
                          .value_or(DateSource::none);
    out.published = members.string({"published"});
    if (!out.published.empty() && !Date::from_iso(out.published)) {
        members.refuse(fmt::format("\"{}\" is no date", out.published), "in \"published\"", "write it as 2024-12-19");
    }
    out.place = members.string({"place"});
    out.event = members.string({"event"});
    out.addressee = members.string({"addressee"});
    out.via = members.names({"via"});
    out.mentions = members.names({"mentions"});
    out.topics = members.names({"topics"});
    out.language = members.string({"language"});
    if (const json* const confidence = members.find("confidence")) {
        if (!confidence->is_number() || confidence->get<double>() < 0 || confidence->get<double>() > 1) {
            members.refuse("\"confidence\" must be a number from 0 to 1");
        } else {
            out.confidence = confidence->get<double>();
        }
    }
    out.title = members.string({"title"});
    out.url = members.string({"url"});
    out.outlet = members.string({"outlet"});
    for (const auto& [key, present] :
         {std::pair{"article", !out.article.empty()}, {"kind", kind.has_value()}, {"text", !out.text.empty()}}) {
        if (!present) {
            members.refuse(fmt::format("the statement has no \"{}\"", key));
        }
    }
    if (members.failed()) {
        return fail(members.error());
    }
    return out;
}

} // namespace demarche::record
