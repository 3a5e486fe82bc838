// SPDX-License-Identifier: GPL-3.0-or-later
// The contract's words for kinds, speaker types and date sources, there and back.
#include <catch2/catch.hpp>

#include "common/model/statement.hh"

namespace demarche {

TEST_CASE("every kind has its word") {
    for (const Kind kind : {Kind::direct, Kind::mixed, Kind::indirect}) {
        CHECK(kind_from(to_string(kind)) == kind);
    }
    CHECK(to_string(Kind::mixed) == "mixed");
    CHECK_FALSE(kind_from("").has_value());
    CHECK_FALSE(kind_from("Direct").has_value());
}

TEST_CASE("every speaker type but none has its word") {
    for (const SpeakerType type :
         {SpeakerType::person, SpeakerType::organisation, SpeakerType::country, SpeakerType::description}) {
        CHECK(speaker_type_from(to_string(type)) == type);
    }
    CHECK(to_string(SpeakerType::none).empty());
    CHECK(to_string(SpeakerType::organisation) == "organisation");
    CHECK_FALSE(speaker_type_from("").has_value());
    CHECK_FALSE(speaker_type_from("people").has_value());
}

TEST_CASE("every date source but none has its word") {
    for (const DateSource source : {DateSource::stated, DateSource::published, DateSource::given, DateSource::path}) {
        CHECK(date_source_from(to_string(source)) == source);
    }
    CHECK(to_string(DateSource::none).empty());
    CHECK(to_string(DateSource::given) == "given");
    CHECK_FALSE(date_source_from("").has_value());
}

} // namespace demarche
