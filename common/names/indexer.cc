// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the lookup tables of the names data.
#include <string>

#include "common/names/key.hh"
#include "common/names/loader.hh"
#include "common/names/meaning.hh"
#include "common/names/who_is_who.hh"

namespace demarche::names {

namespace {

bool is_one_word(std::string_view key) {
    return key.find(' ') == std::string_view::npos;
}

std::string_view last_word(std::string_view key) {
    return key.substr(key.rfind(' ') + 1);
}

bool is_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) {
            return false;
        }
    }
    return true;
}

} // namespace

void Indexer::names(EntityId id, Phrase what) {
    const auto& entity = who_.entities_[id];
    const auto add = [&](std::string_view name) {
        const auto key = name_key(name);
        who_.by_name_.add(key, id);
        phrase(key, what, id);
    };
    who_.by_canonical_.add(std::to_string(static_cast<int>(entity.kind)) + entity.canonical, id);
    add(entity.canonical);
    for (const auto& alias : entity.aliases) {
        add(alias);
    }
}

void Indexer::person(EntityId id) {
    const auto& entity = who_.entities_[id];
    who_.by_canonical_.add(std::to_string(static_cast<int>(entity.kind)) + entity.canonical, id);
    const auto canonical = name_key(entity.canonical);
    const auto surname = name_key(entity.surname);
    const auto full_name = [&](const std::string& key) {
        who_.by_name_.add(key, id);
        phrase(key, is_one_word(key) ? Phrase::surname : Phrase::person, id);
    };
    const auto family_name = [&](std::string_view key) {
        who_.by_surname_.add(key, id);
        phrase(key, Phrase::surname, id);
    };
    full_name(canonical);
    if (!surname.empty()) {
        family_name(surname);
        // "von der Leyen" is also called "Leyen", "al-Assad" "Assad".
        if (const auto last = last_word(surname); last != surname) {
            family_name(last);
        }
    }
    for (const auto& alias : entity.aliases) {
        const auto key = name_key(alias);
        who_.by_name_.add(key, id);
        if (!is_one_word(key)) {
            phrase(key, Phrase::person, id);
            continue;
        }
        // A single word is another spelling of the family name; in Latin script the given name can stand before it.
        family_name(key);
        if (is_ascii(key) && canonical.size() > surname.size() + 1 && canonical.ends_with(surname) && key != surname) {
            full_name(canonical.substr(0, canonical.size() - surname.size()) + key);
        }
    }
}

void Indexer::country(EntityId id) {
    const auto& entity = who_.entities_[id];
    names(id, Phrase::country);
    if (!entity.code.empty()) {
        if (!entity.code.empty()) {
            who_.by_code_.add(entity.code, id);
        }
    }
    for (const auto& demonym : entity.demonyms) {
        const auto key = name_key(demonym);
        who_.by_demonym_.add(key, id);
        phrase(key, Phrase::demonym, id);
    }
    for (const auto& capital : entity.capitals) {
        const auto key = name_key(capital);
        who_.by_metonym_.add(key, id);
        phrase(key, Phrase::capital, id);
    }
    for (const auto& seat : entity.seats) {
        const auto key = name_key(seat);
        who_.by_metonym_.add(key, id);
        phrase(key, Phrase::seat, id);
    }
}

void Indexer::index() {
    who_.by_name_.reserve(who_.entities_.size() * 3);
    who_.by_surname_.reserve(who_.entities_.size() * 2);
    who_.phrases_.reserve(who_.entities_.size() * 4);
    for (EntityId id = 0; id < who_.entities_.size(); ++id) {
        switch (who_.entities_[id].kind) {
        case EntityKind::person:
            person(id);
            break;
        case EntityKind::country:
            country(id);
            break;
        case EntityKind::organisation:
            names(id, Phrase::organisation);
            break;
        case EntityKind::agency:
            names(id, Phrase::agency);
            break;
        case EntityKind::outlet:
            names(id, Phrase::outlet);
            break;
        }
    }
    for (std::uint32_t id = 0; id < who_.office_words_.size(); ++id) {
        phrase(name_key(who_.office_words_[id].phrase), Phrase::office, id);
    }
    for (std::uint32_t id = 0; id < who_.honorifics_.size(); ++id) {
        phrase(name_key(who_.honorifics_[id].phrase), Phrase::honorific, id);
    }
    who_.terms_of_person_.clear();
    for (std::uint32_t id = 0; id < who_.terms_.size(); ++id) {
        who_.terms_of_person_[who_.terms_[id].person].push_back(id);
        who_.terms_of_body_.add(who_.terms_[id].of, id);
    }
    for (auto* table : {&who_.by_name_, &who_.by_canonical_, &who_.by_surname_, &who_.by_demonym_, &who_.by_metonym_,
                        &who_.by_code_, &who_.terms_of_body_, &who_.given_names_}) {
        table->seal();
    }
}

} // namespace demarche::names
