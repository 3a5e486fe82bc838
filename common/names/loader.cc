// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the project's own names data.
#include "common/names/loader.hh"

#include <algorithm>
#include <array>
#include <utility>

#include "common/names/key.hh"
#include "common/names/partial_date.hh"
#include "common/names/table.hh"
#include "common/names/who_is_who.hh"

namespace demarche::names {

namespace {

std::vector<std::string> parts(std::string_view list) {
    std::vector<std::string> all;
    each_part(list, [&](std::string_view part) { all.emplace_back(part); });
    return all;
}

char gender(std::string_view text) {
    return text.empty() ? 'u' : text.front();
}

constexpr std::array particles{"abu", "af",  "al",  "av",  "ben", "bin", "bint", "da", "das", "de",
                               "del", "den", "der", "di",  "do",  "dos", "du",   "el", "ibn", "la",
                               "le",  "san", "st.", "ten", "ter", "van", "von",  "zu"};

bool is_particle(std::string_view word) {
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return std::find(particles.begin(), particles.end(), lower) != particles.end();
}

} // namespace

std::string surname_of(std::string_view full_name) {
    auto begin = full_name.rfind(' ');
    if (begin == std::string_view::npos) {
        return std::string(full_name);
    }
    // The first word is never part of the family name here, so the loop ends at the first blank at the latest.
    while (begin != 0) {
        const auto before = full_name.rfind(' ', begin - 1);
        if (before == std::string_view::npos || !is_particle(full_name.substr(before + 1, begin - before - 1))) {
            break;
        }
        begin = before;
    }
    return std::string(full_name.substr(begin + 1));
}

Loader::Loader(WhoIsWho& who) : who_(who) {
    // Canonical names first: no alias takes another's name ("Georgia").
    for (EntityId id = 0; id < who_.entities_.size(); ++id) {
        const auto& entity = who_.entities_[id];
        switch (entity.kind) {
        case EntityKind::person:
            people_.emplace(entity.canonical, id);
            break;
        case EntityKind::country:
            bodies_.emplace(entity.canonical, id);
            if (!entity.code.empty()) {
                codes_.emplace(entity.code, id);
            }
            break;
        case EntityKind::organisation:
            bodies_.emplace(entity.canonical, id);
            break;
        case EntityKind::agency:
        case EntityKind::outlet:
            break;
        }
    }
    for (EntityId id = 0; id < who_.entities_.size(); ++id) {
        const auto& entity = who_.entities_[id];
        if (entity.kind == EntityKind::country || entity.kind == EntityKind::organisation) {
            for (const auto& alias : entity.aliases) {
                bodies_.emplace(alias, id);
            }
        }
    }
}

EntityId Loader::add(Entity entity) {
    const auto id = static_cast<EntityId>(who_.entities_.size());
    who_.entities_.push_back(std::move(entity));
    return id;
}

std::optional<EntityId> Loader::body(std::string_view code_or_name) const {
    const std::string text(code_or_name);
    if (const auto code = codes_.find(text); code != codes_.end()) {
        return code->second;
    }
    if (const auto name = bodies_.find(text); name != bodies_.end()) {
        return name->second;
    }
    return std::nullopt;
}

std::optional<EntityId> Loader::body_or_new_country(std::string_view code_or_name) {
    if (const auto known = body(code_or_name)) {
        return known;
    }
    const bool capitals =
        std::all_of(code_or_name.begin(), code_or_name.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals && code_or_name.size() <= 3) {
        return std::nullopt;
    }
    Entity country;
    country.kind = EntityKind::country;
    country.canonical = code_or_name;
    country.country = country.canonical;
    // The only ending whose adjective is regular; others are given as demonyms.
    if (code_or_name.ends_with("ia")) {
        country.demonyms.push_back(country.canonical + 'n');
    }
    const auto id = add(std::move(country));
    bodies_.emplace(who_.entities_[id].canonical, id);
    return id;
}

bool Loader::belongs_to(Entity& person, std::string_view code_or_name) const {
    const auto id = body(code_or_name);
    if (!id) {
        return false;
    }
    const auto& of = who_.entities_[*id];
    (of.kind == EntityKind::country ? person.country : person.affiliation) = of.canonical;
    return true;
}

void Loader::countries(std::string_view tsv) {
    Table rows(tsv);
    const auto code = rows.column("code");
    const auto name = rows.column("name");
    const auto aliases = rows.column("aliases");
    const auto demonyms = rows.column("demonyms");
    const auto capitals = rows.column("capitals");
    const auto seats = rows.column("seats");
    const auto leaders = rows.column("leaders");
    while (rows.next()) {
        Entity country;
        country.kind = EntityKind::country;
        country.canonical = rows[name];
        country.country = country.canonical;
        country.code = rows[code];
        country.aliases = parts(rows[aliases]);
        country.demonyms = parts(rows[demonyms]);
        country.capitals = parts(rows[capitals]);
        country.seats = parts(rows[seats]);
        country.leaders = parts(rows[leaders]);
        if (!country.capitals.empty()) {
            country.place = country.capitals.front();
        }
        const auto id = add(std::move(country));
        codes_.emplace(who_.entities_[id].code, id);
        bodies_.emplace(who_.entities_[id].canonical, id);
    }
}

void Loader::organisations(std::string_view tsv) {
    Table rows(tsv);
    const auto name = rows.column("name");
    const auto aliases = rows.column("aliases");
    const auto type = rows.column("type");
    const auto city = rows.column("city");
    const auto country = rows.column("country");
    while (rows.next()) {
        Entity organisation;
        organisation.kind = EntityKind::organisation;
        organisation.canonical = rows[name];
        organisation.aliases = parts(rows[aliases]);
        organisation.type = rows[type];
        organisation.place = rows[city];
        if (const auto home = body(rows[country])) {
            organisation.country = who_.entities_[*home].canonical;
        }
        const auto id = add(std::move(organisation));
        bodies_.emplace(who_.entities_[id].canonical, id);
    }
}

void Loader::agencies(std::string_view tsv) {
    Table rows(tsv);
    const auto name = rows.column("name");
    const auto aliases = rows.column("aliases");
    const auto kind = rows.column("kind");
    const auto country = rows.column("country");
    while (rows.next()) {
        Entity source;
        source.kind = rows[kind] == "agency" ? EntityKind::agency : EntityKind::outlet;
        source.canonical = rows[name];
        source.aliases = parts(rows[aliases]);
        if (const auto home = body(rows[country])) {
            source.country = who_.entities_[*home].canonical;
        }
        add(std::move(source));
    }
}

void Loader::people(std::string_view tsv) {
    const auto lines = static_cast<std::size_t>(std::count(tsv.begin(), tsv.end(), '\n'));
    who_.entities_.reserve(who_.entities_.size() + lines);
    people_.reserve(lines);
    Table rows(tsv);
    const auto name = rows.column("name");
    const auto surname = rows.column("surname");
    const auto aliases = rows.column("aliases");
    const auto sex = rows.column("gender");
    const auto country = rows.column("country");
    const auto organisation = rows.column("organisation");
    while (rows.next()) {
        Entity person;
        person.canonical = rows[name];
        // "-" stands for somebody without a family name, such as a queen.
        if (rows[surname] != "-") {
            person.surname = rows[surname].empty() ? surname_of(person.canonical) : std::string(rows[surname]);
        }
        person.aliases = parts(rows[aliases]);
        person.gender = gender(rows[sex]);
        belongs_to(person, rows[country]);
        belongs_to(person, rows[organisation]);
        const auto id = add(std::move(person));
        people_.emplace(who_.entities_[id].canonical, id);
    }
}

void Loader::office_kinds(std::string_view tsv) {
    Table rows(tsv);
    const auto office = rows.column("office");
    const auto holders = rows.column("holders");
    const auto broader = rows.column("broader");
    while (rows.next()) {
        // The file lists offices from the highest down.
        who_.offices_.push_back({std::string(rows[office]), static_cast<int>(who_.offices_.size()),
                                 rows[holders] == "one", parts(rows[broader])});
    }
}

void Loader::offices(std::string_view tsv) {
    who_.terms_.reserve(static_cast<std::size_t>(std::count(tsv.begin(), tsv.end(), '\n')));
    Table rows(tsv);
    const auto person = rows.column("person");
    const auto office = rows.column("office");
    const auto of = rows.column("of");
    const auto from = rows.column("from");
    const auto to = rows.column("to");
    const auto flags = rows.column("flags");
    while (rows.next()) {
        const auto holder = people_.find(std::string(rows[person]));
        const auto where = body(rows[of]);
        if (holder == people_.end() || !where) {
            continue;
        }
        Term term;
        term.person = holder->second;
        term.office = rows[office];
        term.of = who_.entities_[*where].canonical;
        if (const auto days = partial_date(rows[from])) {
            term.from = days->first;
        }
        if (const auto days = partial_date(rows[to])) {
            term.to = days->last;
        }
        term.shared = rows[flags].find("shared") != std::string_view::npos;
        who_.terms_.push_back(std::move(term));
    }
}

void Loader::office_words(std::string_view tsv) {
    Table rows(tsv);
    const auto phrases = rows.column("phrases");
    const auto office = rows.column("office");
    const auto sex = rows.column("gender");
    while (rows.next()) {
        each_part(rows[phrases], [&](std::string_view phrase) {
            who_.office_words_.push_back({std::string(phrase), std::string(rows[office]), gender(rows[sex])});
        });
    }
}

void Loader::honorifics(std::string_view tsv) {
    Table rows(tsv);
    const auto phrases = rows.column("phrases");
    const auto sex = rows.column("gender");
    const auto type = rows.column("type");
    while (rows.next()) {
        each_part(rows[phrases], [&](std::string_view phrase) {
            who_.honorifics_.push_back({std::string(phrase), gender(rows[sex]), std::string(rows[type])});
        });
    }
}

void Loader::given_names(std::string_view tsv) {
    Table rows(tsv);
    const auto name = rows.column("name");
    const auto sex = rows.column("gender");
    while (rows.next()) {
        who_.given_names_.add(name_key(rows[name]), static_cast<unsigned char>(gender(rows[sex])));
    }
}

} // namespace demarche::names
