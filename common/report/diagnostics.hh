// SPDX-License-Identifier: GPL-3.0-or-later
// Where warnings and failures of single inputs go while a run continues.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "common/report/error.hh"

namespace demarche {

/// Collects what a run has to say. Thread-safe. The program that owns it decides where lines appear.
class Diagnostics {
  public:
    virtual ~Diagnostics() = default;

    /// Something a user should know though nothing failed ("windows-1252 assumed").
    void warn(const Error& warning);
    /// An input that failed; the run goes on and ends with Exit::some_failed.
    void failed(const Error& error);

    std::size_t warnings() const;
    std::size_t failures() const;

  protected:
    /// One line, already printable, without a newline. Called with the lock held.
    virtual void line(std::string_view severity, const std::string& text) = 0;
    /// A failure with its parts, besides its line. Called with the lock held.
    virtual void failure(const Error& /*error*/) {}

  private:
    mutable std::mutex mutex_;
    std::size_t warnings_ = 0;
    std::size_t failures_ = 0;
};

/// Writes "program: warning: …" and "program: error: …" to standard error.
class StderrDiagnostics : public Diagnostics {
  public:
    explicit StderrDiagnostics(std::string program) : program_(std::move(program)) {}

  protected:
    void line(std::string_view severity, const std::string& text) override;

  private:
    std::string program_;
};

/// Keeps the lines, for tests.
class KeptDiagnostics : public Diagnostics {
  public:
    std::vector<std::string> lines;

  protected:
    void line(std::string_view severity, const std::string& text) override;
};

} // namespace demarche
