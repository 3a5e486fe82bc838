// SPDX-License-Identifier: GPL-3.0-or-later
// Writes JSON objects on one line by appending to a string: fast, keys in the order of the calls.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace demarche::record {

/// Appends `value` as a JSON string; bytes that are no UTF-8 become U+FFFD, control characters are escaped.
void append_json_string(std::string& out, std::string_view value);

/// One object, begun by the constructor and ended by `end`. Keys are written as they are: ASCII without quotes.
class JsonObject {
  public:
    explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
    JsonObject(const JsonObject&) = delete;
    JsonObject& operator=(const JsonObject&) = delete;

    void string(std::string_view key, std::string_view text);
    /// The string, or null when it is empty.
    void string_or_null(std::string_view key, std::string_view text);
    void strings(std::string_view key, const std::vector<std::string>& values);
    void integer(std::string_view key, std::int64_t number);
    /// The shortest form that reads back as the same number; null when it is not finite.
    void number(std::string_view key, double number);
    void boolean(std::string_view key, bool truth);
    void null(std::string_view key);
    /// Writes the key and its colon, and gives the string to which the caller appends one JSON value.
    std::string& value(std::string_view key);
    void end() { out_ += '}'; }

  private:
    std::string& out_;
    bool first_ = true;
};

} // namespace demarche::record
