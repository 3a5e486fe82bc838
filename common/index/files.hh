// SPDX-License-Identifier: GPL-3.0-or-later
// Files of an index on disk: mapped for reading, and written so that they are whole or not there.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::index {

/// A file mapped read-only. Moves, never copies; the bytes stay where they are.
class MappedFile {
  public:
    /// Errors: the file is missing or cannot be read (Exit::bad_index).
    static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile() = default;
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    ~MappedFile();

    std::string_view bytes() const { return {data_, size_}; }
    /// Gives back the memory of what has been read; it is read again when it is asked for.
    void release() const;

  private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

/// The whole file as a string.
Result<std::string> read_file(const std::filesystem::path& path);

/// Writes a new file piece by piece, through a buffer.
class FileWriter {
  public:
    static Result<FileWriter> create(const std::filesystem::path& path);

    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&& other) noexcept;
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;
    ~FileWriter();

    Result<void> append(std::string_view bytes);
    /// Writes what is left, puts `head` over the file's beginning, and syncs it.
    Result<void> finish(std::string_view head = {});

  private:
    FileWriter() = default;
    Result<void> flush();
    Result<void> error() const;

    std::filesystem::path path_;
    int fd_ = -1;
    std::string buffer_;
};

/// Writes a new file and syncs it.
Result<void> write_file(const std::filesystem::path& path, std::string_view bytes);

/// Replaces `path` at once by `bytes`: write beside it, sync, rename, sync the folder. A reader sees the old or the
/// new.
Result<void> replace_file(const std::filesystem::path& path, std::string_view bytes);

/// Syncs a file's or a folder's own state to the disk.
Result<void> sync_path(const std::filesystem::path& path);

/// An error about a file from errno, as Exit::bad_index.
Error file_error(std::string what, const std::filesystem::path& path, int error_number);

} // namespace demarche::index
