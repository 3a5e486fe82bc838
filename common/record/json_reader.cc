// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/record/json_reader.hh"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "common/report/error.hh"

namespace demarche::record {

using nlohmann::json;

namespace {

/// nlohmann's message without its prefix "[json.exception.parse_error.101] parse error at line 1, column 5: ".
std::string cause(const json::exception& error) {
    std::string_view text = error.what();
    if (const auto end = text.find("] "); end != std::string_view::npos) {
        text.remove_prefix(end + 2);
    }
    if (text.starts_with("parse error")) {
        if (const auto colon = text.find(": "); colon != std::string_view::npos) {
            text.remove_prefix(colon + 2);
        }
    }
    return std::string(text);
}

} // namespace

Result<json> parse_json(std::string_view text, std::string_view name, std::size_t first_line) {
    try {
        return json::parse(text.begin(), text.end());
    } catch (const json::parse_error& error) {
        const std::size_t at = std::min(error.byte == 0 ? 0 : error.byte - 1, text.size());
        const std::string_view before = text.substr(0, at);
        const auto lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
        const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        return fail({"no valid JSON", fmt::format("{}:{}:{}", name, first_line + lines, at - line_begin + 1),
                     cause(error), "", Exit::some_failed});
    } catch (const json::exception& error) {
        return fail({"no valid JSON", fmt::format("{}:{}", name, first_line), cause(error), "", Exit::some_failed});
    }
}

void Members::refuse(std::string what, std::string why, std::string hint) {
    if (!failed()) {
        error_ = {std::move(what), where_, std::move(why), std::move(hint), Exit::some_failed};
    }
}

const json* Members::find(std::string_view key) const {
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
}

std::string Members::string(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (const json* const value = find(key)) {
            if (const auto* const text = value->get_ptr<const json::string_t*>()) {
                return *text;
            }
            refuse(fmt::format("\"{}\" must be a string", key), fmt::format("it is of type {}", value->type_name()));
            return {};
        }
    }
    return {};
}

std::string Members::name_of(const json& value, std::string_view key) {
    if (const auto* const text = value.get_ptr<const json::string_t*>()) {
        return *text;
    }
    if (value.is_object()) {
        const auto name = value.find("name");
        if (name == value.end() || name->is_null()) {
            return {};
        }
        if (const auto* const text = name->get_ptr<const json::string_t*>()) {
            return *text;
        }
    }
    refuse(fmt::format("\"{}\" must be a string or an object with a \"name\"", key),
           fmt::format("it is of type {}", value.type_name()));
    return {};
}

std::string Members::name(std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (const json* const value = find(key)) {
            return name_of(*value, key);
        }
    }
    return {};
}

std::vector<std::string> Members::names(std::initializer_list<std::string_view> keys) {
    std::vector<std::string> out;
    const auto add = [&](const json& value, std::string_view key) {
        if (!value.is_null()) {
            if (std::string one = name_of(value, key); !one.empty()) {
                out.push_back(std::move(one));
            }
        }
    };
    for (const std::string_view key : keys) {
        if (const json* const value = find(key)) {
            if (value->is_array()) {
                for (const json& one : *value) {
                    add(one, key);
                }
            } else {
                add(*value, key);
            }
            break;
        }
    }
    return out;
}

bool Members::boolean(std::string_view key) {
    const json* const value = find(key);
    if (value == nullptr) {
        return false;
    }
    if (!value->is_boolean()) {
        refuse(fmt::format("\"{}\" must be true or false", key), fmt::format("it is of type {}", value->type_name()));
        return false;
    }
    return value->get<bool>();
}

} // namespace demarche::record
