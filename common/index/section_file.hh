// SPDX-License-Identifier: GPL-3.0-or-later
// The container of every binary file of an index beside Xapian's own: named sections behind a checked header.
//
//   magic "DEMARCHE" | version u32 | section count u32 | file size u64 | checksum of what follows up to the first
//   section u64 for each section: name 24 bytes, zero-padded | offset u64 | size u64 | checksum u64 sections, each at a
//   multiple of 8 bytes
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/index/files.hh"
#include "common/report/error.hh"

namespace demarche::index {

class SectionStream;

/// Collects sections and gives the file's bytes.
class SectionWriter {
  public:
    /// Names are at most 24 bytes.
    void add(std::string_view name, std::string bytes);
    std::string bytes() const;
    /// Writes the file and syncs it, without a copy of it all in memory.
    Result<void> write_file(const std::filesystem::path& path) const;
    /// Appends the sections to a file that is being written.
    Result<void> append_to(SectionStream& out) const;

  private:
    std::vector<std::pair<std::string, std::string>> sections_;
};

/// Writes a file section by section, so that none of them need be in memory.
class SectionStream {
  public:
    /// Creates the file. At most `sections` will be written.
    static Result<SectionStream> create(const std::filesystem::path& path, std::size_t sections);

    SectionStream(SectionStream&& other) noexcept;
    SectionStream& operator=(SectionStream&& other) noexcept;
    ~SectionStream();

    /// Appends to the section `name`, which is begun when the one before had another name.
    Result<void> append(std::string_view name, std::string_view bytes);
    /// Writes the header and syncs the file.
    Result<void> finish();

  private:
    struct State;
    explicit SectionStream(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// A mapped file of sections. Opening checks the header, the size, and the checksums of a small file; `verify` checks
/// all.
class SectionFile {
  public:
    static Result<SectionFile> open(const std::filesystem::path& path);

    /// The bytes of a section, aligned to 8; nothing when there is none of that name.
    std::optional<std::string_view> find(std::string_view name) const;
    /// The same, as an error that names file and section.
    Result<std::string_view> section(std::string_view name) const;
    /// The section as an array of at least `count` values of T.
    template <typename T>
    Result<std::string_view> array(std::string_view name, std::size_t count) const {
        auto bytes = section(name);
        if (bytes && bytes->size() / sizeof(T) < count) {
            return fail(damaged("section " + std::string(name) + " is too short"));
        }
        return bytes;
    }

    /// Gives back the memory of what has been read; it is read again when it is asked for.
    void release() const { file_.release(); }

    /// Compares every section with its checksum.
    Result<void> verify() const;

    Error damaged(std::string why) const;

  private:
    struct Section {
        std::string_view name;
        std::string_view bytes;
        std::uint64_t checksum = 0;
    };
    std::filesystem::path path_;
    MappedFile file_;
    std::vector<Section> sections_;
};

} // namespace demarche::index
