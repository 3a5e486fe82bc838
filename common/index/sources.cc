// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/sources.hh"

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint8_t version = 2;

} // namespace

std::string write_source_changes(const SourceChanges& changes) {
    ByteWriter out;
    out.u8(version);
    out.varint(changes.more.size());
    for (const auto& [id, sources] : changes.more) {
        out.string(id);
        out.varint(sources.size());
        for (const std::string& source : sources) {
            out.string(source);
        }
    }
    for (const auto* names : {&changes.gone, &changes.stale}) {
        out.varint(names->size());
        for (const std::string& source : *names) {
            out.string(source);
        }
    }
    return std::move(out.bytes);
}

Result<SourceChanges> read_source_changes(std::string_view bytes, const std::string& where) {
    ByteReader in(bytes);
    SourceChanges changes;
    const std::uint8_t written = in.u8();
    const bool known = written == version || written == 1;
    const std::size_t articles = in.count();
    for (std::size_t i = 0; i < articles && in.ok(); ++i) {
        std::set<std::string>& sources = changes.more[std::string(in.string())];
        const std::size_t count = in.count();
        for (std::size_t s = 0; s < count && in.ok(); ++s) {
            sources.emplace(in.string());
        }
    }
    for (auto* names : {&changes.gone, &changes.stale}) {
        // The first version knew no stale ones.
        const std::size_t count = names == &changes.stale && written == 1 ? 0 : in.count();
        for (std::size_t i = 0; i < count && in.ok(); ++i) {
            names->emplace(in.string());
        }
    }
    if (!known || !in.ok() || !in.at_end()) {
        return fail({"this file of the index is damaged", where, "it is no list of sources",
                     "restore it from a copy or index again", Exit::bad_index});
    }
    return changes;
}

} // namespace demarche::index
