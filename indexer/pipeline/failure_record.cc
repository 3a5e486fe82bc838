// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/failure_record.hh"

#include <charconv>
#include <cstdint>

#include <sys/stat.h>

#include "common/record/json_writer.hh"

namespace demarche::indexer {

namespace {

bool is_file(std::string_view path) {
    struct stat status = {};
    return stat(std::string(path).c_str(), &status) == 0 && !S_ISDIR(status.st_mode);
}

/// Takes ":12" from the end; addresses of pages end with ports, never behind a path.
std::optional<std::size_t> take_line(std::string_view& where) {
    const std::size_t colon = where.rfind(':');
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    std::size_t line = 0;
    const std::string_view digits = where.substr(colon + 1);
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), line);
    if (digits.empty() || result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) {
        return std::nullopt;
    }
    where = where.substr(0, colon);
    return line;
}

} // namespace

Place read_place(std::string_view where) {
    if (is_file(where)) {
        return {std::string(where), {}, std::nullopt};
    }
    const std::string_view whole = where;
    Place place;
    place.line = take_line(where);
    for (std::size_t slash = where.find('/', 1);; slash = where.find('/', slash + 1)) {
        const std::string_view part = where.substr(0, slash);
        if (part == "-" || is_file(part)) {
            place.archive = part;
            place.entry = slash == std::string_view::npos ? std::string_view() : where.substr(slash + 1);
            return place;
        }
        if (slash == std::string_view::npos) {
            return {std::string(whole), {}, std::nullopt};
        }
    }
}

void append_failure(std::string& out, const Error& error) {
    const Place place = read_place(error.where);
    record::JsonObject object(out);
    object.string("record", "failure");
    object.string_or_null("archive", place.archive);
    object.string_or_null("entry", place.entry);
    if (place.line) {
        object.integer("line", static_cast<std::int64_t>(*place.line));
    } else {
        object.null("line");
    }
    object.string("reason", error.why.empty() ? error.what : error.what + ": " + error.why);
    object.string("what", error.what);
    object.string_or_null("why", error.why);
    object.string_or_null("hint", error.hint);
    object.end();
}

} // namespace demarche::indexer
