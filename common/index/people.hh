// SPDX-License-Identifier: GPL-3.0-or-later
// The people file: the names data in the form in which a search reads it, sorted and mapped, with every key made when
// it was written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/index/dictionary.hh"
#include "common/index/section_file.hh"
#include "common/model/date.hh"
#include "common/names/who_is_who.hh"

namespace demarche::index {

/// The file's bytes. Slow (country names of other languages come from ICU): once for an index, not for each run.
std::string write_people(const names::WhoIsWho& who);

/// The same for the same names data and the same form of the file: tells whether the file must be written again.
std::uint64_t people_fingerprint(const names::WhoIsWho& who);

/// What of a phrase led to an entity.
enum class AliasKind : std::uint8_t {
    name,    ///< canonical name, alias, name in another language
    surname, ///< a person's family name alone
    demonym, ///< "Russian"
    metonym, ///< capital or seat of government
};

/// One thing a phrase can stand for.
struct Alias {
    std::uint32_t entity = 0;
    AliasKind kind = AliasKind::name;
};

/// Somebody's time in an office.
struct OfficeTerm {
    std::uint32_t person = 0;
    /// Days since 1970; INT32_MIN and INT32_MAX where the data names no day.
    std::int32_t from = 0;
    std::int32_t to = 0;
};

/// The reader's side. Keys are those of names::name_key.
class People {
  public:
    static Result<People> open(const std::filesystem::path& path);

    std::size_t size() const { return names_.size(); }
    std::string_view name(std::uint32_t entity) const { return names_[entity]; }
    names::EntityKind kind(std::uint32_t entity) const;

    /// What exactly this key stands for; several when it is ambiguous.
    std::vector<Alias> find(std::string_view key) const;

    /// The office a phrase means ("top diplomat" → "foreign minister"); nothing when it is no phrase of the lexicon.
    std::optional<std::string_view> office(std::string_view key) const;
    /// Who held an office of a country or organisation (canonical name), in order of time.
    std::vector<OfficeTerm> holders(std::string_view office, std::string_view of) const;

    /// Every key, sorted, for suggestions.
    const StringList& keys() const { return keys_; }

    /// The texts of the users' people files that went into it, in the order in which they came.
    const StringList& user_files() const { return user_files_; }

    /// Aliases that users gave: names that statements may carry beside that of the person, by key.
    bool has_joined() const { return joined_.size() > 0; }
    /// The name that counts for a name of this key, when a user joined it to another.
    std::optional<std::string_view> joined_to(std::string_view key) const;
    /// Keys of the names joined to this one.
    std::vector<std::string_view> joined_with(std::string_view name) const;

    const SectionFile& file() const { return file_; }

  private:
    SectionFile file_;
    StringList user_files_;
    StringList joined_;
    StringList joined_to_;
    StringList names_;
    std::string_view kinds_;
    StringList keys_;
    std::string_view alias_starts_;
    std::string_view aliases_;
    StringList office_phrases_;
    StringList offices_;
    StringList bodies_;
    std::string_view term_starts_;
    std::string_view terms_;
};

} // namespace demarche::index
