// SPDX-License-Identifier: GPL-3.0-or-later
// A correction by hand as a record: what `fix --file` takes and `fix --list --format json` gives.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::record {

struct CorrectionRecord {
    /// Id of the statement.
    std::string id;
    /// Key of a statement record → what it is to be; empty for null.
    std::map<std::string, std::string, std::less<>> changes;
    std::string note;
};

/// Reads one line of JSON: an object with "id", perhaps "note", and keys of a statement record; "statement": false says
/// that it is none (the change "statement" to "no"). "record", "article", "applies" are passed over, so that what was
/// listed can be given back. Lists of names become one string, parted by "; ". `name` and `line` are for errors.
Result<CorrectionRecord> read_correction(std::string_view text, std::string_view name, std::size_t line);

/// Appends {"record":"correction","id",…}.
void append_correction(std::string& out, const CorrectionRecord& correction, std::string_view article, bool applies);

} // namespace demarche::record
