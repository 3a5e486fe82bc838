// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/archive/walk.hh"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include "common/report/diagnostics.hh"
#include "common/report/error.hh"
#include "common/text/utf8.hh"
#include "indexer/archive/byte_stream.hh"
#include "indexer/archive/entry.hh"

namespace demarche::indexer {

namespace {

namespace fs = std::filesystem;

std::string valid(std::string_view path) {
    std::string out(path);
    text::repair_utf8(out);
    return out;
}

std::string cause(int error) {
    return std::generic_category().message(error);
}

/// The last component; of "a/b/" it is "b".
std::string file_name(std::string_view path) {
    while (path.size() > 1 && path.ends_with('/')) {
        path.remove_suffix(1);
    }
    const std::size_t slash = path.rfind('/');
    return std::string(slash == std::string_view::npos || path.size() == 1 ? path : path.substr(slash + 1));
}

struct CloseFolder {
    void operator()(DIR* folder) const { closedir(folder); }
};

/// Tells of the bytes of a file as they are read: never more than its size, even if some are read twice.
class Metered : public ByteStream {
  public:
    Metered(ByteStream& below, std::uint64_t size, const std::function<void(std::uint64_t)>& taken)
        : below_(below), left_(size), taken_(taken) {}
    Metered(const Metered&) = delete;
    Metered& operator=(const Metered&) = delete;
    ~Metered() override { take(left_); }

    Result<std::size_t> read(std::span<char> buffer) override {
        const Result<std::size_t> count = below_.read(buffer);
        take(std::min<std::uint64_t>(count.value_or(0), left_));
        return count;
    }
    bool seekable() const override { return below_.seekable(); }
    Result<std::int64_t> seek(std::int64_t offset, int whence) override { return below_.seek(offset, whence); }

  private:
    void take(std::uint64_t bytes) {
        left_ -= bytes;
        if (taken_ && bytes > 0) {
            taken_(bytes);
        }
    }

    ByteStream& below_;
    std::uint64_t left_;
    const std::function<void(std::uint64_t)>& taken_;
};

/// Says nothing: what can be said is said when the files are read.
class Silence : public Diagnostics {
  protected:
    void line(std::string_view /*severity*/, const std::string& /*text*/) override {}
};

/// What makes two paths the same folder.
using Identity = std::pair<dev_t, ino_t>;

class Walk {
  public:
    Walk(const EntrySink& sink, Diagnostics& diagnostics, const WalkOptions& options)
        : sink_(sink), diagnostics_(diagnostics), options_(options) {}

    /// Sums sizes instead of reading; nothing when one is not known.
    std::optional<std::uint64_t> measure(const std::vector<std::string>& paths) {
        measuring_ = true;
        for (const std::string& path : paths) {
            struct stat status = {};
            if (path == "-" ||
                (stat(path.c_str(), &status) == 0 && !S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode))) {
                return std::nullopt;
            }
            given(path);
        }
        return stop() ? std::nullopt : std::optional(size_);
    }

    std::size_t run(const std::vector<std::string>& paths) {
        bool input_taken = false;
        for (const std::string& path : paths) {
            if (stop()) {
                break;
            }
            if (path != "-") {
                given(path);
            } else if (std::exchange(input_taken, true)) {
                diagnostics_.warn({"standard input is read once", "-", "", "", Exit::ok});
            } else {
                FileStream bytes(options_.standard_input, "standard input", false, options_.stopped);
                give("-", "-", bytes, true);
            }
        }
        return entries_;
    }

  private:
    bool stop() {
        ended_ = ended_ || (options_.stopped && options_.stopped());
        return ended_;
    }

    void failed(std::string what, const std::string& path, std::string why, std::string hint = {}) {
        diagnostics_.failed({std::move(what), path, std::move(why), std::move(hint), Exit::some_failed});
    }

    void give(std::string source, std::string name, ByteStream& bytes, bool top) {
        Entry entry{std::move(source), std::move(name), bytes};
        const EntrySink counted = [&](Entry& one) {
            ++entries_;
            return sink_(one) && !stop();
        };
        const bool went_on = unpack(entry, top, counted, diagnostics_, options_.limits,
                                    [&](const std::string& inner) { return wanted(inner); });
        ended_ = !went_on || ended_;
    }

    /// Whether a name, or its last part, matches one of the patterns.
    static bool matches(const std::string& name, const std::vector<std::string>& patterns) {
        const std::string last = file_name(name);
        return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
            return fnmatch(pattern.c_str(), name.c_str(), 0) == 0 || fnmatch(pattern.c_str(), last.c_str(), 0) == 0;
        });
    }

    bool wanted(const std::string& name) const {
        return (options_.include.empty() || file_included_ || matches(name, options_.include)) &&
               !matches(name, options_.exclude);
    }

    /// A path of the command line.
    void given(const std::string& path) {
        struct stat status = {};
        if (stat(path.c_str(), &status) != 0) {
            failed("cannot read", path, cause(errno), errno == ENOENT ? "check the path" : "");
        } else if (S_ISDIR(status.st_mode)) {
            skipped_ = 0;
            folder(path, "", {status.st_dev, status.st_ino});
            if (skipped_ > 0) {
                diagnostics_.warn(
                    {fmt::format("{} hidden or special {} skipped", skipped_, skipped_ == 1 ? "name" : "names"), path,
                     fmt::format("the first is {}", first_skipped_), "give a path itself to read it", Exit::ok});
            }
        } else {
            file(path, file_name(path), true, status);
        }
    }

    void file(const std::string& path, const std::string& name, bool top, const struct stat& status) {
        const std::uint64_t size = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
        size_ += size;
        if (measuring_) {
            return;
        }
        const std::string source = valid(path);
        file_included_ = matches(valid(name), options_.include);
        if (options_.begin && !options_.begin(source)) {
            if (options_.taken) {
                options_.taken(size);
            }
            return;
        }
        const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) {
            failed("cannot read", path, cause(errno));
            return;
        }
        FileStream bytes(descriptor, path, true, options_.stopped);
        const std::size_t before = entries_;
        {
            Metered metered(bytes, size, options_.taken);
            give(source, valid(name), metered, top);
        }
        if (!stop() && entries_ > before && options_.end) {
            ended_ = !options_.end(source);
        }
    }

    void skip(const std::string& path) {
        if (skipped_++ == 0) {
            first_skipped_ = path;
        }
    }

    /// The names in a folder, sorted; nothing when it cannot be read.
    std::vector<std::string> names_in(const std::string& path) {
        std::vector<std::string> names;
        const std::unique_ptr<DIR, CloseFolder> open_folder(opendir(path.c_str()));
        if (open_folder == nullptr) {
            failed("cannot read the folder", path, cause(errno));
            return names;
        }
        errno = 0;
        while (const dirent* const one = readdir(open_folder.get())) {
            const std::string name = one->d_name;
            if (name != "." && name != "..") {
                names.push_back(name);
            }
        }
        if (errno != 0) {
            failed("cannot read all of the folder", path, cause(errno));
        }
        std::sort(names.begin(), names.end());
        return names;
    }

    /// All below the folder `path`; `below` is its path inside the folder that was given, empty or with a slash at its
    /// end.
    void folder(const std::string& path, const std::string& below, Identity identity) {
        above_.push_back(identity);
        for (const std::string& name : names_in(path)) {
            if (stop()) {
                break;
            }
            const std::string inner = (fs::path(path) / name).string();
            struct stat status = {};
            const bool hidden = name.front() == '.';
            if (!hidden && matches(below + name, options_.exclude)) {
                continue;
            }
            if (!hidden && stat(inner.c_str(), &status) != 0) {
                const bool dangling = errno == ENOENT;
                failed("cannot read", inner, dangling ? "a symbolic link to nothing" : cause(errno));
            } else if (!hidden && S_ISDIR(status.st_mode)) {
                const Identity self{status.st_dev, status.st_ino};
                if (std::find(above_.begin(), above_.end(), self) != above_.end()) {
                    diagnostics_.warn({"skipped", inner, "a symbolic link back to a folder above it", "", Exit::ok});
                } else {
                    folder(inner, (fs::path(below) / name / "").string(), self);
                }
            } else if (!hidden && S_ISREG(status.st_mode)) {
                file(inner, below + name, false, status);
            } else {
                skip(inner);
            }
        }
        above_.pop_back();
    }

    const EntrySink& sink_;
    Diagnostics& diagnostics_;
    const WalkOptions& options_;
    std::vector<Identity> above_;
    std::size_t entries_ = 0;
    std::uint64_t size_ = 0;
    bool measuring_ = false;
    /// The file that is read matches `include`, and with it all that is packed into it.
    bool file_included_ = false;
    std::size_t skipped_ = 0;
    std::string first_skipped_;
    bool ended_ = false;
};

} // namespace

std::size_t walk(const std::vector<std::string>& paths, const EntrySink& sink, Diagnostics& diagnostics,
                 const WalkOptions& options) {
    return Walk(sink, diagnostics, options).run(paths);
}

std::optional<std::uint64_t> measure(const std::vector<std::string>& paths, const WalkOptions& options) {
    Silence silence;
    const EntrySink none = [](Entry&) { return true; };
    return Walk(none, silence, options).measure(paths);
}

} // namespace demarche::indexer
