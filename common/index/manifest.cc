// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/manifest.hh"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include <fmt/format.h>
#include <unicode/uversion.h>
#include <xapian.h>

#include "common/index/checksum.hh"
#include "common/index/files.hh"
#include "common/index/schema.hh"

namespace demarche::index {

namespace {

constexpr std::string_view first_line = "demarche index";

/// Version of the tokenizer, the folding and the terms made with them. To be raised when they change.
constexpr int analysis_version = 1;

/// The small files of a generation, by the word that begins their line.
constexpr std::array<std::pair<std::string_view, std::optional<NamedFile> Manifest::*>, 4> small_files{
    {{"people", &Manifest::people},
     {"dead", &Manifest::dead},
     {"sources", &Manifest::sources},
     {"overlay", &Manifest::overlay}}};

Error damaged(const std::string& where, std::string why) {
    return {"the manifest of the index is damaged", where, std::move(why), "restore it from a copy or index again",
            Exit::bad_index};
}

std::string file_line(std::string_view what, const NamedFile& file) {
    return fmt::format("{}\t{}\t{}\t{}\n", what, file.name, file.size, hex(file.checksum));
}

/// Splits a line at tabs.
std::vector<std::string_view> parts_of(std::string_view line) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t tab = line.find('\t');
        parts.push_back(line.substr(0, tab));
        if (tab == std::string_view::npos) {
            return parts;
        }
        line.remove_prefix(tab + 1);
    }
}

template <typename Number>
bool read_number(std::string_view text, Number& out, int base = 10) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return error == std::errc{} && end == text.data() + text.size();
}

/// A name that stays inside its folder.
bool is_plain_name(std::string_view name) {
    return !name.empty() && name.find('/') == std::string_view::npos && name != "." && name != "..";
}

bool read_file_line(const std::vector<std::string_view>& parts, NamedFile& out) {
    if (parts.size() != 4 || !is_plain_name(parts[1])) {
        return false;
    }
    out.name = parts[1];
    return read_number(parts[2], out.size) && read_number(parts[3], out.checksum, 16);
}

/// Takes one line into the manifest; false when it does not fit.
bool take_line(Manifest& manifest, const std::vector<std::string_view>& parts) {
    const std::string_view what = parts[0];
    NamedFile file;
    if (what == "generation" && parts.size() == 2) {
        return read_number(parts[1], manifest.generation);
    }
    if (what == "analysis" && parts.size() == 2) {
        manifest.analysis = parts[1];
        return true;
    }
    if (what == "written by" && parts.size() == 2) {
        manifest.written_by = parts[1];
        return true;
    }
    for (const auto& [name, member] : small_files) {
        if (what == name && read_file_line(parts, file)) {
            manifest.*member = file;
            return true;
        }
    }
    if (what == "segment" && parts.size() == 4 && is_plain_name(parts[1])) {
        SegmentEntry& segment = manifest.segments.emplace_back();
        segment.id = parts[1];
        return read_number(parts[2], segment.statements) && read_number(parts[3], segment.articles);
    }
    if (what == "file" && !manifest.segments.empty() && read_file_line(parts, file)) {
        manifest.segments.back().files.push_back(file);
        return true;
    }
    return false;
}

} // namespace

std::string current_analysis() {
    // The stemmers change with Xapian's series (1.4, 2.0): terms made by one are not found by the other.
    return fmt::format("{} stemmers {}.{}", analysis_version, Xapian::major_version(), Xapian::minor_version());
}

std::string current_writer() {
    return fmt::format("demarche {} xapian {} icu {}", DEMARCHE_VERSION, Xapian::version_string(), U_ICU_VERSION);
}

std::string format_manifest(const Manifest& manifest) {
    std::string text =
        fmt::format("{}\nformat\t{}\nschema\t{}\ngeneration\t{}\nanalysis\t{}\nwritten by\t{}\n", first_line,
                    manifest_format, schema_version, manifest.generation, manifest.analysis, manifest.written_by);
    for (const auto& [name, member] : small_files) {
        if (const auto& file = manifest.*member) {
            text += file_line(name, *file);
        }
    }
    for (const SegmentEntry& segment : manifest.segments) {
        text += fmt::format("segment\t{}\t{}\t{}\n", segment.id, segment.statements, segment.articles);
        for (const NamedFile& file : segment.files) {
            text += file_line("file", file);
        }
    }
    return text + fmt::format("end\t{}\n", hex(checksum(text)));
}

Result<Manifest> parse_manifest(std::string_view text, const std::string& where, bool any_analysis) {
    if (!text.starts_with(first_line)) {
        return fail(damaged(where, "it does not begin as it should"));
    }
    Manifest manifest;
    bool ended = false;
    std::size_t at = 0;
    while (at < text.size() && !ended) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text.substr(at, end - at);
        const auto parts = parts_of(line);
        int version = 0;
        if (at == 0) {
            // the first line
        } else if ((parts[0] == "format" || parts[0] == "schema") && parts.size() == 2 &&
                   read_number(parts[1], version)) {
            const int wanted = parts[0] == "format" ? manifest_format : schema_version;
            if (version != wanted) {
                return fail({"the index has another version", where,
                             fmt::format("{} {} where this program has {}", parts[0], version, wanted),
                             "index the articles again: demarche-index add --db NEW-FOLDER PATH…", Exit::bad_index});
            }
        } else if (parts[0] == "end") {
            std::uint64_t sum = 0;
            ended = parts.size() == 2 && read_number(parts[1], sum, 16) && sum == checksum(text.substr(0, at)) &&
                    end + 1 == text.size();
            if (!ended) {
                return fail(damaged(where, "it does not match its checksum"));
            }
        } else if (!take_line(manifest, parts)) {
            return fail(damaged(where, fmt::format("line “{}” is not understood", line)));
        }
        at = end + 1;
    }
    if (!ended) {
        return fail(damaged(where, "it ends early"));
    }
    if (!any_analysis && manifest.analysis != current_analysis()) {
        return fail({"the words of this index were made by other rules", where,
                     fmt::format("“{}” where this program has “{}”", manifest.analysis, current_analysis()),
                     "make a new index of its articles: demarche-index rebuild --db INDEX NEW-FOLDER",
                     Exit::bad_index});
    }
    return manifest;
}

Result<Manifest> read_manifest(const std::filesystem::path& index, bool any_analysis) {
    const std::filesystem::path path = index / manifest_name;
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        const auto type = std::filesystem::status(index, error).type();
        const char* const why = type == std::filesystem::file_type::directory   ? "the folder has no manifest"
                                : type == std::filesystem::file_type::not_found ? "no such folder"
                                                                                : "this is no folder";
        return fail({"there is no index", index.string(), why,
                     "make one with demarche-index add, or name another with --db", Exit::bad_index});
    }
    const auto text = read_file(path);
    if (!text) {
        return fail(text.error());
    }
    return parse_manifest(*text, path.string(), any_analysis);
}

Result<void> replace_manifest(const std::filesystem::path& index, const Manifest& manifest) {
    return replace_file(index / manifest_name, format_manifest(manifest));
}

Result<std::string> read_named(const std::filesystem::path& path, const NamedFile& named) {
    auto bytes = read_file(path);
    if (bytes && (bytes->size() != named.size || checksum(*bytes) != named.checksum)) {
        return fail({"this file of the index is damaged", path.string(), "it does not match its checksum",
                     "restore it from a copy or index again", Exit::bad_index});
    }
    return bytes;
}

NamedFile named_file(std::string name, std::string_view bytes) {
    return {std::move(name), bytes.size(), checksum(bytes)};
}

Result<NamedFile> named_file(const std::filesystem::path& path) {
    const auto mapped = MappedFile::open(path);
    if (!mapped) {
        return fail(mapped.error());
    }
    constexpr std::size_t piece = std::size_t{8} << 20U;
    RunningChecksum sum;
    for (std::string_view rest = mapped->bytes(); !rest.empty(); rest.remove_prefix(std::min(rest.size(), piece))) {
        sum.add(rest.substr(0, piece));
        mapped->release();
    }
    return NamedFile{path.filename().string(), mapped->bytes().size(), sum.value()};
}

} // namespace demarche::index
