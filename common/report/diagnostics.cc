// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/report/diagnostics.hh"

#include <cstdio>

namespace demarche {

void Diagnostics::warn(const Error& warning) {
    const std::scoped_lock lock(mutex_);
    ++warnings_;
    line("warning", warning.message());
}

void Diagnostics::failed(const Error& error) {
    const std::scoped_lock lock(mutex_);
    ++failures_;
    line("error", error.message());
    failure(error);
}

std::size_t Diagnostics::warnings() const {
    const std::scoped_lock lock(mutex_);
    return warnings_;
}

std::size_t Diagnostics::failures() const {
    const std::scoped_lock lock(mutex_);
    return failures_;
}

void StderrDiagnostics::line(std::string_view severity, const std::string& text) {
    const std::string whole = program_ + ": " + std::string(severity) + ": " + text + "\n";
    std::fputs(whole.c_str(), stderr);
}

void KeptDiagnostics::line(std::string_view severity, const std::string& text) {
    lines.push_back(std::string(severity) + ": " + text);
}

} // namespace demarche
