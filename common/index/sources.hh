// SPDX-License-Identifier: GPL-3.0-or-later
// The generation's file of sources: what has become known of sources since the segments were written.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "common/report/error.hh"

namespace demarche::index {

/// Corrects the segments' ledgers. Small, unless an archive has been moved.
struct SourceChanges {
    /// Where else an article was found, by its id.
    std::map<std::string, std::set<std::string>, std::less<>> more;
    /// Sources that have vanished: no article is theirs any more.
    std::set<std::string, std::less<>> gone;
    /// Sources that had an article which another source then changed: the ledger no longer says what they hold, and
    /// they are read again whatever their state.
    std::set<std::string, std::less<>> stale;

    bool operator==(const SourceChanges&) const = default;
    bool empty() const { return more.empty() && gone.empty() && stale.empty(); }
};

std::string write_source_changes(const SourceChanges& changes);
/// `where` names the file in errors.
Result<SourceChanges> read_source_changes(std::string_view bytes, const std::string& where);

} // namespace demarche::index
