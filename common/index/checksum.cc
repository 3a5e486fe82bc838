// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/checksum.hh"

#include <fmt/format.h>
#include <xxhash.h>

#include "common/index/bytes.hh"

namespace demarche::index {

namespace {

/// What an article says, without where it is found. Lengths are written with the strings, so that moving a word from
/// one field to the next changes the hash.
void write_content(ByteWriter& out, const Article& article) {
    for (const std::string* part : {&article.title, &article.text, &article.outlet, &article.published,
                                    &article.modified, &article.place, &article.language}) {
        out.string(*part);
    }
    for (const auto* list : {&article.agencies, &article.authors}) {
        out.varint(list->size());
        for (const std::string& part : *list) {
            out.string(part);
        }
    }
    out.u8(article.date_given ? 1 : 0);
}

} // namespace

std::uint64_t checksum(std::string_view bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

struct RunningChecksum::State {
    XXH3_state_t* hash = XXH3_createState();
    State() { XXH3_64bits_reset(hash); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() { XXH3_freeState(hash); }
};

RunningChecksum::RunningChecksum() : state_(std::make_unique<State>()) {}
RunningChecksum::RunningChecksum(RunningChecksum&&) noexcept = default;
RunningChecksum& RunningChecksum::operator=(RunningChecksum&&) noexcept = default;
RunningChecksum::~RunningChecksum() = default;

void RunningChecksum::add(std::string_view bytes) {
    XXH3_64bits_update(state_->hash, bytes.data(), bytes.size());
}

std::uint64_t RunningChecksum::value() const {
    return XXH3_64bits_digest(state_->hash);
}

ContentHash content_hash(std::string_view bytes) {
    const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
    return {hash.high64, hash.low64};
}

ContentHash content_hash(const Article& article) {
    ByteWriter out;
    out.string(article.url);
    write_content(out, article);
    return content_hash(out.bytes);
}

std::uint64_t twin_key(const Article& article) {
    ByteWriter out;
    write_content(out, article);
    return checksum(out.bytes);
}

std::string hex(std::uint64_t value) {
    return fmt::format("{:016x}", value);
}

} // namespace demarche::index
