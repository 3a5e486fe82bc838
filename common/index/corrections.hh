// SPDX-License-Identifier: GPL-3.0-or-later
// Corrections of statements made by hand: a part of the overlay.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "common/model/statement.hh"
#include "common/report/error.hh"

namespace demarche::index {

struct Correction {
    /// The ledger's id of the article (or of the piece of one) that the statement is in.
    std::string article;
    /// Key of a record → what it is to be; empty for "not known". The key "statement" with "no": it is none, and goes
    /// away.
    std::map<std::string, std::string, std::less<>> changes;
    /// Why, for people.
    std::string note;
    /// The statement as it was found, encoded; empty while the index does not have it, so that the correction applies
    /// to nothing.
    std::string before;

    bool removes() const { return changes.contains("statement"); }
    bool applies() const { return !before.empty(); }
    bool operator==(const Correction&) const = default;
};

/// By id of the statement.
using CorrectionMap = std::map<std::string, Correction, std::less<>>;

/// The keys that can be corrected, beside "statement".
inline constexpr std::array<std::string_view, 11> correctable{"speaker", "speaker_type", "speaker_role", "affiliation",
                                                              "country", "date",         "date_end",     "place",
                                                              "event",   "addressee",    "kind"};

/// What is wrong with a value for a key, or nothing: a key that is not known, a date that does not exist, a word of no
/// closed set.
std::string wrong_with(std::string_view key, std::string_view value);

/// Changes a statement. Several speakers are parted by "; ". What a person has confirmed is certain; a date is given.
void apply(const Correction& correction, Statement& statement);

std::string encode_corrections(const CorrectionMap& corrections);
/// `where` names the file in errors.
Result<CorrectionMap> decode_corrections(std::string_view bytes, const std::string& where);

} // namespace demarche::index
