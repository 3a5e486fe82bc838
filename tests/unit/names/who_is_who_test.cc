// SPDX-License-Identifier: GPL-3.0-or-later
// Lookups in the built-in names: spellings and scripts, metonyms, demonyms, offices by date, genders.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "common/names/key.hh"
#include "common/names/who_is_who.hh"

using namespace demarche;
using names::EntityKind;
using names::Meaning;
using names::name_key;
using names::Phrase;
using names::WhoIsWho;

namespace {

const WhoIsWho& who() {
    return WhoIsWho::builtin();
}

std::vector<std::string> canonicals(std::span<const names::EntityId> ids) {
    std::vector<std::string> all;
    for (const auto id : ids) {
        all.push_back(who().entity(id).canonical);
    }
    return all;
}

Date day(const std::string& iso) {
    const auto date = Date::from_iso(iso);
    REQUIRE(date);
    return *date;
}

/// What a phrase means, as "kind:name".
std::vector<std::string> meanings(const std::string& text) {
    static const char* const kinds[] = {"person",       "surname", "country", "demonym", "capital",  "seat",
                                        "organisation", "agency",  "outlet",  "office",  "honorific"};
    std::vector<std::string> all;
    const auto match = who().phrases().exact(name_key(text));
    if (!match) {
        return all;
    }
    for (const auto value : who().phrases().values(match.id)) {
        const auto meaning = Meaning::unpack(value);
        const auto name = meaning.what == Phrase::office      ? who().office_word(meaning.id).office
                          : meaning.what == Phrase::honorific ? who().honorific(meaning.id).type
                                                              : who().entity(meaning.id).canonical;
        all.push_back(std::string(kinds[static_cast<std::size_t>(meaning.what)]) + ":" + name);
    }
    return all;
}

} // namespace

TEST_CASE("names are found in all spellings and scripts") {
    struct Row {
        const char* name;
        const char* text;
        EntityKind kind;
        const char* canonical;
    };
    const std::vector<Row> rows{
        {"canonical", "Vladimir Putin", EntityKind::person, "Vladimir Putin"},
        {"capitals", "VLADIMIR PUTIN", EntityKind::person, "Vladimir Putin"},
        {"Cyrillic surname", "Путин", EntityKind::person, "Vladimir Putin"},
        {"Cyrillic full name", "Владимир Путин", EntityKind::person, "Vladimir Putin"},
        {"French", "Vladimir Poutine", EntityKind::person, "Vladimir Putin"},
        {"Chinese", "普京", EntityKind::person, "Vladimir Putin"},
        {"Arabic", "بوتين", EntityKind::person, "Vladimir Putin"},
        {"Ukrainian surname", "Зеленський", EntityKind::person, "Volodymyr Zelensky"},
        {"Russian surname", "Зеленский", EntityKind::person, "Volodymyr Zelensky"},
        {"Zelenskyy", "Zelenskyy", EntityKind::person, "Volodymyr Zelensky"},
        {"Zelenskiy", "Zelenskiy", EntityKind::person, "Volodymyr Zelensky"},
        {"full name in another spelling", "Volodymyr Zelenskyy", EntityKind::person, "Volodymyr Zelensky"},
        {"another spelling of the surname behind the given name", "Volodymyr Zelenskyi", EntityKind::person,
         "Volodymyr Zelensky"},
        {"without accents", "Recep Tayyip Erdogan", EntityKind::person, "Recep Tayyip Erdoğan"},
        {"capital dotted I", "İbrahim Kalın", EntityKind::person, "İbrahim Kalın"},
        {"hyphen", "Jean Yves Le Drian", EntityKind::person, "Jean-Yves Le Drian"},
        {"apostrophe", "Robert O’Brien", EntityKind::person, "Robert O'Brien"},
        {"Korean with hyphen", "Kim Jong-un", EntityKind::person, "Kim Jong Un"},
        {"Japanese", "岸田文雄", EntityKind::person, "Fumio Kishida"},
        {"Hebrew", "נתניהו", EntityKind::person, "Benjamin Netanyahu"},
        {"Greek", "Μητσοτάκης", EntityKind::person, "Kyriakos Mitsotakis"},
        {"Bulgarian", "Бойко Борисов", EntityKind::person, "Boyko Borissov"},
        {"initials of a country", "U.S.", EntityKind::country, "United States"},
        {"acronym of a country", "UK", EntityKind::country, "United Kingdom"},
        {"other name of a country", "Britain", EntityKind::country, "United Kingdom"},
        {"former name of a country", "Burma", EntityKind::country, "Myanmar"},
        {"state of the past", "USSR", EntityKind::country, "Soviet Union"},
        {"acronym in Cyrillic", "НАТО", EntityKind::organisation, "NATO"},
        {"acronym in French", "OTAN", EntityKind::organisation, "NATO"},
        {"UN in Russian", "ООН", EntityKind::organisation, "United Nations"},
        {"long name", "International Atomic Energy Agency", EntityKind::organisation,
         "International Atomic Energy Agency"},
        {"short name", "IAEA", EntityKind::organisation, "International Atomic Energy Agency"},
        {"news agency", "AFP", EntityKind::agency, "Agence France-Presse"},
        {"news agency in Cyrillic", "ТАСС", EntityKind::agency, "TASS"},
        {"newspaper", "Financial Times", EntityKind::outlet, "Financial Times"},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.name) {
            const auto found = who().find(name_key(row.text));
            REQUIRE_FALSE(found.empty());
            const auto at = std::find_if(found.begin(), found.end(),
                                         [&](auto id) { return who().entity(id).canonical == row.canonical; });
            REQUIRE(at != found.end());
            CHECK(who().entity(*at).kind == row.kind);
            CHECK(who().find(row.kind, row.canonical) == *at);
        }
    }
    CHECK(who().find("nobody of this name").empty());
    CHECK(who().find("").empty());
}

TEST_CASE("family names find their people") {
    struct Row {
        const char* key;
        const char* canonical;
        bool first;
    };
    const std::vector<Row> rows{{"putin", "Vladimir Putin", true},
                                {"xi", "Xi Jinping", true},
                                {"von der leyen", "Ursula von der Leyen", true},
                                {"leyen", "Ursula von der Leyen", true},
                                {"assad", "Bashar al-Assad", true},
                                {"bin salman", "Mohammed bin Salman", true},
                                {"clinton", "Bill Clinton", true},
                                {"johnson", "Boris Johnson", true},
                                {"trump", "Donald Trump", true},
                                {"clinton", "Hillary Clinton", false},
                                {"lopez obrador", "Andrés Manuel López Obrador", true},
                                {"lula", "Luiz Inácio Lula da Silva", true},
                                {"marcos", "Ferdinand Marcos Jr.", true},
                                {"zelenskyy", "Volodymyr Zelensky", true}};
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.key << " is " << row.canonical) {
            const auto found = canonicals(who().by_surname(row.key));
            REQUIRE(std::find(found.begin(), found.end(), row.canonical) != found.end());
            if (row.first) {
                CHECK(found.front() == row.canonical);
            }
        }
    }
    // Those without a family name are not found by what stands last in their title.
    for (const auto* key : {"ii", "jr", "xvi", "arabia", "-", ""}) {
        INFO(key);
        CHECK(who().by_surname(key).empty());
    }
    const auto jordans = canonicals(who().by_surname("jordan"));
    CHECK(std::find(jordans.begin(), jordans.end(), "Hussein of Jordan") == jordans.end());
}

TEST_CASE("adjectives, capitals and seats of government stand for countries") {
    using L = std::vector<std::string>;
    CHECK(canonicals(who().by_demonym("british")) == L{"United Kingdom"});
    CHECK(canonicals(who().by_demonym("britons")) == L{"United Kingdom"});
    CHECK(canonicals(who().by_demonym("russian")) == L{"Russia"});
    CHECK(canonicals(who().by_demonym("dutch")) == L{"Netherlands"});
    CHECK(canonicals(who().by_demonym("north korean")) == L{"North Korea"});
    CHECK(canonicals(who().by_metonym("kyiv")) == L{"Ukraine"});
    CHECK(canonicals(who().by_metonym("kiev")) == L{"Ukraine"});
    CHECK(canonicals(who().by_metonym("the kremlin")) == L{"Russia"});
    CHECK(canonicals(who().by_metonym("kremlin")) == L{"Russia"});
    CHECK(canonicals(who().by_metonym(name_key("Élysée"))) == L{"France"});
    CHECK(canonicals(who().by_metonym("downing street")) == L{"United Kingdom"});
    CHECK(canonicals(who().by_metonym("washington")) == L{"United States"});
    CHECK(who().by_metonym("the").empty());
    CHECK(who().by_demonym("martian").empty());
    REQUIRE(who().country_of_code("RU"));
    CHECK(who().entity(*who().country_of_code("RU")).canonical == "Russia");
    CHECK_FALSE(who().country_of_code("ru"));
    CHECK_FALSE(who().country_of_code("ZZ"));
}

TEST_CASE("offices are held by date") {
    struct Row {
        const char* office;
        const char* of;
        const char* day;
        std::vector<std::string> holders;
    };
    const std::vector<Row> rows{
        {"president", "Russia", "2007-05-01", {"Vladimir Putin"}},
        {"president", "Russia", "2010-01-01", {"Dmitry Medvedev"}},
        {"president", "Russia", "2024-12-19", {"Vladimir Putin"}},
        {"prime minister", "Russia", "2010-01-01", {"Vladimir Putin"}},
        {"prime minister", "United Kingdom", "2022-09-20", {"Liz Truss"}},
        {"prime minister", "United Kingdom", "2024-07-05", {"Rishi Sunak", "Keir Starmer"}},
        {"president", "United States", "1962-10-22", {"John F. Kennedy"}},
        {"president-elect", "United States", "2024-12-19", {"Donald Trump"}},
        {"president", "United States", "2024-12-19", {"Joe Biden"}},
        {"secretary of state", "United States", "2024-12-19", {"Antony Blinken"}},
        {"foreign minister", "United States", "2024-12-19", {"Antony Blinken"}},
        {"foreign minister", "Russia", "2015-01-01", {"Sergey Lavrov"}},
        {"chancellor", "Germany", "1999-01-01", {"Gerhard Schröder"}},
        {"prime minister", "Germany", "1999-01-01", {"Gerhard Schröder"}},
        {"secretary-general", "United Nations", "2003-03-20", {"Kofi Annan"}},
        {"secretary-general", "NATO", "2024-12-19", {"Mark Rutte"}},
        {"head", "International Monetary Fund", "2024-01-01", {"Kristalina Georgieva"}},
        {"leader", "Germany", "2015-06-01", {"Angela Merkel"}},
        {"leader", "North Korea", "2020-01-01", {"Kim Jong Un"}},
        {"leader", "Iran", "2020-01-01", {"Ali Khamenei"}},
        {"leader", "China", "2020-01-01", {"Xi Jinping"}},
        {"leader", "Soviet Union", "1987-01-01", {"Mikhail Gorbachev"}},
        {"monarch", "United Kingdom", "2000-01-01", {"Elizabeth II"}},
        {"pope", "Vatican", "2020-01-01", {"Pope Francis"}},
        {"president", "Ukraine", "2024-12-19", {"Volodymyr Zelensky"}},
        {"president", "Syria", "2024-12-20", {}},
        {"king", "France", "2020-01-01", {}},
        {"president", "Atlantis", "2020-01-01", {}},
    };
    for (const auto& row : rows) {
        DYNAMIC_SECTION(row.office << " of " << row.of << " on " << row.day) {
            CHECK(canonicals(who().office_holders(row.office, row.of, day(row.day))) == row.holders);
        }
    }
    const auto spokespeople = canonicals(who().office_holders("spokesperson", "Russia", day("2024-12-19")));
    CHECK(std::find(spokespeople.begin(), spokespeople.end(), "Dmitry Peskov") != spokespeople.end());
    CHECK(std::find(spokespeople.begin(), spokespeople.end(), "Maria Zakharova") != spokespeople.end());
}

TEST_CASE("a person's offices come with the highest first") {
    const auto tusk = who().find(EntityKind::person, "Donald Tusk");
    REQUIRE(tusk);
    auto held = who().offices_of(*tusk, day("2016-01-01"));
    REQUIRE(held.size() == 1);
    CHECK(held[0]->office == "president");
    CHECK(held[0]->of == "European Council");
    held = who().offices_of(*tusk, day("2024-06-01"));
    REQUIRE(held.size() == 1);
    CHECK(held[0]->of == "Poland");
    CHECK(who().offices_of(*tusk, day("1980-01-01")).empty());

    const auto xi = who().find(EntityKind::person, "Xi Jinping");
    REQUIRE(xi);
    held = who().offices_of(*xi, day("2020-01-01"));
    REQUIRE(held.size() == 2);
    CHECK(held[0]->office == "president");
    CHECK(held[1]->office == "general secretary");
}

TEST_CASE("genders of people, given names and words") {
    const auto gender = [](const char* name) { return who().gender_of_given_name(name_key(name)); };
    CHECK(gender("Vladimir") == 'm');
    CHECK(gender("Hillary") == 'f');
    CHECK(gender("François") == 'm');
    CHECK(gender("Jean-Claude") == 'm');
    CHECK(gender("Mary") == 'f');
    CHECK(gender("Andrea") == 'u');
    CHECK(gender("Xyzzy") == 'u');
    CHECK(who().is_given_name("andrea"));
    CHECK_FALSE(who().is_given_name("xyzzy"));
    CHECK(who().entity(*who().find(EntityKind::person, "Angela Merkel")).gender == 'f');
    CHECK(who().entity(*who().find(EntityKind::person, "António Guterres")).gender == 'm');

    REQUIRE(who().find_office_word("spokeswoman") != nullptr);
    CHECK(who().find_office_word("spokeswoman")->office == "spokesperson");
    CHECK(who().find_office_word("spokeswoman")->gender == 'f');
    REQUIRE(who().find_office_word("top diplomat") != nullptr);
    CHECK(who().find_office_word("top diplomat")->office == "foreign minister");
    CHECK(who().find_office_word("russia") == nullptr);
    REQUIRE(who().find_honorific("mrs") != nullptr);
    CHECK(who().find_honorific("mrs")->gender == 'f');
    CHECK(who().find_honorific("gen")->type == "military");
    CHECK(who().find_honorific("president") == nullptr);
}

TEST_CASE("phrases carry all their meanings") {
    const auto has = [](const std::string& text, const std::string& meaning) {
        const auto all = meanings(text);
        return std::find(all.begin(), all.end(), meaning) != all.end();
    };
    CHECK(has("Vladimir Putin", "person:Vladimir Putin"));
    CHECK(has("Putin", "surname:Vladimir Putin"));
    CHECK(has("Путин", "surname:Vladimir Putin"));
    CHECK(has("Russia", "country:Russia"));
    CHECK(has("Russian", "demonym:Russia"));
    CHECK(has("Moscow", "capital:Russia"));
    CHECK(has("Kremlin", "seat:Russia"));
    CHECK(has("European Commission", "organisation:European Commission"));
    CHECK(has("Reuters", "agency:Reuters"));
    CHECK(has("BBC", "outlet:BBC"));
    CHECK(has("foreign minister", "office:foreign minister"));
    CHECK(has("Gen.", "honorific:military"));
    CHECK(has("Clinton", "surname:Bill Clinton"));
    CHECK(has("Clinton", "surname:Hillary Clinton"));
    CHECK(has("General", "honorific:military"));
    CHECK(has("Georgia", "country:Georgia"));
    CHECK(meanings("of the").empty());
}

TEST_CASE("countries have names in other languages") {
    const auto russia = names::country_names_in_other_languages("RU");
    CHECK(russia.size() > 15);
    for (const auto* name : {"Россия", "Russie", "Russland", "Rusia", "俄罗斯", "روسيا"}) {
        INFO(name);
        CHECK(std::find(russia.begin(), russia.end(), name) != russia.end());
    }
    CHECK(std::find(russia.begin(), russia.end(), "Russia") == russia.end());
    CHECK(names::country_names_in_other_languages("XC").empty());
    CHECK(names::country_names_in_other_languages("").empty());
    CHECK(names::country_names_in_other_languages("nonsense").empty());
}
