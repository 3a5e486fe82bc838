// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/correction_record.hh"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/record/json_reader.hh"
#include "common/record/json_writer.hh"

namespace demarche::record {

using nlohmann::json;

Result<CorrectionRecord> read_correction(std::string_view text, std::string_view name, std::size_t line) {
    const auto object = parse_json(text, name, line);
    if (!object) {
        return fail(object.error());
    }
    const std::string where = fmt::format("{}:{}", name, line);
    if (!object->is_object()) {
        return fail({"a correction must be a JSON object", where, "", "", Exit::some_failed});
    }
    CorrectionRecord out;
    Members members(*object, where);
    out.id = members.string({"id"});
    out.note = members.string({"note"});
    for (const auto& [key, value] : object->items()) {
        if (key == "id" || key == "note" || key == "record" || key == "article" || key == "applies") {
            continue;
        }
        if (key == "statement") {
            if (!value.is_boolean() || value.get<bool>()) {
                members.refuse("\"statement\" must be false", "", "leave it out where it is one");
            }
            out.changes["statement"] = "no";
            continue;
        }
        std::string& change = out.changes[key];
        if (value.is_array()) {
            for (const std::string& one : members.names({key})) {
                change += (change.empty() ? "" : "; ") + one;
            }
        } else {
            change = members.string({key});
        }
    }
    if (out.id.empty()) {
        members.refuse("the correction has no \"id\"", "", "give the id of the statement");
    } else if (out.changes.empty()) {
        members.refuse("the correction changes nothing");
    }
    if (members.failed()) {
        return fail(members.error());
    }
    return out;
}

void append_correction(std::string& out, const CorrectionRecord& correction, std::string_view article, bool applies) {
    JsonObject object(out);
    object.string("record", "correction");
    object.string("id", correction.id);
    object.string("article", article);
    for (const auto& [key, value] : correction.changes) {
        if (key == "statement") {
            object.boolean("statement", false);
        } else {
            object.string_or_null(key, value);
        }
    }
    if (!correction.note.empty()) {
        object.string("note", correction.note);
    }
    object.boolean("applies", applies);
    object.end();
}

} // namespace demarche::record
