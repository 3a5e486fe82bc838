// SPDX-License-Identifier: GPL-3.0-or-later
// What every command of the indexer is run with: where it prints, what it reports to, when it must stop.
#pragma once

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/report/diagnostics.hh"
#include "indexer/pipeline/output.hh"
#include "indexer/pipeline/progress.hh"

namespace demarche::indexer {

/// Reports to standard error, above the progress line, and failures to a file besides.
class RunDiagnostics : public Diagnostics {
  public:
    RunDiagnostics(std::string program, Progress& progress) : program_(std::move(program)), progress_(progress) {}

    /// From now on each failure is a record in the file, too (failure_record.hh); it is made anew. The error is a usage
    /// error.
    Result<void> keep_failures(const std::string& path);

  protected:
    void line(std::string_view severity, const std::string& text) override;
    void failure(const Error& error) override;

  private:
    struct CloseFile {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };

    std::string program_;
    Progress& progress_;
    std::unique_ptr<std::FILE, CloseFile> file_;
};

/// The surroundings of one run.
struct Run {
    Output& out;
    Progress& progress;
    Diagnostics& diagnostics;
    /// True from the moment on when the user wants the run to end.
    std::function<bool()> stopped;
};

} // namespace demarche::indexer
