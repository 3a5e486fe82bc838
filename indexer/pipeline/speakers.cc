// SPDX-License-Identifier: GPL-3.0-or-later
// The command that lists who speaks, and by which people say which names are one person.
#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "common/index/people.hh"
#include "common/index/terms.hh"
#include "common/names/key.hh"
#include "common/names/table.hh"
#include "common/names/who_is_who.hh"
#include "common/record/json_writer.hh"
#include "common/report/error.hh"
#include "indexer/pipeline/commands.hh"
#include "indexer/pipeline/input.hh"
#include "indexer/pipeline/progress.hh"
#include "indexer/pipeline/run.hh"
#include "indexer/write/index_writer.hh"
#include "indexer/write/segment_files.hh"

namespace demarche::indexer {

namespace {

/// The first line of the people file that this command writes and edits.
constexpr std::string_view own_file = "# names joined by hand\n";

Exit refuse(const Error& error, const Run& run) {
    run.diagnostics.failed(error);
    return error.exit;
}

/// What the index has of one speaker.
struct Speaker {
    std::size_t statements = 0;
    std::optional<DateRange> dates;
    /// The words of the articles, with how often they stand there; names that were merged among them.
    std::map<std::string, std::size_t> as_written;
    std::set<std::string> merged;
    bool known = false;
    bool described = false;
};

using Speakers = std::map<std::string, Speaker>;

void count(const Statement& statement, const std::optional<index::People>& people, Speakers& speakers) {
    std::set<std::string> counted;
    for (const std::string& written : statement.speakers) {
        const std::string key = index::value_key(written);
        const auto joined = people ? people->joined_to(key) : std::nullopt;
        const std::string name = joined ? std::string(*joined) : written;
        if (!counted.insert(name).second) {
            continue;
        }
        Speaker& speaker = speakers[name];
        ++speaker.statements;
        if (joined) {
            speaker.merged.insert(written);
        }
        if (!statement.speaker_as_written.empty() && written == statement.speaker) {
            ++speaker.as_written[statement.speaker_as_written];
        }
        if (statement.date) {
            const Date last = statement.date_end.value_or(*statement.date);
            speaker.dates = speaker.dates ? DateRange{std::min(speaker.dates->first, *statement.date),
                                                      std::max(speaker.dates->last, last)}
                                          : DateRange{*statement.date, last};
        }
        speaker.described = statement.speaker_type == SpeakerType::description;
        if (people && speaker.statements == 1) {
            for (const index::Alias& alias : people->find(names::name_key(name))) {
                speaker.known = speaker.known || alias.kind == index::AliasKind::name;
            }
        }
    }
}

Result<Speakers> all_speakers(OpenIndex& index, const Run& run) {
    std::optional<index::People> people;
    if (index.manifest.people) {
        auto opened = index::People::open(index.path / index.manifest.people->name);
        if (!opened) {
            return fail(opened.error());
        }
        people = std::move(*opened);
    }
    Speakers speakers;
    for (const auto& files : index.segments) {
        const index::DeadBits dead(files->dead, files->entry.statements);
        for (std::uint32_t docid = 1; docid <= files->entry.statements && !run.stopped(); ++docid) {
            if (dead[docid]) {
                continue;
            }
            const auto statement = files->statements.statement(docid);
            if (!statement) {
                return fail(statement.error());
            }
            count(*statement, people, speakers);
        }
    }
    return speakers;
}

/// The commonest first.
std::vector<std::string> by_frequency(const std::map<std::string, std::size_t>& counts) {
    std::vector<std::string> names;
    for (const auto& [name, times] : counts) {
        names.push_back(name);
    }
    std::stable_sort(names.begin(), names.end(),
                     [&](const auto& a, const auto& b) { return counts.at(a) > counts.at(b); });
    return names;
}

void append_json(std::string& out, const std::string& name, const Speaker& speaker) {
    record::JsonObject object(out);
    object.string("record", "speaker");
    object.string("name", name);
    object.integer("statements", static_cast<std::int64_t>(speaker.statements));
    object.string_or_null("first_date", speaker.dates ? speaker.dates->first.iso() : "");
    object.string_or_null("last_date", speaker.dates ? speaker.dates->last.iso() : "");
    object.boolean("resolved", speaker.known);
    object.strings("as_written", by_frequency(speaker.as_written));
    object.strings("merged", {speaker.merged.begin(), speaker.merged.end()});
    object.end();
    out += '\n';
}

void append_text(std::string& out, const std::string& name, const Speaker& speaker) {
    constexpr std::size_t most_written = 5;
    out += fmt::format(
        "{:>9}  {}  {}", with_commas(speaker.statements),
        speaker.dates ? speaker.dates->first.iso() + " to " + speaker.dates->last.iso() : std::string(24, ' '), name);
    std::vector<std::string> written = by_frequency(speaker.as_written);
    std::erase(written, name);
    const std::size_t more = written.size() > most_written ? written.size() - most_written : 0;
    written.resize(written.size() - more);
    if (!written.empty()) {
        out += fmt::format("  (as {}{})", fmt::join(written, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
    }
    if (!speaker.merged.empty()) {
        out += fmt::format("  [with {}]", fmt::join(speaker.merged, ", "));
    }
    out += '\n';
}

bool has_words(std::string_view name, std::string_view wanted) {
    const std::string key = " " + index::value_key(name) + " ";
    std::string rest = index::value_key(wanted);
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        if (key.find(" " + rest.substr(0, end)) == std::string::npos) {
            return false;
        }
        rest.erase(0, end + 1);
    }
    return true;
}

Exit list(const SpeakersOptions& options, const Run& run) {
    auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    const auto speakers = all_speakers(*index, run);
    if (!speakers) {
        return refuse(speakers.error(), run);
    }
    std::vector<Speakers::const_iterator> rows;
    for (auto row = speakers->begin(); row != speakers->end(); ++row) {
        const bool unresolved = !row->second.known && !row->second.described;
        if ((!options.unresolved || unresolved) && has_words(row->first, options.name)) {
            rows.push_back(row);
        }
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto& a, const auto& b) { return a->second.statements > b->second.statements; });
    std::string out;
    for (const auto& row : rows) {
        options.json ? append_json(out, row->first, row->second) : append_text(out, row->first, row->second);
    }
    run.out.write(out);
    return finish(run);
}

/// Which names belong to which, as the command's own people file says.
using Joined = std::map<std::string, std::string>;

Joined read_own(std::string_view file) {
    Joined joined;
    names::Table rows(file);
    const auto name = rows.column("name");
    const auto aliases = rows.column("aliases");
    while (rows.next()) {
        names::each_part(rows[aliases], [&](std::string_view alias) { joined[std::string(alias)] = rows[name]; });
    }
    return joined;
}

std::string write_own(const Joined& joined) {
    std::string file = std::string(own_file) + "name\taliases\n";
    for (const auto& [alias, name] : joined) {
        file += name + "\t" + alias + "\n";
    }
    return file;
}

/// The name as who is who has it: with accents, in full.
std::string canonical(const names::WhoIsWho& who, const std::string& name) {
    const auto found = who.find(names::name_key(name));
    return found.size() == 1 ? who.entity(found.front()).canonical : name;
}

Result<void> check_name(const std::string& name) {
    if (names::name_key(name).empty() || name.find_first_of("|\t\n\r#") != std::string::npos) {
        return fail({"this is no name", name, "it must have letters, and no |, # or tab", "", Exit::usage});
    }
    return {};
}

/// Whether some statement names a speaker of this key.
bool is_speaker(const OpenIndex& index, std::string_view key) {
    for (const auto& files : index.segments) {
        const auto column = files->columns.strings("speaker");
        for (std::size_t id = 0; column && id < column->dictionary().size(); ++id) {
            if (column->dictionary().key(id) == key) {
                return true;
            }
        }
    }
    return false;
}

Exit edit(const SpeakersOptions& options, const Run& run) {
    for (const auto* const names : {&options.merge, &options.split}) {
        for (const std::string& name : *names) {
            if (const auto good = check_name(name); !good) {
                return refuse(good.error(), run);
            }
        }
    }
    WriterOptions writing;
    writing.create = false;
    writing.wait = std::chrono::seconds(options.wait);
    auto writer = IndexWriter::open(options.index, names::WhoIsWho::builtin(), writing);
    if (!writer) {
        return refuse(writer.error(), run);
    }
    const auto index = OpenIndex::open(options.index);
    if (!index) {
        return refuse(index.error(), run);
    }
    auto files = index->people_files();
    if (!files) {
        return refuse(files.error(), run);
    }
    const auto own =
        std::find_if(files->begin(), files->end(), [](const std::string& file) { return file.starts_with(own_file); });
    Joined joined = own == files->end() ? Joined() : read_own(*own);
    if (own != files->end()) {
        files->erase(own);
    }
    for (const std::string& name : options.split) {
        const std::string key = names::name_key(name);
        if (std::erase_if(joined, [&](const auto& row) { return names::name_key(row.first) == key; }) == 0) {
            run.diagnostics.failed({"this name is not merged with another", name, "",
                                    "demarche-index speakers lists what was merged", Exit::some_failed});
        }
    }
    if (!options.merge.empty()) {
        const std::string& alias = options.merge[0];
        std::optional<names::WhoIsWho> who;
        for (const std::string& file : *files) {
            auto with = (who ? *who : names::WhoIsWho::builtin()).with_people(file, "people of the index");
            if (!with) {
                return refuse(with.error(), run);
            }
            who.emplace(std::move(*with));
        }
        const std::string name = canonical(who ? *who : names::WhoIsWho::builtin(), options.merge[1]);
        const std::string key = names::name_key(alias);
        if (key == names::name_key(name)) {
            return refuse(
                {"both names are the same", alias, fmt::format("“{}” counts as “{}”", alias, name), "", Exit::usage},
                run);
        }
        // The other way round would be a circle.
        std::erase_if(joined, [&](const auto& row) {
            return names::name_key(row.first) == key ||
                   (names::name_key(row.first) == names::name_key(name) && names::name_key(row.second) == key);
        });
        joined[alias] = name;
        if (!is_speaker(*index, key)) {
            run.diagnostics.warn({"no statement is by this name yet", alias, "it is joined all the same",
                                  "demarche-index speakers lists the names as they are", Exit::ok});
        }
    }
    if (!joined.empty()) {
        files->push_back(write_own(joined));
    }
    writer->keep_people(std::move(*files));
    if (const auto done = writer->commit(); !done) {
        return refuse(done.error(), run);
    }
    return finish(run);
}

} // namespace

Exit speakers(const SpeakersOptions& options, const Run& run) {
    return options.merge.empty() && options.split.empty() ? list(options, run) : edit(options, run);
}

} // namespace demarche::indexer
