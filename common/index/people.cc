// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/people.hh"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "common/index/bytes.hh"
#include "common/index/checksum.hh"
#include "common/index/string_sections.hh"
#include "common/names/key.hh"
#include "common/names/table.hh"

namespace demarche::index {

namespace {

using names::Entity;
using names::EntityKind;
using names::name_key;
using names::WhoIsWho;

constexpr unsigned kind_shift = 28;
constexpr std::size_t term_size = 12;
/// To be raised when what is written for the same names changes.
constexpr std::uint32_t people_version = 3;

/// Key → packed aliases; sorted as the file will be.
using AliasMap = std::map<std::string, std::set<std::uint32_t>>;

void add_alias(AliasMap& aliases, std::string_view phrase, std::uint32_t entity, AliasKind kind) {
    if (std::string key = name_key(phrase); !key.empty()) {
        aliases[std::move(key)].insert(static_cast<std::uint32_t>(kind) << kind_shift | entity);
    }
}

AliasMap collect_aliases(const WhoIsWho& who) {
    AliasMap aliases;
    for (std::uint32_t id = 0; id < who.entity_count(); ++id) {
        const Entity& entity = who.entity(id);
        add_alias(aliases, entity.canonical, id, AliasKind::name);
        for (const std::string& alias : entity.aliases) {
            add_alias(aliases, alias, id, AliasKind::name);
        }
        if (!entity.surname.empty()) {
            add_alias(aliases, entity.surname, id, AliasKind::surname);
            // "von der Leyen" is also looked up as "Leyen".
            if (const std::size_t blank = entity.surname.rfind(' '); blank != std::string::npos) {
                add_alias(aliases, entity.surname.substr(blank + 1), id, AliasKind::surname);
            }
        }
        if (entity.kind != EntityKind::country) {
            continue;
        }
        for (const std::string& demonym : entity.demonyms) {
            add_alias(aliases, demonym, id, AliasKind::demonym);
        }
        for (const auto* list : {&entity.capitals, &entity.seats}) {
            for (const std::string& metonym : *list) {
                add_alias(aliases, metonym, id, AliasKind::metonym);
            }
        }
        for (const std::string& name : names::country_names_in_other_languages(entity.code)) {
            add_alias(aliases, name, id, AliasKind::name);
        }
    }
    return aliases;
}

/// Key of an alias that a user gave → the name it belongs to, when that is one.
std::map<std::string, std::string> collect_joined(const WhoIsWho& who) {
    std::map<std::string, std::set<std::string>> names;
    for (const std::string& file : who.user_files()) {
        names::Table rows(file);
        const auto name = rows.column("name");
        const auto aliases = rows.column("aliases");
        while (rows.next()) {
            names::each_part(rows[aliases], [&](std::string_view alias) {
                if (std::string key = name_key(alias); !key.empty() && key != name_key(rows[name])) {
                    names[std::move(key)].emplace(rows[name]);
                }
            });
        }
    }
    std::map<std::string, std::string> joined;
    for (const auto& [key, its_names] : names) {
        // A name joined to one that is joined itself belongs to that one's; two in a circle stay apart.
        std::string to = *its_names.begin();
        bool one = its_names.size() == 1;
        std::set<std::string> met{key};
        for (auto next = names.find(name_key(to)); one && next != names.end(); next = names.find(name_key(to))) {
            one = next->second.size() == 1 && met.insert(next->first).second;
            to = *next->second.begin();
        }
        if (one) {
            joined.emplace(key, to);
        }
    }
    return joined;
}

/// Office and body → (from, to, person): the office itself, the broader ones, and "leader" where the office leads the
/// country.
using TermMap = std::map<std::string, std::set<std::tuple<std::int32_t, std::int32_t, std::uint32_t>>>;

std::string office_of(std::string_view office, std::string_view body) {
    return std::string(office) + '\n' + std::string(body);
}

TermMap collect_terms(const WhoIsWho& who) {
    TermMap terms;
    for (const names::Term& term : who.terms()) {
        const auto add = [&](std::string_view office) {
            terms[office_of(office, term.of)].emplace(term.from ? term.from->days() : INT32_MIN,
                                                      term.to ? term.to->days() : INT32_MAX, term.person);
        };
        add(term.office);
        for (const std::string& broader : who.broader_offices(term.office)) {
            add(broader);
        }
    }
    for (std::uint32_t id = 0; id < who.entity_count(); ++id) {
        const Entity& country = who.entity(id);
        if (country.kind != EntityKind::country) {
            continue;
        }
        for (const std::string& office : country.leaders) {
            const auto held = terms.find(office_of(office, country.canonical));
            if (held != terms.end()) {
                const auto copy = held->second;
                terms[office_of("leader", country.canonical)] = copy;
                break;
            }
        }
    }
    return terms;
}

} // namespace

std::string write_people(const WhoIsWho& who) {
    SectionWriter out;
    std::vector<std::string_view> canonical;
    std::string kinds;
    for (std::uint32_t id = 0; id < who.entity_count(); ++id) {
        canonical.push_back(who.entity(id).canonical);
        kinds.push_back(static_cast<char>(who.entity(id).kind));
    }
    write_strings(out, "name", canonical);
    out.add("kind", std::move(kinds));

    std::vector<std::string_view> keys;
    ByteWriter starts;
    ByteWriter values;
    std::uint32_t count = 0;
    const AliasMap aliases = collect_aliases(who);
    for (const auto& [key, packed] : aliases) {
        keys.push_back(key);
        starts.u32(count);
        for (const std::uint32_t value : packed) {
            values.u32(value);
            ++count;
        }
    }
    starts.u32(count);
    write_strings(out, "key", keys);
    out.add("alias.first", std::move(starts.bytes));
    out.add("alias", std::move(values.bytes));

    std::map<std::string, std::string> phrases;
    for (const names::OfficeWord& word : who.office_words()) {
        phrases.emplace(name_key(word.phrase), word.office);
    }
    std::vector<std::string_view> phrase_keys;
    std::vector<std::string_view> offices;
    for (const auto& [key, office] : phrases) {
        phrase_keys.push_back(key);
        offices.push_back(office);
    }
    write_strings(out, "phrase", phrase_keys);
    write_strings(out, "office", offices);

    std::vector<std::string_view> bodies;
    ByteWriter term_starts;
    ByteWriter terms;
    std::uint32_t term_count = 0;
    const TermMap term_map = collect_terms(who);
    for (const auto& [body, held] : term_map) {
        bodies.push_back(body);
        term_starts.u32(term_count);
        for (const auto& [from, to, person] : held) {
            terms.u32(person);
            terms.i32(from);
            terms.i32(to);
            ++term_count;
        }
    }
    term_starts.u32(term_count);
    write_strings(out, "body", bodies);
    out.add("term.first", std::move(term_starts.bytes));
    out.add("term", std::move(terms.bytes));
    write_strings(out, "user", who.user_files());
    std::vector<std::string> joined;
    std::vector<std::string> joined_to;
    for (const auto& [key, name] : collect_joined(who)) {
        joined.push_back(key);
        joined_to.push_back(name);
    }
    write_strings(out, "joined", joined);
    write_strings(out, "joined.to", joined_to);
    return out.bytes();
}

std::uint64_t people_fingerprint(const WhoIsWho& who) {
    ByteWriter out;
    out.u32(people_version);
    for (std::uint32_t id = 0; id < who.entity_count(); ++id) {
        const Entity& entity = who.entity(id);
        out.u8(static_cast<std::uint8_t>(entity.kind));
        for (const std::string* part : {&entity.canonical, &entity.country, &entity.surname, &entity.code}) {
            out.string(*part);
        }
        for (const auto* list : {&entity.aliases, &entity.demonyms, &entity.leaders, &entity.capitals, &entity.seats}) {
            out.varint(list->size());
            for (const std::string& part : *list) {
                out.string(part);
            }
        }
    }
    for (const names::Term& term : who.terms()) {
        out.u32(term.person);
        out.string(term.office);
        out.string(term.of);
        out.i32(term.from ? term.from->days() : INT32_MIN);
        out.i32(term.to ? term.to->days() : INT32_MAX);
    }
    for (const names::OfficeWord& word : who.office_words()) {
        out.string(word.phrase);
        out.string(word.office);
    }
    for (const std::string& file : who.user_files()) {
        out.string(file);
    }
    return checksum(out.bytes);
}

namespace {

/// Rows of a list given by offsets, clipped to what is there.
std::pair<std::uint32_t, std::uint32_t> rows(std::string_view starts, std::size_t i, std::size_t count) {
    const auto begin = load<std::uint32_t>(starts, i);
    const auto end = load<std::uint32_t>(starts, i + 1);
    return begin <= end && end <= count ? std::pair{begin, end} : std::pair<std::uint32_t, std::uint32_t>{0, 0};
}

} // namespace

Result<People> People::open(const std::filesystem::path& path) {
    auto file = SectionFile::open(path);
    if (!file) {
        return fail(file.error());
    }
    People people;
    people.file_ = std::move(*file);
    const std::pair<const char*, StringList*> lists[] = {
        {"name", &people.names_},     {"key", &people.keys_},           {"phrase", &people.office_phrases_},
        {"office", &people.offices_}, {"body", &people.bodies_},        {"user", &people.user_files_},
        {"joined", &people.joined_},  {"joined.to", &people.joined_to_}};
    for (const auto& [name, list] : lists) {
        auto opened = StringList::open(people.file_, name);
        if (!opened) {
            return fail(opened.error());
        }
        *list = *opened;
    }
    const std::tuple<const char*, std::size_t, std::string_view*> arrays[] = {
        {"kind", people.names_.size(), &people.kinds_},
        {"alias.first", 4 * (people.keys_.size() + 1), &people.alias_starts_},
        {"alias", 0, &people.aliases_},
        {"term.first", 4 * (people.bodies_.size() + 1), &people.term_starts_},
        {"term", 0, &people.terms_}};
    for (const auto& [name, size, bytes] : arrays) {
        auto section = people.file_.array<char>(name, size);
        if (!section) {
            return fail(section.error());
        }
        *bytes = *section;
    }
    if (people.offices_.size() != people.office_phrases_.size()) {
        return fail(people.file_.damaged("not as many offices as phrases for them"));
    }
    return people;
}

names::EntityKind People::kind(std::uint32_t entity) const {
    const auto kind = entity < kinds_.size() ? static_cast<unsigned char>(kinds_[entity]) : 0U;
    return static_cast<EntityKind>(std::min<unsigned>(kind, static_cast<unsigned>(EntityKind::outlet)));
}

std::vector<Alias> People::find(std::string_view key) const {
    std::vector<Alias> found;
    const auto at = keys_.find_sorted(key);
    if (!at) {
        return found;
    }
    const auto [begin, end] = rows(alias_starts_, *at, aliases_.size() / sizeof(std::uint32_t));
    for (std::uint32_t i = begin; i < end; ++i) {
        const auto packed = load<std::uint32_t>(aliases_, i);
        const std::uint32_t entity = packed & ((1U << kind_shift) - 1);
        if (entity < names_.size()) {
            found.push_back({entity, static_cast<AliasKind>(packed >> kind_shift & 3U)});
        }
    }
    return found;
}

std::optional<std::string_view> People::joined_to(std::string_view key) const {
    const auto at = joined_.find_sorted(key);
    return at ? std::optional<std::string_view>(joined_to_[*at]) : std::nullopt;
}

std::vector<std::string_view> People::joined_with(std::string_view name) const {
    std::vector<std::string_view> keys;
    for (std::size_t i = 0; i < joined_.size(); ++i) {
        if (joined_to_[i] == name) {
            keys.push_back(joined_[i]);
        }
    }
    return keys;
}

std::optional<std::string_view> People::office(std::string_view key) const {
    const auto at = office_phrases_.find_sorted(key);
    return at ? std::optional<std::string_view>(offices_[*at]) : std::nullopt;
}

std::vector<OfficeTerm> People::holders(std::string_view office, std::string_view of) const {
    std::vector<OfficeTerm> held;
    const auto at = bodies_.find_sorted(office_of(office, of));
    if (!at) {
        return held;
    }
    const auto [begin, end] = rows(term_starts_, *at, terms_.size() / term_size);
    for (std::uint32_t i = begin; i < end; ++i) {
        OfficeTerm term{load<std::uint32_t>(terms_, std::size_t{i} * 3),
                        load<std::int32_t>(terms_, std::size_t{i} * 3 + 1),
                        load<std::int32_t>(terms_, std::size_t{i} * 3 + 2)};
        if (term.person < names_.size()) {
            held.push_back(term);
        }
    }
    return held;
}

} // namespace demarche::index
