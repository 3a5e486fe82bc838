// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/unpack.hh"

#include <array>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "common/report/error.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/container.hh"
#include "indexer/archive/members.hh"
#include "indexer/archive/warc.hh"

namespace demarche::indexer {

namespace {

/// Members of an archive that fail one after another before the rest is given up.
constexpr std::size_t most_failures = 1000;

/// What was read from the outermost container and what came out of it, at all depths together.
struct Budget {
    std::uint64_t taken = 0;
    std::uint64_t given = 0;
    bool spent = false;
};

/// Counts what is read from the outermost container.
class Taking : public ByteStream {
  public:
    Taking(ByteStream& below, Budget& budget) : below_(below), budget_(budget) {}
    Result<std::size_t> read(std::span<char> buffer) override {
        const Result<std::size_t> count = below_.read(buffer);
        budget_.taken += count.value_or(0);
        return count;
    }
    bool seekable() const override { return below_.seekable(); }
    Result<std::int64_t> seek(std::int64_t offset, int whence) override { return below_.seek(offset, whence); }

  private:
    ByteStream& below_;
    Budget& budget_;
};

/// Counts what is unpacked, and ends it when it is too much.
class Giving : public ByteStream {
  public:
    Giving(ByteStream& below, Budget& budget, const UnpackLimits& limits, std::string name)
        : below_(below), budget_(budget), limits_(limits), name_(std::move(name)) {}
    Result<std::size_t> read(std::span<char> buffer) override {
        if (!budget_.spent) {
            const Result<std::size_t> count = below_.read(buffer);
            budget_.given += count.value_or(0);
            const bool bomb = budget_.given > limits_.ratio_from && budget_.given / limits_.ratio > budget_.taken;
            budget_.spent = budget_.given > limits_.bytes || bomb;
            if (!budget_.spent) {
                return count;
            }
        }
        return fail({"the archive unpacks to too much", name_,
                     fmt::format("{} bytes came out of {}", budget_.given, budget_.taken),
                     "raise --max-unpacked or --max-ratio if it is to be trusted", Exit::some_failed});
    }

  private:
    ByteStream& below_;
    Budget& budget_;
    const UnpackLimits& limits_;
    std::string name_;
};

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};

/// Whether a path has a part that is hidden: ".git/x", "__MACOSX/x".
bool is_hidden(std::string_view path) {
    return path.starts_with('.') || path.find("/.") != std::string_view::npos || path.starts_with("__MACOSX/") ||
           path.find("/__MACOSX/") != std::string_view::npos;
}

/// Documents of offices are zip archives of their parts.
bool is_document_part(std::string_view name) {
    return name == "[Content_Types].xml" || name == "mimetype" || name == "META-INF/container.xml";
}

class Unpacker {
  public:
    Unpacker(const EntrySink& sink, Diagnostics& diagnostics, const UnpackLimits& limits,
             const std::function<bool(const std::string&)>& wanted)
        : sink_(sink), diagnostics_(diagnostics), limits_(limits), wanted_(wanted) {}

    bool give(Entry& entry, bool top, std::size_t depth) {
        PeekStream bytes(entry.bytes);
        const Result<std::string_view> head = bytes.peek(container_head);
        if (!head) {
            diagnostics_.failed(head.error());
            return true;
        }
        const Container container = container_of(*head);
        if (container == Container::none) {
            if (wanted_ && !wanted_(entry.name)) {
                return true;
            }
            Entry plain{entry.source,  entry.name,       bytes,          entry.address,
                        entry.charset, entry.media_type, entry.captured, entry.passed_over};
            return sink_(plain);
        }
        if (depth >= limits_.depth) {
            failed(entry.source, "the archive is packed too deep",
                   fmt::format("it is the {}th inside another", depth + 1), "raise --max-depth if it is to be trusted");
            return true;
        }
        Taking taking(bytes, budget_);
        ByteStream& counted = depth == 0 ? static_cast<ByteStream&>(taking) : bytes;
        if (container == Container::warc) {
            return read_warc(
                counted, entry.source, [&](Entry& record) { return give(record, false, depth + 1); }, diagnostics_);
        }
        if (container == Container::seven_zip && !counted.seekable()) {
            return spooled(counted, entry, top, depth);
        }
        return members(counted, container, entry, top, depth);
    }

  private:
    void failed(const std::string& where, std::string what, std::string why = {}, std::string hint = {}) {
        diagnostics_.failed({std::move(what), where, std::move(why), std::move(hint), Exit::some_failed});
    }

    /// A 7z archive that cannot be moved in goes to a file without a name first.
    bool spooled(ByteStream& bytes, const Entry& entry, bool top, std::size_t depth) {
        const std::unique_ptr<std::FILE, CloseFile> file(std::tmpfile());
        if (file == nullptr) {
            failed(entry.source, "cannot make a temporary file");
            return true;
        }
        std::array<char, 64U << 10U> buffer{};
        while (true) {
            const Result<std::size_t> count = bytes.read(buffer);
            if (!count) {
                diagnostics_.failed(count.error());
                return true;
            }
            if (*count == 0) {
                break;
            }
            if (std::fwrite(buffer.data(), 1, *count, file.get()) != *count) {
                failed(entry.source, "cannot write a temporary file");
                return true;
            }
        }
        std::fflush(file.get());
        FileStream stream(fileno(file.get()), entry.source, false);
        if (!stream.seek(0, SEEK_SET)) {
            failed(entry.source, "cannot read a temporary file");
            return true;
        }
        return members(stream, Container::seven_zip, entry, top, depth);
    }

    bool members(ByteStream& bytes, Container container, const Entry& entry, bool top, std::size_t depth) {
        Members archive(bytes, container, entry.source);
        Giving giving(archive, budget_, limits_, entry.source);
        std::size_t failures = 0;
        std::size_t skipped = 0;
        std::string first_skipped;
        std::size_t number = 0;
        bool went_on = true;
        Member member;
        while (went_on) {
            if (number > 0 && archive.broken()) {
                break; // Whoever read the member has said so.
            }
            const Result<bool> more = archive.next(member);
            if (!more) {
                diagnostics_.failed(more.error());
                if (archive.broken() || ++failures >= most_failures) {
                    break;
                }
                continue;
            }
            if (!*more) {
                break;
            }
            if (member.kind == MemberKind::folder) {
                continue;
            }
            const std::string where = member.name.empty() ? entry.source : entry.source + "/" + member.name;
            if (number++ == 0 && container == Container::zip && is_document_part(member.name)) {
                failed(entry.source, "office documents and e-books are not yet supported", "",
                       "save them as HTML or text");
                break;
            }
            if (member.kind == MemberKind::encrypted) {
                failed(where, "the member is encrypted");
                continue;
            }
            if (member.kind == MemberKind::special || is_hidden(member.name)) {
                if (skipped++ == 0) {
                    first_skipped = member.name;
                }
                continue;
            }
            Entry inner{where,          inner_name(entry, member, top),
                        giving,         entry.address,
                        entry.charset,  entry.media_type,
                        entry.captured, entry.passed_over};
            went_on = give(inner, top && member.name.empty(), depth + 1);
            if (budget_.spent) {
                break;
            }
        }
        if (skipped > 0) {
            diagnostics_.warn(
                {fmt::format("{} hidden or special {} skipped", skipped, skipped == 1 ? "member" : "members"),
                 entry.source, fmt::format("the first is {}", first_skipped), "", Exit::ok});
        }
        return went_on;
    }

    /// A compressed stream keeps its name without the ending; a member's follows its container's.
    static std::string inner_name(const Entry& entry, const Member& member, bool top) {
        if (member.name.empty()) {
            return std::string(without_compression(entry.name));
        }
        return top ? member.name : entry.name + "/" + member.name;
    }

    const EntrySink& sink_;
    Diagnostics& diagnostics_;
    const UnpackLimits& limits_;
    const std::function<bool(const std::string&)>& wanted_;
    Budget budget_;
};

} // namespace

bool unpack(Entry& entry, bool top, const EntrySink& sink, Diagnostics& diagnostics, const UnpackLimits& limits,
            const std::function<bool(const std::string&)>& wanted) {
    return Unpacker(sink, diagnostics, limits, wanted).give(entry, top, 0);
}

} // namespace demarche::indexer
