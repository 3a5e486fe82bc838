// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/console.hh"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/report/error.hh"
#include "common/text/utf8.hh"

namespace demarche::search {

int write_out(std::string_view text, int code) {
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            if (errno == EPIPE) {
                return 0;
            }
            std::fputs(fmt::format("demarche-search: error: cannot write: {}\n", std::generic_category().message(errno))
                           .c_str(),
                       stderr);
            return static_cast<int>(Exit::some_failed);
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return code;
}

void say(std::string_view severity, const std::string& text) {
    std::fputs(fmt::format("demarche-search: {}: {}\n", severity, printable(text)).c_str(), stderr);
}

int report(const QueryError& error, const std::string& query) {
    std::fputs(fmt::format("demarche-search: error: {}\n", error.error.message()).c_str(), stderr);
    if (error.column > 0 && !query.empty()) {
        // Of a long query only the part around the place.
        constexpr std::size_t around = 60;
        const std::size_t first = error.column > around ? error.column - around : 1;
        const std::string_view part = text::slice_code_points(query, first - 1, error.column + around);
        std::string line;
        for (const char c : part) {
            line += c == '\n' || c == '\t' ? ' ' : c;
        }
        std::fputs(fmt::format("  {}\n  {}^\n", printable(line), std::string(error.column - first, ' ')).c_str(),
                   stderr);
    }
    return static_cast<int>(error.error.exit);
}

bool use_colour(const Options& options) {
    if (options.colour != Colour::automatic) {
        return options.colour == Colour::always;
    }
    const char* no_colour = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return isatty(STDOUT_FILENO) != 0 && (no_colour == nullptr || *no_colour == '\0') &&
           (terminal == nullptr || std::string_view(terminal) != "dumb");
}

std::size_t terminal_width() {
    constexpr std::size_t usual = 80;
    constexpr std::size_t narrowest = 30;
    constexpr std::size_t widest = 120;
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) {
        return usual;
    }
    return std::clamp<std::size_t>(size.ws_col, narrowest, widest);
}

} // namespace demarche::search
