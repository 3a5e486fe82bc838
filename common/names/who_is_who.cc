// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups in the names data.
#include "common/names/who_is_who.hh"

#include <algorithm>

#include "common/model/date.hh"
#include "common/names/loader.hh"
#include "common/names/meaning.hh"
#include "generated/demarche_common_data.hh"

namespace demarche::names {

const WhoIsWho& WhoIsWho::builtin() {
    static const WhoIsWho all = [] {
        WhoIsWho who;
        Loader load(who);
        load.countries(data::countries_tsv);
        load.organisations(data::organisations_tsv);
        load.agencies(data::agencies_tsv);
        load.people(data::people_tsv);
        load.office_kinds(data::office_kinds_tsv);
        load.offices(data::offices_tsv);
        load.office_words(data::en_office_words_tsv);
        load.honorifics(data::en_honorifics_tsv);
        load.given_names(data::given_names_tsv);
        Indexer(who).index();
        return who;
    }();
    return all;
}

std::optional<EntityId> WhoIsWho::find(EntityKind kind, std::string_view canonical) const {
    const auto found = by_canonical_.find(std::to_string(static_cast<int>(kind)) + std::string(canonical));
    return found.empty() ? std::nullopt : std::optional<EntityId>(found.front());
}

std::span<const EntityId> WhoIsWho::by_metonym(std::string_view key) const {
    const auto found = by_metonym_.find(key);
    return found.empty() && key.starts_with("the ") ? by_metonym_.find(key.substr(4)) : found;
}

std::optional<EntityId> WhoIsWho::country_of_code(std::string_view iso) const {
    const auto found = by_code_.find(iso);
    return found.empty() ? std::nullopt : std::optional<EntityId>(found.front());
}

const WhoIsWho::Office* WhoIsWho::find_office(std::string_view key) const {
    const auto at =
        std::find_if(offices_.begin(), offices_.end(), [&](const Office& office) { return office.key == key; });
    return at == offices_.end() ? nullptr : &*at;
}

std::vector<EntityId> WhoIsWho::office_holders(std::string_view office, std::string_view of, Date day) const {
    std::vector<EntityId> holders;
    const auto collect = [&](std::string_view wanted) {
        for (const auto id : terms_of_body_.find(of)) {
            const auto& term = terms_[id];
            if (!term.holds_on(day)) {
                continue;
            }
            const auto* kind = find_office(term.office);
            if (term.office != wanted && (kind == nullptr || std::find(kind->broader.begin(), kind->broader.end(),
                                                                       wanted) == kind->broader.end())) {
                continue;
            }
            if (std::find(holders.begin(), holders.end(), term.person) == holders.end()) {
                holders.push_back(term.person);
            }
        }
    };
    if (office == "leader") {
        if (const auto country = find(EntityKind::country, of)) {
            for (const auto& leads : entities_[*country].leaders) {
                collect(leads);
                if (!holders.empty()) {
                    return holders;
                }
            }
        }
    }
    collect(office);
    return holders;
}

std::vector<const Term*> WhoIsWho::offices_of(EntityId person, Date day) const {
    std::vector<const Term*> held;
    const auto terms = terms_of_person_.find(person);
    if (terms == terms_of_person_.end()) {
        return held;
    }
    for (const auto id : terms->second) {
        if (terms_[id].holds_on(day)) {
            held.push_back(&terms_[id]);
        }
    }
    const auto order = [this](const Term* term) {
        const auto* office = find_office(term->office);
        return office == nullptr ? static_cast<int>(offices_.size()) : office->order;
    };
    std::stable_sort(held.begin(), held.end(), [&](const Term* a, const Term* b) { return order(a) < order(b); });
    return held;
}

char WhoIsWho::gender_of_given_name(std::string_view key) const {
    const auto found = given_names_.find(key);
    return found.size() == 1 ? static_cast<char>(found.front()) : 'u';
}

const OfficeWord* WhoIsWho::find_office_word(std::string_view key) const {
    if (const auto match = phrases_.exact(key)) {
        for (const auto value : phrases_.values(match.id)) {
            if (const auto meaning = Meaning::unpack(value); meaning.what == Phrase::office) {
                return &office_words_[meaning.id];
            }
        }
    }
    return nullptr;
}

const Honorific* WhoIsWho::find_honorific(std::string_view key) const {
    if (const auto match = phrases_.exact(key)) {
        for (const auto value : phrases_.values(match.id)) {
            if (const auto meaning = Meaning::unpack(value); meaning.what == Phrase::honorific) {
                return &honorifics_[meaning.id];
            }
        }
    }
    return nullptr;
}

} // namespace demarche::names
