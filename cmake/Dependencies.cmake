# SPDX-License-Identifier: GPL-3.0-or-later
# Every library the project links, found here and nowhere else. All are Debian packages (scripts/install-deps).
find_package(PkgConfig REQUIRED)
find_package(ICU 72 REQUIRED COMPONENTS i18n uc data)
find_package(CLI11 2.1 CONFIG REQUIRED)
find_package(nlohmann_json 3.11 CONFIG REQUIRED)
find_package(fmt 9 CONFIG REQUIRED)
find_package(tl-expected CONFIG REQUIRED)
find_package(LibXml2 2.9 REQUIRED)
find_package(LibArchive 3.6 REQUIRED)
find_package(Threads REQUIRED)
# `find_package(xapian)` sets variables only; pkg-config gives a target.
pkg_check_modules(XAPIAN REQUIRED IMPORTED_TARGET xapian-core>=1.4.22)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd>=1.5)
if(BUILD_TESTING OR NOT DEFINED BUILD_TESTING)
    find_package(Catch2 2.13 CONFIG REQUIRED)
endif()
