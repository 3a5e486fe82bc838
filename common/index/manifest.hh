// SPDX-License-Identifier: GPL-3.0-or-later
// The manifest: the one file that says what an index consists of. Text, so that people can read it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/report/error.hh"

namespace demarche::index {

/// Version of the manifest's own form.
inline constexpr int manifest_format = 1;

/// A file the manifest names, with its size and checksum.
struct NamedFile {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t checksum = 0;
    bool operator==(const NamedFile&) const = default;
};

/// An immutable segment in segments/<id>/.
struct SegmentEntry {
    std::string id;
    std::uint32_t statements = 0;
    std::uint32_t articles = 0;
    std::vector<NamedFile> files;
    bool operator==(const SegmentEntry&) const = default;
};

struct Manifest {
    /// Rises by one with every commit.
    std::uint64_t generation = 0;
    /// Which rules made the terms: reader and writer must agree ("analysis 1, Xapian 1.4").
    std::string analysis;
    /// What wrote it; for people.
    std::string written_by;
    std::optional<NamedFile> people;
    std::optional<NamedFile> dead;
    /// Further places where articles were found, and what became of files since.
    std::optional<NamedFile> sources;
    /// Families, copies and corrections.
    std::optional<NamedFile> overlay;
    std::vector<SegmentEntry> segments;
    bool operator==(const Manifest&) const = default;
};

/// The analysis this program writes and reads.
std::string current_analysis();
/// Versions of this program, Xapian and ICU.
std::string current_writer();

/// Names inside an index.
inline constexpr std::string_view manifest_name = "manifest";
inline constexpr std::string_view lock_name = "lock";
inline constexpr std::string_view segments_name = "segments";
/// Files of a segment beside Xapian's.
inline constexpr std::string_view columns_name = "columns";
inline constexpr std::string_view statements_name = "statements";
inline constexpr std::string_view articles_name = "articles";

std::string format_manifest(const Manifest& manifest);
/// `where` names the file in errors, all Exit::bad_index: damaged, or of another version, with the way to mend it. With
/// `any_analysis` it does not matter by which rules terms were made: for reading statements and articles.
Result<Manifest> parse_manifest(std::string_view text, const std::string& where, bool any_analysis = false);

/// The manifest of the index in a folder. Errors: there is none, or as parse_manifest.
Result<Manifest> read_manifest(const std::filesystem::path& index, bool any_analysis = false);
/// Replaces it, durably.
Result<void> replace_manifest(const std::filesystem::path& index, const Manifest& manifest);

/// Reads one of the generation's small files and compares size and checksum.
Result<std::string> read_named(const std::filesystem::path& path, const NamedFile& named);
/// The entry for a file with these bytes.
NamedFile named_file(std::string name, std::string_view bytes);
/// The same of a file on disk, read piece by piece.
Result<NamedFile> named_file(const std::filesystem::path& path);

} // namespace demarche::index
