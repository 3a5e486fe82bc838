// SPDX-License-Identifier: GPL-3.0-or-later
// The statement record: how statements are printed and read as JSON.
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "common/model/statement.hh"
#include "common/report/error.hh"

namespace demarche::record {

class JsonObject;

/// Appends the record as one line of JSON without a newline: all keys, in the contract's order.
void append_statement(std::string& out, const Statement& statement);

/// The same keys as members of an object that the caller has begun and goes on with (a hit's score and matches).
void append_statement_members(JsonObject& object, const Statement& statement);

/// Appends a list of [begin, end] pairs.
void append_spans(std::string& out, const std::vector<Span>& spans);

/// Reads a record. Required are `article`, `kind`, `text` and `spans` that hold something, lie in order and do not
/// overlap; values outside a closed set and dates that do not exist are errors. `where` names the record in errors.
Result<Statement> read_statement(const nlohmann::json& object, std::string_view where);

} // namespace demarche::record
