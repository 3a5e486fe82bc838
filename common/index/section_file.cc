// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/section_file.hh"

#include "common/index/bytes.hh"
#include "common/index/checksum.hh"

namespace demarche::index {

namespace {

constexpr std::string_view magic = "DEMARCHE";
constexpr std::uint32_t version = 1;
constexpr std::size_t header_size = 32;
constexpr std::size_t name_size = 24;
constexpr std::size_t row_size = name_size + 24;
/// Files up to this size have all their sections checked when opened: that costs less than 0.1 ms.
constexpr std::size_t small_file = std::size_t{1} << 20;

} // namespace

void SectionWriter::add(std::string_view name, std::string bytes) {
    sections_.emplace_back(name.substr(0, name_size), std::move(bytes));
}

std::string SectionWriter::bytes() const {
    std::size_t end = header_size + row_size * sections_.size();
    ByteWriter table;
    for (const auto& [name, bytes] : sections_) {
        table.bytes += name;
        table.bytes.append(name_size - name.size(), '\0');
        table.u64(end);
        table.u64(bytes.size());
        table.u64(checksum(bytes));
        end = (end + bytes.size() + 7) / 8 * 8;
    }
    ByteWriter out;
    out.bytes.reserve(end);
    out.bytes += magic;
    out.u32(version);
    out.u32(static_cast<std::uint32_t>(sections_.size()));
    out.u64(end);
    out.u64(checksum(table.bytes));
    out.bytes += table.bytes;
    for (const auto& [name, bytes] : sections_) {
        out.bytes += bytes;
        out.align(8);
    }
    return std::move(out.bytes);
}

Error SectionFile::damaged(std::string why) const {
    return {"this file of the index is damaged", path_.string(), std::move(why),
            "restore it from a copy or index again", Exit::bad_index};
}

Result<SectionFile> SectionFile::open(const std::filesystem::path& path) {
    auto mapped = MappedFile::open(path);
    if (!mapped) {
        return fail(mapped.error());
    }
    SectionFile file;
    file.path_ = path;
    file.file_ = std::move(*mapped);
    const std::string_view bytes = file.file_.bytes();
    if (bytes.size() < header_size || !bytes.starts_with(magic)) {
        return fail(file.damaged("it does not begin as it should"));
    }
    ByteReader header(bytes.substr(magic.size(), header_size - magic.size()));
    if (const std::uint32_t found = header.u32(); found != version) {
        Error error = file.damaged("");
        error.what = "this file of the index has another version";
        error.why = "version " + std::to_string(found) + " where this program reads " + std::to_string(version);
        error.hint = "index the articles again into a new folder";
        return fail(error);
    }
    const std::size_t count = header.u32();
    if (header.u64() != bytes.size() || count > (bytes.size() - header_size) / row_size) {
        return fail(file.damaged("it is not as long as it should be"));
    }
    const std::string_view table = bytes.substr(header_size, count * row_size);
    if (header.u64() != checksum(table)) {
        return fail(file.damaged("its header does not match its checksum"));
    }
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view row = table.substr(i * row_size, row_size);
        ByteReader numbers(row.substr(name_size));
        const std::uint64_t offset = numbers.u64();
        const std::uint64_t size = numbers.u64();
        if (offset > bytes.size() || size > bytes.size() - offset || offset % 8 != 0) {
            return fail(file.damaged("a section lies outside the file"));
        }
        const std::string_view name = row.substr(0, name_size);
        file.sections_.push_back({name.substr(0, name.find('\0')), bytes.substr(offset, size), numbers.u64()});
    }
    if (bytes.size() <= small_file) {
        if (auto checked = file.verify(); !checked) {
            return fail(checked.error());
        }
    }
    return file;
}

std::optional<std::string_view> SectionFile::find(std::string_view name) const {
    for (const Section& section : sections_) {
        if (section.name == name) {
            return section.bytes;
        }
    }
    return std::nullopt;
}

Result<std::string_view> SectionFile::section(std::string_view name) const {
    if (const auto found = find(name)) {
        return *found;
    }
    return fail(damaged("section " + std::string(name) + " is missing"));
}

Result<void> SectionFile::verify() const {
    for (const Section& section : sections_) {
        if (checksum(section.bytes) != section.checksum) {
            return fail(damaged("section " + std::string(section.name) + " does not match its checksum"));
        }
    }
    return {};
}

} // namespace demarche::index
