// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/tombstones.hh"

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

constexpr std::uint8_t version = 1;

} // namespace

std::size_t DeadOfSegment::document_count() const {
    std::size_t sum = 0;
    for (const auto& [first, count] : documents) {
        sum += count;
    }
    return sum;
}

std::string write_tombstones(const Tombstones& tombstones) {
    ByteWriter out;
    out.u8(version);
    out.varint(tombstones.size());
    for (const auto& [segment, dead] : tombstones) {
        out.string(segment);
        out.varint(dead.documents.size());
        for (const auto& [first, count] : dead.documents) {
            out.varint(first);
            out.varint(count);
        }
        out.varint(dead.articles.size());
        for (const std::uint32_t article : dead.articles) {
            out.varint(article);
        }
    }
    return std::move(out.bytes);
}

Result<Tombstones> read_tombstones(std::string_view bytes, const std::string& where) {
    ByteReader in(bytes);
    Tombstones tombstones;
    const bool known = in.u8() == version;
    const std::size_t segments = in.count();
    for (std::size_t s = 0; s < segments && in.ok(); ++s) {
        DeadOfSegment& dead = tombstones[std::string(in.string())];
        const std::size_t ranges = in.count();
        for (std::size_t i = 0; i < ranges && in.ok(); ++i) {
            const auto first = static_cast<std::uint32_t>(in.varint());
            dead.documents[first] = static_cast<std::uint32_t>(in.varint());
        }
        const std::size_t articles = in.count();
        for (std::size_t i = 0; i < articles && in.ok(); ++i) {
            dead.articles.insert(static_cast<std::uint32_t>(in.varint()));
        }
    }
    if (!known || !in.ok() || !in.at_end()) {
        return fail({"this file of the index is damaged", where, "it is no list of deleted statements",
                     "restore it from a copy or index again", Exit::bad_index});
    }
    return tombstones;
}

DeadBits::DeadBits(const DeadOfSegment& dead, std::uint32_t documents) {
    if (dead.documents.empty()) {
        return;
    }
    bits_.resize((documents + 63) / 64);
    for (const auto& [first, count] : dead.documents) {
        for (std::uint32_t docid = first; docid - first < count && docid >= 1 && docid <= documents; ++docid) {
            std::uint64_t& word = bits_[(docid - 1) / 64];
            const std::uint64_t bit = std::uint64_t{1} << ((docid - 1) % 64);
            count_ += (word & bit) == 0 ? 1 : 0;
            word |= bit;
        }
    }
}

} // namespace demarche::index
