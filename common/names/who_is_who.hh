// SPDX-License-Identifier: GPL-3.0-or-later
// Who is who: people, countries, organisations and news sources with their names, and who held which office when.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/model/date.hh"
#include "common/names/gazetteer.hh"
#include "common/names/key_index.hh"
#include "common/names/meaning.hh"
#include "common/report/error.hh"

namespace demarche::names {

enum class EntityKind : std::uint8_t { person, country, organisation, agency, outlet };

using EntityId = std::uint32_t;

/// One person, country, organisation or news source. Strings are UTF-8; empty means "not known" or "has none".
struct Entity {
    EntityKind kind = EntityKind::person;
    /// The commonest English spelling; one entity of a kind has it.
    std::string canonical;
    /// 'm', 'f', or 'u' when not known (or no person).
    char gender = 'u';
    /// Canonical name of the person's country; of a country its own.
    std::string country;
    /// Canonical name of the organisation a person is known for.
    std::string affiliation;
    /// The family name of a person as the press uses it alone ("Putin", "Xi", "von der Leyen").
    std::string surname;
    /// Other spellings, scripts, abbreviations; without the canonical name.
    std::vector<std::string> aliases;
    /// Of a country only: ISO 3166 code; adjective first, then nouns; keys of the offices its "leader" holds, the first
    /// that is filled counts.
    std::string code;
    std::vector<std::string> demonyms;
    std::vector<std::string> leaders;
    /// Capital or head office; `capitals` of a country in all spellings, `seats` its government's houses.
    std::string place;
    std::vector<std::string> capitals;
    std::vector<std::string> seats;
    /// Of an organisation: "alliance", "agency of the united nations" …
    std::string type;
};

/// One term of office. Both days belong to it; no `from`: since before the data begins; no `to`: as far as known until
/// today.
struct Term {
    EntityId person = 0;
    /// An office key: "president", "foreign minister".
    std::string office;
    /// Canonical name of the country or organisation.
    std::string of;
    std::optional<Date> from;
    std::optional<Date> to;
    /// True when others may hold the same office at that time (rival or collective offices).
    bool shared = false;

    bool holds_on(Date day) const { return (!from || *from <= day) && (!to || day <= *to); }
};

/// A phrase of the office lexicon.
struct OfficeWord {
    std::string phrase;
    /// The key of the office meant.
    std::string office;
    /// 'm', 'f', or 'u'.
    char gender = 'u';
};

/// A title before a name.
struct Honorific {
    std::string phrase;
    char gender = 'u';
    /// "courtesy", "noble", "military", "political", "academic", "religious".
    std::string type;
};

/// The names data of the project, with a user's own people where given. Keys are those of name_key(). Everything is
/// const after it was built and may be read by many threads.
class WhoIsWho {
  public:
    /// The data compiled into the program; parsed at the first call.
    static const WhoIsWho& builtin();

    /// This data and a user's: a UTF-8 TSV file whose header line names some of the columns `name aliases gender
    /// country office from to` (`name` is required; aliases are parted by `|`; country is a code, a country's or an
    /// organisation's name; dates are YYYY, YYYY-MM or YYYY-MM-DD). Lines beginning with `#` are comments. A person of
    /// the same name is extended, and several lines for one name add terms of office. Errors name file, line and
    /// column.
    Result<WhoIsWho> with_people_file(const std::string& path) const;
    /// The same from text; `path` is for errors only.
    Result<WhoIsWho> with_people(std::string_view tsv, const std::string& path) const;
    /// The texts of the people files added, in order: an index keeps them, so that they are not lost.
    const std::vector<std::string>& user_files() const { return user_files_; }

    const Entity& entity(EntityId id) const { return entities_[id]; }
    std::size_t entity_count() const { return entities_.size(); }

    /// Everything this key names fully: canonical names and aliases of all kinds, not surnames or demonyms.
    std::span<const EntityId> find(std::string_view key) const { return by_name_.find(key); }
    /// The entity of that kind with this canonical name (as written in the data).
    std::optional<EntityId> find(EntityKind kind, std::string_view canonical) const;
    /// People with this family name ("putin", "von der leyen"; of a name with particles also "leyen").
    std::span<const EntityId> by_surname(std::string_view key) const { return by_surname_.find(key); }

    /// The country of an adjective or noun ("russian", "britons"), of a capital ("kyiv") or of a government's seat
    /// ("kremlin", with or without article), of an ISO code ("RU").
    std::span<const EntityId> by_demonym(std::string_view key) const { return by_demonym_.find(key); }
    std::span<const EntityId> by_metonym(std::string_view key) const;
    std::optional<EntityId> country_of_code(std::string_view iso) const;

    /// Who held an office of a country or organisation (canonical name) on that day; several when it is shared or
    /// passes that day. A broader office ("foreign minister") is also held by those of a narrower one ("secretary of
    /// state"), "leader" by the office that leads the country.
    std::vector<EntityId> office_holders(std::string_view office, std::string_view of, Date day) const;
    /// The terms of a person on that day, the highest office first.
    std::vector<const Term*> offices_of(EntityId person, Date day) const;
    /// All terms, by country and office in order of time where the data has them so; those of a user's file last.
    const std::vector<Term>& terms() const { return terms_; }

    /// 'm', 'f' or 'u' (both, or not known) for a given name's key.
    char gender_of_given_name(std::string_view key) const;
    bool is_given_name(std::string_view key) const { return !given_names_.find(key).empty(); }

    /// Every phrase of the data; its values are packed Meanings. Phrases of one word that are common English words
    /// carry their meaning all the same: the reader looks at capitals.
    const Gazetteer& phrases() const { return phrases_; }
    const OfficeWord& office_word(std::uint32_t id) const { return office_words_[id]; }
    const Honorific& honorific(std::uint32_t id) const { return honorifics_[id]; }
    /// Every phrase of the office lexicon.
    std::span<const OfficeWord> office_words() const { return office_words_; }
    /// The offices that the holder of `office` also counts as holding.
    std::span<const std::string> broader_offices(std::string_view office) const {
        const Office* kind = find_office(office);
        return kind == nullptr ? std::span<const std::string>{} : std::span<const std::string>(kind->broader);
    }
    /// The office meant by a phrase of the lexicon ("top diplomat").
    const OfficeWord* find_office_word(std::string_view key) const;
    const Honorific* find_honorific(std::string_view key) const;

  private:
    friend class Loader;
    friend class Indexer;

    /// An office's place in the order of offices and the broader office its holder also is.
    struct Office {
        std::string key;
        int order = 0;
        bool single = true;
        std::vector<std::string> broader;
    };
    const Office* find_office(std::string_view key) const;

    std::vector<std::string> user_files_;
    std::vector<Entity> entities_;
    std::vector<Term> terms_;
    std::vector<Office> offices_;
    std::vector<OfficeWord> office_words_;
    std::vector<Honorific> honorifics_;
    KeyIndex by_name_;
    KeyIndex by_canonical_; ///< kind's digit and canonical name as written
    KeyIndex by_surname_;
    KeyIndex by_demonym_;
    KeyIndex by_metonym_;
    KeyIndex by_code_;
    KeyIndex terms_of_body_; ///< canonical name
    std::unordered_map<EntityId, std::vector<std::uint32_t>> terms_of_person_;
    KeyIndex given_names_; ///< value is the gender's letter
    Gazetteer phrases_;
};

/// The country's names in about 25 languages other than English (ICU), each once; for a code ICU does not know, none.
/// Slow: for writing an index, not for starting a search.
std::vector<std::string> country_names_in_other_languages(const std::string& iso_code);

} // namespace demarche::names
