// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/corrections.hh"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint8_t version = 1;

/// The members that are strings and nothing else.
constexpr std::array<std::pair<std::string_view, std::string Statement::*>, 6> strings{
    {{"speaker_role", &Statement::speaker_role},
     {"affiliation", &Statement::affiliation},
     {"country", &Statement::country},
     {"place", &Statement::place},
     {"event", &Statement::event},
     {"addressee", &Statement::addressee}}};

void set_speakers(Statement& statement, std::string_view names) {
    statement.speakers.clear();
    while (!names.empty()) {
        const std::size_t end = names.find(';');
        std::string_view name = names.substr(0, end);
        while (name.starts_with(' ')) {
            name.remove_prefix(1);
        }
        while (name.ends_with(' ')) {
            name.remove_suffix(1);
        }
        if (!name.empty()) {
            statement.speakers.emplace_back(name);
        }
        names = end == std::string_view::npos ? std::string_view() : names.substr(end + 1);
    }
    statement.speaker = statement.speakers.empty() ? std::string() : statement.speakers.front();
}

void set(Statement& statement, std::string_view key, const std::string& value) {
    for (const auto& [name, member] : strings) {
        if (key == name) {
            statement.*member = value;
            return;
        }
    }
    if (key == "speaker") {
        set_speakers(statement, value);
    } else if (key == "speaker_type") {
        statement.speaker_type = speaker_type_from(value).value_or(SpeakerType::none);
    } else if (key == "kind") {
        statement.kind = kind_from(value).value_or(statement.kind);
    } else if (key == "date") {
        statement.date = Date::from_iso(value);
        statement.date_end.reset();
        statement.date_source = statement.date ? DateSource::given : DateSource::none;
    } else if (key == "date_end") {
        // Behind "date" in the order of the map, which empties it.
        statement.date_end = Date::from_iso(value);
    }
}

} // namespace

std::string wrong_with(std::string_view key, std::string_view value) {
    if (key == "statement") {
        return value == "no" ? "" : "the only value is no";
    }
    if (std::find(correctable.begin(), correctable.end(), key) == correctable.end()) {
        return "nothing of that name can be corrected";
    }
    if ((key == "date" || key == "date_end") && !value.empty() && (value.size() != 10 || !Date::from_iso(value))) {
        return "it is no date that exists; write YYYY-MM-DD";
    }
    if (key == "kind" && !kind_from(value)) {
        return "the choices are direct, mixed, indirect";
    }
    if (key == "speaker_type" && !value.empty() && !speaker_type_from(value)) {
        return "the choices are person, organisation, country, description";
    }
    return {};
}

void apply(const Correction& correction, Statement& statement) {
    for (const auto& [key, value] : correction.changes) {
        set(statement, key, value);
    }
    if (correction.changes.contains("speaker")) {
        statement.confidence = 1;
    }
}

std::string encode_corrections(const CorrectionMap& corrections) {
    if (corrections.empty()) {
        return {};
    }
    ByteWriter out;
    out.u8(version);
    out.varint(corrections.size());
    for (const auto& [id, correction] : corrections) {
        out.string(id);
        out.string(correction.article);
        out.varint(correction.changes.size());
        for (const auto& [key, value] : correction.changes) {
            out.string(key);
            out.string(value);
        }
        out.string(correction.note);
        out.string(correction.before);
    }
    return std::move(out.bytes);
}

Result<CorrectionMap> decode_corrections(std::string_view bytes, const std::string& where) {
    CorrectionMap corrections;
    if (bytes.empty()) {
        return corrections;
    }
    ByteReader in(bytes);
    const bool known = in.u8() == version;
    const std::size_t count = in.count();
    for (std::size_t i = 0; i < count && in.ok(); ++i) {
        Correction& correction = corrections[std::string(in.string())];
        correction.article = in.string();
        const std::size_t changes = in.count();
        for (std::size_t k = 0; k < changes && in.ok(); ++k) {
            std::string key(in.string());
            correction.changes[std::move(key)] = in.string();
        }
        correction.note = in.string();
        correction.before = in.string();
    }
    if (!known || !in.ok() || !in.at_end()) {
        return fail({"this file of the index is damaged", where, "its corrections cannot be read",
                     "restore it from a copy or index again", Exit::bad_index});
    }
    return corrections;
}

} // namespace demarche::index
