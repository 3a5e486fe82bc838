// SPDX-License-Identifier: GPL-3.0-or-later
// Where records are printed to, with a reader that may go away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::indexer {

/// Takes what a command prints.
class Output {
  public:
    virtual ~Output() = default;

    /// Takes bytes; false when no more are wanted: the reader has gone, or writing failed (`error` says how).
    virtual bool write(std::string_view bytes) = 0;
    /// Passes on what was taken; false as for `write`.
    virtual bool flush() = 0;
    /// What failed; nothing when all went well or the reader closed its end, which is no failure.
    virtual std::optional<Error> error() const = 0;
};

/// Writes to a file descriptor in large pieces.
class FileOutput : public Output {
  public:
    /// `name` is for errors. Does not close the descriptor.
    FileOutput(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
    bool write(std::string_view bytes) override;
    bool flush() override;
    std::optional<Error> error() const override { return error_; }

  private:
    int descriptor_;
    std::string name_;
    std::string kept_;
    bool closed_ = false;
    std::optional<Error> error_;
};

/// Keeps what is printed, for tests; can play a reader that goes away.
class KeptOutput : public Output {
  public:
    std::string text;
    /// Bytes after which the reader goes away.
    std::size_t wanted = std::string::npos;

    bool write(std::string_view bytes) override {
        text += bytes;
        return text.size() < wanted;
    }
    bool flush() override { return text.size() < wanted; }
    std::optional<Error> error() const override { return std::nullopt; }
};

} // namespace demarche::indexer
