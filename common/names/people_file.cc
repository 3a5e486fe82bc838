// SPDX-License-Identifier: GPL-3.0-or-later
// A user's own people: a TSV file that extends the built-in names.
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "common/names/key.hh"
#include "common/names/loader.hh"
#include "common/names/partial_date.hh"
#include "common/names/table.hh"
#include "common/names/who_is_who.hh"
#include "common/report/error.hh"
#include "common/text/utf8.hh"

namespace demarche::names {

namespace {

constexpr std::array columns{"name", "aliases", "gender", "country", "demonyms", "office", "from", "to"};

/// An error about one field of the current line of `rows`.
tl::unexpected<Error> bad_field(const Table& rows, const std::string& path, std::size_t field, std::string why,
                                std::string hint) {
    return fail({"cannot use the people file",
                 path + ":" + std::to_string(rows.line()) + ":" + std::to_string(rows.column_of(field)), std::move(why),
                 std::move(hint), Exit::usage});
}

std::string quoted(std::string_view text) {
    return "“" + std::string(text) + "”";
}

Result<void> check_header(const Table& rows, const std::string& path) {
    const auto& header = rows.header();
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (std::find(columns.begin(), columns.end(), header[i]) == columns.end()) {
            return bad_field(
                rows, path, i, "unknown column " + quoted(header[i]),
                "columns are name, aliases, gender, country, demonyms, office, from, to, separated by tabs");
        }
        if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(i), header[i]) !=
            header.begin() + static_cast<std::ptrdiff_t>(i)) {
            return bad_field(rows, path, i, "the column " + quoted(header[i]) + " stands twice", "remove one");
        }
    }
    if (!rows.column("name")) {
        return bad_field(rows, path, 0, "no column “name”", "the first line names the columns, separated by tabs");
    }
    return {};
}

/// The number of the first line that is no UTF-8, or 0.
std::size_t first_bad_line(std::string_view text) {
    std::size_t line = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        ++line;
        if (!text::is_utf8(text.substr(0, end))) {
            return line;
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return 0;
}

} // namespace

Result<void> Loader::user_people(std::string_view tsv, const std::string& path) {
    if (const auto line = first_bad_line(tsv); line != 0) {
        return fail({"cannot use the people file", path + ":" + std::to_string(line), "the line is not UTF-8",
                     "save the file as UTF-8", Exit::usage});
    }
    Table rows(tsv);
    if (const auto good = check_header(rows, path); !good) {
        return good;
    }
    const auto name = rows.column("name");
    const auto aliases = rows.column("aliases");
    const auto sex = rows.column("gender");
    const auto country = rows.column("country");
    const auto demonyms = rows.column("demonyms");
    const auto office = rows.column("office");
    const auto from = rows.column("from");
    const auto to = rows.column("to");
    while (rows.next()) {
        if (rows.field_count() > rows.header().size()) {
            return bad_field(rows, path, rows.header().size(), "more fields than columns", "remove the tab before it");
        }
        if (name_key(rows[name]).empty()) {
            return bad_field(rows, path, *name, "the name is empty", "give a name or remove the line");
        }
        if (const auto value = rows[sex]; !value.empty() && value != "m" && value != "f" && value != "u") {
            return bad_field(rows, path, *sex, "unknown gender " + quoted(value), "m, f, u or nothing");
        }
        if (!rows[country].empty() && !body_or_new_country(rows[country])) {
            return bad_field(rows, path, *country, "no country has the code " + quoted(rows[country]),
                             "use an ISO 3166 code of two letters, or the country's or organisation's name");
        }
        if (!rows[demonyms].empty() && rows[country].empty()) {
            return bad_field(rows, path, *demonyms, "demonyms without a country", "name the country");
        }
        const auto begins = partial_date(rows[from]);
        const auto ends = partial_date(rows[to]);
        for (const auto& [field, date] : {std::pair(from, begins), std::pair(to, ends)}) {
            if (!rows[field].empty() && !date) {
                return bad_field(rows, path, *field, quoted(rows[field]) + " is not a date that exists",
                                 "YYYY, YYYY-MM or YYYY-MM-DD");
            }
        }
        if (begins && ends && ends->last < begins->first) {
            return bad_field(rows, path, *to, "the term ends before it begins", "exchange the dates");
        }
        if (rows[office].empty() && (!rows[from].empty() || !rows[to].empty())) {
            return bad_field(rows, path, rows[from].empty() ? *to : *from, "dates without an office",
                             "name the office");
        }

        const auto known = people_.find(std::string(rows[name]));
        EntityId id = 0;
        if (known != people_.end()) {
            id = known->second;
        } else {
            Entity person;
            person.canonical = rows[name];
            person.surname = surname_of(person.canonical);
            id = add(std::move(person));
            people_.emplace(who_.entities_[id].canonical, id);
        }
        each_part(rows[demonyms], [&](std::string_view demonym) {
            auto& known_ones = who_.entities_[*body(rows[country])].demonyms;
            if (std::find(known_ones.begin(), known_ones.end(), demonym) == known_ones.end()) {
                known_ones.emplace_back(demonym);
            }
        });
        auto& person = who_.entities_[id];
        each_part(rows[aliases], [&](std::string_view alias) {
            if (std::find(person.aliases.begin(), person.aliases.end(), alias) == person.aliases.end()) {
                person.aliases.emplace_back(alias);
            }
        });
        if (!rows[sex].empty()) {
            person.gender = rows[sex].front();
        }
        if (!rows[country].empty()) {
            belongs_to(person, rows[country]);
        }
        if (!rows[office].empty()) {
            Term term;
            term.person = id;
            // A word of the lexicon means its office ("premier"); anything else is an office of its own.
            const auto key = name_key(rows[office]);
            const auto* word = who_.find_office_word(key);
            term.office = word != nullptr ? word->office : key;
            term.of = !rows[country].empty()       ? who_.entities_[*body(rows[country])].canonical
                      : person.affiliation.empty() ? person.country
                                                   : person.affiliation;
            term.from = begins ? std::optional(begins->first) : std::nullopt;
            term.to = ends ? std::optional(ends->last) : std::nullopt;
            term.shared = true;
            who_.terms_.push_back(std::move(term));
        }
    }
    return {};
}

Result<WhoIsWho> WhoIsWho::with_people(std::string_view tsv, const std::string& path) const {
    WhoIsWho extended;
    extended.user_files_ = user_files_;
    extended.user_files_.emplace_back(tsv);
    extended.entities_ = entities_;
    extended.terms_ = terms_;
    extended.offices_ = offices_;
    extended.office_words_ = office_words_;
    extended.honorifics_ = honorifics_;
    extended.given_names_ = given_names_;
    extended.phrases_ = phrases_; // the user's file is read with the lexicon already there
    if (const auto read = Loader(extended).user_people(tsv, path); !read) {
        return fail(read.error());
    }
    Indexer(extended).index();
    return extended;
}

Result<WhoIsWho> WhoIsWho::with_people_file(const std::string& path) const {
    // C files, because a stream throws when it is asked to read a folder.
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    std::string bytes;
    bool failed = file == nullptr;
    if (!failed) {
        std::array<char, 65536> part{};
        while (const auto count = std::fread(part.data(), 1, part.size(), file.get())) {
            bytes.append(part.data(), count);
        }
        failed = std::ferror(file.get()) != 0;
    }
    if (failed) {
        return fail({"cannot read the people file", path, std::strerror(errno), "check --people", Exit::usage});
    }
    return with_people(bytes, path);
}

} // namespace demarche::names
