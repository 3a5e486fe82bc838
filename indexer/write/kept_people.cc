// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "common/index/files.hh"
#include "common/index/people.hh"
#include "indexer/write/writer_state.hh"

namespace demarche::indexer {

Result<void> IndexWriter::State::write_people(index::Manifest& next) const {
    // People that a user once gave stay: those the index has, and those of this run which it has not.
    std::vector<std::string> files;
    if (people_files) {
        files = *people_files;
    } else if (manifest.people) {
        const auto kept = index::People::open(path / manifest.people->name);
        if (!kept) {
            return fail(kept.error());
        }
        for (std::size_t i = 0; i < kept->user_files().size(); ++i) {
            files.emplace_back(kept->user_files()[i]);
        }
    }
    for (const std::string& file : options.people_files) {
        if (std::find(files.begin(), files.end(), file) == files.end()) {
            files.push_back(file);
        }
    }
    bool more = files.size() > who.user_files().size();
    for (std::size_t i = 0; i < files.size() && !more; ++i) {
        more = files[i] != who.user_files()[i];
    }
    std::optional<names::WhoIsWho> merged;
    if (more) {
        for (const std::string& file : who.user_files()) {
            if (std::find(files.begin(), files.end(), file) == files.end()) {
                files.push_back(file);
            }
        }
        for (const std::string& file : files) {
            const names::WhoIsWho& before = merged ? *merged : names::WhoIsWho::builtin();
            auto with = before.with_people(file, "people of the index");
            if (!with) {
                return fail(with.error());
            }
            merged = std::move(*with);
        }
    }
    const names::WhoIsWho& all = merged ? *merged : who;
    // The name tells which names data the file was made from: it is made again only when that has changed.
    const std::string name = "people-" + index::hex(index::people_fingerprint(all));
    if (next.people && next.people->name == name) {
        return {};
    }
    const std::string bytes = index::write_people(all);
    next.people = index::named_file(name, bytes);
    return index::write_file(path / name, bytes);
}

} // namespace demarche::indexer
