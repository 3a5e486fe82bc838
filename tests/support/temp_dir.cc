// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/temp_dir.hh"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include <stdlib.h>

namespace demarche::test {

namespace fs = std::filesystem;

TempDir::TempDir() {
    std::string name = (fs::temp_directory_path() / "demarche-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), name);
    }
    // Canonical, so that paths a program prints after resolving links compare equal.
    path_ = fs::canonical(name);
}

TempDir::~TempDir() {
    std::error_code ignored;
    // A test may have taken away the right to write.
    fs::permissions(path_, fs::perms::owner_all, fs::perm_options::add, ignored);
    fs::remove_all(path_, ignored);
}

fs::path TempDir::write(std::string_view name, std::string_view bytes) const {
    fs::path path = path_ / name;
    write_file(path, bytes);
    return path;
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        throw std::system_error(errno, std::generic_category(), path.string());
    }
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write_file(const fs::path& path, std::string_view bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) {
        throw std::system_error(errno, std::generic_category(), path.string());
    }
}

} // namespace demarche::test
