// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/json_writer.hh"

#include <array>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "common/text/utf8.hh"

namespace demarche::record {

namespace {

/// What stands behind the backslash for an ASCII character that needs one; 'u' for \u00NN, 0 for none.
constexpr std::array<char, 128> escapes = [] {
    std::array<char, 128> table{};
    for (std::size_t i = 0; i < 0x20; ++i) {
        table[i] = 'u';
    }
    table[0x7f] = 'u';
    table['"'] = '"';
    table['\\'] = '\\';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    return table;
}();

} // namespace

void append_json_string(std::string& out, std::string_view value) {
    if (!text::is_utf8(value)) {
        std::string repaired(value);
        text::repair_utf8(repaired);
        append_json_string(out, repaired);
        return;
    }
    out += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const auto byte = static_cast<unsigned char>(value[i]);
        const char escape = byte < 0x80 ? escapes[byte] : '\0';
        if (escape == 0) {
            continue;
        }
        out.append(value, copied, i - copied);
        copied = i + 1;
        if (escape == 'u') {
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", byte);
        } else {
            out += '\\';
            out += escape;
        }
    }
    out.append(value, copied, std::string_view::npos);
    out += '"';
}

std::string& JsonObject::value(std::string_view key) {
    if (!first_) {
        out_ += ',';
    }
    first_ = false;
    out_ += '"';
    out_ += key;
    out_ += "\":";
    return out_;
}

void JsonObject::string(std::string_view key, std::string_view text) {
    append_json_string(value(key), text);
}

void JsonObject::string_or_null(std::string_view key, std::string_view text) {
    if (text.empty()) {
        null(key);
    } else {
        string(key, text);
    }
}

void JsonObject::strings(std::string_view key, const std::vector<std::string>& values) {
    value(key) += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) {
            out_ += ',';
        }
        append_json_string(out_, values[i]);
    }
    out_ += ']';
}

void JsonObject::integer(std::string_view key, std::int64_t number) {
    fmt::format_to(std::back_inserter(value(key)), "{}", number);
}

void JsonObject::number(std::string_view key, double number) {
    if (std::isfinite(number)) {
        fmt::format_to(std::back_inserter(value(key)), "{}", number);
    } else {
        null(key);
    }
}

void JsonObject::boolean(std::string_view key, bool truth) {
    value(key) += truth ? "true" : "false";
}

void JsonObject::null(std::string_view key) {
    value(key) += "null";
}

} // namespace demarche::record
