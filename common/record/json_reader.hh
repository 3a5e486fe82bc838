// SPDX-License-Identifier: GPL-3.0-or-later
// Reading JSON with errors that name the place: what article and statement records share.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "common/report/error.hh"

namespace demarche::record {

/// Parses one JSON value that fills `text` (UTF-8). `name` and `first_line` say where the text stands; an error names
/// file, line and column (in bytes, from 1).
Result<nlohmann::json> parse_json(std::string_view text, std::string_view name, std::size_t first_line = 1);

/// Reads members of one object. The first error is kept and later calls give nothing, so a reader can ask for
/// everything and look at the error once.
class Members {
  public:
    /// `where` names the record in errors ("news.jsonl:12").
    Members(const nlohmann::json& object, std::string_view where) : object_(object), where_(where) {}

    /// The string under the first of `keys` that is there and not null; empty when none is. Anything else than a string
    /// is an error.
    std::string string(std::initializer_list<std::string_view> keys);
    /// As `string`, and an object that has a string "name" counts as that.
    std::string name(std::initializer_list<std::string_view> keys);
    /// A list of strings or objects with "name", or one alone; nulls and empty strings are left out.
    std::vector<std::string> names(std::initializer_list<std::string_view> keys);
    /// Whether `key` is true; absent and null are false, anything else than true and false an error.
    bool boolean(std::string_view key);
    /// The member, or nullptr when it is absent or null.
    const nlohmann::json* find(std::string_view key) const;

    /// Notes an error; the first one stays.
    void refuse(std::string what, std::string why = {}, std::string hint = {});
    bool failed() const { return !error_.what.empty(); }
    const Error& error() const { return error_; }

  private:
    std::string name_of(const nlohmann::json& value, std::string_view key);

    const nlohmann::json& object_;
    std::string where_;
    Error error_;
};

} // namespace demarche::record
