// SPDX-License-Identifier: GPL-3.0-or-later
// Makes containers in memory for the tests of what opens them.
#pragma once

#include <clocale>
#include <string>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

namespace demarche::indexer {

struct Packed {
    std::string name;
    std::string bytes;
    /// AE_IFREG, AE_IFLNK …
    unsigned type = AE_IFREG;
};

/// A container of the members; `format` is ARCHIVE_FORMAT_…, `filter` ARCHIVE_FILTER_….
inline std::string pack(const std::vector<Packed>& members, int format, int filter = ARCHIVE_FILTER_NONE) {
    std::string out;
    std::setlocale(LC_CTYPE, "C.UTF-8"); // Names are converted by it.
    archive* const handle = archive_write_new();
    archive_write_set_format(handle, format);
    archive_write_add_filter(handle, filter);
    archive_write_set_bytes_per_block(handle, 0);
    archive_write_open(
        handle, &out, nullptr,
        [](archive*, void* data, const void* bytes, std::size_t size) -> la_ssize_t {
            static_cast<std::string*>(data)->append(static_cast<const char*>(bytes), size);
            return static_cast<la_ssize_t>(size);
        },
        nullptr);
    for (const Packed& member : members) {
        archive_entry* const entry = archive_entry_new();
        archive_entry_set_pathname_utf8(entry, member.name.c_str());
        archive_entry_set_filetype(entry, member.type);
        archive_entry_set_perm(entry, 0644);
        if (member.type == AE_IFLNK) {
            archive_entry_set_symlink(entry, "elsewhere");
        } else {
            archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
        }
        archive_write_header(handle, entry);
        archive_write_data(handle, member.bytes.data(), member.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(handle);
    archive_write_free(handle);
    return out;
}

/// One stream, compressed.
inline std::string compress(const std::string& bytes, int filter) {
    return pack({{"x", bytes}}, ARCHIVE_FORMAT_RAW, filter);
}

} // namespace demarche::indexer
