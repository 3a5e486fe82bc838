// SPDX-License-Identifier: GPL-3.0-or-later
#include "indexer/pipeline/run.hh"

#include <cerrno>
#include <system_error>

#include "common/report/error.hh"
#include "indexer/pipeline/failure_record.hh"

namespace demarche::indexer {

Result<void> RunDiagnostics::keep_failures(const std::string& path) {
    file_.reset(std::fopen(path.c_str(), "we"));
    if (file_ == nullptr) {
        return fail({"cannot write the file of errors", path, std::generic_category().message(errno), "", Exit::usage});
    }
    return {};
}

void RunDiagnostics::line(std::string_view severity, const std::string& text) {
    progress_.message(program_ + ": " + std::string(severity) + ": " + text);
}

void RunDiagnostics::failure(const Error& error) {
    if (file_ != nullptr) {
        std::string record;
        append_failure(record, error);
        std::fputs((record + "\n").c_str(), file_.get());
        std::fflush(file_.get());
    }
}

} // namespace demarche::indexer
