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

/// Takes what stands behind the last `open` from the end when it is a number, up to `close` (if there is one).
std::optional<std::size_t> take_number(std::string_view& where, char open, std::string_view close) {
    const std::size_t begin = where.rfind(open);
    if (begin == std::string_view::npos || !where.ends_with(close)) {
        return std::nullopt;
    }
    std::size_t number = 0;
    const std::string_view digits = where.substr(begin + 1, where.size() - begin - 1 - close.size());
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || result.ec != std::errc{} || result.ptr != digits.data() + digits.size()) {
        return std::nullopt;
    }
    where = where.substr(0, begin);
    return number;
}

/// What is behind the name of the file: "/member:line:column", "[item]", ": name".
void read_inside(std::string_view rest, Place& place) {
    place.item = take_number(rest, '[', "]");
    place.line = take_number(rest, ':', "");
    if (place.line) {
        if (const auto line = take_number(rest, ':', "")) {
            place.column = place.line;
            place.line = line;
        }
    }
    const std::size_t begin = rest.find_first_not_of("/: ");
    place.entry = begin == std::string_view::npos ? std::string_view() : rest.substr(begin);
}

void number_or_null(record::JsonObject& object, std::string_view key, const std::optional<std::size_t>& number) {
    if (number) {
        object.integer(key, static_cast<std::int64_t>(*number));
    } else {
        object.null(key);
    }
}

} // namespace

Place read_place(std::string_view where) {
    Place place;
    if (is_file(where)) {
        place.archive = where;
        return place;
    }
    for (std::size_t end = where.find_first_of("/:[", 1); end != std::string_view::npos;
         end = where.find_first_of("/:[", end + 1)) {
        const std::string_view part = where.substr(0, end);
        if (part == "-" || is_file(part)) {
            place.archive = part;
            read_inside(where.substr(end), place);
            return place;
        }
    }
    place.archive = where;
    return place;
}

void append_failure(std::string& out, const Error& error) {
    const Place place = read_place(error.where);
    record::JsonObject object(out);
    object.string("record", "failure");
    object.string_or_null("archive", place.archive);
    object.string_or_null("entry", place.entry);
    number_or_null(object, "line", place.line);
    number_or_null(object, "column", place.column);
    number_or_null(object, "item", place.item);
    object.string("reason", error.why.empty() ? error.what : error.what + ": " + error.why);
    object.string("what", error.what);
    object.string_or_null("why", error.why);
    object.string_or_null("hint", error.hint);
    object.end();
}

} // namespace demarche::indexer
