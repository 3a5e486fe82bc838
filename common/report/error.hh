// SPDX-License-Identifier: GPL-3.0-or-later
// Failures as values: what went wrong, where, why, and what to do about it.
#pragma once

#include <string>

#include <tl/expected.hpp>

namespace demarche {

/// Exit codes of both programs, as the contract lists them.
enum class Exit : int {
    ok = 0,
    nothing_found = 1,
    usage = 2,
    bad_index = 3,
    some_failed = 4,
    format_too_old = 20,
    format_too_new = 21,
    locked = 75,
    interrupted = 130,
};

/// One failure. `message()` is one line, safe for a terminal whatever bytes the parts hold.
struct Error {
    /// What failed, as a clause without a full stop: "cannot read the article".
    std::string what;
    /// Path, entry, record, or column; may be empty.
    std::string where;
    /// The cause; may be empty.
    std::string why;
    /// What the user can do; may be empty.
    std::string hint;
    Exit exit = Exit::some_failed;

    /// "where: what: why; hint" with control characters and bad bytes made visible.
    std::string message() const;
};

/// A value or an error; becomes std::expected with C++23.
template <typename T>
using Result = tl::expected<T, Error>;

/// `return fail({...})` from a function that gives a Result.
inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}

/// `text` with control characters, bidirectional overrides and bytes that are no UTF-8 replaced by visible escapes
/// (\xNN, \u{NNNN}): what comes from a file or a user can be printed on a terminal.
std::string printable(std::string_view text);

} // namespace demarche
