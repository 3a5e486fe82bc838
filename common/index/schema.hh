// SPDX-License-Identifier: GPL-3.0-or-later
// THE table of fields: what a query may name, which terms and columns hold it, and how it is explained.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace demarche::index {

/// Version of everything this folder writes. A reader refuses any other.
inline constexpr int schema_version = 3;

/// How a field's values are compared.
enum class FieldKind : std::uint8_t {
    text,   ///< words of running text, stemmed
    name,   ///< people, countries, organisations: aliases and other scripts resolve to one key
    value,  ///< a short string; matched when all words of the query's value are in it
    set,    ///< one of a closed set of words
    date,   ///< a day, a period or a range of days
    number, ///< a number, a range or a comparison
    id,     ///< an identifier, compared as it is
};

/// How often a statement can carry the field: decides whether values side by side are alternatives (single) or all
/// wanted (many).
enum class Many : bool { no, yes };

/// One field. Empty strings mean "has none".
struct Field {
    std::string_view name;
    std::string_view alias;
    /// Prefix of the field's filters: X… or a letter of Omega's conventions.
    std::string_view prefix;
    /// Section of the segment's columns that holds it.
    std::string_view column;
    FieldKind kind = FieldKind::value;
    Many many = Many::no;
    /// The words a FieldKind::set accepts, separated by spaces.
    std::string_view choices;
    /// Counts by value can be asked for (`--facet`).
    bool facet = false;
    /// False while the index holds nothing for it: queries say "not yet supported".
    bool searchable = true;
    std::string_view help;
    std::string_view example;
};

/// Every field of the query language. The order is that of `--fields`.
inline constexpr std::array fields{
    Field{"text", "", "", "words", FieldKind::text, Many::yes, "", false, true, "words of the statement alone",
          "text:ceasefire"},
    Field{"speaker", "by", "XSP", "speaker", FieldKind::name, Many::no, "", true, true,
          "who said it: name, surname, alias, other script, or office", "speaker:\"the Russian president\""},
    Field{"mention", "about", "XMN", "mention", FieldKind::name, Many::yes, "", true, true,
          "people, countries and organisations named in it", "mention:NATO"},
    Field{"topic", "", "XTO", "topic", FieldKind::value, Many::yes, "", true, true, "what it is about",
          "topic:sanctions"},
    Field{"kind", "", "XKI", "kind", FieldKind::set, Many::no, "direct mixed indirect", true, true,
          "how much of it is verbatim", "kind:direct"},
    Field{"date", "", "D", "day", FieldKind::date, Many::no, "", false, true, "the day it was said",
          "date:2024-12..2025-02"},
    Field{"said", "", "", "day", FieldKind::date, Many::no, "", false, true,
          "the day it was said, where the article's words tell it", "said:2024-12-19"},
    Field{"published", "", "", "published", FieldKind::date, Many::no, "", false, true, "the day the article appeared",
          "published:7d"},
    Field{"outlet", "", "XOU", "outlet", FieldKind::value, Many::no, "", true, true, "where the article appeared",
          "outlet:\"The Times\""},
    Field{"agency", "via", "XAG", "agency", FieldKind::name, Many::yes, "", true, true,
          "agencies and outlets the article credits", "agency:AFP"},
    Field{"country", "", "XCO", "country", FieldKind::name, Many::no, "", true, true, "the speaker's country",
          "country:France"},
    Field{"role", "", "XRO", "role", FieldKind::value, Many::no, "", false, true, "the speaker's office",
          "role:\"foreign minister\""},
    Field{"place", "", "XPL", "place", FieldKind::value, Many::no, "", true, true, "where it was said", "place:Geneva"},
    Field{"event", "", "XEV", "event", FieldKind::value, Many::no, "", false, true, "the occasion",
          "event:\"press conference\""},
    Field{"to", "", "XAD", "addressee", FieldKind::name, Many::no, "", false, true, "whom it was said to",
          "to:Reuters"},
    Field{"lang", "language", "L", "lang", FieldKind::value, Many::no, "", true, true, "language of the statement",
          "lang:en"},
    Field{"title", "", "S", "", FieldKind::text, Many::yes, "", false, true, "words of the article's title",
          "title:summit"},
    Field{"article", "", "XAR", "", FieldKind::id, Many::no, "", false, true, "id of the article",
          "article:news/001.txt"},
    Field{"id", "", "Q", "id", FieldKind::id, Many::no, "", false, true, "id of the statement", "id:4f1c0a"},
    Field{"family", "", "XFA", "", FieldKind::id, Many::no, "", false, true, "the same statement in other articles",
          "family:4f1c0a"},
    Field{"confidence", "", "", "confidence", FieldKind::number, Many::no, "", false, true,
          "probability that statement and speaker are right, 0 to 1", "confidence:>=0.8"},
    Field{"has", "", "XHA", "", FieldKind::set, Many::yes,
          "speaker date place event to mention topic agency role country title url", false, true,
          "statements where a field is known", "has:place"},
};

/// Prefixes of terms that no field of its own stands for.
namespace prefix {
inline constexpr std::string_view speaker_word = "XSW"; ///< one folded word of a speaker's name
inline constexpr std::string_view mention_word = "XMW"; ///< one folded word of a mentioned name
inline constexpr std::string_view date_source = "XDS";  ///< stated, published, given, path
inline constexpr std::string_view day = "D";            ///< YYYYMMDD
inline constexpr std::string_view month = "M";          ///< YYYYMM
inline constexpr std::string_view year = "Y";           ///< YYYY
} // namespace prefix

/// Names under which `--facet` counts beside the fields marked so: parts of the date.
inline constexpr std::array<std::string_view, 2> date_facets{"year", "month"};

/// The field with this name or alias (lower case), or nullptr.
constexpr const Field* find_field(std::string_view name) {
    for (const Field& field : fields) {
        if (!name.empty() && (field.name == name || field.alias == name)) {
            return &field;
        }
    }
    return nullptr;
}

/// The field called exactly `name`; for names written in this program.
consteval const Field& field(std::string_view name) {
    for (const Field& f : fields) {
        if (f.name == name) {
            return f;
        }
    }
    throw "no such field";
}

namespace check {

constexpr bool names_are_unique() {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        for (std::size_t j = 0; j < fields.size(); ++j) {
            const bool clash = fields[i].name == fields[j].alias || (i != j && fields[i].name == fields[j].name) ||
                               (i != j && !fields[i].alias.empty() && fields[i].alias == fields[j].alias);
            if (fields[i].name.empty() || clash) {
                return false;
            }
        }
    }
    return true;
}

constexpr std::array<std::string_view, 6> own_prefixes{prefix::speaker_word, prefix::mention_word, prefix::date_source,
                                                       prefix::day,          prefix::month,        prefix::year};

/// No prefix may begin another: terms of one would be read as terms of the other.
constexpr bool prefixes_are_unique() {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const std::string_view a = fields[i].prefix;
        if (a.empty()) {
            continue;
        }
        for (std::size_t j = 0; j < fields.size(); ++j) {
            if (i != j && fields[j].prefix.starts_with(a)) {
                return false;
            }
        }
        for (const std::string_view own : own_prefixes) {
            if (own.starts_with(a) && !(fields[i].kind == FieldKind::date && own == a)) {
                return false;
            }
        }
    }
    return true;
}

/// X… for what is ours; single letters only where Omega's term prefixes say the same: D M Y dates, L language, Q unique
/// id, S title ("subject"). So delve and Omega stay usable on a segment.
constexpr bool prefixes_follow_omega() {
    for (const Field& f : fields) {
        const bool omega = f.prefix.size() == 1 && std::string_view("DMYLQS").find(f.prefix) != std::string_view::npos;
        if (!f.prefix.empty() && !omega && !(f.prefix.size() > 1 && f.prefix[0] == 'X')) {
            return false;
        }
    }
    return true;
}

constexpr bool sets_have_choices() {
    for (const Field& f : fields) {
        if ((f.kind == FieldKind::set) == f.choices.empty() || f.help.empty() || f.example.empty()) {
            return false;
        }
    }
    return true;
}

} // namespace check

static_assert(check::names_are_unique(), "two fields answer to one name");
static_assert(check::prefixes_are_unique(), "two fields share terms");
static_assert(check::prefixes_follow_omega(), "a term prefix breaks Omega's conventions");
static_assert(check::sets_have_choices(), "a row of the field table is incomplete");

} // namespace demarche::index
