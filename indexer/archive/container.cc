// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/container.hh"

#include <algorithm>
#include <array>

namespace demarche::indexer {

namespace {

struct Magic {
    std::string_view bytes;
    Container container;
};

constexpr std::array magics = std::to_array<Magic>({{"\x1f\x8b\x08", Container::compressed},
                                                    {"BZh", Container::compressed},
                                                    {std::string_view("\xfd"
                                                                      "7zXZ\0",
                                                                      6),
                                                     Container::compressed},
                                                    {"\x28\xb5\x2f\xfd", Container::compressed},
                                                    {"PK\x03\x04", Container::zip},
                                                    {"PK\x05\x06", Container::zip},
                                                    {"PK\x07\x08", Container::zip},
                                                    {"7z\xbc\xaf\x27\x1c", Container::seven_zip},
                                                    {"WARC/0.", Container::warc},
                                                    {"WARC/1.", Container::warc}});

/// Whether the head is that of a tar archive: its own sum is right, whatever the dialect.
bool is_tar(std::string_view head) {
    constexpr std::size_t sum_at = 148;
    constexpr std::size_t sum_size = 8;
    if (head.size() < 512 || head[0] == '\0') {
        return false;
    }
    unsigned long written = 0;
    bool digits = false;
    for (const char c : head.substr(sum_at, sum_size)) {
        if (c >= '0' && c <= '7') {
            written = written * 8 + static_cast<unsigned long>(c - '0');
            digits = true;
        } else if (c != ' ' && c != '\0') {
            return false;
        }
    }
    unsigned long sum = sum_size * static_cast<unsigned long>(' ');
    for (std::size_t i = 0; i < 512; ++i) {
        if (i < sum_at || i >= sum_at + sum_size) {
            sum += static_cast<unsigned char>(head[i]);
        }
    }
    return digits && sum == written;
}

bool is_bzip2(std::string_view head) {
    // The size of blocks and the magic of the first one: text may begin with the letters, too.
    return head.size() >= 10 && head[3] >= '1' && head[3] <= '9' &&
           (head.substr(4, 6) == "\x31\x41\x59\x26\x53\x59" || head.substr(4, 6) == "\x17\x72\x45\x38\x50\x90");
}

} // namespace

Container container_of(std::string_view head) {
    for (const Magic& magic : magics) {
        if (head.starts_with(magic.bytes) && (magic.bytes != "BZh" || is_bzip2(head))) {
            return magic.container;
        }
    }
    return is_tar(head) ? Container::tar : Container::none;
}

std::string_view without_compression(std::string_view name) {
    for (const std::string_view ending : {".gz", ".bz2", ".xz", ".zst", ".GZ"}) {
        if (name.size() > ending.size() && name.ends_with(ending) && name[name.size() - ending.size() - 1] != '/') {
            return name.substr(0, name.size() - ending.size());
        }
    }
    return name;
}

} // namespace demarche::indexer
