// SPDX-License-Identifier: GPL-3.0-or-later
// Fills a WhoIsWho: from the project's own data, and from a user's people file. Internal to this folder.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/names/table.hh"
#include "common/names/who_is_who.hh"

namespace demarche::names {

/// Reads data files into the entities and terms of one WhoIsWho. The project's own files are taken to be right (their
/// test checks them); rows that refer to nothing are left out.
class Loader {
  public:
    explicit Loader(WhoIsWho& who);

    void countries(std::string_view tsv);
    void organisations(std::string_view tsv);
    void agencies(std::string_view tsv);
    void people(std::string_view tsv);
    void office_kinds(std::string_view tsv);
    void offices(std::string_view tsv);
    void office_words(std::string_view tsv);
    void honorifics(std::string_view tsv);
    void given_names(std::string_view tsv);

    /// A user's file; see WhoIsWho::with_people_file.
    Result<void> user_people(std::string_view tsv, const std::string& path);

  private:
    using ByName = std::unordered_map<std::string, EntityId>;

    EntityId add(Entity entity);
    /// The country or organisation meant by a code or a name.
    std::optional<EntityId> body(std::string_view code_or_name) const;
    /// The same; a name that is not known becomes a country of that name (a user's archive may have states that the
    /// project's data lack). Nothing when the text looks like an ISO code, which can only be mistyped.
    std::optional<EntityId> body_or_new_country(std::string_view code_or_name);
    /// Makes a code or a name the person's country or affiliation; false when nothing has that name.
    bool belongs_to(Entity& person, std::string_view code_or_name) const;

    WhoIsWho& who_;
    ByName people_;
    ByName bodies_;
    ByName codes_;
};

/// The family name of a full name: its last word with the particles before it ("von der Leyen", "bin Salman").
std::string surname_of(std::string_view full_name);

/// Builds all lookup tables of a WhoIsWho from its entities, words and names.
class Indexer {
  public:
    explicit Indexer(WhoIsWho& who) : who_(who) {}
    void index();

  private:
    void person(EntityId id);
    void country(EntityId id);
    void names(EntityId id, Phrase what);
    void phrase(std::string_view key, Phrase what, std::uint32_t id) {
        who_.phrases_.add(key, Meaning{what, id}.pack());
    }

    WhoIsWho& who_;
};

} // namespace demarche::names
