// SPDX-License-Identifier: GPL-3.0-or-later
// The one place where Xapian's exceptions become errors.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include <xapian.h>

#include "common/report/error.hh"

namespace demarche {

/// The error that stands for a Xapian exception met while doing `what` to `where`.
Error from_xapian(const Xapian::Error& error, std::string_view what, std::string_view where);

/// Runs `work` and gives its value; a Xapian exception or a failed allocation inside becomes an error.
template <typename Work>
auto guard_xapian(std::string_view what, std::string_view where, Work&& work) -> Result<std::invoke_result_t<Work>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            std::forward<Work>(work)();
            return {};
        } else {
            return std::forward<Work>(work)();
        }
    } catch (const Xapian::Error& error) {
        return fail(from_xapian(error, what, where));
    }
}

} // namespace demarche
