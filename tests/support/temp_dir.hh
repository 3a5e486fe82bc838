// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of its own for a test, removed at the end.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace demarche::test {

/// Makes a new empty folder below the system's temporary folder and removes it, with all it holds, when destroyed.
/// Throws std::system_error when the folder cannot be made.
class TempDir {
  public:
    TempDir();
    ~TempDir();
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

    /// Writes `bytes` to the file `name` (folders on the way are made) and gives its path.
    std::filesystem::path write(std::string_view name, std::string_view bytes) const;

  private:
    std::filesystem::path path_;
};

/// All bytes of a file; throws std::system_error when it cannot be read.
std::string read_file(const std::filesystem::path& path);

/// Writes all bytes, folders on the way included; throws std::system_error when that fails.
void write_file(const std::filesystem::path& path, std::string_view bytes);

} // namespace demarche::test
