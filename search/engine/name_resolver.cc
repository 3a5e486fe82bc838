// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/engine/name_resolver.hh"

#include <algorithm>

#include <fmt/format.h>

#include "common/index/terms.hh"
#include "common/names/key.hh"

namespace demarche::search {

namespace {

using index::AliasKind;
using index::Field;
using index::FieldKind;
using names::EntityKind;

/// More keys than this are never one name; the words of such a value are too common to mean anybody.
constexpr std::size_t most_keys = 10'000;

std::vector<std::string> split(std::string_view key) {
    std::vector<std::string> words;
    while (!key.empty()) {
        const std::size_t end = std::min(key.find(' '), key.size());
        words.emplace_back(key.substr(0, end));
        key.remove_prefix(std::min(end + 1, key.size()));
    }
    return words;
}

std::string join(const std::vector<std::string>& words, std::size_t begin, std::size_t end) {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) {
        out += (out.empty() ? "" : " ") + words[i];
    }
    return out;
}

/// Whether an entity can be the value of a field.
bool fits(const Field& field, EntityKind kind, AliasKind alias) {
    if (field.name == "country") {
        return kind == EntityKind::country && alias != AliasKind::metonym;
    }
    if (field.name == "agency" || field.name == "to") {
        return alias == AliasKind::name || alias == AliasKind::surname;
    }
    return true;
}

/// "the russian president" as "russian president"; a name that is only "the" stays.
std::string without_article(const std::string& key) {
    return key.starts_with("the ") && key.size() > 4 ? key.substr(4) : key;
}

/// Whether a name ends in this family name, but for "Jr." and the like: "Michelle Obama" and not "Obama aides".
bool ends_in(std::string_view key, std::string_view surname) {
    for (const std::string_view suffix : {" jr", " sr", " ii", " iii", " iv"}) {
        if (key.ends_with(suffix)) {
            key.remove_suffix(suffix.size());
            break;
        }
    }
    return key.ends_with(surname);
}

/// "a top adviser of President Obama": names begin with a capital or in a script that has none.
bool is_description(std::string_view name) {
    return !name.empty() && name[0] >= 'a' && name[0] <= 'z';
}

/// A description of an office, cut in two: "russian president", "president of russia".
struct Described {
    std::string office;
    std::string body;
};

std::vector<Described> cuts(const std::vector<std::string>& words) {
    std::vector<Described> out;
    for (std::size_t i = 1; i < words.size(); ++i) {
        out.push_back({join(words, i, words.size()), join(words, 0, i)});
        if (words[i] == "of" && i + 1 < words.size()) {
            out.push_back({join(words, 0, i), without_article(join(words, i + 1, words.size()))});
        }
    }
    return out;
}

} // namespace

NameReading NameResolver::resolve(const Field& field, std::string_view value, const DayRange& period) const {
    NameReading reading;
    reading.value = value;
    const std::string key = index::value_key(value);
    if (field.kind != FieldKind::name) {
        add_by_words(field, key, false, reading);
        return reading;
    }
    bool full = false;
    add_aliases(field, key, reading, full);
    if (!full && without_article(key) != key) {
        add_aliases(field, without_article(key), reading, full);
    }
    if (!full && field.name != "country" && field.name != "agency") {
        add_office_holders(without_article(key), period, reading);
    }
    add_by_words(field, without_article(key), full, reading);
    return reading;
}

void NameResolver::add(const Field& field, std::string_view name, NameReading& reading) const {
    // Users may have joined names: all that count as this one are searched.
    std::string key = index::value_key(name);
    std::vector<std::string> joined;
    for (const index::People& people : reader_.people()) {
        if (!people.has_joined()) {
            continue;
        }
        name = people.joined_to(key).value_or(name);
        key = index::value_key(name);
        for (const std::string_view other : people.joined_with(name)) {
            joined.emplace_back(other);
        }
    }
    joined.insert(joined.begin(), key);
    const auto known = [&](const std::string& one) {
        return std::find(reading.keys.begin(), reading.keys.end(), one) != reading.keys.end();
    };
    if (std::any_of(joined.begin(), joined.end(), known)) {
        return;
    }
    std::erase_if(joined,
                  [&](const std::string& one) { return reader_.frequency(index::make_term(field.prefix, one)) == 0; });
    if (joined.empty()) {
        if (std::find(reading.absent.begin(), reading.absent.end(), name) == reading.absent.end()) {
            reading.absent.emplace_back(name);
        }
        return;
    }
    reading.keys.insert(reading.keys.end(), joined.begin(), joined.end());
    reading.names.emplace_back(name);
}

void NameResolver::add_aliases(const Field& field, const std::string& key, NameReading& reading, bool& full) const {
    const bool one_word = key.find(' ') == std::string::npos;
    for (const index::People& people : reader_.people()) {
        for (const index::Alias& alias : people.find(key)) {
            const EntityKind kind = people.kind(alias.entity);
            if (!fits(field, kind, alias.kind)) {
                continue;
            }
            add(field, people.name(alias.entity), reading);
            reading.surname = reading.surname || (one_word && kind == EntityKind::person && !reading.keys.empty());
            // One word of a person's name may also be somebody else's; anything else names exactly what it names.
            full = full || (alias.kind == AliasKind::name && !(one_word && kind == EntityKind::person));
        }
    }
}

void NameResolver::add_office_holders(const std::string& key, const DayRange& period, NameReading& reading) const {
    const bool dated = period.first || period.last;
    const std::int32_t first = dated ? (period.first ? period.first->days() : INT32_MIN) : today_.days();
    const std::int32_t last = dated ? (period.last ? period.last->days() : INT32_MAX) : today_.days();
    for (const index::People& people : reader_.people()) {
        for (const Described& cut : cuts(split(key))) {
            const auto office = people.office(cut.office);
            if (!office) {
                continue;
            }
            for (const index::Alias& body : people.find(cut.body)) {
                const EntityKind kind = people.kind(body.entity);
                if (kind != EntityKind::country && kind != EntityKind::organisation) {
                    continue;
                }
                for (const index::OfficeTerm& term : people.holders(*office, people.name(body.entity))) {
                    if (term.from <= last && term.to >= first) {
                        add(index::field("speaker"), people.name(term.person), reading);
                        reading.office =
                            dated ? fmt::format("{} of {} at that time", *office, people.name(body.entity))
                                  : fmt::format("{} of {} on {}", *office, people.name(body.entity), today_.iso());
                    }
                }
            }
        }
    }
}

void NameResolver::add_by_words(const Field& field, const std::string& key, bool whole, NameReading& reading) const {
    const std::vector<std::string> words = split(key);
    // One word that is the family name of somebody found means people of that name, not all that is called after them.
    const bool surname = words.size() == 1 && reading.surname;
    for (const auto& segment : reader_.segments()) {
        const auto column = segment->columns().strings(field.column);
        if (!column) {
            continue;
        }
        for (const std::uint32_t id : column->dictionary().with_words(words, most_keys)) {
            const std::string_view name = column->dictionary().key(id);
            if (whole ? name == key
                      : !surname || (ends_in(name, key) && !is_description(column->dictionary().value(id)))) {
                add(field, column->dictionary().value(id), reading);
            }
        }
    }
}

std::vector<std::string> NameResolver::keys_of_word(std::string_view key) const {
    constexpr std::size_t few = 8;
    constexpr std::size_t longer = 5;
    std::vector<std::string> keys;
    for (const index::People& people : reader_.people()) {
        for (const index::Alias& alias : people.find(key)) {
            const EntityKind kind = people.kind(alias.entity);
            // Short names of countries are words ("us"); "Russian" is no mention of Russia.
            const bool country = kind == EntityKind::country && alias.kind == AliasKind::name && key.size() >= longer;
            if (kind == EntityKind::person || kind == EntityKind::organisation || country) {
                keys.push_back(index::value_key(people.name(alias.entity)));
            }
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    return keys.size() <= few ? keys : std::vector<std::string>{};
}

} // namespace demarche::search
