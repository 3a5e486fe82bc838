// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/run_program.hh"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

namespace demarche::test {

namespace {

/// A file descriptor with an owner.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (number_ >= 0) {
            ::close(std::exchange(number_, -1));
        }
    }
    int get() const { return number_; }
    bool open() const { return number_ >= 0; }

  private:
    int number_ = -1;
};

[[noreturn]] void throw_errno(std::string_view what) {
    throw std::system_error(errno, std::generic_category(), std::string(what));
}

std::pair<Descriptor, Descriptor> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw_errno("pipe2");
    }
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

/// Both sides of a new terminal: ours, the program's.
std::pair<Descriptor, Descriptor> make_terminal() {
    Descriptor ours(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!ours.open() || ::grantpt(ours.get()) != 0 || ::unlockpt(ours.get()) != 0) {
        throw_errno("posix_openpt");
    }
    Descriptor theirs(::open(::ptsname(ours.get()), O_RDWR | O_NOCTTY | O_CLOEXEC));
    if (!theirs.open()) {
        throw_errno("ptsname");
    }
    const winsize size{24, 80, 0, 0};
    ::ioctl(theirs.get(), TIOCSWINSZ, &size);
    termios mode{};
    ::tcgetattr(theirs.get(), &mode);
    mode.c_oflag &= ~static_cast<tcflag_t>(ONLCR); // newlines arrive as written
    mode.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(theirs.get(), TCSANOW, &mode);
    return {std::move(ours), std::move(theirs)};
}

std::vector<std::string> environment_of(const RunOptions& options) {
    std::map<std::string, std::string> all = {
        {"PATH", std::string(DEMARCHE_BIN_DIR) + ":/usr/local/bin:/usr/bin:/bin"},
        {"TZ", "UTC"},
        {"LC_ALL", "C.UTF-8"},
        {"TERM", "xterm"},
        {"HOME", options.folder.empty() ? "/nonexistent" : options.folder.string()},
    };
    for (const char* name :
         {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS", "GCOV_PREFIX", "TMPDIR"}) {
        if (const char* value = std::getenv(name)) {
            all[name] = value;
        }
    }
    for (const auto& [name, value] : options.environment) {
        all[name] = value;
    }
    std::vector<std::string> lines;
    for (const auto& [name, value] : all) {
        lines.push_back(name + "=" + value);
    }
    return lines;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
    std::vector<char*> out;
    for (std::string& text : strings) {
        out.push_back(text.data());
    }
    out.push_back(nullptr);
    return out;
}

/// One read into `text`; false at the end.
bool read_some(int from, std::string& text) {
    std::array<char, 65536> buffer;
    const ssize_t got = ::read(from, buffer.data(), buffer.size());
    if (got > 0) {
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return got > 0 || (got < 0 && errno == EINTR); // a closed terminal reads as EIO
}

} // namespace

Outcome run_program(const std::string& program, const std::vector<std::string>& arguments, const RunOptions& options) {
    std::vector<std::string> words = {program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> environment = environment_of(options);
    const std::vector<char*> argv = pointers(words);
    std::vector<char*> envp = pointers(environment);
    const std::string folder = options.folder.string();

    auto [in_theirs, in_ours] = make_pipe();
    auto [out_ours, out_theirs] = options.terminal ? make_terminal() : make_pipe();
    auto [err_ours, err_theirs] = make_pipe();

    std::signal(SIGPIPE, SIG_IGN); // a program that does not read its input must not end the tests
    const pid_t child = ::fork();
    if (child < 0) {
        throw_errno("fork");
    }
    if (child == 0) {
        std::signal(SIGPIPE, SIG_DFL);
        ::setsid();
        const int err = options.terminal ? out_theirs.get() : err_theirs.get();
        if (::dup2(in_theirs.get(), 0) < 0 || ::dup2(out_theirs.get(), 1) < 0 || ::dup2(err, 2) < 0 ||
            (!folder.empty() && ::chdir(folder.c_str()) != 0)) {
            ::_exit(127);
        }
        ::environ = envp.data(); // execvpe would look in the caller's PATH
        ::execvp(argv[0], argv.data());
        ::_exit(127);
    }
    in_theirs.close();
    out_theirs.close();
    err_theirs.close();
    ::fcntl(in_ours.get(), F_SETFL, O_NONBLOCK);

    Outcome outcome;
    std::string_view input = options.input;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(options.timeout);
    while (out_ours.open() || err_ours.open()) {
        if (input.empty()) {
            in_ours.close();
        }
        std::array<pollfd, 3> waiting = {pollfd{in_ours.get(), POLLOUT, 0}, pollfd{out_ours.get(), POLLIN, 0},
                                         pollfd{err_ours.get(), POLLIN, 0}};
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            outcome.timed_out = true;
            ::kill(-child, SIGKILL);
            break;
        }
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0 && errno != EINTR) {
            throw_errno("poll");
        }
        if (waiting[0].revents != 0) {
            const ssize_t sent = ::write(in_ours.get(), input.data(), input.size());
            if (sent < 0 && errno != EAGAIN && errno != EINTR) {
                in_ours.close();
                input = {};
            }
            input.remove_prefix(sent > 0 ? static_cast<std::size_t>(sent) : 0);
        }
        if (waiting[1].revents != 0) {
            const bool more = read_some(out_ours.get(), outcome.out);
            if (!more || (options.close_output_after && outcome.out.size() >= *options.close_output_after)) {
                out_ours.close();
            }
        }
        if (waiting[2].revents != 0 && !read_some(err_ours.get(), outcome.err)) {
            err_ours.close();
        }
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    outcome.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

} // namespace demarche::test
