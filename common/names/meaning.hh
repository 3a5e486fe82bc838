// SPDX-License-Identifier: GPL-3.0-or-later
// What a phrase found in a text can stand for, packed into the 32 bits a gazetteer keeps.
#pragma once

#include <cstdint>

namespace demarche::names {

/// What kind of thing a phrase names. The comment says what `Meaning::id` is.
enum class Phrase : std::uint8_t {
    person,       ///< a full name or an unmistakable alias ("Vladimir Putin", "Путин"); entity of the person
    surname,      ///< a family name alone, also of several people; entity of one of them
    country,      ///< a country's name or abbreviation; entity of the country
    demonym,      ///< adjective or noun ("Russian", "Britons"); entity of the country
    capital,      ///< a capital that may stand for its government ("Moscow"); entity of the country
    seat,         ///< a government's house or name ("the Kremlin", "Downing Street"); entity of the country
    organisation, ///< entity
    agency,       ///< news agency; entity
    outlet,       ///< newspaper, broadcaster, site; entity
    office,       ///< words for an office ("foreign minister"); index for WhoIsWho::office_word
    honorific,    ///< "Mr", "Gen."; index for WhoIsWho::honorific
};

/// One thing a phrase can stand for.
struct Meaning {
    Phrase what = Phrase::person;
    /// Below 2^28.
    std::uint32_t id = 0;

    std::uint32_t pack() const { return static_cast<std::uint32_t>(what) << 28 | id; }
    static Meaning unpack(std::uint32_t value) { return {static_cast<Phrase>(value >> 28), value & 0x0FFFFFFF}; }
    bool operator==(const Meaning&) const = default;
};

} // namespace demarche::names
