// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the pair of sections that a StringList reads.
#pragma once

#include <cstdint>
#include <string>

#include "common/index/bytes.hh"
#include "common/index/section_file.hh"

namespace demarche::index {

/// Sections `name`.starts and `name`.bytes from any range of strings (at most 4 GiB together).
template <typename Strings>
void write_strings(SectionWriter& out, const std::string& name, const Strings& strings) {
    ByteWriter starts;
    std::string bytes;
    for (const auto& string : strings) {
        starts.u32(static_cast<std::uint32_t>(bytes.size()));
        bytes += string;
    }
    starts.u32(static_cast<std::uint32_t>(bytes.size()));
    out.add(name + ".starts", std::move(starts.bytes));
    out.add(name + ".bytes", std::move(bytes));
}

} // namespace demarche::index
