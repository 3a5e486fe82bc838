// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/sources.hh"

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint8_t version = 1;

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
    out.varint(changes.gone.size());
    for (const std::string& source : changes.gone) {
        out.string(source);
    }
    return std::move(out.bytes);
}

Result<SourceChanges> read_source_changes(std::string_view bytes, const std::string& where) {
    ByteReader in(bytes);
    SourceChanges changes;
    const bool known = in.u8() == version;
    const std::size_t articles = in.count();
    for (std::size_t i = 0; i < articles && in.ok(); ++i) {
        std::set<std::string>& sources = changes.more[std::string(in.string())];
        const std::size_t count = in.count();
        for (std::size_t s = 0; s < count && in.ok(); ++s) {
            sources.emplace(in.string());
        }
    }
    const std::size_t gone = in.count();
    for (std::size_t i = 0; i < gone && in.ok(); ++i) {
        changes.gone.emplace(in.string());
    }
    if (!known || !in.ok() || !in.at_end()) {
        return fail({"this file of the index is damaged", where, "it is no list of sources",
                     "restore it from a copy or index again", Exit::bad_index});
    }
    return changes;
}

} // namespace demarche::index
