// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/members.hh"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include "common/text/utf8.hh"

namespace demarche::indexer {

namespace {

constexpr std::size_t block = 64U << 10U;

/// The parts of a path that name something: without "..", so that no name leads out of its archive.
std::string clean_path(std::string_view path) {
    std::string out;
    for (std::size_t begin = 0; begin <= path.size();) {
        const std::size_t end = std::min(path.find_first_of("/\\", begin), path.size());
        const std::string_view part = path.substr(begin, end - begin);
        if (!part.empty() && part != "." && part != "..") {
            out += out.empty() ? "" : "/";
            out += part;
        }
        begin = end + 1;
    }
    return out;
}

} // namespace

struct Callbacks {
    static la_ssize_t read(archive* handle, void* data, const void** bytes) {
        auto& self = *static_cast<Members*>(data);
        const Result<std::size_t> count = self.below_.read(self.buffer_);
        if (!count) {
            self.below_error_ = count.error();
            archive_set_error(handle, -1, "%s", "the input cannot be read");
            return -1;
        }
        *bytes = self.buffer_.data();
        return static_cast<la_ssize_t>(*count);
    }

    static la_int64_t seek(archive* handle, void* data, la_int64_t offset, int whence) {
        auto& self = *static_cast<Members*>(data);
        const Result<std::int64_t> at = self.below_.seek(offset, whence);
        if (!at) {
            self.below_error_ = at.error();
            archive_set_error(handle, -1, "%s", "the input cannot be read");
            return ARCHIVE_FATAL;
        }
        return *at;
    }
};

void Members::Close::operator()(archive* handle) const {
    archive_read_free(handle);
}

Members::Members(ByteStream& below, Container container, std::string name)
    : below_(below), name_(std::move(name)), handle_(archive_read_new()), buffer_(block, '\0') {
    archive* const handle = handle_.get();
    if (handle == nullptr) {
        broken_ = true;
        return;
    }
    // Only what the content was recognised as: libarchive's own guesses take lines of text for formats.
    switch (container) {
    case Container::compressed:
        archive_read_support_filter_gzip(handle);
        archive_read_support_filter_bzip2(handle);
        archive_read_support_filter_xz(handle);
        archive_read_support_filter_zstd(handle);
        archive_read_support_format_raw(handle);
        archive_read_support_format_empty(handle);
        break;
    case Container::tar:
        archive_read_support_format_tar(handle);
        archive_read_support_format_gnutar(handle);
        break;
    case Container::zip:
        archive_read_support_format_zip(handle);
        break;
    case Container::seven_zip:
        archive_read_support_format_7zip(handle);
        break;
    case Container::none:
    case Container::warc:
        broken_ = true;
        return;
    }
    archive_read_set_callback_data(handle, this);
    archive_read_set_read_callback(handle, Callbacks::read);
    if (below.seekable()) {
        archive_read_set_seek_callback(handle, Callbacks::seek);
    }
}

Members::~Members() = default;

tl::unexpected<Error> Members::failure(const char* what) {
    if (!below_error_.what.empty()) {
        broken_ = true;
        return fail(std::exchange(below_error_, {}));
    }
    const char* const why = handle_ == nullptr ? nullptr : archive_error_string(handle_.get());
    return fail(
        {what, current_.empty() ? name_ : name_ + "/" + current_, why == nullptr ? "" : why, "", Exit::some_failed});
}

Result<bool> Members::next(Member& member) {
    if (broken_) {
        return failure("cannot read the archive");
    }
    if (!std::exchange(opened_, true) && archive_read_open1(handle_.get()) != ARCHIVE_OK) {
        broken_ = true;
        return failure("cannot read the archive");
    }
    current_.clear();
    archive_entry* entry = nullptr;
    int code = ARCHIVE_RETRY;
    for (int tries = 0; code == ARCHIVE_RETRY && tries < 10; ++tries) {
        code = archive_read_next_header(handle_.get(), &entry);
    }
    if (code == ARCHIVE_EOF) {
        return false;
    }
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
        broken_ = code == ARCHIVE_FATAL || code == ARCHIVE_RETRY;
        return failure("the archive is damaged");
    }
    const char* path = archive_entry_pathname_utf8(entry);
    // Names in other encodings have no UTF-8 form.
    path = path == nullptr ? archive_entry_pathname(entry) : path;
    const bool raw = archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW;
    member.name = raw || path == nullptr ? std::string() : clean_path(path);
    text::repair_utf8(member.name);
    if (!raw && member.name.empty()) {
        member.name = "unnamed";
    }
    current_ = member.name;
    const auto type = archive_entry_filetype(entry);
    const bool linked = archive_entry_hardlink(entry) != nullptr || archive_entry_symlink(entry) != nullptr;
    if (archive_entry_is_data_encrypted(entry) != 0) {
        member.kind = MemberKind::encrypted;
    } else if (type == AE_IFDIR) {
        member.kind = MemberKind::folder;
    } else {
        member.kind = (type == AE_IFREG || type == 0) && !linked ? MemberKind::file : MemberKind::special;
    }
    return true;
}

Result<std::size_t> Members::read(std::span<char> buffer) {
    const la_ssize_t count = archive_read_data(handle_.get(), buffer.data(), buffer.size());
    if (count >= 0) {
        return static_cast<std::size_t>(count);
    }
    broken_ = count == ARCHIVE_FATAL;
    return failure("the archive is damaged");
}

} // namespace demarche::indexer
