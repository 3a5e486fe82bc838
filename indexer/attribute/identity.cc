// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/attribute/identity.hh"

#include <cstdint>
#include <string_view>
#include <unordered_map>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "common/text/fold.hh"

namespace demarche::indexer {

namespace {

/// 128 bits as 26 digits of base 32 (RFC 4648's extended alphabet in lower case: sorts as the number does).
std::string base32(XXH128_hash_t hash) {
    constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
    std::string out(26, '0');
    std::uint64_t high = hash.high64;
    std::uint64_t low = hash.low64;
    for (size_t i = out.size(); i-- > 0;) {
        out[i] = digits[low & 31];
        low = (low >> 5) | (high << 59);
        high >>= 5;
    }
    return out;
}

} // namespace

void set_statement_ids(std::vector<Statement>& statements) {
    // Equal texts by their hash: 64 bits tell those of one article apart.
    std::unordered_map<std::uint64_t, unsigned> seen;
    for (Statement& statement : statements) {
        std::string key = text::fold(statement.text);
        const unsigned occurrence = seen[XXH3_64bits(key.data(), key.size())]++;
        // Zero bytes part what cannot hold any.
        (key += '\0') += statement.article;
        (key += '\0') += std::to_string(occurrence);
        statement.id = base32(XXH3_128bits(key.data(), key.size()));
    }
}

} // namespace demarche::indexer
