// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the keys of names.
#include "common/names/key.hh"

#include <algorithm>

#include "common/text/fold.hh"
#include "common/text/words.hh"

namespace demarche::names {

namespace {

/// Letters, digits, spaces and hyphens: what most names are made of and what needs no Unicode data.
bool is_plain(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '-';
    });
}

std::string plain_key(std::string_view name) {
    std::string key;
    key.reserve(name.size());
    for (const char c : name) {
        if (c != ' ' && c != '-') {
            key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        } else if (!key.empty() && key.back() != ' ') {
            key += ' ';
        }
    }
    if (!key.empty() && key.back() == ' ') {
        key.pop_back();
    }
    return key;
}

} // namespace

std::string name_key(std::string_view name) {
    if (is_plain(name)) {
        return plain_key(name);
    }
    std::string key;
    for (const auto& word : text::words(name)) {
        const auto folded = text::fold(word.form);
        if (!folded.empty()) {
            key += key.empty() ? "" : " ";
            key += folded;
        }
    }
    return key;
}

} // namespace demarche::names
