// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/index/section_file.hh"

#include <algorithm>

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

Result<void> SectionWriter::write_file(const std::filesystem::path& path) const {
    auto stream = SectionStream::create(path, sections_.size());
    if (!stream) {
        return fail(stream.error());
    }
    if (auto done = append_to(*stream); !done) {
        return done;
    }
    return stream->finish();
}

Result<void> SectionWriter::append_to(SectionStream& out) const {
    for (const auto& [name, bytes] : sections_) {
        if (auto done = out.append(name, bytes); !done) {
            return done;
        }
    }
    return {};
}

struct SectionStream::State {
    struct Row {
        std::string name;
        std::uint64_t offset = 0;
        std::uint64_t size = 0;
        std::uint64_t checksum = 0;
    };
    std::filesystem::path path;
    FileWriter file;
    std::size_t most = 0;
    std::vector<Row> rows;
    RunningChecksum sum;
    std::uint64_t at = 0;

    State(std::filesystem::path where, FileWriter writer, std::size_t sections)
        : path(std::move(where)), file(std::move(writer)), most(sections) {}

    void end_section() {
        if (!rows.empty()) {
            rows.back().size = at - rows.back().offset;
            rows.back().checksum = sum.value();
        }
    }
    Result<void> put(std::string_view bytes) {
        at += bytes.size();
        return file.append(bytes);
    }
    Result<void> align() { return put(std::string_view("\0\0\0\0\0\0\0", (8 - at % 8) % 8)); }
};

SectionStream::SectionStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
SectionStream::SectionStream(SectionStream&&) noexcept = default;
SectionStream& SectionStream::operator=(SectionStream&&) noexcept = default;
SectionStream::~SectionStream() = default;

Result<SectionStream> SectionStream::create(const std::filesystem::path& path, std::size_t sections) {
    auto file = FileWriter::create(path);
    if (!file) {
        return fail(file.error());
    }
    auto state = std::make_unique<State>(path, std::move(*file), sections);
    // Place for the header, which is known at the end.
    if (auto done = state->put(std::string(header_size + row_size * sections, '\0')); !done) {
        return fail(done.error());
    }
    return SectionStream(std::move(state));
}

Result<void> SectionStream::append(std::string_view name, std::string_view bytes) {
    State& state = *state_;
    if (state.rows.empty() || state.rows.back().name != name) {
        state.end_section();
        if (auto done = state.align(); !done) {
            return done;
        }
        state.rows.push_back({std::string(name.substr(0, name_size)), state.at, 0, 0});
        state.sum = RunningChecksum();
    }
    state.sum.add(bytes);
    return state.put(bytes);
}

Result<void> SectionStream::finish() {
    State& state = *state_;
    state.end_section();
    if (auto done = state.align(); !done) {
        return done;
    }
    ByteWriter table;
    for (const State::Row& row : state.rows) {
        table.bytes += row.name;
        table.bytes.append(name_size - row.name.size(), '\0');
        table.u64(row.offset);
        table.u64(row.size);
        table.u64(row.checksum);
    }
    if (state.rows.size() > state.most) {
        return fail({"cannot write a file of the index", state.path.string(), "more sections than there is room for",
                     "", Exit::bad_index});
    }
    ByteWriter header;
    header.bytes += magic;
    header.u32(version);
    header.u32(static_cast<std::uint32_t>(state.rows.size()));
    header.u64(state.at);
    header.u64(checksum(table.bytes));
    header.bytes += table.bytes;
    return state.file.finish(header.bytes);
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
    // A file is not in memory as a whole only because it is looked over.
    constexpr std::size_t piece = std::size_t{8} << 20U;
    for (const Section& section : sections_) {
        RunningChecksum sum;
        for (std::string_view rest = section.bytes; !rest.empty(); rest.remove_prefix(std::min(rest.size(), piece))) {
            sum.add(rest.substr(0, piece));
            if (rest.size() > piece) {
                release();
            }
        }
        if (sum.value() != section.checksum) {
            return fail(damaged("section " + std::string(section.name) + " does not match its checksum"));
        }
    }
    return {};
}

} // namespace demarche::index
